"""What stands before the text of a row: a quote's bar, a list item's marker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.article import BlockKind

if TYPE_CHECKING:
    from store.article import Block


def lead_of(block: Block, *, first: bool, cells: int) -> str:
    """Return what stands in the indent of a block's row.

    Args:
        block: The block.
        first: Whether it is the block's first row.
        cells: Width of the measure.
    """
    if block.kind is BlockKind.RULE:
        return " " * max(0, (cells - (block.end - block.start)) // 2)
    lead = "▏ " * block.quote
    if block.kind is BlockKind.ITEM:
        marker = f"{block.marker or ' '} "
        lead += "  " * max(0, block.level - 1) + (marker if first else " " * len(marker))
    if block.kind is BlockKind.CODE:
        lead += "  "
    # However deep a block is nested, its words keep half of the measure.
    return lead[max(0, len(lead) - cells // 2) :]
