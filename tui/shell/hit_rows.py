"""What a query finds, as the command line prints it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from store.search.concordance import Line, Sort, around
from store.span import Span

if TYPE_CHECKING:
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


def line(hit: Line, width: int) -> dict[str, Any]:
    """Return a line of a concordance.

    Args:
        hit: The line.
        width: Code points to the left and to the right at most.
    """
    left, right = sides(hit, width)
    return {
        "id": hit.article.id,
        "path": hit.article.path,
        "start": hit.span.start,
        "end": hit.span.end,
        "left": left,
        "match": hit.match,
        "right": right,
    }


def sides(hit: Line, width: int) -> tuple[str, str]:
    """Return what stands to the left and to the right of a hit, cut to so many code points."""
    text = f"{hit.left}{hit.match}{hit.right}"
    start = len(hit.left)
    return around(text, Span(start, start + len(hit.match)), width)


def trimmed(hit: Line, by: Sort, width: int) -> Line:
    """Return a line of a concordance with no more than it takes to sort it and to print it.

    Args:
        hit: The line.
        by: By which word to a side it is sorted.
        width: Code points to the left and to the right at most.
    """
    left, right = sides(hit, width)
    is_left = by.startswith("left")
    words = (hit.left_words, ()) if is_left else ((), hit.right_words)
    return Line(hit.article, hit.span, left, hit.match, right, *words)
