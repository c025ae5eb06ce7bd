"""Keeping the place when an article changes under the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.anchor import describe, place
from store.sentences import sentence_at

if TYPE_CHECKING:
    from store.article import Article


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
    anchor = describe(before.text, before.text_hash, sentence)
    placed = place(after.text, after.text_hash, anchor)
    if placed.span is None:
        return min(offset, len(after.text))
    return placed.span.start + min(offset - sentence.start, len(placed.span) - 1)
