"""The lock of a notes file, which every program that knows it holds from reading to writing."""

from __future__ import annotations

import errno
from contextlib import contextmanager
from typing import TYPE_CHECKING

from store import atomic
from store.names import shown
from store.notes_json import NotesError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_REFUSALS = {errno.ENOSYS, errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL}
"""How file systems without locks answer (network shares, some FUSE and container mounts)."""


class NotesBusy(NotesError):  # noqa: N818 - says what is the matter, like TinyDB's own names
    """Another program kept the notes file for too long."""


class NotesLock:
    """A lock on a file beside the notes file, which is never removed.

    The system gives it back when its holder dies, but not while its holder is stopped.

    Args:
        notes: The notes file, no link.
    """

    def __init__(self, notes: Path) -> None:
        self.path = notes.with_name(f".{atomic.shortened(notes.name)}.lock")
        self.problem = ""
        self._notes = notes

    @contextmanager
    def held(self, wait: float) -> Iterator[None]:
        """Hold the lock; where the file system has none, go on, and let `problem` say so.

        Args:
            wait: Seconds to wait for another program.

        Raises:
            NotesBusy: If another program still holds it then.
            OSError: If the lock's file can't be made.
        """
        from filelock import FileLock, Timeout

        folder = self._notes.parent
        # filelock would make the folder anew: on the mount point of a disk that was unplugged.
        if not folder.is_dir():
            raise FileNotFoundError(errno.ENOENT, "No such folder", str(folder))
        lock = FileLock(self.path, wait, 0o600, poll_interval=0.01, fallback_to_soft=False)
        try:
            lock.acquire()
            self.problem = ""
        except Timeout as error:
            name = shown(str(self._notes))
            raise NotesBusy(f"another program is writing {name} and does not finish") from error
        except OSError as error:
            if error.errno not in _REFUSALS:
                raise
            self.problem = (
                f"the file system of {shown(str(folder))} has no locks;"
                " open these notes in one program at a time"
            )
        try:
            yield
        finally:
            lock.release()
