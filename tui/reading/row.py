"""One row of a laid-out article."""

from __future__ import annotations

from enum import IntEnum

from msgspec import Struct


class RowKind(IntEnum):
    """What a row shows."""

    TEXT = 0
    GAP = 1
    TITLE = 2
    META = 3
    FOLD = 4
    LINE = 5


class Pad(Struct, frozen=True):
    """Blank cells drawn before a code point, so that columns of a table line up.

    Args:
        offset: Of the code point.
        cells: How many.
    """

    offset: int
    cells: int


class Row(Struct, frozen=True):
    """A row on the screen and the stretch of canonical text that belongs to it.

    Args:
        kind: What it shows; the cursor stands on `TEXT` and `FOLD` rows only.
        start: Offset of its first code point.
        end: Offset behind its last one; the next row's start. Equal to `start` where the row
            shows nothing of the text.
        shown_end: Offset behind the last code point that is drawn.
        block: Index of its block in the article; -1 for none.
        indent: Cells left free before the text.
        lead: What is drawn in the indent: a quote's bar, a list item's marker.
        label: What is drawn instead of text, in a title or fold row.
        pads: Blank cells inside the row, by offset.
    """

    kind: RowKind
    start: int
    end: int
    shown_end: int
    block: int = -1
    indent: int = 0
    lead: str = ""
    label: str = ""
    pads: tuple[Pad, ...] = ()
