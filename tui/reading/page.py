"""An article as it stands before the reader: its rows and all that lies on them."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from store.article import BlockKind
from store.span import Span
from tui.reading.paint import Canvas, Found, Highlight, Styled, paint
from tui.reading.row import RowKind
from tui.reading.terms import lit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from store.annotation import Colour, Term
    from store.article import Article, Inline
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
        here = self._highlights_by_row.get(number)
        if not here:
            return None
        starting = [
            each for each in here if each.noted and self.layout.row_at(each.span.start) == number
        ]
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
        for inline in self._inlines_by_block.get(row.block, ()):
            if inline.start < row.end and row.start < inline.end:
                yield Styled(Span(inline.start, inline.end), inline.style)
        yield from self._highlights_by_row.get(self.layout.row_at(row.start), ())
        yield from self._hits_in(span)

    def _hits_in(self, span: Span) -> Iterator[Found]:
        index = max(0, bisect_left(self.hits, span.start, key=lambda hit: hit.start) - 1)
        while index < len(self.hits) and self.hits[index].start < span.end:
            yield Found(self.hits[index], current=index == self.hit)
            index += 1

    @cached_property
    def _highlights_by_row(self) -> Mapping[int, Sequence[Highlight]]:
        rows: dict[int, list[Highlight]] = defaultdict(list)
        for highlight in sorted(self.highlights, key=lambda each: each.span):
            first = self.layout.row_at(highlight.span.start)
            last = self.layout.row_at(max(highlight.span.start, highlight.span.end - 1))
            for number in range(first, last + 1):
                rows[number].append(highlight)
        return rows

    @cached_property
    def _inlines_by_block(self) -> Mapping[int, Sequence[Inline]]:
        blocks: dict[int, list[Inline]] = defaultdict(list)
        starts = [block.start for block in self.article.blocks]
        for inline in self.article.inlines:
            index = bisect_left(starts, inline.start + 1) - 1
            blocks[index].append(inline)
        return blocks


def prose_end(article: Article) -> int:
    """Return the offset behind the last block that is no page leftover; 0 where there is none."""
    for block in reversed(article.blocks):
        if block.kind is not BlockKind.FURNITURE:
            return block.end
    return 0
