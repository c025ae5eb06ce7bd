"""Hits stand below one another whatever surrounds them, and keep their words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.search.concordance import Sort, lines_of
from store.search.found import Found, Indexed
from store.span import Span
from tests.strategies import ARMENIAN, CYRILLIC, EASTERN, LATIN
from tui.reading.cells import width
from tui.reading.kwic import aligned, left_cells, sorted_by

WORDS = (
    *LATIN,
    *CYRILLIC,
    *ARMENIAN,
    *EASTERN,
    "x" * 40,
    "外交部长会议",
    "नमस्ते",
    "👩‍👩‍👧",
    "e\u0301",
)
PROSE = st.lists(st.sampled_from([*WORDS, "\n", "  "]), max_size=30).map(" ".join)
HITS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
CELLS = st.integers(0, 160)


@given(PROSE, HITS, PROSE, CELLS)
def test_every_hit_begins_in_the_same_column_of_a_line_that_is_not_too_long(
    before: str, hit: str, behind: str, cells: int
) -> None:
    line = aligned(before, hit, behind, cells)
    assert width(line.left) == left_cells(cells)
    assert width(line.left + line.match + line.right) <= cells


@given(PROSE, HITS, PROSE, CELLS)
def test_what_is_shown_beside_a_hit_is_what_stands_nearest_to_it(
    before: str, hit: str, behind: str, cells: int
) -> None:
    line = aligned(before, hit, behind, cells)
    assert " ".join(before.split()).endswith(" ".join(line.left.split()))
    assert " ".join(behind.split()).startswith(" ".join(line.right.split()))


def test_lines_begin_and_end_with_whole_words_where_there_is_room_for_some() -> None:
    line = aligned("the troops at the ", "border", " came back at once", 34)
    assert (line.left, line.match, line.right) == ("    at the ", "border", " came back at")


def test_a_word_without_end_is_shown_as_far_as_there_is_room() -> None:
    line = aligned("x" * 90, "y" * 90, "z", 40)
    assert line.left == "x" * left_cells(40)
    assert line.match.endswith("y…")
    assert line.right == ""


def test_gaps_and_line_ends_beside_a_hit_are_one_blank() -> None:
    line = aligned("out of  \n", "the\nborder", "\n\n then", 60)
    assert line.left.endswith("out of ")
    assert (line.match, line.right) == ("the border", " then")


TEXT = "On Monday the old troops crossed the border again, and nobody was hurt."


@pytest.mark.parametrize(
    ("sort", "left", "right"),
    [
        (Sort.PLACE, None, None),
        (Sort.DATE, None, None),
        (Sort.LEFT_1, "old", None),
        (Sort.LEFT_3, "Monday", None),
        (Sort.RIGHT_1, None, "crossed"),
        (Sort.RIGHT_2, None, "the"),
    ],
)
def test_the_word_by_which_lines_are_sorted_is_found_in_the_line(
    sort: Sort, left: str | None, right: str | None
) -> None:
    start = TEXT.index("troops")
    article = Indexed("a1", "a.txt", "A", None, None, None, TEXT, "")
    [line] = lines_of(Found(article, (Span(start, start + 6),)))
    hit = aligned(line.left, line.match, line.right, 100)
    before, behind = sorted_by(hit, line, sort)
    assert (before and before.of(hit.left)) == left
    assert (behind and behind.of(hit.right)) == right


def test_a_word_that_was_cut_off_is_lit_nowhere() -> None:
    start = TEXT.index("troops")
    article = Indexed("a1", "a.txt", "A", None, None, None, TEXT, "")
    [line] = lines_of(Found(article, (Span(start, start + 6),)))
    hit = aligned(line.left, line.match, line.right, 24)
    assert sorted_by(hit, line, Sort.LEFT_3) == (None, None)
