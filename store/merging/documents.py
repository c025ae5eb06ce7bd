"""Merge two versions of one document, with the fields that Postil does not know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.merging.records import merge_records, newer_side
from store.merging.tombstones import DELETED, decode_tombstone, encode_tombstone, united
from store.merging.values import merge_fields
from store.records import decode, encode, inside, laid_over

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
    return laid_over(_unknown_fields(base, ours, theirs, newer_side(mine, other)), known)


def normal(table: str, document: Document) -> Document:
    """Return a record's document as Postil would write it, unknown fields kept."""
    return laid_over(document, encode(decode(table, document)))


def _unknown_fields(
    base: Document | None, ours: Document, theirs: Document, newer: int
) -> Document:
    """Return the fields of either side, of which only the unknown ones are going to stay."""
    merged = merge_fields(base or {}, ours, theirs, newer)
    past, mine, other = (inside(one or {}, "anchor") for one in (base, ours, theirs))
    merged["anchor"] = merge_fields(past, mine, other, newer)
    return merged
