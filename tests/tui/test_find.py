"""Finding takes for the same what a reader does, and steps through what it found."""

from __future__ import annotations

from itertools import pairwise

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from store.article import Article, Block, BlockKind
from store.fold import fold
from store.graphemes import snap
from store.span import Span
from tests.strategies import ARMENIAN, CYRILLIC, EASTERN, LATIN, SOME, article_from, article_of
from tui import finding
from tui.finding import MOST_HITS, Finder, Finding
from tui.reading.find import _simple, hits, next_hit, previous_hit

PLAIN = (*LATIN, *CYRILLIC, *ARMENIAN, *EASTERN)
GAPS = (" ", "  ", "\n", "\u00a0", "")
PARAGRAPHS = (
    st.lists(st.sampled_from([word + gap for word in PLAIN for gap in GAPS]), min_size=1)
    .map(lambda words: "".join(words).strip())
    .filter(bool)
)
FOUND = st.lists(st.integers(0, 60), min_size=1, unique=True).map(
    lambda starts: [Span(start, start + 1) for start in sorted(starts)]
)


def found_in(article: Article, query: str) -> list[str]:
    """Return the words of all hits."""
    return [hit.of(article.text) for hit in hits(article, fold(article.text), query)]


def signs(text: str, start: int) -> list[tuple[str, int, int]]:
    """Return the folded graphemes of a text with their offsets, runs of white space as one."""
    return [
        (" " if found[0].isspace() else fold(found[0]), start + found.start(), start + found.end())
        for found in regex.finditer(r"\s+|\X", text)
    ]


def brute_hits(article: Article, query: str) -> list[Span]:
    """Return the hits by comparing grapheme after grapheme."""
    wanted = [sign for sign, _, _ in signs(" ".join(query.split()), 0)]
    found: list[Span] = []
    for block in article.blocks if wanted else ():
        there = signs(block.span.of(article.text), block.start)
        for index in range(len(there) - len(wanted) + 1):
            part = there[index : index + len(wanted)]
            span = Span(part[0][1], part[-1][2])
            overlaps = bool(found) and span.start < found[-1].end
            if [sign for sign, _, _ in part] == wanted and not overlaps:
                found.append(span)
    return found


@given(st.lists(PARAGRAPHS, min_size=1, max_size=4), st.data())
def test_hits_are_those_of_comparing_every_grapheme(
    paragraphs: list[str], data: st.DataObject
) -> None:
    kind = data.draw(st.sampled_from((BlockKind.PARAGRAPH, BlockKind.ITEM)))
    article = article_from(*paragraphs, kind=kind)
    edges = st.tuples(st.integers(0, len(article.text)), st.integers(1, 12))
    start, length = data.draw(edges)
    query = data.draw(
        st.sampled_from((article.text[start : start + length], "a", "no", "а", "-", '"'))
    )
    query = data.draw(st.sampled_from((query, query.upper(), query.replace(" ", "  "))))
    assert list(hits(article, fold(article.text), query)) == brute_hits(article, query)


@given(SOME, st.data())
def test_hits_are_whole_graphemes_in_order_each_in_one_block(
    article: Article, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(article.text) - 1))
    query = article.text[start : start + data.draw(st.integers(1, 6))]
    found = list(hits(article, fold(article.text), query))
    assert all(snap(article.text, hit) == hit for hit in found)
    assert all(hit.end <= following.start for hit, following in pairwise(found))
    for hit in found:
        assert any(block.start <= hit.start < hit.end <= block.end for block in article.blocks)
        folded = " ".join(fold(hit.of(article.text)).split())
        assert " ".join(fold(query).split()) in folded


@pytest.mark.parametrize(
    "query",
    ['it\'s  "the" élan', "IT’S “the” elan", "it‘s\n«the»\tELAN", "it's „the‟\u3000ĕlan"],
)
def test_case_accents_quotes_and_white_space_make_no_difference(query: str) -> None:
    article = article_from("So it’s “the” élan. Yes,", "it's \"the\"\nelan\u00a0— it's “the”  Elan")
    assert found_in(article, query) == ["it’s “the” élan", 'it\'s "the"\nelan', "it's “the”  Elan"]


@pytest.mark.parametrize("query", ["co-operation", "co–operation", "co‑operation", "CO−OPERATION"])
def test_dashes_make_no_difference(query: str) -> None:
    assert found_in(article_from("co‐operation—co-operation"), query) == [
        "co‐operation",
        "co-operation",
    ]


def test_a_hit_inside_a_grapheme_covers_it_whole() -> None:
    article = article_from("👩\u200d👩\u200d👧 x\u0323y")
    assert found_in(article, "👧") == ["👩\u200d👩\u200d👧"]
    assert found_in(article, "x") == ["x\u0323"]


@pytest.mark.parametrize("query", ["", " ", "\n\u00a0"])
def test_white_space_alone_finds_nothing(query: str) -> None:
    assert found_in(article_from("a b"), query) == []


def test_a_hit_does_not_cross_from_one_block_to_the_next() -> None:
    assert found_in(article_from("Collective Security", "Council met"), "security council") == []
    items = article_from("Collective Security", "Council met", kind=BlockKind.ITEM)
    assert "Security\nCouncil" in items.text
    assert found_in(items, "security council") == []


def test_a_hit_crosses_the_lines_of_one_block() -> None:
    code = article_of([(Block(BlockKind.CODE, 0, 0), "if met:\n\n    go()")])
    assert found_in(code, "met: go()") == ["met:\n\n    go()"]


def test_a_false_start_at_the_end_of_a_block_hides_no_hit() -> None:
    assert found_in(article_from("no", "no no", kind=BlockKind.ITEM), "no no") == ["no no"]


@given(FOUND, st.integers(0, 61))
def test_next_is_the_first_hit_behind_and_goes_round(found: list[Span], offset: int) -> None:
    index = next_hit(found, offset)
    behind = [hit for hit in found if hit.start > offset]
    assert index is not None
    assert found[index] == (behind[0] if behind else found[0])


@given(FOUND, st.integers(0, 61))
def test_previous_is_the_last_hit_before_and_goes_round(found: list[Span], offset: int) -> None:
    index = previous_hit(found, offset)
    before = [hit for hit in found if hit.start < offset]
    assert index is not None
    assert found[index] == (before[-1] if before else found[-1])


@given(FOUND, st.integers(0, 61))
def test_stepping_visits_every_hit_once_and_comes_back(found: list[Span], offset: int) -> None:
    for step in (next_hit, previous_hit):
        visited, here = [], offset
        for _ in found:
            index = step(found, here)
            assert index is not None
            visited.append(index)
            here = found[index].start
        assert sorted(visited) == list(range(len(found)))
        assert step(found, here) == visited[0]


def test_without_hits_there_is_nowhere_to_go() -> None:
    assert next_hit((), 3) is None
    assert previous_hit((), 3) is None


def test_the_tally_says_how_many_and_which() -> None:
    article = article_from("no, no and no")
    found = Finder().find(article, "no")
    assert found.tally == "3 found"
    assert found.hit is None
    assert found.forward(0).tally == "2 of 3"
    assert found.forward(0).hit == Span(4, 6)
    assert found.backward(0).tally == "3 of 3"
    assert Finder().find(article, "yes").tally == "not found"
    assert Finder().find(article, " ") == Finding()
    assert Finding().tally == ""


def test_more_hits_than_are_kept_are_said_to_be_more() -> None:
    exactly = Finder().find(article_from("e" * MOST_HITS), "e")
    assert exactly.tally == "10,000 found"
    more = Finder().find(article_from("e" * (MOST_HITS + 1)), "e")
    assert more.tally == "10,000+ found"
    assert more.forward(4999).tally == "5,001 of 10,000+"
    assert more.forward(MOST_HITS).hit == Span(0, 1)


@pytest.mark.parametrize(
    "near", [0, 1, 7000, 2 * MOST_HITS, 4 * MOST_HITS, 4 * MOST_HITS + 5, 6 * MOST_HITS]
)
def test_of_too_many_hits_those_behind_the_reader_are_kept(near: int) -> None:
    article = article_from("no " * (2 * MOST_HITS))
    found = Finder().find(article, "no", near)
    assert len(found.hits) == MOST_HITS
    assert all(one.end <= other.start for one, other in pairwise(found.hits))
    following = found.forward(near - 1).hit
    first = -(-near // 3) * 3
    assert following == (Span(first, first + 2) if first < len(article.text) else Span(0, 2))


def test_only_code_points_that_never_join_another_count_as_simple() -> None:
    joins = regex.compile(r"[^\p{GCB=Other}\p{GCB=LV}\p{GCB=LVT}\p{GCB=Control}\p{GCB=LF}]")
    simple = [chr(code) for code in range(0x110000) if _simple().fullmatch(chr(code))]
    assert not [each for each in simple if joins.match(each)]
    assert {"e", "é", "ё", "ն", "安", "カ", "\n"} <= set(simple)


def test_an_article_is_folded_once_however_often_one_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    folded: list[str] = []

    def counted(text: str) -> str:
        folded.append(text)
        return fold(text)

    monkeypatch.setattr(finding, "fold", counted)
    first, second = article_from("one no"), article_from("two no")
    finder = Finder()
    for article in (first, first, second, second, first):
        assert len(finder.find(article, "no").hits) == 1
    assert folded == [first.text, second.text, first.text]
