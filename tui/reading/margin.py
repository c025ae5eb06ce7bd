"""Where the entries of the margin stand: level with their passages, never on one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.annotation import Colour


class Entry(Struct, frozen=True):
    """What the margin shows of an annotation.

    Args:
        uuid: Of the annotation.
        offset: Where its passage begins; None where it is on the whole article.
        tags: Names and colours.
        note: Empty for none.
        colour: Of the highlight.
        moved: How its passage was found again, in a word or two; empty where it never was away.
    """

    uuid: str
    offset: int | None
    tags: tuple[tuple[str, Colour], ...]
    note: str
    colour: Colour
    moved: str = ""

    @property
    def says_anything(self) -> bool:
        """Whether there is more to it than the light on its passage."""
        return bool(self.tags or self.note or self.moved)


class Wanted(Struct, frozen=True):
    """An entry that wants a place in the margin.

    Args:
        row: Row of the article on which its passage begins.
        height: Rows it would fill; at least 1.
    """

    row: int
    height: int


class Placed(Struct, frozen=True):
    """Where an entry stands.

    Args:
        row: Row of the article level with its first line.
        height: Rows it may fill; at least 1.
    """

    row: int
    height: int


def place(wanted: Sequence[Wanted]) -> tuple[Placed, ...]:
    """Give each entry its rows.

    An entry stands level with its passage unless the one before still fills that row; it is
    then moved down. Where the next passage begins before an entry ends, the entry is cut to the
    room between them, but to no less than one row.

    Args:
        wanted: Entries by row, ascending.

    Returns:
        One place an entry, in the same order; no two share a row.
    """
    placed: list[Placed] = []
    free = 0
    for index, entry in enumerate(wanted):
        row = max(entry.row, free)
        room = wanted[index + 1].row - row if index + 1 < len(wanted) else entry.height
        height = max(1, min(entry.height, room))
        placed.append(Placed(row, height))
        free = row + height
    return tuple(placed)
