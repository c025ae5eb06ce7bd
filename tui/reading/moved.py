"""Keeping the place when an article changes under the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from store.anchor import describe, place
from store.sentences import sentence_at

if TYPE_CHECKING:
    from store.article import Article
    from store.span import Span


class Stand(Struct, frozen=True):
    """Where the reader is in an article.

    Args:
        article: The article.
        offset: Of the cursor.
        passage: What is selected; None for nothing.
    """

    article: Article
    offset: int
    passage: Span | None = None

    def moved_to(self, after: Article) -> Stand:
        """Return the same place in a newer text; in a long one that takes a while.

        Args:
            after: The article as it is now.
        """
        if after is self.article:
            return self
        passage = moved_span(self.article, after, self.passage) if self.passage else None
        return Stand(after, moved_offset(self.article, after, self.offset), passage)


def moved_span(before: Article, after: Article, span: Span) -> Span | None:
    """Return where a passage went when its article changed on disk; None where it is gone."""
    anchor = describe(before.text, before.text_hash, span)
    return place(after.text, after.text_hash, anchor, before.text).span


def moved_offset(before: Article, after: Article, offset: int) -> int:
    """Return where the sentence at an offset went when the article changed on disk.

    Args:
        before: The article as it was.
        after: As it is.
        offset: In the text as it was.

    Returns:
        The offset of the same place; the same number where the sentence is gone.
    """
    sentence = sentence_at(before, offset)
    moved = moved_span(before, after, sentence)
    if moved is None:
        return min(offset, len(after.text))
    return moved.start + min(max(0, offset - sentence.start), max(0, len(moved) - 1))
