"""Conflict copies: what a sync service lays beside a notes file that was changed at two places."""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from store import clock
from store.backups import Backups
from store.difference import Difference, by_name, compare
from store.merging.tables import merge_tables
from store.notes_json import NotesError, parse
from store.records import TABLES, name_in
from store.storage import NotesFile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.notes_json import Tables

_MARKS = re.compile(
    r"""
      \.sync-conflict-\d{8}-\d{6}(?:-[A-Z0-9]{7})?          # Syncthing
    | \ \((?:.*\ )?conflicted\ copy(?:\ [^()]*)?\)          # Dropbox, Nextcloud, ownCloud
    | _conflict-\d{8}-\d{6}                                 # ownCloud before 2.5
    | \ \(SFConflict\ [^()]+\)                              # Seafile
    | _conf\(\d+\)                                          # Google Drive
    | -(?:DESKTOP|LAPTOP)-[A-Z0-9]{7}(?:-\d+)?              # OneDrive, by Windows' computer names
    """,
    re.VERBOSE,
)
"""What stands before the last suffix in the names of copies.

OneDrive and Google Drive write other forms too, which a reader may have written as well.
"""


class Merged(Struct, frozen=True):
    """What came of merging a copy.

    Args:
        difference: What changed in the notes file.
        aside: Where the copy is now.
    """

    difference: Difference
    aside: Path


def find(notes: Path) -> tuple[Path, ...]:
    """Return the conflict copies that lie beside a notes file, by name.

    Args:
        notes: The notes file, which need not exist; of a link the file it points to is meant.
    """
    real = Path(os.path.realpath(notes))
    try:
        with os.scandir(real.parent) as listing:
            found = [item.name for item in listing if _is_copy(item, real)]
    except OSError:
        return ()
    return tuple(real.with_name(name) for name in sorted(found))


def merge_in(notes: Path, copy: Path) -> Merged:
    """Merge a conflict copy into a notes file, and move the copy to the backups.

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
        base = _outdated(_states(backups), tables, theirs)
        merged = merge_tables(base, tables, theirs, clock.now())
        seen.append(compare(tables, merged))
        tables.clear()
        tables.update(merged)

    NotesFile(notes, keep=backups.keep).update(merge)
    backups.accept()
    aside = backups.keep_aside(data, "conflict-copy")
    if copy.read_bytes() == data:
        copy.unlink()
    return Merged(seen[-1], aside)


def _is_copy(item: os.DirEntry[str], notes: Path) -> bool:
    """Tell whether a file is called like a conflict copy of the notes file."""
    name = item.name
    if not (name.startswith(notes.stem) and name.endswith(notes.suffix)):
        return False
    mark = name[len(notes.stem) : len(name) - len(notes.suffix)]
    return _MARKS.fullmatch(mark) is not None and item.is_file(follow_symlinks=False)


def _outdated(states: Iterator[Tables], ours: Tables, theirs: Tables) -> Tables:
    """Return the records of a copy that were so in the notes file itself before they were edited.

    They are a safe base: without it their notes would be taken for changed at both places. Of all
    others nobody knows what both places had in common, and a wrong guess would lose an edit.
    """
    changed = {
        (table, name): document
        for table in TABLES
        for present in [by_name(ours, table)]
        for name, document in by_name(theirs, table).items()
        if present.get(name, document) != document
    }
    base: Tables = {}
    for state in states if changed else ():
        for table in TABLES:
            for number, document in state.get(table, {}).items():
                if changed.get((table, name_in(table, document))) == document:
                    base.setdefault(table, {})[number] = document
    return base


def _states(backups: Backups) -> Iterator[Tables]:
    """Yield the earlier states of a notes file that can be read."""
    for backup in backups.paths():
        with contextlib.suppress(NotesError, OSError):
            yield parse(backup.read_bytes())
