"""Notebook: all that a reader wrote about one corpus; edit, undo, listen."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING, Self

from store import atomic, clock
from store.backups import Backups
from store.book import Book
from store.documents import Scribe
from store.edits import Stamp
from store.events import (
    Edited,
    Held,
    HeldBack,
    NotebookEvent,
    PutBack,
    Refreshed,
    SaveState,
    SaveStatus,
    StatusChanged,
)
from store.history import History
from store.merge import Step, make_step
from store.names import shown
from store.notes_json import BrokenNotes, NewerNotes, NotesError, Tables
from store.records import decode_all
from store.rescue import Rescue, RescueBox
from store.sources.sanitize import clean_line
from store.storage import NotesStorage
from store.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


__all__ = [
    "Edited",
    "Held",
    "HeldBack",
    "Notebook",
    "NotebookEvent",
    "PutBack",
    "ReadOnlyNotes",
    "Refreshed",
    "SaveState",
    "SaveStatus",
    "StatusChanged",
]


class ReadOnlyNotes(NotesError):  # noqa: N818 - says what is the matter, like BrokenNotes
    """The notes can't be edited, because their file must not be written over."""


class Notebook:
    """All that a reader wrote about one corpus.

    `book`, `edit`, `undo`, `redo` and `take` belong to one thread, the one that shows the notes.
    Saving happens on a thread of its own. `poll`, `status` and `flush` may be called on any.

    Args:
        storage: Of the notes file.
        backups: Of the same file.
        creator: Name of the reader.
    """

    def __init__(self, storage: NotesStorage, backups: Backups, creator: str) -> None:
        self.book = Book()
        self.read_only = ""
        self.backup: Path | None = None
        self.held: Held | None = None
        self.rescues: tuple[Rescue, ...] = ()
        self.notice = ""
        self.creator = clean_line(creator)
        self._storage = storage
        self._backups = backups
        self._rescue_box = RescueBox(storage.path)
        self._history = History()
        self._listeners: list[Callable[[NotebookEvent], None]] = []
        self._steps: list[Step] = []
        # From here on only the writing thread touches these, once the file was read.
        self._scribe = Scribe()
        self._written = 0
        self._reloads = 0
        self._refreshed: Refreshed | None = None
        self._writer = Writer(self._save, self._report)

    @classmethod
    def open(cls, path: Path, creator: str) -> Self:
        """Open the notes at `path`, which need not exist and is not made before the first edit.

        A file that can't be read opens read-only; `read_only` says why, and which backup is good.

        Args:
            path: The notes file.
            creator: Name of the reader, for new annotations.
        """
        backups = Backups(path)
        notebook = cls(NotesStorage(path, keep=backups.keep), backups, creator)
        notebook._read_first()
        return notebook

    @property
    def path(self) -> Path:
        """The notes file, links resolved."""
        return self._storage.path

    @property
    def status(self) -> SaveStatus:
        """How far saving has come, now."""
        if self.read_only:
            return SaveStatus(SaveState.READ_ONLY, self.read_only)
        if problem := self._writer.problem:
            return SaveStatus(SaveState.FAILED, problem)
        if self._writer.pending:
            return SaveStatus(SaveState.SAVING)
        return SaveStatus(SaveState.SAVED, self._storage.lock_problem or self._backups.problem)

    @property
    def unsaved(self) -> tuple[Step, ...]:
        """The steps that are not known to be in the file."""
        return self._writer.pending

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to undo."""
        return self._history.can_undo

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to redo."""
        return self._history.can_redo

    def stamp(self) -> Stamp:
        """Return who edits and when: the reader, now."""
        return Stamp(self.creator, clock.now())

    def edit(self, step: Step, *, undoable: bool = True) -> None:
        """Carry a step out, at once in the book and soon after in the file.

        Args:
            step: From `edits` or `codebook`; one that changes nothing is ignored.
            undoable: False for what the program notes for itself.

        Raises:
            ReadOnlyNotes: If the notes can't be edited; the message says why.
        """
        self._refuse_if_read_only()
        step = make_step(step.label, step.changes)
        if not step.changes:
            return
        if undoable:
            self._history.add(step)
        self._carry_out(step)

    def undo(self) -> Step | None:
        """Take the last step back; return what was really undone, None if there was nothing.

        Records that somebody else changed since are left as they are; the returned step counts
        them in `skipped`.

        Raises:
            ReadOnlyNotes: If the notes can't be edited.
        """
        self._refuse_if_read_only()
        return self._carry_out(self._history.back(self.book))

    def redo(self) -> Step | None:
        """Do the last undone step again; return what was really done, as `undo` does.

        Raises:
            ReadOnlyNotes: If the notes can't be edited.
        """
        self._refuse_if_read_only()
        return self._carry_out(self._history.forward(self.book))

    def listen(self, callback: Callable[[NotebookEvent], None]) -> None:
        """Call `callback` with each event, on whichever thread causes it; it must not wait."""
        self._listeners.append(callback)

    def take(self, refreshed: Refreshed) -> None:
        """Make the book of an event the notebook's book, with the steps made since.

        Call it on the thread that reads the book, once for each `Refreshed`, in their order.
        """
        for step in self._steps[refreshed.through :]:
            refreshed.book.apply(step)
        self.book = refreshed.book

    def poll(self) -> None:
        """Look whether another program changed the file, and have it read if so.

        That costs one look at the file's size and time. If it changed, `Refreshed` follows.
        """
        if self._storage.is_stale() and not self._writer.pending:
            self._writer.look()

    def restore(self) -> Path:
        """Put the newest good backup in the place of a broken file, and keep what was there.

        `Refreshed` follows when it was read.

        Returns:
            Where the broken file's bytes are now.

        Raises:
            NotesError: If there is nothing to restore, or no backup to restore it from.
            OSError: If a file can't be written; the broken one is then as it was.
        """
        if not self.read_only or self.backup is None:
            raise NotesError("There is no broken notes file with a good backup")
        moment = clock.now().translate({ord(each): None for each in "-:."})
        aside = self.path.with_name(f"{self.path.name}.broken-{moment}")
        atomic.replace(aside, self.path.read_bytes())
        atomic.replace(self.path, self.backup.read_bytes())
        self.poll()
        return aside

    def take_rescue(self, rescue: Rescue) -> None:
        """Carry out what an earlier session could not save; harmless where it is there already.

        Args:
            rescue: One of `rescues`; its file is removed once everything is durable.

        Raises:
            ReadOnlyNotes: If the notes can't be edited.
        """
        for step in rescue.steps:
            self.edit(step)
        self.rescues = tuple(other for other in self.rescues if other != rescue)

    def discard_rescue(self, rescue: Rescue) -> None:
        """Remove one of `rescues` that the reader does not want.

        Raises:
            OSError: If its file can't be removed.
        """
        self._rescue_box.discard(rescue)
        self.rescues = tuple(other for other in self.rescues if other != rescue)

    def answer_held(self, *, take: bool) -> None:
        """Say what is to become of a state that `held` tells of; `Refreshed` follows.

        Args:
            take: True to take it over as it is; False to write back what is missing in it.
        """

    def flush(self, timeout: float) -> bool:
        """Wait until everything is durable, or a new attempt has failed.

        Args:
            timeout: Seconds to wait at most.

        Returns:
            Whether everything is durable.
        """
        return self._writer.flush(timeout)

    def close(self, timeout: float = 5.0) -> bool:
        """Wait for the last write; return whether everything is durable.

        After False the steps that are not are still in `unsaved`, and editing can go on.

        Args:
            timeout: Seconds to wait at most.
        """
        return self._writer.close(timeout)

    def _read_first(self) -> None:
        """Read the file, or find out why the notes are read-only."""
        try:
            with _collector_paused():
                self.book = Book(decode_all(self._storage.load()))
        except (NotesError, OSError) as error:
            self.read_only = self._why_read_only(error)
        self._reloads = self._storage.reloads
        self.rescues = self._rescue_box.found()
        self.notice = " ".join(self._rescue_box.damaged)

    def _why_read_only(self, error: NotesError | OSError) -> str:
        """Say in words what is wrong with the file, that it is safe, and where a backup is."""
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        good = self._backups.newest_good()
        self.backup = None if isinstance(error, NewerNotes) else good
        backup = f" The newest good backup is {shown(str(good))}." if good else ""
        return (
            f"{shown(str(self.path))}: {reason}."
            f" The notes are read-only and the file stays as it is.{backup}"
        )

    def _refuse_if_read_only(self) -> None:
        """Raise where an edit could not be saved."""
        if self.read_only:
            raise ReadOnlyNotes(self.read_only)

    def _carry_out(self, step: Step | None) -> Step | None:
        """Bring a step into the book and on its way to the file."""
        if step is None or not step.changes:
            return step
        self.book.apply(step)
        self._steps.append(step)
        self._writer.submit(step)
        self._emit(Edited(step))
        self._emit(StatusChanged(self.status))
        return step

    def _save(self, batch: tuple[Step, ...]) -> None:
        """Write a batch into the file, whatever is in it by now; on the writing thread."""
        try:
            book = self._write(batch) if batch else self._news(self._storage.load(), ())
        except BrokenNotes as error:
            self.read_only = self._why_read_only(error)
            raise
        self.read_only = ""
        self._reloads = self._storage.reloads
        self._written += len(batch)
        if book is not None:
            self._refreshed = Refreshed(book, self._written)

    def _write(self, batch: tuple[Step, ...]) -> Book | None:
        """Apply a batch to the file; return its book if there is news from other programs."""
        book: Book | None = None

        def change(tables: Tables) -> None:
            nonlocal book
            book = self._news(tables, batch)
            self._scribe.apply(tables, batch)

        self._storage.update(change)
        return book

    def _news(self, tables: Tables, batch: tuple[Step, ...]) -> Book | None:
        """Return a book of the tables and the batch if the file holds something new."""
        if self._storage.reloads == self._reloads:
            return None
        book = Book(decode_all(tables))
        for step in batch:
            book.apply(step)
        return book

    def _report(self) -> None:
        """Tell the listeners what came of an attempt; on the writing thread."""
        refreshed, self._refreshed = self._refreshed, None
        if refreshed is not None:
            self._emit(refreshed)
        self._emit(StatusChanged(self.status))

    def _emit(self, event: NotebookEvent) -> None:
        """Call all listeners."""
        for callback in self._listeners:
            callback(event)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keep the garbage collector from walking a large file's records again and again."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
