"""Finding words in one article."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from store.fold import fold
from store.graphemes import snap
from store.span import Span

if TYPE_CHECKING:
    from collections.abc import Sequence


def hits(text: str, folded: str, query: str) -> tuple[Span, ...]:
    """Return where the words of `query` occur.

    Capitals, accents, the shape of quotes and dashes and the amount of white space do not matter.

    Args:
        text: The canonical text.
        folded: The same through `store.fold.fold`.
        query: What the reader typed; nothing but white space finds nothing.

    Returns:
        Spans of whole graphemes, in order, not overlapping.
    """
    wanted = " ".join(fold(query).split())
    found: list[Span] = []
    if not wanted:
        return ()
    place = folded.find(wanted)
    while place >= 0:
        span = snap(text, Span(place, place + len(wanted)))
        found.append(span)
        place = folded.find(wanted, max(span.end, place + 1))
    return tuple(found)


def next_hit(found: Sequence[Span], offset: int) -> int | None:
    """Return the index of the first hit behind `offset`, going round at the end."""
    if not found:
        return None
    return bisect_right(found, offset, key=lambda span: span.start) % len(found)


def previous_hit(found: Sequence[Span], offset: int) -> int | None:
    """Return the index of the last hit before `offset`, going round at the start."""
    if not found:
        return None
    return (bisect_left(found, offset, key=lambda span: span.start) - 1) % len(found)
