"""Drawing one row of a page as a strip of cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.looks import Looks
from tui.painting import style_of
from tui.reading.cells import fit
from tui.reading.row import RowKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.span import Span
    from tui.reading.page import Page
    from tui.reading.paint import Run
    from tui.reading.row import Row

GUTTER = 3
"""Cells left of the measure: a sign, and air on both sides."""


class Frame(Struct, frozen=True):
    """How a page lies in its widget.

    Args:
        cells: Width of the widget.
        left: Cells left of the measure, the gutter among them.
        active: Whether the text has the keys.
        looks: Theme and colour depth.
    """

    cells: int = 0
    left: int = GUTTER
    active: bool = False
    looks: Looks = Looks()


class Here(Struct, frozen=True):
    """What is on a row at the moment.

    Args:
        cursor: The grapheme under the cursor, if it is on the row.
        selection: What is selected of the row.
        meta: The line under the headline, if the row shows it.
    """

    cursor: Span | None = None
    selection: Span | None = None
    meta: str = ""


def draw(page: Page, number: int, frame: Frame, here: Here) -> Strip:
    """Return the strip of a row.

    Args:
        page: What is drawn.
        number: Of the row, from the top of the article; rows beyond its end are blank.
        frame: How the page lies in its widget.
        here: What is on the row at the moment.
    """
    ground = frame.looks.text
    if not 0 <= number < len(page.layout):
        return Strip.blank(frame.cells, ground)
    row = page.layout.row(number)
    segments = [*_gutter(page, number, frame), *_body(page, row, frame, here)]
    # What looks alike is one segment: each is sent with its colours, which take 40 bytes.
    return Strip(segments).adjust_cell_length(frame.cells, ground).simplify()


def _gutter(page: Page, number: int, frame: Frame) -> Iterator[Segment]:
    ground, sign = frame.looks.text, page.sign(number)
    if sign is None:
        yield Segment(" " * frame.left, ground)
        return
    yield Segment(" " * (frame.left - 2), ground)
    yield Segment("✎" if sign.noted else "▎", ground + frame.looks.ink(sign.colour))
    yield Segment(" ", ground)


def _body(page: Page, row: Row, frame: Frame, here: Here) -> Iterator[Segment]:
    ground, looks = frame.looks.text, frame.looks
    match row.kind:
        case RowKind.TITLE:
            yield Segment(row.label, ground + Style(bold=True))
        case RowKind.META:
            yield Segment(fit(here.meta, page.layout.cells), ground + looks.quiet)
        case RowKind.FOLD:
            style = ground + looks.faint + (_cursor(frame) if here.cursor else Style.null())
            yield Segment(fit(row.label, page.layout.cells), style)
        case RowKind.LINE:
            label = row.label or "─" * page.layout.cells
            yield Segment(fit(label, page.layout.cells), ground + looks.faint)
        case RowKind.TEXT:
            if row.lead:
                yield Segment(row.lead, ground + looks.quiet)
            for run in page.runs(row, here.cursor, here.selection):
                yield from _text(page, row, run, frame)
        case RowKind.GAP:
            return


def _text(page: Page, row: Row, run: Run, frame: Frame) -> Iterator[Segment]:
    style = style_of(run.look, frame.looks, active=frame.active)
    text, start = page.article.text, run.start
    for pad in row.pads:
        if run.start <= pad.offset < run.end:
            yield Segment(text[start : pad.offset], style)
            yield Segment(" " * pad.cells, frame.looks.text)
            start = pad.offset
    yield Segment(text[start : run.end].replace("\n", " "), style)


def _cursor(frame: Frame) -> Style:
    return frame.looks.cursor if frame.active else frame.looks.cursor_away
