"""How many cells of the terminal a stretch of text takes."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from rich.cells import cell_len

from store.graphemes import SINGLE, bounds

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

NARROW = re.compile(f"[ -~{SINGLE}]*")
"""Text in which every code point is one grapheme of one cell: counting code points is all that it
needs."""

WIDE = (
    "[\u3001-\u3029\u3041-\u3096\u309b-\u30ff\u3105-\u312f\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7a3\uff01-\uff60\uffe0-\uffe6]"
)
"""Pattern of code points that are one grapheme of two cells, whatever surrounds them."""

_FIRST_WIDE = "\u3001"


def narrow_end(text: str, start: int, end: int) -> int:
    """Return the offset up to which the offsets from `start` on count cells as well."""
    return _end_of(NARROW, text, start, end)


def is_narrow(text: str, start: int, end: int) -> bool:
    """Tell whether offsets in the range count cells as well."""
    return NARROW.fullmatch(text, start, end) is not None


@cache
def _mixed() -> re.Pattern[str]:
    """Return text made of `NARROW` and `WIDE` alone: one grapheme a code point, of 1 or 2 cells."""
    # Not before it is asked for: it takes 4 ms, and Latin text does without.
    return re.compile(f"(?:{NARROW.pattern[:-1]}|{WIDE})*")


def units(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Yield the graphemes of a range as start, end (offsets) and width (cells).

    Only around code points that can be joined to others is it asked what is a grapheme.
    """
    offset = start
    while offset < end:
        behind = _end_of(_mixed(), text, offset, end)
        # To the last of them may be joined what follows.
        sure = behind if behind == end else behind - 1
        for single in range(offset, sure):
            yield single, single + 1, 1 if text[single] < _FIRST_WIDE else 2
        if behind == end:
            return
        offset = yield from _joined_units(text, max(offset, sure), behind, end)


def _joined_units(
    text: str, start: int, odd: int, end: int
) -> Generator[tuple[int, int, int], None, int]:
    """Yield the graphemes of a range as `units` does, until nothing is joined any more.

    Args:
        text: Any text.
        start: Where the range begins.
        odd: Its first code point that is not of `_mixed`.
        end: Where the range ends.

    Returns:
        The offset behind the graphemes yielded.
    """
    was_single = False
    for first, behind in bounds(text, start, end):
        cells, is_single = _measured(text[first:behind])
        # One by itself, as the spaces of Hindi are, is not worth the change.
        if is_single and was_single and first > odd:
            return first
        was_single = is_single
        yield first, behind, cells
    return end


def _end_of(pattern: re.Pattern[str], text: str, start: int, end: int) -> int:
    """Return the offset up to which a text consists of what a pattern is made of."""
    found = pattern.match(text, start, end)
    return found.end() if found else start


@lru_cache(maxsize=4096)
def _measured(grapheme: str) -> tuple[int, bool]:
    """Return the cells a grapheme takes, and whether it is a code point of `_mixed`."""
    return cell_len(grapheme), len(grapheme) == 1 and _mixed().fullmatch(grapheme) is not None


def width(text: str, start: int = 0, end: int | None = None) -> int:
    """Return how many cells a range takes; by default all of `text`."""
    stop = len(text) if end is None else end
    if is_narrow(text, start, stop):
        return stop - start
    return sum(cells for _, _, cells in units(text, start, stop))


def offset_at(text: str, start: int, end: int, column: int) -> int:
    """Return the offset of the grapheme that lies over a column.

    Args:
        text: Any text.
        start: Offset of the grapheme at column 0.
        end: Offset behind the last one; not before `start`.
        column: In cells, from 0.

    Returns:
        The start of that grapheme; of the last one where the range ends before the column.
    """
    if is_narrow(text, start, end):
        return max(start, min(start + column, end - 1))
    reached, last = 0, start
    for first, _, cells in units(text, start, end):
        last = first
        reached += cells
        if reached > column:
            return first
    return last


def fit(text: str, cells: int) -> str:
    """Return `text` cut to at most `cells` cells, ending in `…` where something was cut."""
    if width(text) <= cells:
        return text
    if cells <= 0:
        return ""
    used, stop = 0, 0
    for _, end, taken in units(text, 0, len(text)):
        if used + taken > cells - 1:
            break
        used, stop = used + taken, end
    return text[:stop].rstrip() + "…"
