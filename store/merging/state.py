"""A state of the notes file as a merge looks at it: records and tombstones by what they go by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from store.deleted import DELETED
from store.merging.numbers import Numbered
from store.merging.tombstones import Tombstone, decode_tombstone, is_over
from store.notes_json import BrokenNotes, Document, Tables
from store.records import TABLES, Key, decode, document_id, encode, key_of, laid_over, name_in

if TYPE_CHECKING:
    from store.annotation import Record

Found = dict[str, Numbered]
"""The documents of a table by the names of their records."""


class State(Struct, frozen=True):
    """One state of the file, looked up by record.

    A merge has it for itself: records that change their names do so in its `found`.

    Args:
        tables: The file.
        found: The records' documents by table and name.
        tombstones: The tombstones that still count.
        buried: Their documents.
    """

    tables: Tables
    found: dict[str, Found]
    tombstones: dict[Key, Tombstone]
    buried: dict[Key, Numbered]

    @classmethod
    def of(cls, tables: Tables, now: str) -> State:
        """Look a file's records and tombstones up."""
        found = {table: _by_name(table, tables.get(table, {})) for table in TABLES}
        tombstones: dict[Key, Tombstone] = {}
        buried: dict[Key, Numbered] = {}
        for number, document in tables.get(DELETED, {}).items():
            tombstone = decode_tombstone(document)
            if is_over(tombstone, now):
                continue
            if tombstone.key in tombstones:
                raise BrokenNotes(
                    f"table “{DELETED}”, document {number}: “{tombstone.key.name}” is there twice"
                )
            tombstones[tombstone.key] = tombstone
            buried[tombstone.key] = Numbered(document, frozenset([number]))
        # What stands beside a tombstone that should keep it away was put there by other hands,
        # which had the tombstone before them.
        return cls(tables, found, giving_way(tombstones, found), buried)


def giving_way(tombstones: dict[Key, Tombstone], found: dict[str, Found]) -> dict[Key, Tombstone]:
    """Return tombstones of which those of records that are there all the same give way."""
    return {
        key: tombstone.taken_back()
        if (one := found[key.table].get(key.name)) is not None
        and tombstone.beats(decode(key.table, one.document))
        else tombstone
        for key, tombstone in tombstones.items()
    }


def renamed(one: Numbered, record: Record) -> Numbered:
    """Return a document as that of a record with another name, with what Postil does not know."""
    number = str(document_id(key_of(record)))
    return Numbered(laid_over(one.document, encode(record)), frozenset([number]))


def _by_name(table: str, documents: dict[str, Document]) -> Found:
    """Return the documents of a table by the names of their records."""
    found: Found = {}
    for number, document in documents.items():
        name = name_in(table, document)
        if not name or name in found:
            what = f"“{name}” is there twice" if name else "it has no name"
            raise BrokenNotes(f"table “{table}”, document {number}: {what}")
        found[name] = Numbered(document, frozenset([number]))
    return found
