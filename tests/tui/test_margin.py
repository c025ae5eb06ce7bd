"""Entries of the margin never lie on one another, and stand level where there is room."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tui.reading.margin import Placed, Wanted, place

WANTED = st.lists(st.builds(Wanted, st.integers(0, 40), st.integers(1, 8)), max_size=12).map(
    lambda entries: sorted(entries, key=lambda entry: entry.row)
)


@given(WANTED)
def test_every_entry_has_rows_of_its_own(wanted: list[Wanted]) -> None:
    placed = place(wanted)
    assert len(placed) == len(wanted)
    assert all(1 <= each.height <= entry.height for each, entry in zip(placed, wanted, strict=True))
    for above, below in pairwise(placed):
        assert above.row + above.height <= below.row


@given(WANTED)
def test_no_entry_stands_above_its_passage(wanted: list[Wanted]) -> None:
    assert all(each.row >= entry.row for each, entry in zip(place(wanted), wanted, strict=True))


@given(WANTED)
def test_an_entry_is_level_with_its_passage_unless_the_one_before_fills_the_row(
    wanted: list[Wanted],
) -> None:
    free = 0
    for each, entry in zip(place(wanted), wanted, strict=True):
        assert each.row == max(entry.row, free)
        free = each.row + each.height


@given(WANTED)
def test_an_entry_is_cut_only_where_the_next_passage_begins(wanted: list[Wanted]) -> None:
    placed = place(wanted)
    for (each, entry), (_, following) in pairwise(zip(placed, wanted, strict=True)):
        if each.height < entry.height:
            assert each.height == max(1, following.row - each.row)
    if placed:
        assert placed[-1].height == wanted[-1].height


def test_entries_apart_stand_level_and_whole() -> None:
    assert place([Wanted(2, 3), Wanted(9, 1)]) == (Placed(2, 3), Placed(9, 1))


def test_entries_on_one_row_stand_below_each_other() -> None:
    crowded = [Wanted(2, 3), Wanted(2, 2), Wanted(3, 2), Wanted(9, 1)]
    assert place(crowded) == (Placed(2, 1), Placed(3, 1), Placed(4, 2), Placed(9, 1))


def test_an_empty_margin_has_no_places() -> None:
    assert place([]) == ()
