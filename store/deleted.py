"""The table of what was deleted, as the notes file has it; `merging.tombstones` knows its rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from store.keys import TABLES, Key
from store.notes_json import BrokenNotes, quoted
from store.shape import Shape

if TYPE_CHECKING:
    from store.notes_json import Document

DELETED: Final = "deleted"
"""The table's name; a file in which nothing was ever deleted lacks it."""


class Deletion(NamedTuple):
    """The fields of a document of the table.

    Args:
        key: The key of the record that was deleted.
        seen: Which version was deleted.
        deleted: When; UTC, ISO 8601.
        revived: When it came back; empty where it did not.
    """

    key: Key
    seen: str
    deleted: str
    revived: str


def read(document: Document) -> Deletion:
    """Return the fields of a document of the table.

    Raises:
        BrokenNotes: If one is missing or of the wrong kind; the reason names it.
    """
    table, name, seen, deleted, revived = _SHAPE.read(document)
    if table not in TABLES:
        raise BrokenNotes(f"the field “table” names “{quoted(table)}”, which holds no records")
    return Deletion(Key(table, name), seen, deleted, revived)


_SHAPE = Shape(dict.fromkeys(("table", "name", "seen", "deleted", "revived"), str), {"revived": ""})
