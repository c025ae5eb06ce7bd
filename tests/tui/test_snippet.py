"""A hit in its sentence on one line: the hit is seen, the line is never too long."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.graphemes import snap
from store.span import Span
from tests.strategies import ARMENIAN, CYRILLIC, EASTERN, LATIN
from tui.reading.cells import width
from tui.reading.snippet import Snippet, snippet

WORDS = st.sampled_from((*LATIN, *CYRILLIC, *ARMENIAN, *EASTERN, "Ends.", "No. 7", "\n", "\n\n"))
TEXTS = st.lists(WORDS, min_size=1, max_size=120).map(" ".join)


def shown(found: Snippet) -> str:
    return "".join(part.words for part in found.parts)


def marked(found: Snippet) -> list[str]:
    return [part.words for part in found.parts if part.is_hit]


@given(TEXTS, st.data())
def test_the_hit_is_seen_whole_or_cut_and_the_line_holds_no_more_than_it_can(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    hit = snap(text, Span(start, min(len(text), start + data.draw(st.integers(1, 30)))))
    cells = data.draw(st.integers(12, 90))
    found = snippet(text, [hit], 0, cells)
    assert width(shown(found)) <= cells
    assert found.following == 1
    [match] = marked(found)
    words = hit.of(text).replace("\n", " ")
    assert match == words or words.startswith(match.rstrip("…").rstrip())
    assert "\n" not in shown(found)


@given(st.lists(st.integers(0, 80), min_size=1, max_size=12, unique=True), st.integers(20, 100))
def test_lines_that_follow_one_another_pass_over_no_hit(starts: list[int], cells: int) -> None:
    text = " ".join(f"w{number:03}" for number in range(82))
    hits = [Span(start * 5, start * 5 + 4) for start in sorted(starts)]
    index, seen = 0, list[str]()
    while index < len(hits):
        found = snippet(text, hits, index, cells)
        seen += marked(found)[: found.following - index]
        assert found.following > index
        index = found.following
    assert seen == [hit.of(text) for hit in hits]


@pytest.mark.parametrize(
    ("cells", "line"),
    [
        (60, "Mr. Petrosyan spoke of the border first."),
        (30, "…of the border first."),
        (20, "…the border first."),
        (16, "…border first."),
    ],
)
def test_a_sentence_is_cut_before_a_word_where_the_hit_would_not_be_seen(
    cells: int, line: str
) -> None:
    text = "They met. Mr. Petrosyan spoke of the border first. He left."
    start = text.index("border")
    assert shown(snippet(text, [Span(start, start + 6)], 0, cells)) == line


def test_hits_of_one_sentence_stand_on_one_line() -> None:
    text = "A border is a border. Another border."
    hits = [Span(2, 8), Span(14, 20), Span(30, 36)]
    found = snippet(text, hits, 0, 60)
    assert (shown(found), marked(found), found.following) == (
        "A border is a border.",
        ["border", "border"],
        2,
    )


def test_a_hit_over_two_paragraphs_is_shown_on_one_line() -> None:
    text = "He came.\n\nShe left."
    assert shown(snippet(text, [Span(3, 13)], 0, 40)) == "He came.  She left."
