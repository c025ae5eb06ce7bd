"""Dispersion: where in an article its hits are, thick here and none there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.search.concordance import Line, Listed


class Strip(Struct, frozen=True):
    """The hits of one article over its length.

    Args:
        article: The article.
        cells: How many hits begin in each of as many equal parts of its text.
    """

    article: Listed
    cells: tuple[int, ...]

    @property
    def hits(self) -> int:
        """How many hits the article has."""
        return sum(self.cells)


def strip(starts: Iterable[int], length: int, cells: int) -> tuple[int, ...]:
    """Return how many hits begin in each of so many equal parts of a text.

    Args:
        starts: Where the hits begin, in code points; each below `length`.
        length: Of the text, in code points.
        cells: How many parts, 1 or more.
    """
    counts = [0] * cells
    for start in starts:
        counts[start * cells // length] += 1
    return tuple(counts)


def strips(lines: Iterable[Line], cells: int) -> tuple[Strip, ...]:
    """Return a strip for each article of a concordance, in the order in which they first come.

    Args:
        lines: In any order.
        cells: How many parts each strip has, 1 or more.
    """
    starts: dict[str, list[int]] = {}
    articles: dict[str, Listed] = {}
    for line in lines:
        articles.setdefault(line.article.id, line.article)
        starts.setdefault(line.article.id, []).append(line.span.start)
    return tuple(
        Strip(article, strip(starts[article_id], article.length, cells))
        for article_id, article in articles.items()
    )
