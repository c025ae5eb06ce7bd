"""What the tests of the source formats hold every parsed file to."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from typing import TYPE_CHECKING

from store.article import BlockKind
from store.sources.sanitize import clean

if TYPE_CHECKING:
    from store.article import Parsed


def check(parsed: Parsed) -> None:
    """Assert what every parsed file promises about its text, blocks and inline styles."""
    text = parsed.text
    assert parsed.title
    assert "\n" not in parsed.title
    assert text == clean(text)
    assert unicodedata.is_normalized("NFC", text)
    end = 0
    for index, block in enumerate(parsed.blocks):
        words = block.span.of(text)
        assert words
        assert words == words.strip()
        assert text[end : block.start] == ("" if index == 0 else _gap(parsed, index))
        end = block.end
    assert end == len(text)
    assert list(parsed.inlines) == sorted(parsed.inlines, key=lambda inline: inline.start)
    starts = [block.start for block in parsed.blocks]
    for inline in parsed.inlines:
        assert inline.start < inline.end
        block = parsed.blocks[bisect_right(starts, inline.start) - 1]
        assert block.start <= inline.start
        assert inline.end <= block.end


def blocks(parsed: Parsed) -> list[tuple[str, str]]:
    """Return kind and words of each block."""
    return [(str(block.kind), block.span.of(parsed.text)) for block in parsed.blocks]


def words(parsed: Parsed) -> list[str]:
    """Return the words of each block."""
    return [block.span.of(parsed.text) for block in parsed.blocks]


def _gap(parsed: Parsed, index: int) -> str:
    """Return what stands between a block and the one before it."""
    before, block = parsed.blocks[index - 1], parsed.blocks[index]
    items = block.kind is before.kind is BlockKind.ITEM and block.quote == before.quote
    return "\n" if items else "\n\n"
