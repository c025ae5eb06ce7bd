"""Widening: from a hit to the sentences or paragraphs that it is in."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from store.annotation import Width
from store.graphemes import snap
from store.sentences import sentence_at
from store.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.article import Article


class Widener:
    """Finds the passages that are marked for hits in one article.

    Args:
        article: The article.
        width: How much around each hit.
    """

    def __init__(self, article: Article, width: Width) -> None:
        self._article = article
        self._find = _AROUND[width if article.blocks else Width.MATCH]
        # Finding a sentence is what takes the time, and many hits lie in the same.
        self._last = Span(0, 0)

    def widened(self, hit: Span) -> Span:
        """Return a hit's passage: itself, or the sentences or paragraphs it is in.

        Args:
            hit: Where in the article's text; not empty.
        """
        hit = snap(self._article.text, hit)
        return hit.hull(self._around(hit.start)).hull(self._around(hit.end - 1))

    def _around(self, offset: int) -> Span:
        """Return the sentence or paragraph at an offset."""
        if not self._last.holds(offset):
            self._last = self._find(self._article, offset)
        return self._last


def grouped(article: Article, hits: Iterable[Span], width: Width) -> dict[Span, tuple[Span, ...]]:
    """Return the passages that hits come to, in the order of the text, each with its hits."""
    widener = Widener(article, width)
    groups: dict[Span, dict[Span, None]] = {}
    for hit in sorted(hits):
        if len(hit):
            groups.setdefault(widener.widened(hit), {})[hit] = None
    return {passage: tuple(groups[passage]) for passage in sorted(groups)}


def _itself(_: Article, offset: int) -> Span:
    """Return nothing more than what lies at an offset."""
    return Span(offset, offset + 1)


def _paragraph_at(article: Article, offset: int) -> Span:
    """Return the block under an offset; between two, the one before."""
    blocks = article.blocks
    index = bisect_right(blocks, offset, key=lambda block: block.start) - 1
    return blocks[max(0, index)].span


_AROUND = {
    Width.MATCH: _itself,
    Width.SENTENCE: sentence_at,
    Width.PARAGRAPH: _paragraph_at,
}
