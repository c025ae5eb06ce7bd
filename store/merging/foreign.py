"""Merge what Postil does not know: tables that other programs keep in the notes file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.deleted import DELETED
from store.keys import id_from
from store.merging.values import as_json, merge_fields
from store.notes_json import META, Tables
from store.records import TABLES

if TYPE_CHECKING:
    from store.notes_json import Document

    Table = dict[str, Document]


def merge_meta(base: Tables, ours: Tables, theirs: Tables) -> Table:
    """Return the table with the format number, its other fields merged."""
    past, mine, other = (tables.get(META, {}) for tables in (base, ours, theirs))
    return {
        number: merge_fields(past.get(number, {}), mine.get(number, {}), other.get(number, {}), 0)
        for number in sorted(mine.keys() | other.keys())
    }


def foreign_tables(*files: Tables) -> list[str]:
    """Return the names of the tables in which there are no records of Postil's."""
    names = {name for tables in files for name in tables}
    return sorted(names.difference(TABLES, [META, DELETED]))


def merge_foreign(base: Table, ours: Table, theirs: Table) -> Table:
    """Return the documents of a table that Postil does not know.

    One that one side removed and the other left as it was is gone. Different ones that got the
    same id on both sides are two.
    """
    merged: Table = {}
    for number in sorted(ours.keys() | theirs.keys()):
        past, mine, other = base.get(number), ours.get(number), theirs.get(number)
        if mine is None or other is None:
            lone = other if mine is None else mine
            if lone is not None and lone != past:
                merged[number] = lone
        elif past is not None or mine == other:
            merged[number] = merge_fields(past or {}, mine, other, 0)
        else:
            first, second = sorted((mine, other), key=as_json)
            merged[number] = first
            merged[str(id_from(as_json(second)))] = second
    return merged
