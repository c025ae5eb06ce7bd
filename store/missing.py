"""Which article may be the one that is gone, renamed and edited or saved in another format."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from store.annotation import Annotation, KnownArticle
    from store.book import Book
    from store.entry import Entry

ALIKE = 0.6
"""From this likeness on the reader is asked; an unrelated text stays far below."""

_MOST = 100
# So many articles are read and compared for each one that is gone: about a second's work.
_TIMES = 3
# A text that many times longer or shorter is another article, or a collection of some.
_LEAST_QUOTE = 12
# Code points of a quote below which it turns up in an unrelated text by chance.


def missing_articles(book: Book, listed: Container[str]) -> tuple[KnownArticle, ...]:
    """Return the annotated articles that the corpus no longer has, by path.

    Args:
        book: What the notes file knows.
        listed: Ids of the articles there are.
    """
    return tuple(
        article
        for article in book.articles()
        if article.id not in listed and book.of_article(article.id)
    )


def worth_comparing(
    missing: KnownArticle,
    entries: Iterable[Entry],
    annotated: Container[str],
    *,
    words: int | None = None,
) -> tuple[Entry, ...]:
    """Return the articles that may have taken the place of one that is gone.

    One with annotations of its own is none of them, nor one of quite another length.

    Args:
        missing: The article that is gone.
        entries: The articles there are.
        annotated: Ids of those that carry annotations.
        words: How many the missing one had; None where nobody knows.

    Returns:
        At most a hundred, those first whose name or title resembles the missing one's.
    """
    free = [each for each in entries if not each.error and each.id not in annotated]
    if words is not None:
        free = [
            each for each in free if words <= each.words * _TIMES and each.words <= words * _TIMES
        ]
    return tuple(sorted(free, key=lambda each: -_resemblance(missing, each))[:_MOST])


def _resemblance(missing: KnownArticle, entry: Entry) -> float:
    """Return how much names and titles have in common, 0 to 2."""
    from rapidfuzz.distance import Indel

    stems = PurePosixPath(missing.path).stem, PurePosixPath(entry.path).stem
    names = Indel.normalized_similarity(*(stem.casefold() for stem in stems))
    titles = Indel.normalized_similarity(missing.title.casefold(), entry.title.casefold())
    return names + titles


def alike(annotations: Sequence[Annotation], old_text: str | None, text: str) -> float:
    """Return how much speaks for a text being that of a missing article, 0 to 1.

    Without the old text it is the share of the quotes that stand in the new one.

    Args:
        annotations: Those of the missing article.
        old_text: The text they were made on, where it is still known.
        text: Canonical text of an article.
    """
    from store.anchoring.likeness import likeness

    if old_text is not None:
        return likeness(old_text, text)
    anchors = (each.anchor for each in annotations if each.anchor is not None)
    quotes = {anchor.exact for anchor in anchors if len(anchor.exact) >= _LEAST_QUOTE}
    return sum(quote in text for quote in quotes) / len(quotes) if quotes else 0.0
