"""Merge two states of a notes file that have a past in common, losing nothing of either.

Everything here is pure: which side comes first makes no difference, and merging once more adds
nothing.
"""

from store.deleted import DELETED
from store.merging.notes import DIVIDER
from store.merging.records import merge_records
from store.merging.tables import merge_tables
from store.merging.tombstones import Tombstone, Tombstones, is_buried

__all__ = [
    "DELETED",
    "DIVIDER",
    "Tombstone",
    "Tombstones",
    "is_buried",
    "merge_records",
    "merge_tables",
]
