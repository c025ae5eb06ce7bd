"""Finding words in one article."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache
from typing import TYPE_CHECKING

from store.fold import fold
from store.graphemes import snap
from store.span import Span
from tui.reading.blocks import block_index

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from store.article import Article


def hits(article: Article, folded: str, query: str, start: int = 0) -> Iterator[Span]:
    """Yield where the words of `query` occur, one behind the other in one block.

    Capitals, accents, the shape of quotes and dashes and the amount of white space do not matter.

    Args:
        article: The article.
        folded: Its text through `store.fold.fold`.
        query: What the reader typed; nothing but white space finds nothing.
        start: Offset from which to look.

    Yields:
        Spans of whole graphemes, in order, not overlapping.
    """
    words = fold(query).split()
    if not words:
        return
    wanted = re.compile(" +".join(map(re.escape, words)))
    match = wanted.search(folded, start)
    while match:
        span, behind = _snapped(article.text, *match.span()), match.start() + 1
        if _is_in_one_block(article, span):
            yield span
            behind = span.end
        match = wanted.search(folded, behind)


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


def hit_at(found: Sequence[Span], offset: int) -> int | None:
    """Return the index of the hit at `offset`, else of the next one, else of the last."""
    if not found:
        return None
    return min(bisect_left(found, offset, key=lambda span: span.start), len(found) - 1)


def hit_beyond(found: Sequence[Span], offset: int, step: int) -> Span | None:
    """Return the first hit behind `offset` (1), or the last before it (-1); None for none."""
    if step > 0:
        index = bisect_right(found, offset, key=lambda span: span.start)
        return found[index] if index < len(found) else None
    index = bisect_left(found, offset, key=lambda span: span.start)
    return found[index - 1] if index else None


def _is_in_one_block(article: Article, span: Span) -> bool:
    if "\n" not in span.of(article.text):
        return True
    return block_index(article, span.start) == block_index(article, span.end - 1)


@cache
def _simple() -> re.Pattern[str]:
    """Return code points between two of which a grapheme has its edge, whatever surrounds them.

    No marks, no joiners, no letters that are prefixed to others; nearly all of what is read.
    """
    return re.compile(
        r"[^\r\u0300-\u036f\u0483-\u0489\u0591-\u3040\u3097-\u309a\u3100-\u33ff\ua000-\U0010ffff]*"
    )


def _snapped(text: str, start: int, end: int) -> Span:
    span = Span(start, end)
    return span if _simple().fullmatch(text, max(0, start - 1), end + 1) else snap(text, span)
