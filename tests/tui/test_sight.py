"""Where the top of the screen stands for a row to be seen."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.reading.sight import top_keeping, top_with

HEIGHTS = st.integers(1, 100)
ROWS = st.integers(0, 10_000)


@given(ROWS, ROWS, HEIGHTS)
def test_a_row_that_is_kept_is_in_sight_with_rows_about_it(row: int, top: int, height: int) -> None:
    after = top_keeping(row, top, height)
    about = min(2, (height - 1) // 2)
    assert after + about <= row <= after + height - 1 - about


@given(ROWS, ROWS, HEIGHTS)
def test_the_screen_stands_still_where_the_row_is_well_in_sight(
    row: int, top: int, height: int
) -> None:
    after = top_keeping(row, top, height)
    assert top_keeping(row, after, height) == after
    if top + 2 <= row <= top + height - 3:
        assert after == top


@given(ROWS, HEIGHTS)
def test_a_row_that_is_jumped_to_is_in_sight(row: int, height: int) -> None:
    assert top_with(row, height) <= row < top_with(row, height) + max(1, height)


def test_the_title_stays_where_the_row_is_seen_with_it() -> None:
    assert top_with(20, 30) == 0
    assert top_with(200, 30) == 190
