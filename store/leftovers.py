"""Files that a running program keeps for the next start, in case it does not end well."""

from __future__ import annotations

import contextlib
import os
import time
from typing import TYPE_CHECKING, Generic, TypeVar

from msgspec import Struct

from store import atomic, places
from store.names import shown
from store.notes_json import BrokenNotes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from filelock import FileLock

_SUFFIX = ".json"
Kept = TypeVar("Kept")


class Found(Struct, Generic[Kept], frozen=True):
    """What programs that have ended left.

    Args:
        kept: What is in their files, by file.
        damaged: A sentence on each file that could not be read; all are left where they are.
    """

    kept: dict[Path, Kept]
    damaged: tuple[str, ...]


class Leftovers:
    """One file of this program, in a folder where other running ones have theirs.

    What a program that ended left there is found by the others: a lock beside each file is held
    as long as its program lives.

    Args:
        folder: Made at the first writing, for its owner alone.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = folder / f"{os.urandom(8).hex()}{_SUFFIX}"
        self._is_written = False
        self._lock: FileLock | None = None

    def write(self, data: bytes, *, durable: bool) -> None:
        """Make `data` the content of this program's file.

        Raises:
            OSError: If it can't be written; what it held is still there.
        """
        places.ensure(self._folder)
        self._claim()
        self._is_written = True
        atomic.replace(self._file, data, durable=durable)

    def remove(self) -> None:
        """Take this program's file away, if there is one.

        Raises:
            OSError: If it can't be removed.
        """
        if not self._is_written:
            return
        self._file.unlink(missing_ok=True)
        _lock_path(self._file).unlink(missing_ok=True)
        self._is_written = False
        self.release()

    def release(self) -> None:
        """Leave this program's file to the others, as the end of the program would."""
        if self._lock is not None:
            self._lock.release(force=True)
            self._lock = None

    def found(self) -> tuple[Path, ...]:
        """Return the files of programs that have ended, by name; sweep what killed ones left.

        A folder that is out of reach has none.
        """
        self._sweep()
        with contextlib.suppress(OSError):
            files = sorted(self._folder.glob(f"*{_SUFFIX}"))
            return tuple(file for file in files if file != self._file and not _is_alive(file))
        return ()

    def read(self, decode: Callable[[bytes], Kept], name: str) -> Found[Kept]:
        """Return what is in the files of programs that have ended.

        Args:
            decode: Returns what a file's bytes hold, or raises BrokenNotes.
            name: What a file is called where it can't be read: `draft`.
        """
        kept: dict[Path, Kept] = {}
        complaints: list[str] = []
        for path in self.found():
            try:
                kept[path] = decode(path.read_bytes())
            except FileNotFoundError:
                continue  # another Postil took it over just now
            except (BrokenNotes, OSError) as error:
                reason = error.strerror if isinstance(error, OSError) else str(error)
                complaints.append(f"The {name} {shown(str(path))} can't be read ({reason})")
        return Found(kept, tuple(complaints))

    def discard(self, file: Path) -> None:
        """Remove a file that `found` returned.

        Raises:
            OSError: If it can't be removed.
        """
        file.unlink(missing_ok=True)
        _lock_path(file).unlink(missing_ok=True)

    def _claim(self) -> None:
        """Show that this program lives."""
        from filelock import FileLock, Timeout

        if self._lock is not None:
            return
        # What is to be kept matters more than the lock: without one, another Postil merely offers
        # the file before its time.
        self._lock = FileLock(_lock_path(self._file), 0, 0o600, thread_local=False)
        with contextlib.suppress(OSError, Timeout):
            self._lock.acquire()

    def _sweep(self) -> None:
        """Remove the temporary files of writers that were killed long ago."""
        limit = time.time() - atomic.STALE_SECONDS
        with contextlib.suppress(OSError):
            for file in self._folder.glob(".*.tmp"):
                if file.lstat().st_mtime < limit:
                    file.unlink()


def _lock_path(file: Path) -> Path:
    """Return the lock that the program of a file holds."""
    return file.with_suffix(".lock")


def _is_alive(file: Path) -> bool:
    """Tell whether the program that writes a file is running."""
    from filelock import FileLock, Timeout

    path = _lock_path(file)
    if not path.exists():
        return False
    lock = FileLock(path, 0, 0o600)
    try:
        lock.acquire()
    except Timeout:
        return True
    except OSError:
        return False  # a file system without locks
    lock.release()
    return False
