"""Anchors: a passage is found again, or the reader is told; never a look-alike in silence."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from store.anchor import CONTEXT, Placement, State, describe, place
from store.anchoring.judge import MOST_CANDIDATES
from store.annotation import Anchor
from store.article import NORMALISER, hash_text
from store.graphemes import snap
from store.span import Span
from tests.store.notes_samples import PROSE

WORDS = st.sampled_from(
    ["the ", "border", " troops", "é", "e\u0323\u0301", "👩\u200d👧", ". ", "\n\n", "ա"]
)
TEXTS = st.lists(WORDS, min_size=1, max_size=60).map("".join)


def check(placement: Placement, text: str, anchor: Anchor) -> None:
    """Assert what every placement promises."""
    places = [each.span for each in placement.candidates]
    if placement.span is not None:
        places.append(placement.span)
    for span in places:
        assert snap(text, span) == span
        assert len(span) > 0
        assert span.end <= len(text)
    assert (placement.span is not None) == (placement.state in {State.EXACT, State.MOVED})
    if placement.span is not None:
        is_same = placement.span.of(text) == anchor.exact
        assert is_same == (placement.state is State.EXACT)
    assert bool(placement.candidates) == (placement.state is State.REVIEW)
    assert len(placement.candidates) <= MOST_CANDIDATES
    scores = [each.score for each in placement.candidates]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in (*scores, placement.score, placement.margin))


def _describe(text: str, words: str) -> Anchor:
    start = text.index(words)
    return describe(text, hash_text(text), Span(start, start + len(words)))


def _place(text: str, anchor: Anchor) -> Placement:
    return place(text, hash_text(text), anchor)


@given(TEXTS, st.data())
@settings(max_examples=200, deadline=None)
def test_in_the_text_it_was_made_on_a_passage_is_where_it_was(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    anchor = describe(text, hash_text(text), Span(start, end))
    assert anchor.span == snap(text, Span(start, end))
    assert anchor.exact == anchor.span.of(text)
    assert text[: anchor.start].endswith(anchor.prefix)
    assert text[anchor.end :].startswith(anchor.suffix)
    assert len(anchor.prefix) == min(CONTEXT, anchor.start)
    assert len(anchor.suffix) == min(CONTEXT, len(text) - anchor.end)
    assert anchor.normaliser == NORMALISER
    assert _place(text, anchor) == Placement(State.EXACT, anchor.span)


@given(TEXTS, TEXTS, st.data())
@settings(max_examples=200, deadline=None)
def test_whatever_the_text_became_a_place_is_in_whole_graphemes_and_exact_means_the_same_words(
    text: str, other: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    anchor = describe(text, hash_text(text), Span(start, end))
    old_text = data.draw(st.sampled_from([text, None]))
    placement = place(other, hash_text(other), anchor, old_text)
    check(placement, other, anchor)
    assert place(other, hash_text(other), anchor, old_text) == placement


@given(
    st.text("ab. \n“é", max_size=40),
    st.builds(
        Anchor,
        st.integers(-3, 60),
        st.integers(-3, 60),
        st.text("ab. \n“é", max_size=8),
        st.text("ab. ", max_size=5),
        st.text("ab. ", max_size=5),
        st.sampled_from(["", "another", hash_text("")]),
        st.integers(0, 3),
    ),
    st.one_of(st.none(), st.text("ab. \n“é", max_size=40)),
)
@settings(max_examples=400, deadline=None)
def test_no_anchor_is_too_odd_to_be_answered(text: str, anchor: Anchor, old: str | None) -> None:
    check(place(text, hash_text(text), anchor, old), text, anchor)


@given(st.text("abc .\n", max_size=80), st.text("abc .\n", max_size=80))
@settings(max_examples=100, deadline=None)
def test_text_added_before_and_behind_the_article_moves_the_passage_along(
    before: str, behind: str
) -> None:
    assume(before or behind)
    anchor = _describe(PROSE, "troops on sovereign territory")
    for old in (PROSE, None):
        text = f"{before}\n{PROSE}\n{behind}"
        placement = place(text, hash_text(text), anchor, old)
        moved = Span(anchor.start + len(before) + 1, anchor.end + len(before) + 1)
        assert (placement.state, placement.span) == (State.EXACT, moved)
        assert placement.score > 0.85
        assert placement.margin > 0.15


def test_a_twin_with_other_neighbours_is_told_apart_by_context() -> None:
    text = "One day the border was closed. " * 1 + "Years passed. Then the border was opened."
    anchor = describe(text, hash_text(text), Span(text.rindex("the border"), text.rindex(" was")))
    changed = "Preface, the border again. " + text
    placement = _place(changed, anchor)
    assert placement.state is State.EXACT
    assert placement.span == Span(changed.rindex("the border"), changed.rindex(" was"))


def test_equal_twins_are_for_the_reader_to_choose_the_nearest_first() -> None:
    verse = "Lord, have mercy upon us. " * 6
    anchor = describe(verse, hash_text(verse), Span(26 * 3 + 6, 26 * 3 + 16))
    changed = "A title. " + verse
    placement = _place(changed, anchor)
    assert placement.state is State.REVIEW
    assert placement.span is None
    assert all(each.span.of(changed) == "have mercy" for each in placement.candidates)
    assert placement.candidates[0].span == Span(26 * 3 + 15, 26 * 3 + 25)


def test_a_short_look_alike_elsewhere_is_not_taken_for_a_deleted_passage() -> None:
    anchor = _describe("They crossed the river at night. Nobody saw it.", "the river")
    placement = _place("Nobody saw it. We all live by the river, more or less.", anchor)
    assert placement.state is State.REVIEW
    assert placement.span is None


def test_a_quote_without_its_surroundings_is_asked_about_when_the_old_text_is_lost() -> None:
    quote = "open since May 2021, remained so"
    anchor = _describe(PROSE, quote)
    text = f"Quite another article says: «{quote}»!"
    assert _place(text, anchor).state is State.REVIEW
    found = place(text, hash_text(text), anchor, PROSE)
    assert (found.state, found.span) == (State.EXACT, Span(29, 61))


@pytest.mark.parametrize("text", ["", "Quite another text."])
def test_a_passage_that_is_gone_is_an_orphan(text: str) -> None:
    placement = _place(text, _describe(PROSE, "troops"))
    assert placement == Placement(State.ORPHAN, score=0.0, margin=0.0)


def test_offsets_that_do_not_show_the_quote_are_not_believed() -> None:
    text_hash = hash_text(PROSE)
    lying = Anchor(0, 6, "troops", "question of ", " on sovereign", text_hash, NORMALISER)
    placement = _place(PROSE, lying)
    assert placement.span == Span(PROSE.index("troops"), PROSE.index("troops") + 6)
    beyond = Anchor(9999, 10_005, "absent", "", "", text_hash, NORMALISER)
    assert _place(PROSE, beyond).state is State.ORPHAN
    empty = Anchor(3, 3, "", "", "", text_hash, NORMALISER)
    assert _place(PROSE, empty).state is State.ORPHAN


def test_a_quote_that_stands_everywhere_costs_no_more_than_it_helps() -> None:
    text = "a" * 200_000
    anchor = Anchor(100_000, 100_001, "a", "", "", "another text", NORMALISER)
    placement = _place(text, anchor)
    assert placement.state is State.REVIEW
    assert len(placement.candidates) <= MOST_CANDIDATES
