"""A concordance has every hit once, with the words around it, in the order asked for."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from store.search.analysis import located
from store.search.concordance import CONTEXT, Line, Sort, arrange, gather, lines_of
from store.span import Span
from store.walk import walk
from tests.store.search.hit_samples import corpora, found, founds

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from random import Random

    import pytest

    from store.search.found import Found

BORDER = (
    "Troops on the border\n\nThe Border guard said on Friday: “We guard the border, it’s the "
    "border — no more.”"
)


def lines(*each: Found) -> tuple[Line, ...]:
    """Return all lines of a concordance as they are gathered."""
    return tuple(chain.from_iterable(gather(each)))


def test_a_line_has_the_match_and_what_stands_around_it() -> None:
    first, second, third = lines(found(BORDER, "border"))
    assert (first.left, first.match) == ("Troops on the ", "border")
    assert first.right.startswith("  The Border guard said")
    assert second.left.endswith("said on Friday: “We guard the ")
    assert second.left_words == ("the", "guard", "we", "friday", "on")
    assert second.right_words[:2] == ("it", "s")
    assert third.right_words == ("no", "more")
    assert first.left_words == ("the", "on", "troops")
    assert first.article is third.article
    assert (first.article.length, first.article.title) == (len(BORDER), "Troops on the border")


def test_a_word_is_held_once_however_many_lines_it_stands_in() -> None:
    first, second, *_ = lines(found(BORDER, "border"), found(BORDER, "border", path="b.txt"))
    assert first.left_words[0] is second.left_words[0]
    assert first.right_words[0] is lines(found(BORDER, "Border"))[0].left_words[0]


@given(founds(), st.integers(0, CONTEXT))
def test_every_hit_has_one_line_cut_from_its_text(article: Found, most: int) -> None:
    text = article.article.text.replace("\n", " ")
    made = tuple(chain.from_iterable(gather([article], most)))
    assert [line.span for line in made] == list(article.hits)
    for line in made:
        start, end = line.span.start - len(line.left), line.span.end + len(line.right)
        assert text[start:end] == line.left + line.match + line.right
        assert line.match == line.span.of(text)
        assert line.span.start - most <= start
        assert end <= line.span.end + most


@given(founds())
def test_the_neighbours_of_a_hit_are_those_among_all_words_of_the_text(article: Found) -> None:
    words = list(located(article.article.text))
    for line in lines(article):
        before = [word.word for word in words if word.end <= line.span.start]
        behind = [word.word for word in words if word.start >= line.span.end]
        assert line.left_words == tuple(before[::-1][:5])
        assert line.right_words == tuple(behind[:5])


def test_long_words_beside_a_hit_are_neighbours_whole() -> None:
    for lengths in ([90, 120, 200], [40, 20, 20, 20, 20], [20, 20, 20, 20, 40]):
        long = [letter * length for letter, length in zip("abcde", lengths, strict=False)]
        (line,) = lines(found(f"{' '.join(long)} here {' '.join(long)}", "here"))
        assert line.left_words == tuple(reversed(long))
        assert line.right_words == tuple(long)
        assert len(line.left) == len(line.right) == CONTEXT


def test_no_grapheme_is_cut_at_the_end_of_a_line() -> None:
    piled = "q\u0303" * 80
    (line,) = lines(found(f"{piled}__ here __{piled}", "here"))
    assert line.left == "q\u0303" * 48 + "__ "
    assert line.right == " __" + "q\u0303" * 48


def test_beyond_a_rule_of_dashes_nothing_is_a_neighbour() -> None:
    rule = "-" * 100_000
    (line,) = lines(found(f"far {rule} here {rule} far", "here"))
    assert line.left_words == line.right_words == ()


def test_the_first_batch_comes_before_the_second_article_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("store.search.concordance.time.monotonic", float)
    read: list[int] = []

    def articles() -> Iterator[Found]:
        for number in range(100):
            read.append(number)
            yield found("the border " * 100, "border", path=f"{number}.txt")

    batches = gather(articles())
    assert len(next(batches)) == 100
    assert read == [0]
    sizes = [len(batch) for batch in batches]
    assert sum(sizes) == 99 * 100
    assert sizes == [200, 300, 600, 1100, 2100, 4100, 1500]


def test_rare_hits_do_not_wait_for_a_batch_to_fill(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(1_000))
    monkeypatch.setattr("store.search.concordance.time.monotonic", lambda: float(next(clock)))
    rare = [found("the border", "border", path=f"{number}.txt") for number in range(3)]
    assert [len(batch) for batch in gather(rare)] == [1, 1, 1]


@given(corpora())
def test_batches_hold_all_lines_in_order_and_none_is_empty(articles: list[Found]) -> None:
    batches = list(gather(articles))
    assert all(batches)
    assert [*chain.from_iterable(batches)] == [line for each in articles for line in lines_of(each)]


@given(corpora(), st.sampled_from(Sort), st.randoms(use_true_random=False))
def test_an_order_is_that_of_a_plain_sort_whatever_came_first(
    articles: list[Found], sort: Sort, random: Random
) -> None:
    given_lines = list(lines(*articles))
    expected = sorted(given_lines, key=lambda line: plain_key(line, sort))
    random.shuffle(given_lines)
    assert arrange(given_lines, sort) == tuple(expected)


def plain_key(line: Line, sort: Sort) -> tuple[object, ...]:
    """Return what decides where a line stands, spelt out."""
    *folders, name = line.article.path.split("/")
    place = ([*("1" + folder for folder in folders), "0" + name], line.span.start)
    match sort:
        case Sort.PLACE:
            return place
        case Sort.DATE:
            return (line.article.date or "9999", *place)
    side = line.left_words if sort.value.startswith("left") else line.right_words
    return (side[int(sort.value[-1]) - 1 :], *place)


def test_by_the_second_word_the_further_ones_decide_between_equals() -> None:
    article = found("z b X . a b X . c a X .", "X")
    assert [line.left_words[:2] for line in arrange(lines(article), Sort.LEFT_1)] == [
        ("a", "c"),
        ("b", "a"),
        ("b", "z"),
    ]


def test_by_place_lines_come_as_the_corpus_lists_its_articles(home: Path) -> None:
    names = ("b.txt", "a.txt", "2022/c.txt", "2022/05/d.txt", "2022.txt", "2022-1/e.txt")
    for name in names:
        (home / "work" / name).parent.mkdir(exist_ok=True, parents=True)
        (home / "work" / name).write_text("x", encoding="utf-8")
    listed = [each.path for each in walk(home / "work")]
    sorted_lines = arrange(lines(*(found("x", "x", path=name) for name in names)), Sort.PLACE)
    assert [line.article.path for line in sorted_lines] == listed


def test_the_undated_come_last() -> None:
    articles = [
        found("x", "x", path="a.txt"),
        found("x", "x", path="b.txt", date="2022-06-10"),
        found("x", "x", path="c.txt", date="2021-05-12"),
    ]
    dates = [line.article.date for line in arrange(lines(*articles), Sort.DATE)]
    assert dates == ["2021-05-12", "2022-06-10", None]


def test_a_hit_without_width_on_either_side_has_no_neighbours() -> None:
    (line,) = lines(found("border", "border"))
    assert (line.left, line.right, line.left_words, line.right_words) == ("", "", (), ())
    assert line.span == Span(0, 6)
