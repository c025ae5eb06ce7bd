"""Lines of a list, put together from pieces that fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style

from tui.reading.cells import fit, width

if TYPE_CHECKING:
    from collections.abc import Iterable

Piece = tuple[str, Style]
"""Words and how they look."""

PLAIN = Style()
"""As the ground says."""


def spread(left: Iterable[Piece], right: Piece, cells: int) -> list[Segment]:
    """Set pieces flush left and one flush right; the left side gives way.

    Args:
        left: Pieces that follow one another; what does not fit ends in `…`.
        right: The piece at the line's end; its words may be empty.
        cells: How many the line has.
    """
    words, style = right
    taken = width(words)
    if not words or taken >= cells:
        return pieces(left, cells)
    room = cells - taken - 1
    line = pieces(left, room)
    gap = room + 1 - sum(width(segment.text) for segment in line)
    return [*line, Segment(" " * gap), Segment(words, style)]


def pieces(parts: Iterable[Piece], cells: int) -> list[Segment]:
    """Set pieces one after another in at most `cells` cells; what does not fit ends in `…`."""
    line: list[Segment] = []
    room = cells
    for words, style in parts:
        if room <= 0:
            break
        shown = fit(words, room)
        line.append(Segment(shown, style))
        if shown != words:
            break
        room -= width(shown)
    return line


def name_pieces(name: str, ink: Style, quiet: Style) -> list[Piece]:
    """Return a tag's name behind a bar in its colour, its parents quiet."""
    parents, slash, level = name.rpartition("/")
    return [("▎", ink), (f"{parents}{slash}", quiet), (level, PLAIN)]


def padded(line: list[Segment], cells: int) -> list[Segment]:
    """Return a line filled up to `cells` cells; one that is longer stays as it is."""
    return [*line, Segment(" " * (cells - sum(width(segment.text) for segment in line)))]
