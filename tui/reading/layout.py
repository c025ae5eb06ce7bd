"""Laying out an article: which stretch of its text stands on which row.

Everything here is a function of the article, the width and the opened leftovers. The text rows,
with the gaps between them, partition the canonical text.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from msgspec import Struct

from store.span import Span
from tui.reading.cells import offset_at, width
from tui.reading.lead import lead_of
from tui.reading.row import Row, RowKind
from tui.reading.rows import Rows

if TYPE_CHECKING:
    from store.article import Article


class Place(Struct, frozen=True):
    """A cell of a laid-out article.

    Args:
        row: From 0 at the top of the article.
        column: Cells from the left edge of the measure.
    """

    row: int
    column: int


class Layout:
    """An article broken into rows.

    Made by `lay_out`. Rows are built when asked for; what is kept for each is its first offset
    and its kind.

    Args:
        article: The article.
        cells: Width of the measure.
        rows: The rows in the making.
    """

    def __init__(self, article: Article, cells: int, rows: Rows) -> None:
        self.article = article
        self.cells = cells
        self.folds = rows.folds
        self._starts = rows.starts
        self._kinds = rows.kinds
        self._blocks = rows.blocks
        self._labels = rows.labels
        self._tables = rows.tables

    def __len__(self) -> int:
        return len(self._kinds)

    def row(self, number: int) -> Row:
        """Return a row by its number from the top.

        Raises:
            IndexError: If there is no such row.
        """
        kind = RowKind(self._kinds[number])
        start, end = self._starts[number], self._starts[number + 1]
        index = self._blocks[number]
        if kind is not RowKind.TEXT:
            return Row(kind, start, end, start, index, label=self._labels.get(number, ""))
        block = self.article.blocks[index]
        if table := self._tables.get(number):
            return Row(
                kind,
                start,
                end,
                table.shown_end,
                index,
                width(table.lead),
                table.lead,
                "",
                table.pads,
            )
        lead = lead_of(block, first=start == block.start, cells=self.cells)
        shown_end = start + len(self.article.text[start : min(end, block.end)].rstrip(" \n"))
        return Row(kind, start, end, shown_end, index, width(lead), lead)

    def is_meta(self, number: int) -> bool:
        """Tell whether a row is the line under the headline."""
        return self._kinds[number] == RowKind.META

    def row_at(self, offset: int) -> int:
        """Return the number of the row on which the code point at `offset` is shown."""
        return max(0, bisect_right(self._starts, offset, 0, len(self)) - 1)

    def place_of(self, offset: int) -> Place:
        """Return the cell on which the grapheme at `offset` begins."""
        number = self.row_at(offset)
        row = self.row(number)
        if row.kind is not RowKind.TEXT:
            return Place(number, 0)
        return Place(number, column_in(self.article.text, row, offset))

    def offset_at(self, place: Place) -> int:
        """Return the offset of the grapheme shown at, or nearest to, a cell.

        Where the row shows no text, it is the first offset of the next one that does.
        """
        number = self.landing(max(0, min(place.row, len(self) - 1)))
        row = self.row(number)
        if row.kind is not RowKind.TEXT:
            return row.start
        column = max(0, place.column - row.indent)
        for pad in row.pads:
            before = width(self.article.text, row.start, pad.offset)
            if before < column:
                column = max(before, column - pad.cells)
        return offset_at(self.article.text, row.start, self._last_stop(row), column)

    def _last_stop(self, row: Row) -> int:
        """Return the offset behind the last grapheme of a text row that takes a cell.

        Spaces hang over the end of a row, and the cursor can stand on them. A line feed gets a
        stop only where there is nothing else.
        """
        end = min(row.end, self.article.blocks[row.block].end)
        return max(row.start + 1, row.start + len(self.article.text[row.start : end].rstrip("\n")))

    def landing(self, number: int, step: int = 1) -> int:
        """Return the nearest row from `number` on, in the direction `step`, that takes the cursor.

        At an end of the article the direction turns round. An article without text gives 0.
        """
        for direction in (step, -step):
            at = number
            while 0 <= at < len(self):
                if self._kinds[at] in (RowKind.TEXT, RowKind.FOLD):
                    return at
                at += direction
        return 0

    def fold_at(self, offset: int) -> Span | None:
        """Return the folded leftovers that hide the code point at `offset`, if any do."""
        return next((fold for fold in self.folds if fold.holds(offset)), None)

    def outside_folds(self, span: Span) -> Span:
        """Return a stretch without folded leftovers at its end."""
        text = self.article.text
        for fold in self.folds:
            if span.start < fold.start < span.end <= fold.end:
                end = fold.start
                while end > span.start + 1 and text[end - 1].isspace():
                    end -= 1
                return Span(span.start, end)
        return span


def lay_out(article: Article, cells: int, opened: frozenset[int] = frozenset()) -> Layout:
    """Break an article into rows.

    Args:
        article: The article.
        cells: Width of the measure; at least 8.
        opened: Start offsets of the runs of page leftovers that are shown.

    Returns:
        The layout; its cost grows with the text, by about 10 ms a megabyte of Latin, Cyrillic
        or Armenian prose.
    """
    measure = max(8, cells)
    return Layout(article, measure, Rows(article, measure, opened))


def column_in(text: str, row: Row, offset: int) -> int:
    """Return the column, from the left edge of the measure, of an offset in a text row."""
    pads = sum(pad.cells for pad in row.pads if pad.offset <= offset)
    return row.indent + width(text, row.start, min(max(offset, row.start), row.end)) + pads
