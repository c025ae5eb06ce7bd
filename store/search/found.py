"""Found: an article that a query matched, with its hits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from msgspec import Struct

if TYPE_CHECKING:
    from store.article import Article
    from store.span import Span


class Indexed(Struct, frozen=True):
    """An article as the index keeps it.

    Args:
        id: The article's id.
        path: Place inside the corpus, with `/` between folders.
        title: Never empty.
        date: ISO 8601 calendar date `YYYY-MM-DD`, or None.
        author: None where the file names none.
        source: Publication or address; None where the file names none.
        text: The canonical text when it was indexed.
        text_hash: SHA-256 of that text, in hex.
    """

    id: str
    path: str
    title: str
    date: str | None
    author: str | None
    source: str | None
    text: str
    text_hash: str

    @classmethod
    def of(cls, article: Article) -> Self:
        """Return an article as the index would keep it."""
        parsed = article.parsed
        return cls(
            article.id,
            article.path,
            article.title,
            parsed.date,
            parsed.author,
            parsed.source,
            article.text,
            article.text_hash,
        )


class Found(Struct, frozen=True):
    """An article that a query matched.

    Args:
        article: The article.
        hits: Where in its text, as `matching.Matcher` says; whole graphemes, in order, not
            overlapping.
        score: How well it fits, higher is better; 0 where that was not asked for.
    """

    article: Indexed
    hits: tuple[Span, ...]
    score: float = 0.0
