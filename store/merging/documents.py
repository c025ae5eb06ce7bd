"""Merge two versions of one document, with the fields that Postil does not know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.deleted import DELETED
from store.merging.records import merge_records, newer_side
from store.merging.tombstones import decode_tombstone, encode_tombstone, united
from store.merging.values import merge_fields
from store.records import NESTED, decode, encode, inside, laid_over

if TYPE_CHECKING:
    from store.notes_json import Document


def merge_documents(
    table: str, base: Document | None, ours: Document, theirs: Document
) -> Document:
    """Return the document of a record or tombstone with what was changed on either side.

    Args:
        table: The table that it is in.
        base: The version that both started from; None where that is not known.
        ours: The version on one side.
        theirs: The version on the other.

    Raises:
        BrokenNotes: If a version is no record, or no tombstone.
    """
    if ours == theirs:
        return ours
    if table == DELETED:
        known = encode_tombstone(united(decode_tombstone(ours), decode_tombstone(theirs)))
        return laid_over(merge_fields(base or {}, ours, theirs, 0), known)
    mine, other = decode(table, ours), decode(table, theirs)
    former = None if base is None else decode(table, base)
    known = encode(merge_records(former, mine, other))
    newer = newer_side(mine, other)
    merged = merge_fields(base or {}, ours, theirs, newer)
    for name in NESTED:
        if isinstance(known.get(name), dict):
            merged[name] = _merge_inside(name, base or {}, ours, theirs, newer)
    return laid_over(merged, known)


def same_document(table: str, one: Document, other: Document) -> bool:
    """Tell whether two versions of a record's document say the same, whenever they were written."""
    versions = [laid_over(each, encode(decode(table, each))) for each in (one, other)]
    first, second = ({**each, "modified": ""} for each in versions)
    return first == second


def _merge_inside(
    name: str, base: Document, ours: Document, theirs: Document, newer: int
) -> Document:
    """Return the object in a field with what either side has in it."""
    return merge_fields(inside(base, name), inside(ours, name), inside(theirs, name), newer)
