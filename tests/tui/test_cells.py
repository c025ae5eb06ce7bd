"""Cells are counted as the screen counts them, by grapheme, also on the quick paths."""

from __future__ import annotations

import re
import sys
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.strategies import LINES, boundaries, brute_width
from tui.reading import cells

if TYPE_CHECKING:
    from collections.abc import Iterator


def every_character() -> Iterator[str]:
    return map(chr, range(sys.maxunicode + 1))


def test_every_narrow_character_is_one_cell_and_never_part_of_another() -> None:
    narrow = [each for each in every_character() if cells.NARROW.fullmatch(each)]
    assert len(narrow) > 1000
    assert {cell_len(each) for each in narrow} == {1}
    assert regex.fullmatch(r"\p{GCB=Other}+", "".join(narrow))


def test_every_wide_character_is_two_cells_and_only_marks_join_it() -> None:
    pattern = re.compile(cells.WIDE)
    wide = [each for each in every_character() if pattern.fullmatch(each)]
    assert len(wide) > 20_000
    assert {cell_len(each) for each in wide} == {2}
    assert regex.fullmatch(r"[\p{GCB=Other}\p{GCB=LV}\p{GCB=LVT}]+", "".join(wide))


@given(LINES)
def test_width_is_the_sum_over_the_graphemes(text: str) -> None:
    assert cells.width(text) == brute_width(text)


@given(LINES.filter(lambda text: "\u200d" not in text and "\ufe0f" not in text))
def test_width_is_that_of_the_whole_where_nothing_is_joined(text: str) -> None:
    assert cells.width(text) == cell_len(text)


@given(LINES, st.data())
def test_widths_of_parts_add_up_to_that_of_the_whole(text: str, data: st.DataObject) -> None:
    cut = data.draw(st.sampled_from(boundaries(text)))
    assert cells.width(text, 0, cut) + cells.width(text, cut) == cells.width(text)


@given(LINES)
def test_units_are_the_graphemes_in_order(text: str) -> None:
    whole = [(start, end, cell_len(text[start:end])) for start, end in pairwise(boundaries(text))]
    assert list(cells.units(text, 0, len(text))) == whole


@given(LINES, st.integers(0, 60))
def test_the_grapheme_over_a_column_is_the_one_drawn_there(text: str, column: int) -> None:
    units = list(cells.units(text, 0, len(text)))
    drawn = [start for start, _, taken in units for _ in range(taken)]
    expected = drawn[column] if column < len(drawn) else units[-1][0]
    assert cells.offset_at(text, 0, len(text), column) == expected


@given(LINES, st.integers(-9, -1))
def test_left_of_all_columns_lies_the_first_grapheme(text: str, column: int) -> None:
    assert cells.offset_at(text, 0, len(text), column) == 0


@pytest.mark.parametrize("column", [-3, 0, 5])
def test_an_empty_range_gives_its_start(column: int) -> None:
    assert cells.offset_at("abcdef", 3, 3, column) == 3
    assert cells.offset_at("中文中文", 3, 3, column) == 3


@given(LINES, st.integers(-2, 80))
def test_fitted_text_never_takes_more_than_its_cells(text: str, room: int) -> None:
    fitted = cells.fit(text, room)
    assert brute_width(fitted) <= max(0, room)
    if fitted == text:
        return
    assert brute_width(text) > room
    kept = fitted.removesuffix("…")
    assert text.startswith(kept)
    assert len(kept) in boundaries(text)
    assert (fitted == "") == (room <= 0)


@given(LINES, st.integers(0, 20))
def test_text_that_fits_stays_as_it_is(text: str, spare: int) -> None:
    assert cells.fit(text, brute_width(text) + spare) == text


def test_fitted_text_is_cut_as_late_as_it_can_be() -> None:
    assert cells.fit("ministers met", 10) == "ministers…"
    assert cells.fit("ministers met", 12) == "ministers m…"
    assert cells.fit("東京東京", 6) == "東京…"
    assert cells.fit("東京東京", 7) == "東京東…"
    assert cells.fit("👩\u200d👧👩\u200d👧", 3) == "👩\u200d👧…"
    assert cells.fit("ab", 1) == "…"
