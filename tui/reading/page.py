"""An article as it stands before the reader: its rows and all that lies on them."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from store.article import BlockKind
from store.span import Span
from tui.reading.paint import Canvas, Found, Highlight, Styled, paint
from tui.reading.passages import Passages
from tui.reading.row import RowKind
from tui.reading.terms import lit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.annotation import Colour, Term
    from store.article import Article
    from tui.reading.layout import Layout
    from tui.reading.paint import Run, Stroke
    from tui.reading.row import Row


class Sign(Struct, frozen=True):
    """What stands in the gutter beside a row with annotated text.

    Args:
        colour: Of the passage.
        noted: Whether a passage with a note begins on the row.
    """

    colour: Colour
    noted: bool


class Page(Struct, frozen=True, dict=True):
    """A laid-out article with its highlights, terms and hits.

    Args:
        layout: The article's rows.
        highlights: Its annotated passages, in any order.
        terms: What is lit up in every article.
        hits: What was found, in order, not overlapping.
        hit: Index of the hit on which the reader stands.
    """

    layout: Layout
    highlights: tuple[Highlight, ...] = ()
    terms: tuple[Term, ...] = ()
    hits: tuple[Span, ...] = ()
    hit: int | None = None

    @property
    def article(self) -> Article:
        """The article."""
        return self.layout.article

    def fraction_above(self, number: int) -> float:
        """Return how much of the prose stands above a row, from 0 to 1."""
        last = min(len(self.layout), number) - 1
        if last < 0:
            return 0.0
        seen, end = self.layout.row(last).end, prose_end(self.article)
        return 1.0 if seen >= end else seen / end

    def runs(self, row: Row, cursor: Span | None, selection: Span | None) -> tuple[Run, ...]:
        """Return the runs of a text row, left to right.

        Args:
            row: A row of kind `TEXT`.
            cursor: The grapheme under the cursor.
            selection: What is selected.
        """
        shown = Span(row.start, self._drawn_end(row, cursor))
        canvas = Canvas(tuple(self._strokes(row)), selection, cursor)
        return paint(shown, self.article.blocks[row.block].kind, canvas)

    def sign(self, number: int) -> Sign | None:
        """Return what stands in the gutter beside a row, by its number."""
        row = self.layout.row(number)
        here = self._highlights_on(row)
        if not here:
            return None
        starting = [each for each in here if each.noted and each.span.start >= row.start]
        return Sign((starting or here)[0].colour, noted=bool(starting))

    def _drawn_end(self, row: Row, cursor: Span | None) -> int:
        """Draw the space that hangs over a row's end only while the cursor stands on it."""
        if cursor and row.shown_end <= cursor.start < row.end:
            return min(row.end, cursor.end)
        return row.shown_end

    def _strokes(self, row: Row) -> Iterator[Stroke]:
        span = Span(row.start, row.end)
        if row.kind is RowKind.TEXT:
            block = self.article.blocks[row.block].span
            yield from lit(self.article.text, span, self.terms, block)
        yield from self._inlines_on(row)
        yield from self._highlights_on(row)
        yield from self._hits_in(span)

    def _hits_in(self, span: Span) -> Iterator[Found]:
        index = max(0, bisect_left(self.hits, span.start, key=lambda hit: hit.start) - 1)
        while index < len(self.hits) and self.hits[index].start < span.end:
            yield Found(self.hits[index], current=index == self.hit)
            index += 1

    def _highlights_on(self, row: Row) -> list[Highlight]:
        """Return the highlights of which there is something on a row, in their order."""
        return [
            self.highlights[index] for index in self._passages.overlapping(Span(row.start, row.end))
        ]

    @cached_property
    def _passages(self) -> Passages:
        return Passages([each.span for each in self.highlights])

    def _inlines_on(self, row: Row) -> Iterator[Styled]:
        """Yield the inline styles of a row; those of its block may reach into it."""
        inlines, block = self.article.inlines, self.article.blocks[row.block]
        index = bisect_left(inlines, block.start, key=lambda inline: inline.start)
        while index < len(inlines) and inlines[index].start < row.end:
            inline = inlines[index]
            if row.start < inline.end:
                yield Styled(Span(inline.start, inline.end), inline.style)
            index += 1


def prose_end(article: Article) -> int:
    """Return the offset behind the last block that is no page leftover; 0 where there is none."""
    for block in reversed(article.blocks):
        if block.kind is not BlockKind.FURNITURE:
            return block.end
    return 0
