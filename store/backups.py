"""Backups of a notes file: as last seen, the generation before each write, one a day, one a week.

Beside them lie, set aside, the bytes that a restored backup, a repair or a merge replaced.
"""

from __future__ import annotations

import contextlib
import errno
import os
from datetime import date
from typing import TYPE_CHECKING

from store import atomic, clock, places
from store.backup import (
    DISPLACED,
    GIVEN_UP,
    SUFFIX,
    Backup,
    Kind,
    Richer,
    is_displaced,
    is_of,
    look,
    modified,
    name_of,
    rank,
)
from store.difference import missing
from store.last_seen import LastSeen
from store.memory import collector_paused
from store.notes_json import NotesError, parse

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from store.notes_json import Tables

__all__ = ["GIVEN_UP", "Backup", "Backups", "Kind", "Richer"]

_DAYS = 7
_WEEKS = 9
# Two months touch eight or nine ISO weeks.
_ASIDES = 20


class Backups:
    """Copies of one notes file in the user's state directory.

    Args:
        notes: The notes file.
    """

    def __init__(self, notes: Path) -> None:
        self.folder = places.state_dir() / "backups" / places.key_of(notes)
        self.last_seen = LastSeen(notes)
        self.problem = ""

    def keep(self, data: bytes, replaced_ns: int | None = None) -> None:
        """Keep the bytes of a notes file that are about to be replaced, and which parse.

        A backup that can't be made must not keep the notes from being saved: `problem` says so.

        Args:
            data: The bytes.
            replaced_ns: When they were replaced, in nanoseconds, if they are already; the backup
                must not look newer than the state that took their place.
        """
        self.problem = ""
        try:
            places.ensure(self.folder)
            # Only compared, not parsed: its bytes are those that were parsed for this very write.
            previous = self._write(f"{Kind.PREVIOUS}", data, durable=False)
            if replaced_ns is not None:
                os.utime(previous, ns=(replaced_ns, replaced_ns))
            self._keep_firsts(data)
        except OSError as error:
            reason = error.strerror or error
            self.problem = f"no backup could be made in {self.folder}: {reason}"
        except NotesError as error:
            self.problem = f"a backup in {self.folder} is not good: {error}"

    def keep_aside(self, data: bytes, why: str) -> Path:
        """Keep bytes that are about to be replaced on somebody's word, whatever they hold.

        Args:
            data: What stands in the notes file, or in a copy of it.
            why: Lower-case words joined by hyphens, for the name: `restore`.

        Returns:
            Where they are now, durably. The last 20 are kept.

        Raises:
            OSError: If they can't be kept; then they must not be replaced.
        """
        places.ensure(self.folder)
        moment, number = clock.in_a_name(), 1
        name = f"{moment}-{why}"
        while (self.folder / f"{name}{SUFFIX}").exists():
            number += 1
            name = f"{moment}-{why}-{number:02}"
        path = self._write(name, data, durable=True)
        # The one just made stays even if the clock went back.
        others = (each for each in self._of(Kind.ASIDE) if each != path)
        for old in sorted(others, key=name_of, reverse=True)[_ASIDES - 1 :]:
            old.unlink(missing_ok=True)
        return path

    def listing(self) -> tuple[Backup, ...]:
        """Return all backups, the newest first; each is read and looked through."""
        looked = (look(path, kind) for kind in Kind for path in self._of(kind))
        found = [backup for backup in looked if backup is not None]
        return tuple(sorted(found, key=rank, reverse=True))

    def paths(self) -> Iterator[Path]:
        """Yield earlier states of the file, the newest first, without those set aside."""
        # One of these two is newer than any other; of the same age, the last seen goes on further.
        recent = [*self._of(Kind.LATEST), *self._of(Kind.PREVIOUS)]
        yield from sorted(recent, key=modified, reverse=True)
        dated = [*self._of(Kind.DAY), *self._of(Kind.WEEK)]
        yield from sorted(dated, key=modified, reverse=True)

    def newest_good(self) -> Path | None:
        """Return the newest backup that is good, None where there is none.

        What was set aside does not count: somebody decided against it.
        """
        for path in self.paths():
            backup = look(path, Kind.PREVIOUS)
            if backup is not None and not backup.problem:
                return path
        return None

    def richer(self, tables: Tables) -> Richer | None:
        """Return the good backup with the most annotations that these tables lack, if one has any.

        Of as many, the newest counts; of what was set aside, only what nobody decided against.
        What is older than the reader's word that notes are given up was decided with it.

        Args:
            tables: Sound ones.
        """
        aside = self._of(Kind.ASIDE)
        displaced = sorted((path for path in aside if is_displaced(path)), reverse=True)
        decided = max((modified(path) for path in aside if f"-{GIVEN_UP}" in path.name), default=0)
        undecided = (path for path in (*self.paths(), *displaced) if modified(path) > decided)
        counted = [(_missing_from(path, tables), path) for path in undecided]
        for number, path in sorted(counted, key=lambda one: one[0], reverse=True):
            kind = Kind.LATEST if path == self.last_seen.path else Kind.PREVIOUS
            if number and (backup := look(path, kind)) and not backup.problem:
                return Richer(backup, number)
        return None

    def keep_latest(self, data: bytes, modified_ns: int, *, may_be_poorer: bool) -> None:
        """Keep the bytes of the notes file as those last seen.

        Args:
            data: The bytes; they parse.
            modified_ns: When the notes file was last written, in nanoseconds.
            may_be_poorer: Whether the copy until now may have annotations that these lack; it is
                then set aside.

        Raises:
            OSError: If it can't be set aside.
        """
        if may_be_poorer and (copy := self.last_seen.tables()) and missing(copy, parse(data)):
            former = self.last_seen.path.read_bytes()
            kept = filter(is_displaced, self._of(Kind.ASIDE))
            if all(path.read_bytes() != former for path in kept):
                self.keep_aside(former, DISPLACED)
        self.last_seen.keep(data, modified_ns)

    def accept(self) -> None:
        """Have the notes file count as seen as it is, because Postil itself made it so."""
        # Without a backup there is nothing that it could be measured by.
        if self.newest_good() is not None:
            self.last_seen.accept()

    def _keep_firsts(self, data: bytes) -> None:
        """Keep the first state of a day and of a week, and of older ones the last few."""
        today = date.fromisoformat(clock.today())
        year, week, _ = today.isocalendar()
        dated = ((Kind.WEEK, f"{year}-W{week:02}", _WEEKS), (Kind.DAY, today.isoformat(), _DAYS))
        begun = [one for one in dated if not (self.folder / f"{one[1]}{SUFFIX}").exists()]
        if begun:
            with collector_paused():
                parse(data)
        for kind, name, most in begun:
            path = self._write(name, data, durable=True)
            # A day still to come is from a clock that was wrong; it goes before any true one.
            of_kind = sorted(self._of(kind), key=lambda one: (one.name <= path.name, one.name))
            for old in of_kind[:-most]:
                old.unlink(missing_ok=True)

    def _write(self, name: str, data: bytes, *, durable: bool) -> Path:
        """Write one backup, look whether it arrived, and return where it is."""
        path = self.folder / f"{name}{SUFFIX}"
        atomic.replace(path, data, durable=durable)
        if path.read_bytes() != data:
            raise OSError(errno.EIO, "What was read back is not what was written", str(path))
        return path

    def _of(self, kind: Kind) -> list[Path]:
        """Return the backups of a kind; none where their folder is out of reach."""
        if kind is Kind.LATEST:
            return [self.last_seen.path] if self.last_seen.is_of_a_file else []
        with contextlib.suppress(OSError):
            return [path for path in self.folder.glob(f"*{SUFFIX}") if is_of(path, kind)]
        return []


def _missing_from(path: Path, tables: Tables) -> int:
    """Return how many annotations of a backup these tables lack; 0 if it can't be read."""
    try:
        return missing(parse(path.read_bytes()), tables)
    except (NotesError, OSError):
        return 0
