"""Finding words in one article."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from store.fold import fold
from store.graphemes import snap
from store.span import Span
from tui.reading.blocks import block_index

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.article import Article


def hits(article: Article, folded: str, query: str) -> tuple[Span, ...]:
    """Return where the words of `query` occur, one behind the other in one block.

    Capitals, accents, the shape of quotes and dashes and the amount of white space do not matter.

    Args:
        article: The article.
        folded: Its text through `store.fold.fold`.
        query: What the reader typed; nothing but white space finds nothing.

    Returns:
        Spans of whole graphemes, in order, not overlapping.
    """
    words = fold(query).split()
    if not words:
        return ()
    wanted = re.compile(" +".join(map(re.escape, words)))
    found: list[Span] = []
    match = wanted.search(folded)
    while match:
        span, behind = snap(article.text, Span(*match.span())), match.start() + 1
        if _is_in_one_block(article, span):
            found.append(span)
            behind = span.end
        match = wanted.search(folded, behind)
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


def _is_in_one_block(article: Article, span: Span) -> bool:
    if "\n" not in span.of(article.text):
        return True
    return block_index(article, span.start) == block_index(article, span.end - 1)
