"""Laying out a table: side by side where it fits, else one cell below the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from store.span import Span
from tui.reading.cells import fit, width
from tui.reading.row import Pad
from tui.reading.wrap import row_spans

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.article import Block

SEPARATOR = " │ "
_LABEL_CELLS = 16


@dataclass(frozen=True, slots=True)
class TableRow:
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
    if sum(widths) + len(SEPARATOR) * (columns - 1) <= cells:
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
    while (stop := text.find(SEPARATOR, start, line.end)) >= 0:
        found.append(Span(start, stop))
        start = stop + len(SEPARATOR)
    found.append(Span(min(start, line.end), line.end))
    return found


def _side_by_side(text: str, lines: list[list[Span]], widths: list[int]) -> Iterator[TableRow]:
    for number, line in enumerate(lines):
        pads = tuple(
            Pad(cell.end, missing)
            for cell, room in zip(line[:-1], widths, strict=False)
            if (missing := room - width(text, cell.start, cell.end))
        )
        yield TableRow(line[0].start, line[-1].end, pads=pads, heads=number == 0)


def _below_each_other(text: str, lines: list[list[Span]], cells: int) -> Iterator[TableRow]:
    names = [fit(cell.of(text), _LABEL_CELLS) for cell in lines[0]]
    room = max((width(name) for name in names), default=0)
    for number, line in enumerate(lines):
        for column, cell in enumerate(line):
            name = names[column] if number and column < len(names) else ""
            lead = name + " " * (room + 2 - width(name)) if number else ""
            yield from _wrapped(
                text, cell, lead, cells, last=column == len(line) - 1 and not number
            )


def _wrapped(text: str, cell: Span, lead: str, cells: int, *, last: bool) -> Iterator[TableRow]:
    room = max(1, cells - len(lead))
    rows = [*row_spans(text, cell.start, cell.end, room)] or [(cell.start, cell.end)]
    for number, (start, end) in enumerate(rows):
        is_last = last and number == len(rows) - 1
        yield TableRow(start, end, lead if number == 0 else " " * len(lead), heads=is_last)
