"""Furniture: the leftovers of a web page in a saved article, told from its text.

When in doubt it is text: folding real prose away is the worse error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from store.article import Block, BlockKind, Parsed, count_words
from store.furniture.phrases import LONGEST_LINE, is_advertisement
from store.furniture.recurrence import candidates, edges, recurring, shared
from store.furniture.roles import Role, first_heading, leading_end, role_of, trailing_start

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

__all__ = ["edges", "mark", "recurring", "shared"]

_LARGEST_SHARE = 0.25
"""Of an article's words, how many at most are folded for nothing but that they recur."""


def mark(parsed: Parsed, recurring: frozenset[int]) -> Parsed:
    """Return the article with the kind of its furniture blocks set so.

    Furniture is a run of known or recurring paragraphs at the article's end, one before its
    headline, and single lines such as `Advertisement` between its paragraphs.

    Args:
        parsed: The article as its source format gave it; its text stays as it is.
        recurring: Hashes that `recurring` found in the article's corpus; may be empty.
    """
    if not parsed.blocks:
        return parsed
    found = _find(parsed, repeated=())
    repeated = {
        index
        for index, hashes in (candidates(parsed) if recurring else {}).items()
        if not recurring.isdisjoint(hashes)
    }
    if repeated:
        more = _find(parsed, repeated)
        if _words(parsed, more - found) <= _LARGEST_SHARE * count_words(parsed.text):
            found = more
    if not found or _leaves_no_text(parsed, found):
        return parsed
    blocks = tuple(
        replace(block, kind=BlockKind.FURNITURE) if index in found else block
        for index, block in enumerate(parsed.blocks)
    )
    return replace(parsed, blocks=blocks)


def _find(parsed: Parsed, repeated: Container[int]) -> set[int]:
    """Return the indices of the blocks that are furniture."""
    start = trailing_start(parsed, repeated)
    end = leading_end(parsed, repeated)
    return {*range(end), *range(start, len(parsed.blocks)), *_between(parsed, end, start)}


def _between(parsed: Parsed, start: int, end: int) -> set[int]:
    """Return the unmistakable furniture among the article's own paragraphs, and its neighbours."""
    found: set[int] = set()
    for index in range(start, end):
        block = parsed.blocks[index]
        if block.kind is not BlockKind.PARAGRAPH or len(block.span) > LONGEST_LINE:
            continue
        if is_advertisement(block.span.of(parsed.text)):
            found.add(index)
            found.update(_leftovers(parsed, range(index - 1, start - 1, -1)))
            found.update(_leftovers(parsed, range(index + 1, end)))
    return found


def _leftovers(parsed: Parsed, side: range) -> Iterator[int]:
    """Yield the indices of known leftovers up to the first block that is none."""
    headline = first_heading(parsed)
    for index in side:
        if role_of(parsed, index, headline) is not Role.LEFTOVER:
            return
        yield index


def _words(parsed: Parsed, indices: set[int]) -> int:
    """Return how many words the blocks have together."""
    return sum(count_words(parsed.blocks[index].span.of(parsed.text)) for index in indices)


def _leaves_no_text(parsed: Parsed, found: set[int]) -> bool:
    """Tell whether nothing but furniture, headings and rules would be left to read."""
    return all(index in found or _is_ornament(block) for index, block in enumerate(parsed.blocks))


def _is_ornament(block: Block) -> bool:
    """Tell whether a block alone makes no article."""
    return block.kind in {BlockKind.HEADING, BlockKind.RULE}
