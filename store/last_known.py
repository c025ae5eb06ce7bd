"""LastKnown: what this machine knew of a notes file when it was closed, and keeps for next time."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from store import atomic
from store.backups import GIVEN_UP
from store.notes_json import dump, parse
from store.records import ANNOTATIONS

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.backups import Backups
    from store.notes_json import Tables
    from store.storage import NotesFile


class LastKnown:
    """The state in which earlier sessions left a notes file, by which this one measures it.

    Args:
        storage: Of the notes file.
        backups: Of the same.
    """

    def __init__(self, storage: NotesFile, backups: Backups) -> None:
        self._storage = storage
        self._backups = backups
        self._last_seen = backups.last_seen
        # Whether the copy last seen may hold more than the file that is to take its place.
        self._may_be_poorer = False

    def look_up(self) -> Tables | None:
        """Return what there was, None where the file is as it was left, or nobody ever saw it."""
        self._may_be_poorer = not self._last_seen.is_copy()
        if self._last_seen.is_current():
            return None
        # The copy is not made durable: a power cut may have left an empty one.
        if (tables := self._last_seen.tables()) is not None:
            return tables
        backup = self._backups.newest_good()
        return None if backup is None else parse(backup.read_bytes())

    def keep(self, known: Callable[[], Tables]) -> None:
        """Keep the file as this session leaves it, unless somebody wrote since it was last read.

        Args:
            known: Returns what the session takes the file to hold.
        """
        if self._last_seen.is_current():
            return
        try:
            data, status = atomic.read(self._storage.path)
        except FileNotFoundError:
            self._keep_nothing(known)
            return
        except OSError:
            return
        # What came since the last look has not been taken over.
        if not self._storage.is_stale():
            with contextlib.suppress(OSError):  # what can't be set aside must stay where it is
                modified, is_loss = status.st_mtime_ns, self._may_be_poorer
                self._backups.keep_latest(data, modified, may_be_poorer=is_loss)
                self._may_be_poorer = False

    def keep_poorer(self, known: Callable[[], Tables]) -> None:
        """Keep the file as `keep` does, setting aside what it lacks of the state known before."""
        self._may_be_poorer = True
        self.keep(known)

    def keep_first(self, known: Callable[[], Tables]) -> None:
        """Keep the file as `keep` does, where nothing of it was kept yet.

        The very first write has no backup yet; were the program killed, nothing would tell the next
        session what there was.
        """
        if not self._last_seen.exists:
            self.keep(known)

    def give_up(self, known: Callable[[], Tables]) -> None:
        """Set what was known aside, because the reader wants the state that came instead."""
        self._backups.keep_aside(dump(known()), GIVEN_UP)
        self._last_seen.forget()

    def _keep_nothing(self, known: Callable[[], Tables]) -> None:
        """Keep in mind that there is no file, if that is as it should be and was not always so."""
        if known().get(ANNOTATIONS):
            return
        if self._last_seen.exists or self._backups.newest_good() is not None:
            self._last_seen.keep(b"{}", 0)
