"""Laying out a table: side by side where it fits, else one cell below the other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from store.graphemes import floor
from store.span import Span
from tui.reading.cells import fit, width
from tui.reading.row import Pad
from tui.reading.wrap import row_spans

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.article import Block

_GAP = " │ "
_SIGN = re.compile(" ?│ ?")  # an empty cell at either end of a line has lost its space
_LABEL_CELLS = 16


class TableRow(Struct, frozen=True):
    """A row of a laid-out table.

    Args:
        start: Offset of its first code point.
        shown_end: Offset behind the last one drawn.
        lead: A column's name, where cells stand below each other.
        pads: Blank cells before some code points.
        heads: Whether it is the last of the header, below which a line is drawn.
    """

    start: int
    shown_end: int
    lead: str = ""
    pads: tuple[Pad, ...] = ()
    heads: bool = False


def lay_out_table(text: str, block: Block, cells: int) -> tuple[TableRow, ...]:
    """Return the rows of a table block, drawn within `cells` cells."""
    lines = [_cells(text, line) for line in _lines(text, block.span)]
    columns = max(len(line) for line in lines)
    widths = [
        max(
            width(text, line[column].start, line[column].end)
            for line in lines
            if column < len(line)
        )
        for column in range(columns)
    ]
    if sum(widths) + len(_GAP) * (columns - 1) <= cells:
        return tuple(_side_by_side(text, lines, widths))
    return tuple(_below_each_other(text, lines, cells))


def _lines(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    while start < span.end:
        stop = text.find("\n", start, span.end)
        stop = span.end if stop < 0 else stop
        yield Span(start, stop)
        start = stop + 1


def _cells(text: str, line: Span) -> list[Span]:
    found, start = [], line.start
    for sign in _SIGN.finditer(text, line.start, line.end):
        found.append(Span(start, sign.start()))
        start = floor(text, sign.end())
    found.append(Span(start, line.end))
    return found


def _side_by_side(text: str, lines: list[list[Span]], widths: list[int]) -> Iterator[TableRow]:
    for number, line in enumerate(lines):
        pads = tuple(_pads(text, line, widths))
        yield TableRow(line[0].start, line[-1].end, pads=pads, heads=number == 0)


def _pads(text: str, line: list[Span], widths: list[int]) -> Iterator[Pad]:
    """Yield the blanks that bring each sign between two cells under the one above it."""
    column, wanted = 0, 1
    for cell, following, room in zip(line, line[1:], widths, strict=False):
        sign = text.index("│", cell.end)
        wanted += room
        missing = wanted - column - width(text, cell.start, sign)
        if missing:
            yield Pad(cell.end, missing)
        column += missing + width(text, cell.start, following.start)
        wanted += len(_GAP)


def _below_each_other(text: str, lines: list[list[Span]], cells: int) -> Iterator[TableRow]:
    label_cells = min(_LABEL_CELLS, cells // 2 - 2)
    names = [fit(cell.of(text), label_cells) for cell in lines[0]]
    room = max(width(name) for name in names) + 2
    for number, line in enumerate(lines):
        filled = [column for column, cell in enumerate(line) if len(cell)]
        if not filled:
            yield from _wrapped(text, Span(line[0].start, line[-1].end), "", cells)
        for column in filled:
            name = names[column] if number and column < len(names) else ""
            lead = name + " " * (room - width(name)) if number else ""
            heads = not number and column == filled[-1]
            yield from _wrapped(text, line[column], lead, cells, heads=heads)


def _wrapped(
    text: str, cell: Span, lead: str, cells: int, *, heads: bool = False
) -> Iterator[TableRow]:
    indent = width(lead)
    rows = [*row_spans(text, cell.start, cell.end, max(1, cells - indent))]
    for number, (start, end) in enumerate(rows):
        is_last = number == len(rows) - 1
        shown_end = start + len(text[start:end].rstrip(" "))
        yield TableRow(start, shown_end, " " * indent if number else lead, heads=heads and is_last)
