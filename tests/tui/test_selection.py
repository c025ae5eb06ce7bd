"""Selecting takes whole units, grows and shrinks round where it began."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import graphemes
from store.sentences import sentence_at
from store.span import Span
from tests.strategies import SOME, article_from, article_of, graphemes_in
from tui.reading.selection import Selection, Unit, grown, selected, shrunk, unit_at

if TYPE_CHECKING:
    from store.article import Article

PROSE = article_from("One is here. The two are “not” there.", "Three.")
UNITS = st.sampled_from(Unit)
SENTENCES = (
    st.lists(st.sampled_from(("One. ", "Is “it” so? ", "No! ", "東京。", "A\n", "… ")), min_size=1)
    .map(lambda drawn: "".join(drawn).strip())
    .filter(bool)
)
ARTICLES = st.one_of(
    SOME, st.lists(SENTENCES, min_size=1, max_size=2).map(lambda drawn: article_from(*drawn))
)


@st.composite
def selections(draw: st.DrawFn, article: Article) -> Selection:
    """Draw a selection made by hand."""
    offsets = st.sampled_from(graphemes_in(article))
    return Selection(draw(offsets), draw(offsets), draw(UNITS))


def words(selection: Selection | None) -> str | None:
    """Return the words of a selection in `PROSE`."""
    return selection.span(PROSE).of(PROSE.text) if selection else None


def growth(article: Article, cursor: int, selection: Selection | None = None) -> list[Selection]:
    """Return all selections that growing gives, smallest first."""
    grew = [grown(article, cursor, selection)]
    while (larger := grown(article, grew[-1].head, grew[-1])) != grew[-1]:
        assert len(grew) < 4
        grew.append(larger)
    return grew


@given(ARTICLES, st.data())
def test_a_selection_never_parts_a_grapheme(article: Article, data: st.DataObject) -> None:
    selection = data.draw(selections(article))
    span = selection.span(article)
    assert graphemes.snap(article.text, span) == span
    assert len(span)
    if selection.unit is Unit.CHARACTER:
        assert span.holds(selection.anchor)
        assert span.holds(selection.head)


@given(ARTICLES, st.data())
def test_turning_round_keeps_the_span_and_puts_the_cursor_at_the_other_end(
    article: Article, data: st.DataObject
) -> None:
    selection = data.draw(selections(article))
    turned = selection.turned()
    assert turned.span(article) == selection.span(article)
    assert (turned.anchor, turned.head) == (selection.head, selection.anchor)
    assert turned.turned() == selection


@given(ARTICLES, st.data())
def test_a_span_taken_as_a_selection_is_selected(article: Article, data: st.DataObject) -> None:
    span = data.draw(selections(article)).span(article)
    selection = selected(article, span)
    assert selection.span(article) == span
    assert (selection.anchor, selection.unit) == (span.start, Unit.CHARACTER)
    assert span.holds(selection.head)


@given(ARTICLES, st.data())
def test_growing_only_adds_and_ends_with_the_paragraph(
    article: Article, data: st.DataObject
) -> None:
    cursor = data.draw(st.sampled_from(graphemes_in(article)))
    spans = [each.span(article) for each in growth(article, cursor)]
    for smaller, larger in pairwise(spans):
        assert smaller.hull(larger) == larger != smaller
    assert spans[0].hull(unit_at(article, cursor, Unit.WORD)) == spans[0]
    assert spans[-1].hull(unit_at(article, cursor, Unit.PARAGRAPH)) == spans[-1]
    assert all(graphemes.snap(article.text, span) == span for span in spans)


@given(ARTICLES, st.data())
def test_shrinking_undoes_growing(article: Article, data: st.DataObject) -> None:
    cursor = data.draw(st.sampled_from(graphemes_in(article)))
    grew = growth(article, cursor)
    for smaller, larger in pairwise(grew):
        back = shrunk(article, larger)
        assert back is not None
        assert back.span(article) == smaller.span(article)
        assert grown(article, back.head, back) == larger
    assert shrunk(article, grew[0]) is None


@given(ARTICLES, st.data())
def test_a_selection_made_by_hand_grows_and_shrinks_round_its_cursor(
    article: Article, data: st.DataObject
) -> None:
    selection = data.draw(selections(article))
    before = selection.span(article)
    larger = grown(article, selection.head, selection).span(article)
    assert before.hull(larger) == larger
    smaller = shrunk(article, selection)
    if smaller is not None:
        assert before.hull(smaller.span(article)) == before != smaller.span(article)


def test_growing_takes_word_sentence_paragraph() -> None:
    cursor = PROSE.text.index("two") + 1
    assert [words(each) for each in growth(PROSE, cursor)] == [
        "two",
        "The two are “not” there.",
        "One is here. The two are “not” there.",
    ]


def test_growing_skips_what_is_no_larger() -> None:
    assert [words(each) for each in growth(PROSE, PROSE.text.index("Three"))] == ["Three", "Three."]


def test_between_two_sentences_growing_begins_with_the_character_there() -> None:
    grew = growth(PROSE, PROSE.text.index(" The"))
    assert [words(each) for each in grew] == [
        " ",
        "One is here. ",
        "One is here. The two are “not” there.",
    ]
    assert [words(shrunk(PROSE, each)) for each in grew] == [None, " ", "One is here. "]


def test_after_growing_a_moved_selection_grows_round_its_new_cursor() -> None:
    word = grown(PROSE, 0, None)
    moved = word.moved(PROSE.text.index("here"))
    assert words(moved) == "One is h"
    assert words(grown(PROSE, moved.head, moved)) == "One is here"
    assert words(shrunk(PROSE, moved)) is None


def test_growing_goes_round_where_it_began_though_the_cursor_is_at_the_end() -> None:
    word = grown(PROSE, 1, None)
    assert (word.head, word.origin) == (2, 1)
    paragraph = growth(PROSE, 1)[-1]
    assert paragraph.head == PROSE.blocks[0].end - 1
    assert words(shrunk(PROSE, paragraph)) == "One is here."


@pytest.mark.parametrize(("anchor", "head"), [(5, 18), (18, 5)])
def test_selecting_by_unit_takes_every_unit_from_end_to_end(anchor: int, head: int) -> None:
    assert words(Selection(anchor, head)) == "s here. The tw"
    assert words(Selection(anchor, head, Unit.WORD)) == "is here. The two"
    assert words(Selection(anchor, head, Unit.SENTENCE)) == PROSE.blocks[0].span.of(PROSE.text)
    assert words(Selection(3, 45, Unit.PARAGRAPH)) == PROSE.text


def test_units_are_those_of_the_text() -> None:
    assert unit_at(PROSE, 1, Unit.CHARACTER) == Span(1, 2)
    assert unit_at(PROSE, 1, Unit.WORD) == Span(0, 3)
    assert unit_at(PROSE, 1, Unit.SENTENCE) == sentence_at(PROSE, 1)
    assert unit_at(PROSE, 1, Unit.PARAGRAPH) == PROSE.blocks[0].span
    assert unit_at(article_from("a — b"), 2, Unit.WORD) == Span(2, 3)


def test_an_article_without_text_has_nothing_to_select() -> None:
    nothing = article_of([])
    assert grown(nothing, 0, None).span(nothing) == Span(0, 0)
    assert shrunk(nothing, Selection(0, 0)) is None
