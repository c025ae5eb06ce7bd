"""Tombstones that contradict what is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.deleted import DELETED
from store.mending.fault import Fault
from store.merging.tombstones import decode_tombstone
from store.records import TABLES, Key, decode, name_in

if TYPE_CHECKING:
    from store.notes_json import Tables


def mend_tombstones(tables: Tables) -> list[Fault]:
    """Take back, in place, the deletion of records that are there; return what was wrong.

    Args:
        tables: Whose documents are sound.
    """
    present = {
        Key(table, name_in(table, document)): document
        for table in TABLES
        for document in tables.get(table, {}).values()
    }
    faults: list[Fault] = []
    for number, document in tables.get(DELETED, {}).items():
        tombstone = decode_tombstone(document)
        there = present.get(tombstone.key)
        if there is None or not tombstone.beats(decode(tombstone.key.table, there)):
            continue
        problem = f"“{tombstone.key.name}” of “{tombstone.key.table}” is deleted and is there"
        faults.append(Fault(problem, "take the deletion back", DELETED, number))
        tables[DELETED][number] = {**document, "revived": tombstone.taken_back().revived}
    return faults
