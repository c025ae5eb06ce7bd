"""What a query finds, as the command line prints it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from store.search.concordance import around

if TYPE_CHECKING:
    from store.search.concordance import Line
    from store.search.found import Found


def found(article: Found) -> dict[str, Any]:
    """Return an article that a query found, with its hits.

    The offsets are code points of its canonical text, half-open; up to 100 more stand before and
    behind a hit, as they are in the text.
    """
    of, text = article.article, article.article.text
    hits = ((hit, *around(text, hit)) for hit in article.hits)
    return {
        "id": of.id,
        "path": of.path,
        "title": of.title,
        "date": of.date,
        "score": article.score,
        "hits": [
            {
                "start": hit.start,
                "end": hit.end,
                "before": before,
                "match": hit.of(text),
                "after": after,
            }
            for hit, before, after in hits
        ],
    }


def line(hit: Line) -> dict[str, Any]:
    """Return a line of a concordance."""
    return {
        "id": hit.article.id,
        "path": hit.article.path,
        "start": hit.span.start,
        "end": hit.span.end,
        "left": hit.left,
        "match": hit.match,
        "right": hit.right,
    }
