"""What the command line answers in JSON, as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from store.exchange.plain_json import row
from store.search.concordance import around
from store.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.article import Article
    from store.exchange.passages import Passage
    from store.search.concordance import Line
    from store.search.found import Found
    from store.session import Session


def articles(session: Session) -> list[dict[str, Any]]:
    """Return a row per article of a session's corpus, in its order."""
    book = session.notebook.book
    return [
        {
            "id": entry.id,
            "path": entry.path,
            "title": entry.title,
            "date": entry.date,
            "words": entry.words,
            "annotations": len(book.of_article(entry.id)),
            "tags": list(book.tags_of_article(entry.id)),
            "read": str(session.log.of(entry.id).state),
            "error": entry.error or None,
        }
        for entry in session.corpus.entries
    ]


def article(shown: Article, passages: Iterable[Passage]) -> dict[str, Any]:
    """Return one article with its text, its blocks and its annotations.

    The offsets are code points of the text, half-open.
    """
    parsed = shown.parsed
    return {
        "id": shown.id,
        "path": shown.path,
        "title": parsed.title,
        "date": parsed.date,
        "author": parsed.author,
        "source": parsed.source,
        "text": parsed.text,
        "blocks": [
            {"kind": str(block.kind), "start": block.start, "end": block.end}
            for block in parsed.blocks
        ],
        "annotations": [row(passage) for passage in passages],
    }


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
