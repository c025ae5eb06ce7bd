"""A hit on a line of its own: what stands before it, the hit, what stands behind, in columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from store.search import analysis
from store.span import Span
from tui.reading.cells import fit, units, width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.search.analysis import Located
    from store.search.concordance import Line, Sort

_USUAL_HIT = 12
"""Cells a hit mostly takes; what is left of a line is shared evenly by both sides of it."""

_LONGEST_PART = 16
"""Code points of a cut word that are left out, so that lines begin and end with whole words; a
longer one, as where nothing parts the words, is shown as far as there is room."""


class Aligned(Struct, frozen=True):
    """A hit and its surroundings, cut to the cells of a line.

    Args:
        left: What stands before it, filled up with blanks at its start.
        match: The hit.
        right: What stands behind it.
    """

    left: str
    match: str
    right: str


def aligned(left: str, match: str, right: str, cells: int) -> Aligned:
    """Return a hit so set that every hit begins in the same column of a line.

    Args:
        left: The text before it.
        match: Its words.
        right: The text behind it.
        cells: How many the line has.
    """
    before = left_cells(cells)
    shown = fit(_closed_up(match), cells - before)
    return Aligned(
        _last(_closed_up(left), before),
        shown,
        _first(_closed_up(right), cells - before - width(shown)),
    )


def sorted_by(hit: Aligned, line: Line, sort: Sort) -> tuple[Span | None, Span | None]:
    """Return where the word stands by which lines are sorted: in the text before a hit, or behind.

    Args:
        hit: The hit as it is set.
        line: The same as it was gathered.
        sort: The order of the lines.

    Returns:
        Its place in `hit.left` and in `hit.right`; None where it is not there, or was cut off.
    """
    side, _, nth = sort.value.partition(" ")
    if not nth:
        return None, None
    if side == "left":
        found = [*analysis.located(hit.left)][::-1]
        return _place(found, line.left_words, int(nth)), None
    return None, _place([*analysis.located(hit.right)], line.right_words, int(nth))


def _place(found: Sequence[Located], words: Sequence[str], nth: int) -> Span | None:
    """Return where the nth of some words stands, if it is the one that was gathered."""
    if len(found) < nth or len(words) < nth or found[nth - 1].word != words[nth - 1]:
        return None
    return Span(found[nth - 1].start, found[nth - 1].end)


def left_cells(cells: int) -> int:
    """Return how many cells of a line stand before a hit."""
    return max(0, cells - _USUAL_HIT) // 2


def _closed_up(text: str) -> str:
    """Return `text` with every gap in it as one blank; those at its ends part it from the hit."""
    words = " ".join(text.split())
    if not words:
        return " " if text else ""
    before, behind = text[0].isspace(), text[-1].isspace()
    return f"{' ' if before else ''}{words}{' ' if behind else ''}"


def _last(text: str, cells: int) -> str:
    """Return the end of a text in exactly so many cells, from the start of a word on."""
    total = width(text)
    if total <= cells:
        return " " * (cells - total) + text
    start = _offset_behind(text, total - cells)
    shown = text[start:]
    if not text[start - 1 : start].isspace():
        gap = shown.find(" ")
        shown = shown[gap:] if 0 <= gap < _LONGEST_PART else shown
    return " " * (cells - width(shown)) + shown


def _first(text: str, cells: int) -> str:
    """Return the beginning of a text in at most so many cells, to the end of a word."""
    if width(text) <= cells:
        return text
    if cells <= 0:
        return ""
    end = _offset_before(text, cells)
    shown = text[:end]
    if not text[end : end + 1].isspace():
        gap = shown.rfind(" ")
        shown = shown[:gap] if gap >= 0 and len(shown) - gap <= _LONGEST_PART else shown
    return shown


def _offset_behind(text: str, cells: int) -> int:
    """Return the first offset before which a text takes so many cells or more."""
    reached = 0
    for _, end, taken in units(text, 0, len(text)):
        reached += taken
        if reached >= cells:
            return end
    return len(text)


def _offset_before(text: str, cells: int) -> int:
    """Return the last offset before which a text takes so many cells or fewer."""
    reached = 0
    for start, _, taken in units(text, 0, len(text)):
        reached += taken
        if reached > cells:
            return start
    return len(text)
