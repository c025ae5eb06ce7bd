"""Put a backup in the place of a notes file, so that other machines learn of it too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from store import clock, repair
from store.annotation import Annotation
from store.backups import Backups
from store.deleted import DELETED
from store.difference import Difference, compare
from store.merging.documents import merge_documents
from store.merging.records import same_content
from store.merging.tombstones import (
    Tombstones,
    decode_tombstone,
    newer_than,
    tombstone_id,
    version_of,
)
from store.notes_json import NotesError, dump, parse
from store.records import (
    ANNOTATIONS,
    TABLES,
    decode,
    decode_all,
    encode,
    key_of,
    laid_over,
    parse_records,
)
from store.storage import NotesFile

if TYPE_CHECKING:
    from pathlib import Path

    from store.annotation import Record
    from store.notes_json import Document, Tables


class Prospect(Struct, frozen=True):
    """What restoring a backup would come to.

    Args:
        difference: What becomes of the annotations.
        is_broken: Whether the notes file can't be read, so that only what could be mended of it
            is counted.
    """

    difference: Difference
    is_broken: bool = False


def prospect(present: bytes | None, backup: bytes) -> Prospect:
    """Return what would change if a backup took the place of the notes file.

    Args:
        present: The file's bytes; None where there is none.
        backup: Those of a good backup.

    Raises:
        NewerNotes: If the file was made by a newer Postil.
    """
    if present is None:
        return Prospect(compare({}, parse(backup)))
    tables = _sound(present)
    if tables is not None:
        return Prospect(compare(tables, parse(backup)))
    left, whole = repair.mend(present).tables, parse(backup)
    if backup.startswith(present.rstrip(b"\0")):
        # What is not so in the backup too is the torn end of something that is.
        known, documents = whole.get(ANNOTATIONS, {}), left.get(ANNOTATIONS, {})
        left[ANNOTATIONS] = {key: one for key, one in documents.items() if known.get(key) == one}
    return Prospect(compare(left, whole), is_broken=True)


def restore(notes: Path, backup: Path, expected: Prospect) -> Path | None:
    """Put a backup in the place of a notes file, and keep what was there.

    What the backup brings back counts as revived, what it takes away as deleted now, and what it
    sets back as the newest version: else the next merge with another machine would undo it, or a
    Postil that has the notes open.

    Args:
        notes: The notes file, which need not exist.
        backup: A backup that is good.
        expected: What was said to change; if it is not that any more, nothing is done.

    Returns:
        Where the bytes are that were there; None where there were none, or they stay.

    Raises:
        NotesError: If the backup is not good, or the file changed meanwhile, is of a newer
            format or busy.
        OSError: If a file can't be read or written; the notes file is then as it was.
    """
    data = backup.read_bytes()
    tables = parse(data)
    asides: list[Path] = []

    def put(present: bytes | None) -> bytes:
        if prospect(present, data) != expected:
            raise NotesError(f"{notes} has changed just now; nothing was restored, try again")
        if present is None:
            return data
        former = _sound(present)
        result = data if former is None else dump(restored(former, tables, clock.now()))
        if result != present:
            asides.append(Backups(notes).keep_aside(present, "restore"))
        return result

    NotesFile(notes).rewrite(put)
    Backups(notes).accept()
    return asides[-1] if asides else None


def restored(former: Tables, backup: Tables, now: str) -> Tables:
    """Return the tables of a backup, with tombstones and times that fit.

    Args:
        former: What the backup takes the place of.
        backup: The tables of the backup.
        now: The present time, UTC, ISO 8601.

    Raises:
        BrokenNotes: If a document of either is no record.
    """
    made = {**backup, DELETED: _all_tombstones(former, backup)}
    tombstones = Tombstones(made)
    replaced = {key_of(record): record for record in decode_all(former)}
    for table in backup.keys() & set(TABLES):
        documents = made[table] = dict(backup[table])
        for number, document in documents.items():
            record = decode(table, document)
            revived = tombstones.revive(record, now)
            latest = _newest(revived, replaced.pop(key_of(record), None))
            if latest != record:
                documents[number] = laid_over(document, encode(latest))
    for record in replaced.values():
        tombstones.bury(record, now)
    if not made[DELETED]:
        del made[DELETED]
    return made


def _newest(record: Record, replaced: Record | None) -> Record:
    """Return a record as a version that is newer than the one whose place it takes."""
    if not isinstance(replaced, Annotation) or same_content(record, replaced):
        return record
    return newer_than(record, version_of(replaced))


def _all_tombstones(former: Tables, backup: Tables) -> dict[str, Document]:
    """Return the tombstones of both states."""
    made: dict[str, Document] = {}
    for tables in (backup, former):
        for document in tables.get(DELETED, {}).values():
            number = str(tombstone_id(decode_tombstone(document).key))
            present = made.get(number, document)
            made[number] = merge_documents(DELETED, None, present, document)
    return made


def _sound(data: bytes) -> Tables | None:
    """Return the tables of a notes file; None where they can't be read."""
    try:
        return parse_records(data)
    except NotesError:
        return None
