"""The notes file on the disk, which cannot lose a write."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from store import atomic, swap
from store.memory import collector_paused
from store.names import shown
from store.notes_json import Tables, dump, number_format, parse
from store.notes_lock import NotesBusy, NotesLock
from store.read_at_once import read_at_once
from store.records import decode_all

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from store.annotation import Record

__all__ = ["NotesBusy", "NotesFile"]

LOCK_WAIT = 1.75
"""Seconds to wait for another program that is writing, so that a word is said within two."""

_ROUNDS = 10
"""How often to start anew because a program without a lock keeps replacing the file."""

_Identity = tuple[int, int, int, int]


class Seen(Struct):
    """What the file held when it was last read or written.

    Args:
        data: Its bytes.
        tables: The same, parsed; None where they may have been changed since.
        is_durable: Whether this object wrote them, and the disk has them.
    """

    data: bytes
    tables: Tables | None
    is_durable: bool = False


class NotesFile:
    """Keeps a notes file whole: a write is there completely and durably, or not at all.

    Several programs can use it at once. An object belongs to one thread, but for `is_stale`.

    Args:
        path: The notes file; it need not exist. Of a link the file it points to is meant.
        keep: Called with the bytes that are about to be replaced.
        dispose: As `swap.put` takes it.
        lock_wait: Seconds to wait for another program that is writing.
    """

    def __init__(
        self,
        path: str | Path,
        keep: Callable[[bytes], None] | None = None,
        dispose: Callable[[Path], None] = swap.remove,
        lock_wait: float = LOCK_WAIT,
    ) -> None:
        self.path = Path(os.path.realpath(path))
        self._lock = NotesLock(self.path)
        self.reloads = 0
        self._keep = keep
        self._dispose = dispose
        self._lock_wait = lock_wait
        self._checksum = swap.LastChecksum().of
        self._seen: Seen | None = None
        self._identity: _Identity | None = None
        self._sweep()

    @property
    def lock_path(self) -> Path:
        """The file that is locked while this one is written."""
        return self._lock.path

    @property
    def lock_problem(self) -> str:
        """Why there was no lock at the last write; empty if there was one. Any thread may ask."""
        return self._lock.problem

    @property
    def holds_own(self) -> bool:
        """Whether the file held what this object had written, when it was last looked at."""
        return self._seen is not None and self._seen.is_durable

    @property
    def modified_ns(self) -> int | None:
        """When the file was last written, as far as is known; None where it was never seen."""
        return self._identity and self._identity[-1]

    def update(
        self, change: Callable[[Tables], None], to_bytes: Callable[[Tables], bytes] = dump
    ) -> None:
        """Have `change` alter the tables in place, and return when the file has them durably.

        The lock is held from reading to writing. An error in `change` leaves the file as it was.

        Args:
            change: Called with the tables as they are in the file. It may be called again, with
                fresh tables, when a program that knows no lock got in between.
            to_bytes: Makes the bytes of the tables.

        Raises:
            NotesBusy: If another program keeps the lock.
            BrokenNotes: If the file does not parse; it is left untouched.
            OSError: If the file can't be read or written.
        """
        with self._lock.held(self._lock_wait):
            for _ in range(_ROUNDS):
                present = self._fetch()
                tables = self._current(present)
                # Until the write is through, what is in memory is ahead of what is in the file.
                if self._seen is not None:
                    self._seen.tables = None
                change(tables)
                if self._put(tables, present, to_bytes):
                    return
        raise self._restless()

    def rewrite(self, make: Callable[[bytes | None], bytes]) -> None:
        """Have the file hold what `make` returns for its present bytes, which need not parse.

        For restoring and mending; keeping what was there is up to `make`, which may also raise to
        leave the file as it is.

        Args:
            make: Called under the lock with the file's bytes, None where there is no file.

        Raises:
            NotesBusy: If another program keeps the lock.
            OSError: If the file can't be read or written.
        """
        with self._lock.held(self._lock_wait):
            for _ in range(_ROUNDS):
                present = self._fetch()
                data = make(present)
                if data == present:
                    return
                if present is not None:
                    self._check_permission()
                if swap.put(self.path, data, present) is not None:
                    self._identity = None
                    return
        raise self._restless()

    def load(self) -> Tables:
        """Return the tables for reading only; empty where there is no file.

        `reloads` counts how often the file turned out to hold something new.

        Raises:
            BrokenNotes: If the file does not parse.
            OSError: If it can't be read.
        """
        return self._current(self._fetch())

    def records(self) -> Iterable[Record]:
        """Return the records in the file, of which no tables are made where nothing is unclear.

        `reloads` counts as for `load`.

        Raises:
            BrokenNotes: If the file does not parse, or, while iterating, a document is no record.
            OSError: If it can't be read.
        """
        present = self._fetch()
        if present is not None and (records := read_at_once(present)) is not None:
            if self._seen is None or present != self._seen.data:
                self._seen = Seen(present, None)
                self.reloads += 1
            return records
        return decode_all(self._current(present))

    @property
    def data(self) -> bytes | None:
        """The bytes that the file held when it was last read or written; None for none."""
        return None if self._seen is None else self._seen.data

    def is_stale(self) -> bool:
        """Tell, by a glance at the file's identity, whether it changed since it was last seen.

        A file that vanished does not count: what it held is still in memory. Any thread may ask.
        """
        try:
            return _identity(self.path.stat()) != self._identity
        except OSError:
            return False

    def _current(self, present: bytes | None) -> Tables:
        """Return the tables for the bytes that are in the file now, parsing only new ones."""
        seen = self._seen
        if present is None:
            # A file that somebody removed is made anew from memory rather than given up.
            present = seen.data if seen else None
        if present is None:
            return {}
        if seen is None or present != seen.data:
            tables = _parsed(present)
            self._seen = Seen(present, tables)
            self.reloads += 1
            return tables
        if seen.tables is None:
            seen.tables = _parsed(present)
        return seen.tables

    def _fetch(self) -> bytes | None:
        """Read the whole file; None where there is none."""
        try:
            data, status = atomic.read(self.path, self._seen.data if self._seen else None)
        except FileNotFoundError:
            return None
        self._identity = _identity(status)
        return data

    def _put(
        self, tables: Tables, present: bytes | None, to_bytes: Callable[[Tables], bytes]
    ) -> bool:
        """Replace the file's bytes, `present`, by those of `tables`, if they differ.

        Bytes that are there already, but not known to be durable, are written anew all the same:
        an fsync that failed once may report success the next time and have saved nothing.

        Returns:
            Whether they were replaced; False if the file holds something else by now.
        """
        if not tables and present is None:
            return True
        number_format(tables)
        data = to_bytes(tables)
        if data == present and self._seen is not None and self._seen.is_durable:
            self._seen.tables = tables
            return True
        if present is not None:
            self._check_permission()
            if self._keep is not None and data != present:
                self._keep(present)
        status = swap.put(self.path, data, present, self._dispose, self._checksum)
        if status is None:
            return False
        # Not the file's own status by now: another program may have written since.
        self._identity = _identity(status)
        self._seen = Seen(data, tables, is_durable=True)
        return True

    def _restless(self) -> NotesBusy:
        """Return the error for a file that does not come to rest."""
        return NotesBusy(f"another program replaces {shown(str(self.path))} again and again")

    def _check_permission(self) -> None:
        """Respect a file that is marked read-only, which replacing it would get around."""
        if not os.access(self.path, os.W_OK):
            raise PermissionError(errno.EACCES, "The file is read-only", str(self.path))

    def _sweep(self) -> None:
        """Remove what killed writers left, unless somebody is writing now."""
        # Without a lock file nobody ever wrote here, and merely reading must leave no trace.
        if not self.lock_path.exists() or not self._may_have_leftovers():
            return
        try:
            with self._lock.held(wait=0):
                age = atomic.STALE_SECONDS if self.lock_problem else 0.0
                atomic.sweep(self.path, older_than=age)
                swap.recover(self.path, older_than=age)
        except (NotesBusy, OSError):
            return

    def _may_have_leftovers(self) -> bool:
        """Tell whether a file's name beside this one begins as that of a leftover.

        Mostly none does, and then there is no need of the lock, which takes 7 ms to import.
        """
        beginning, lock = f".{atomic.shortened(self.path.name)}.", self.lock_path.name
        try:
            with os.scandir(self.path.parent) as listing:
                return any(
                    item.name.startswith(beginning) and item.name != lock for item in listing
                )
        except OSError:
            return True


def _parsed(data: bytes) -> Tables:
    """Return the tables in the bytes of a notes file, made in the midst of all that goes on."""
    with collector_paused():
        return parse(data)


def _identity(status: os.stat_result) -> _Identity:
    """Return what tells one state of a file from another without reading it."""
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns
