"""Which block an offset belongs to."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from store.graphemes import floor

if TYPE_CHECKING:
    from store.article import Article


def block_index(article: Article, offset: int) -> int:
    """Return the index of the block that holds `offset`, else of the last one before it.

    0 where the offset lies before all blocks or there are none.
    """
    return max(0, bisect_right(article.blocks, offset, key=lambda block: block.start) - 1)


def settle(article: Article, offset: int, step: int) -> int:
    """Return the nearest grapheme inside a block, looking in the direction `step` first.

    Args:
        article: The article.
        offset: Anything from 0 to the length of the text.
        step: 1 to look behind `offset`, -1 to look before it.

    Returns:
        The start of a grapheme; 0 for an article without text.
    """
    if not article.blocks:
        return 0
    index = block_index(article, offset)
    block = article.blocks[index]
    if block.start <= offset < block.end:
        return floor(article.text, offset)
    if offset >= block.end and step > 0 and index + 1 < len(article.blocks):
        return article.blocks[index + 1].start
    if offset < block.start:
        return block.start
    return floor(article.text, block.end - 1)
