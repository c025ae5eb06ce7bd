"""Tombstones: what says that a record was deleted, and is not merely missing.

A state of the notes file that lacks a record may be older than it. The tombstone that a deletion
leaves tells the two apart for as long as old states may turn up.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Final

from msgspec import Struct, structs
from msgspec.structs import replace

from store import clock
from store.annotation import Annotation
from store.deleted import DELETED, read
from store.keys import id_from
from store.merging.values import as_json
from store.records import ANNOTATIONS, Key, encode, free_id, key_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.annotation import Record
    from store.notes_json import Document, Tables

KEPT_DAYS: Final = 90
"""So many days a tombstone is kept."""

_EARLIEST: Final = "0001-01-01T00:00:00.000Z"


class Tombstone(Struct, frozen=True):
    """What is left of a record that was deleted.

    Args:
        key: The record's key.
        seen: Which version was deleted: of an annotation the time it was modified, of all else a
            hash of its content.
        deleted: When; UTC, ISO 8601.
        revived: When the record came back, by undo or because it was made anew; else empty.
    """

    key: Key
    seen: str
    deleted: str
    revived: str = ""

    @property
    def in_force(self) -> bool:
        """Whether the record is deleted as far as is known, and did not come back."""
        return not self.revived or self.revived < self.deleted

    def beats(self, record: Record) -> bool:
        """Tell whether a record that turns up again is one that was deleted.

        A version that is newer than the one deleted is not: whoever deleted it did not know of
        the edit.
        """
        if not self.in_force:
            return False
        if isinstance(record, Annotation):
            return record.modified <= self.seen
        return version_of(record) == self.seen

    def taken_back(self) -> Tombstone:
        """Return the tombstone of a record that is there all the same."""
        # What is left of a damaged tombstone may not say when the record was deleted.
        return replace(self, revived=self.deleted or _EARLIEST)


class Tombstones:
    """The tombstones in the tables of a notes file, which is where changes to them go.

    Args:
        tables: The file's tables; not looked at before something is asked.

    Raises:
        BrokenNotes: By all methods, if a document of the table is no tombstone.
    """

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._numbers: dict[Key, str] | None = None

    def __iter__(self) -> Iterator[Tombstone]:
        return (decode_tombstone(one) for one in self._tables.get(DELETED, {}).values())

    def of(self, key: Key) -> Tombstone | None:
        """Return the tombstone of a record, None where it never was deleted."""
        number = self._index().get(key)
        return None if number is None else decode_tombstone(self._tables[DELETED][number])

    def beat(self, record: Record) -> bool:
        """Tell whether a record that turns up again was deleted and is to stay so."""
        tombstone = self.of(key_of(record))
        return tombstone is not None and tombstone.beats(record)

    def bury(self, record: Record, now: str) -> None:
        """Note that a record was deleted.

        Args:
            record: The version that was deleted.
            now: The present time; a clock that was put back does no harm.
        """
        key, seen = key_of(record), version_of(record)
        former = self.of(key)
        if former is None:
            self._put(Tombstone(key, seen, now))
            return
        if isinstance(record, Annotation):
            seen = max(seen, former.seen)
        deleted = clock.later(max(now, former.deleted), former.revived)
        self._put(Tombstone(key, seen, deleted, former.revived))

    def revive(self, record: Record, now: str) -> Record:
        """Note that a record which may have been deleted is there again.

        Args:
            record: The record.
            now: The present time; a clock that was put back does no harm.

        Returns:
            The record as it is to be: an annotation becomes newer than the version deleted, so
            that no other deletion of that version counts against it.
        """
        tombstone = self.of(key_of(record))
        if tombstone is None or not tombstone.in_force:
            return record
        self._put(replace(tombstone, revived=max(now, tombstone.deleted)))
        return newer_than(record, tombstone.seen)

    def drop_old(self, now: str) -> None:
        """Drop the tombstones whose time is over."""
        for key in [one.key for one in self if is_over(one, now)]:
            del self._tables[DELETED][self._index().pop(key)]

    def _index(self) -> dict[Key, str]:
        """Return the document ids of the tombstones by the keys of their records."""
        if self._numbers is None:
            documents = self._tables.get(DELETED, {}).items()
            self._numbers = {decode_tombstone(one).key: number for number, one in documents}
        return self._numbers

    def _put(self, tombstone: Tombstone) -> None:
        """Write a tombstone in the place of the one with its key, or into a new document."""
        numbers, documents = self._index(), self._tables.setdefault(DELETED, {})
        if tombstone.key not in numbers:
            numbers[tombstone.key] = free_id(documents, tombstone_id(tombstone.key))
        number = numbers[tombstone.key]
        documents[number] = {**documents.get(number, {}), **encode_tombstone(tombstone)}


def newer_than(record: Record, seen: str) -> Record:
    """Return a record that was deleted as it comes back, newer than the version deleted.

    Args:
        record: The record; only annotations have a time to be newer by.
        seen: The version deleted, as `version_of` gives it.
    """
    if not isinstance(record, Annotation):
        return record
    return structs.replace(record, modified=clock.later(record.modified, seen))


def is_over(tombstone: Tombstone, now: str) -> bool:
    """Tell whether nobody needs a tombstone any more; one with a time that is none is kept."""
    times = (tombstone.deleted, tombstone.revived or tombstone.deleted)
    return all(clock.is_past(time, KEPT_DAYS, now) for time in times)


def united(one: Tombstone, other: Tombstone) -> Tombstone:
    """Return the tombstone that knows what two of the same record know."""
    if one.key.table == ANNOTATIONS:
        seen = max(one.seen, other.seen)
    else:
        seen = max((one.deleted, one.seen), (other.deleted, other.seen))[1]
    return Tombstone(
        one.key, seen, max(one.deleted, other.deleted), max(one.revived, other.revived)
    )


def version_of(record: Record) -> str:
    """Return what tells a version of a record from its others, as `Tombstone.seen` has it."""
    if isinstance(record, Annotation):
        return record.modified
    return sha256(as_json(encode(record))).hexdigest()[:32]


def tombstone_id(key: Key) -> int:
    """Return the TinyDB id for a record's tombstone: 53 bits of the hash of table and name."""
    return id_from(f"{key.table}\n{key.name}".encode())


def encode_tombstone(tombstone: Tombstone) -> Document:
    """Return a tombstone's fields as the notes file has them."""
    return {
        "table": tombstone.key.table,
        "name": tombstone.key.name,
        "seen": tombstone.seen,
        "deleted": tombstone.deleted,
        "revived": tombstone.revived,
    }


def decode_tombstone(document: Document) -> Tombstone:
    """Return the tombstone that a document of the table `deleted` holds.

    Raises:
        BrokenNotes: If it is none; the reason names the field.
    """
    return Tombstone(*read(document))
