"""What is gathered keeps its order, its ticks and its place, however much of it there is."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.annotation import Width
from store.corpus import Corpus
from store.search.concordance import Sort, arrange, lines_of
from store.search.found import Found, Indexed
from store.search.known import Known
from store.search.language import parse
from store.session import Session
from store.span import Span
from tui import concordance, gathering
from tui.concordance import Concordance, key_of
from tui.gathering import Gathered, gather_hits, in_order

if TYPE_CHECKING:
    from pathlib import Path

    from textual.message import Message

    from store.search.concordance import Line

TEXT = "The troops left the border, and other troops came to the border at night."
HITS = tuple(
    Span(start, start + len(word))
    for word in ("troops", "border")
    for start in range(len(TEXT))
    if TEXT.startswith(word, start)
)


def gathered(articles: int) -> Concordance:
    """Return a concordance of so many articles with four hits each."""
    found = Concordance(parse("troops OR border"))
    for number in range(articles):
        article = Indexed(f"{number:03}", f"{number:03}.txt", "T", None, None, None, TEXT, "")
        found.add(lines_of(Found(article, tuple(sorted(HITS)))))
    return found


def test_articles_come_in_the_order_of_the_corpus(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "sub/c.txt", "d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"The article {name}\n\nIt says little.\n")
    corpus = Corpus(tmp_path)
    assert [*corpus.scan()]
    ids = [entry.id for entry in corpus.entries]
    assert in_order(sorted(ids), corpus.entries) == ids
    assert in_order(ids[::-1], corpus.entries) == ids
    assert in_order([*ids[2:], "gone", *ids[:1]], corpus.entries) == [ids[0], *ids[2:], "gone"]


@pytest.mark.parametrize("first", [1, 2, 100])
def test_hits_are_gathered_in_that_order_each_once(
    first: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("b.txt", "a.txt", "sub/c.txt", "d.txt", "sub/below/e.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_text(f"The article {name}\n\nTroops, and troops.\n")
    session = Session.open(tmp_path, None, remember=False)
    assert [*session.corpus.scan()]
    entries = session.corpus.entries
    assert [*session.search.update(entries, session.corpus.parse, whole=True)]
    monkeypatch.setattr(gathering, "_FIRST_LOOK", first)
    told: list[Message] = []
    answer = session.search.snapshot().ask(parse("troops"), Known())
    gather_hits(lambda: answer, entries, Event(), told.append)
    assert all(isinstance(each, Gathered) for each in told)
    hits = [line for each in told if isinstance(each, Gathered) for line in each.lines]
    assert [line.article.path for line in hits[::2]] == [entry.path for entry in entries]
    assert arrange(hits, Sort.PLACE) == tuple(hits)
    assert len(hits) == 2 * len(entries)
    session.close()


def test_ticks_stay_on_their_hits_in_any_order() -> None:
    found = gathered(3)
    ticked = found.lines[5]
    found.turn_tick(ticked)
    for sort in Sort:
        found.take_order(arrange(found.lines, sort), sort)
        assert found.chosen(found.lines[0]) == (ticked,)
        assert len(found.lines) == 12


def test_what_came_while_lines_were_put_in_order_stays_behind_them() -> None:
    found, later = gathered(2), gathered(3)
    before = tuple(found.lines)
    found.add(later.lines[8:])
    found.take_order(before[::-1], Sort.RIGHT_1)
    assert tuple(found.lines) == (*before[::-1], *later.lines[8:])


@given(st.lists(st.integers(0, 11)))
def test_all_are_ticked_unless_all_are(presses: list[int]) -> None:
    found = gathered(3)
    for number in presses:
        found.turn_tick(found.lines[number])
    were_all = len(found.ticked) == 12
    found.turn_ticks()
    assert len(found.ticked) == (0 if were_all else 12)
    assert found.chosen(None) == (() if were_all else tuple(found.lines))


@pytest.mark.parametrize(
    ("here", "many", "expected"),
    [(0, 3, (0, 3)), (5, 3, (4, 7)), (9, 3, (7, 10)), (4, 20, (0, 10)), (4, 0, (4, 4))],
)
def test_the_articles_around_one_fill_the_room_there_is(
    here: int, many: int, expected: tuple[int, int]
) -> None:
    found = gathered(10)
    ids = [lines[0].article.id for lines in found.around(f"{here:03}", many)]
    assert ids == [f"{number:03}" for number in range(*expected)]


def test_it_is_widened_to_the_paragraph_and_narrowed_to_the_hit() -> None:
    found = gathered(1)
    steps = ((1, Width.SENTENCE), (1, Width.PARAGRAPH), (-1, Width.SENTENCE), (-1, Width.MATCH))
    for step, expected in steps:
        assert found.widen(step)
        assert found.width == expected
    assert not found.widen(-1)


def test_what_was_ticked_is_ticked_when_the_hits_are_gathered_again() -> None:
    found = gathered(2)
    found.turn_tick(found.lines[3])
    found.begin_again()
    assert (len(found.lines), found.articles) == (0, 0)
    again: tuple[Line, ...] = tuple(gathered(2).lines)
    found.add(again)
    assert [key_of(line) for line in found.chosen(None)] == [key_of(again[3])]
    found.begin_again()
    assert found.chosen(None) == ()
    found.end()
    assert found.ticked == set()


def test_each_key_goes_round_the_orders_of_its_side() -> None:
    sort = Sort.PLACE
    seen = [sort := concordance.by_left(sort) for _ in range(4)]
    assert seen == [Sort.LEFT_1, Sort.LEFT_2, Sort.LEFT_3, Sort.LEFT_1]
    assert concordance.by_right(sort) is Sort.RIGHT_1
    assert concordance.by_place(sort) is Sort.PLACE
    assert concordance.by_place(Sort.PLACE) is Sort.DATE
    every = [sort := concordance.by_next(sort) for _ in Sort]
    assert set(every) == set(Sort)
    assert concordance.in_words(Sort.RIGHT_3) == "by the third word to the right"
