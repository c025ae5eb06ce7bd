"""Which rows are in sight: where the top of the screen stands for a row to be seen."""

from __future__ import annotations

_KEPT_ROWS = 2
"""Rows kept between the cursor and either edge of the screen."""


def top_with(row: int, height: int) -> int:
    """Return the top row with which another stands a third down, or the title with it.

    Args:
        row: The row to be seen.
        height: Rows of the screen.
    """
    if row <= height - 1 - _KEPT_ROWS:
        return 0
    return row - height // 3


def top_keeping(row: int, top: int, height: int) -> int:
    """Return the top row nearest to `top` with which a row is in sight, and some about it.

    Args:
        row: The row to be seen.
        top: The row at the top now.
        height: Rows of the screen; at least 1.
    """
    kept = min(_KEPT_ROWS, (height - 1) // 2)
    return max(min(top, row - kept), row - height + 1 + kept)
