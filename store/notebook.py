"""Notebook: all that a reader wrote about one corpus; edit, undo, listen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from store import clock
from store.book import Book
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
from store.history import History, as_settled
from store.memory import collector_paused
from store.saving import ReadOnlyNotes, Saving
from store.sources.sanitize import clean_line
from store.undo_log import STEPS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from store.merge import Step
    from store.rescue import Rescue


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


class Notebook:
    """All that a reader wrote about one corpus.

    `book`, `edit`, `undo`, `redo`, `take` and `take_rescue` belong to one thread, the one that
    shows the notes. Saving happens on a thread of its own. `poll`, `status`, `answer_held` and
    `flush` may be called on any.

    Args:
        path: The notes file.
        creator: Name of the reader.
        rescuing: Whether what can't be saved is kept for the next session.
    """

    def __init__(self, path: Path, creator: str, *, rescuing: bool = True) -> None:
        self.book = Book()
        self.creator = clean_line(creator)
        self._history = History()
        self._listeners: list[Callable[[NotebookEvent], None]] = []
        self._steps: list[Step] = []
        self._saving = Saving(path, self._emit, rescuing=rescuing)

    @classmethod
    def open(cls, path: Path, creator: str, *, writing: bool = True, rescuing: bool = True) -> Self:
        """Open the notes at `path`, which need not exist and is not made before the first edit.

        A file that can't be read opens read-only; `read_only` says why, and which backup is good.

        Args:
            path: The notes file.
            creator: Name of the reader, for new annotations.
            writing: Whether there will be edits; else what earlier sessions left is not looked
                for.
            rescuing: Whether what can't be saved is kept for the next session; not where the user
                is told that it is not saved, and will try again.
        """
        notebook = cls(path, creator, rescuing=rescuing)
        with collector_paused():
            if (book := notebook._saving.open(writing=writing)) is not None:
                notebook.book = book
            if writing:
                undoable = notebook._saving.legacy.take_up(notebook.book)
                notebook._history = History(undoable)
        return notebook

    @property
    def path(self) -> Path:
        """The notes file, links resolved."""
        return self._saving.path

    @property
    def read_only(self) -> str:
        """Why the notes can't be edited; empty if they can."""
        return self._saving.read_only

    @property
    def backup(self) -> Path | None:
        """Where the notes are read-only, the earlier state that `restore` takes; None for none."""
        return self._saving.backup

    @property
    def held(self) -> Held | None:
        """What is missing in a state of the file that waits for `answer_held`; None for none."""
        return self._saving.held

    @property
    def rescues(self) -> tuple[Rescue, ...]:
        """What earlier sessions could not save, and nobody took or discarded yet."""
        return self._saving.legacy.rescues

    @property
    def notice(self) -> str:
        """What the reader should be told about rescue copies that can't be read; mostly empty."""
        return self._saving.legacy.notice

    @property
    def status(self) -> SaveStatus:
        """How far saving has come, now."""
        return self._saving.status

    @property
    def unsaved(self) -> tuple[Step, ...]:
        """The steps that are not known to be in the file, or not any more by other hands."""
        return self._saving.unsaved

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
        step = as_settled(step, self.book)
        if not step.changes:
            return
        if undoable:
            self._history.add(step)
        self._carry_out(step)

    def undo(self) -> Step | None:
        """Take the last step back; return what was really undone, None if there was nothing.

        The last 100 steps of earlier sessions can be taken back too. Records that somebody else
        changed since are left as they are; the returned step counts them in `skipped`.

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
        self._saving.poll()

    def restore(self) -> Path:
        """Put the newest good backup in the place of a broken file, and keep what was there.

        `Refreshed` follows when it was read.

        Returns:
            Where the broken file's bytes are now.

        Raises:
            NotesError: If there is nothing to restore, or no backup to restore it from.
            OSError: If a file can't be written; the broken one is then as it was.
        """
        return self._saving.restore()

    def take_rescue(self, rescue: Rescue) -> None:
        """Carry out what an earlier session could not save; harmless where it is there already.

        Args:
            rescue: One of `rescues`; its file is removed once everything is durable.

        Raises:
            ReadOnlyNotes: If the notes can't be edited.
        """
        self._refuse_if_read_only()
        for step in rescue.steps:
            self.edit(step)
        self._saving.legacy.redeem(len(self._steps), rescue)
        # Also where nothing had to be done, its file is to be removed.
        self._saving.look()

    def discard_rescue(self, rescue: Rescue) -> None:
        """Remove one of `rescues` that the reader does not want.

        Raises:
            OSError: If its file can't be removed.
        """
        self._saving.legacy.discard(rescue)

    def answer_held(self, *, take: bool) -> None:
        """Say what is to become of the state that `held` tells of; `Refreshed` follows.

        What is given up by it, theirs or ours, is kept among the backups. If the file has changed
        again meanwhile, the question may come anew.

        Args:
            take: True to take it over as it is; False to put back what is missing in it.
        """
        self._saving.answer(take=take)

    def flush(self, timeout: float) -> bool:
        """Wait until everything is durable, or a new attempt has failed.

        Args:
            timeout: Seconds to wait at most.

        Returns:
            Whether everything is durable.
        """
        return self._saving.flush(timeout)

    def close(self, timeout: float = 5.0) -> bool:
        """Wait for the last write; return whether everything is durable.

        After False the steps that are not are still in `unsaved` and in a rescue copy, and editing
        can go on.

        Args:
            timeout: Seconds to wait at most.
        """
        return self._saving.close(timeout)

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
        self._saving.legacy.note(len(self._steps), self._history.last(STEPS))
        self._saving.submit(step)
        self._emit(Edited(step))
        self._emit(StatusChanged(self.status))
        return step

    def _emit(self, event: NotebookEvent) -> None:
        """Call all listeners."""
        for callback in self._listeners:
            callback(event)
