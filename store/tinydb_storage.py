"""The notes file as a storage of TinyDB, for programs that open it through that.

Postil itself writes whole steps and has no need of TinyDB, which takes 4 ms to import.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tinydb.storages import Storage

from store.names import shown
from store.notes_json import NotesError, dump, parse
from store.storage import NotesFile, Seen

if TYPE_CHECKING:
    from store.notes_json import Tables


class NotesChanged(NotesError):  # noqa: N818 - says what is the matter, like NotesBusy
    """The notes file changed between a plain TinyDB read and the write that followed it."""


class NotesStorage(NotesFile, Storage):
    """Keeps a notes file whole whatever TinyDB does with it.

    `TinyDB(path, storage=NotesStorage)` works, with a read and a write per operation; a write
    whose basis changed is refused. `update` is what several programs can use at once.
    """

    def read(self) -> Tables | None:
        """Return the tables as they are in the file, None where there is none yet.

        Raises:
            BrokenNotes: If the file does not parse.
            OSError: If it can't be read.
        """
        data = self._fetch()
        if data is None:
            return None
        self._seen = Seen(data, None)
        return parse(data)

    def write(self, data: Tables) -> None:
        """Write all tables, provided that the file still is what `read` returned.

        Raises:
            NotesBusy: If another program keeps the lock.
            NotesChanged: If another program wrote in between.
            OSError: If the file can't be written.
        """
        with self._lock.held(self._lock_wait):
            present = self._fetch()
            is_known = present is None or (self._seen and present == self._seen.data)
            if not is_known or not self._put(data, present, dump):
                name = shown(str(self.path))
                raise NotesChanged(f"{name} was changed by another program; read it again")
