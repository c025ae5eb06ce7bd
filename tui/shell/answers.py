"""What the command line answers in JSON, as data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from store.exchange.plain_json import row

if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.article import Article
    from store.exchange.passages import Passage
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
            "words": None if entry.characters else entry.words,
            "characters": entry.characters or None,
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
