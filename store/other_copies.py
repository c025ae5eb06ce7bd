"""Other copies of a notes file, which hold what was written at another place, and merging them in.

A sync service leaves one where the notes file was changed at two places. The spare file that notes
went to while their own could not be written is one more, once that can be written again.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from store import atomic, clock, conflict_copies, places
from store.backups import Backups
from store.deleted import DELETED
from store.difference import Difference, by_name, compare
from store.merging.tables import merge_tables
from store.merging.values import as_json
from store.notes_json import NotesError, parse
from store.notes_lock import NotesLock
from store.notes_place import spare_left
from store.records import TABLES, name_in
from store.storage import LOCK_WAIT, NotesFile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.notes_json import Tables


class Merged(Struct, frozen=True):
    """What came of merging a copy.

    Args:
        difference: What changed in the notes file.
        aside: Where the copy is now.
    """

    difference: Difference
    aside: Path


def find(notes: Path) -> tuple[Path, ...]:
    """Return the other copies of a notes file: conflict copies by name, then its spare file.

    The spare is one where it has what the notes file lacks, and that can be written.

    Args:
        notes: The notes file, which need not exist; of a link the file it points to is meant.
    """
    real = Path(os.path.realpath(notes))
    copies, spare = conflict_copies.beside(real), spare_left(real)
    return copies if spare is None or not _has_more(spare, real) else (*copies, spare)


def is_spare(notes: Path, copy: Path) -> bool:
    """Tell whether a copy is the spare file that notes went to, and from no sync service."""
    return copy == places.spare_notes_path(notes)


def merge_in(notes: Path, copy: Path) -> Merged:
    """Merge another copy into a notes file, and move the copy to the backups.

    An open notebook takes it for a change by another program. A copy that changes meanwhile stays
    where it is, to be merged again.

    Args:
        notes: The notes file.
        copy: The copy, as `find` returned it.

    Raises:
        BrokenNotes: If one of the two can't be read; both are then as they were.
        NotesBusy: If another program keeps the lock.
        OSError: If a file can't be read or written.
    """
    backups = Backups(notes)
    data = copy.read_bytes()
    theirs = parse(data)
    seen: list[Difference] = []

    def merge(tables: Tables) -> None:
        merged = _merged(tables, theirs, backups, copy)
        seen.append(compare(tables, merged))
        tables.clear()
        tables.update(merged)

    NotesFile(notes, keep=backups.keep).update(merge)
    backups.accept()
    is_ours = is_spare(notes, copy)
    aside = backups.keep_aside(data, "stand-in" if is_ours else "conflict-copy")
    # Another Postil may still be writing to the spare file; sync services know no lock.
    lock = NotesLock(copy).held(LOCK_WAIT) if is_ours else contextlib.nullcontext()
    # Whoever else merges it may be as quick.
    with lock, contextlib.suppress(FileNotFoundError):
        if copy.read_bytes() == data:
            copy.unlink()
    return Merged(seen[-1], aside)


def _has_more(copy: Path, notes: Path) -> bool:
    """Tell whether merging a copy would change the notes file, or fail, which is to be told."""
    try:
        data, present = copy.read_bytes(), notes.read_bytes() if notes.exists() else b"{}"
        if data == present:
            return False
        tables, theirs = parse(present), parse(data)
        counterpart = _hash_of_counterpart(tables, theirs, data)
        if _is_known_to_be_in(notes, counterpart):
            return False
        has_more = bool(compare(tables, _merged(tables, theirs, Backups(notes), copy)))
    except (NotesError, OSError):
        return True
    if not has_more:
        _remember_to_be_in(notes, counterpart)
    return has_more


def _hash_of_counterpart(ours: Tables, theirs: Tables, data: bytes) -> str:
    """Return a hash of a copy, of the records that the notes have of its, and of all they deleted.

    While it is the same, merging the copy adds as much, or as little, as it did.

    Args:
        ours: The notes.
        theirs: What the copy holds.
        data: The same as bytes.
    """
    digest = hashlib.sha256(data)
    for table in TABLES:
        present = by_name(ours, table)
        digest.update(as_json({name: present.get(name) for name in by_name(theirs, table)}))
    digest.update(as_json(ours.get(DELETED, {})))
    return digest.hexdigest()


def _is_known_to_be_in(notes: Path, counterpart: str) -> bool:
    """Tell whether it was found before that the notes have all that a copy holds.

    To compare 10,000 annotations takes half a second and more, to look whether anything is as it
    was then a quarter of that; a spare file may lie there for years.
    """
    with contextlib.suppress(OSError, ValueError):
        return _known_to_be_in(notes).read_text("ascii") == counterpart
    return False


def _remember_to_be_in(notes: Path, counterpart: str) -> None:
    """Remember that the notes have all that a copy holds."""
    with contextlib.suppress(OSError):  # comparing once more does no harm
        file = _known_to_be_in(notes)
        places.ensure(file.parent)
        atomic.replace(file, counterpart.encode("ascii"), durable=False)


def _known_to_be_in(notes: Path) -> Path:
    return places.cache_dir() / "merged" / places.key_of(notes)


def _merged(ours: Tables, theirs: Tables, backups: Backups, copy: Path) -> Tables:
    """Return the notes with what a copy holds.

    Args:
        ours: The notes.
        theirs: What the copy holds.
        backups: Those of the notes file.
        copy: The copy; only one that Postil wrote itself, the spare file, has backups.
    """
    base: Tables = {}
    _add_outdated(base, _states(backups), ours, theirs)
    _add_outdated(base, _states(Backups(copy)), theirs, ours)
    return merge_tables(base, ours, theirs, clock.now())


def _add_outdated(base: Tables, states: Iterator[Tables], here: Tables, there: Tables) -> None:
    """Add the records of one file that were so in the other before they were edited in that.

    They are a safe base: without it their notes would be taken for changed at both places. Of all
    others nobody knows what both places had in common, and a wrong guess would lose an edit.

    Args:
        base: Where they go.
        states: Earlier states of the file whose records are `here`.
        here: The records in which they were edited.
        there: Those that may be outdated.
    """
    changed = {
        (table, name): document
        for table in TABLES
        for present in [by_name(here, table)]
        for name, document in by_name(there, table).items()
        if present.get(name, document) != document
    }
    for state in states if changed else ():
        for table in TABLES:
            for number, document in state.get(table, {}).items():
                if changed.get((table, name_in(table, document))) == document:
                    base.setdefault(table, {}).setdefault(number, document)


def _states(backups: Backups) -> Iterator[Tables]:
    """Yield the earlier states of a notes file that can be read."""
    for backup in backups.paths():
        with contextlib.suppress(NotesError, OSError):
            yield parse(backup.read_bytes())
