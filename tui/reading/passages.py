"""Where passages stand in a text: which hold an offset, and which come next."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from store.span import Span


class Passages:
    """Spans in any order, overlapping or not, that are looked up by offset at every move.

    Args:
        spans: The spans; they are spoken of by their place in this sequence.
    """

    def __init__(self, spans: Sequence[Span]) -> None:
        self._order = sorted(range(len(spans)), key=spans.__getitem__)
        self._sorted = [spans[index] for index in self._order]
        self._starts = [span.start for span in self._sorted]
        # As far as any of the spans up to here reaches: before it is passed, no other one can hold.
        self._reach = [*accumulate((span.end for span in self._sorted), max)]

    def holding(self, offset: int) -> Iterator[int]:
        """Yield the spans that hold an offset, those that begin nearest to it first."""
        at = bisect_right(self._starts, offset) - 1
        while at >= 0 and self._reach[at] > offset:
            if self._sorted[at].holds(offset):
                yield self._order[at]
            at -= 1

    def overlapping(self, span: Span) -> Iterator[int]:
        """Yield the spans that share a code point with another, in their order."""
        first = bisect_right(self._reach, span.start)
        for at in range(first, bisect_left(self._starts, span.end)):
            if self._sorted[at].end > span.start:
                yield self._order[at]

    def after(self, offset: int) -> Span | None:
        """Return the first span that begins behind an offset; None where there is none."""
        at = bisect_right(self._starts, offset)
        return self._sorted[at] if at < len(self._sorted) else None

    def before(self, offset: int) -> Span | None:
        """Return the last span that begins before an offset; None where there is none."""
        at = bisect_left(self._starts, offset)
        return self._sorted[at - 1] if at else None
