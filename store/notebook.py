"""Notebook: all that a reader wrote about one corpus; edit, undo, listen."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING, Self

from store import clock
from store.annotation import Annotation
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
from store.legacy import Legacy
from store.names import shown
from store.notes_json import BrokenNotes, NewerNotes, NotesError
from store.saver import Saver, StateHeldBack
from store.sources.sanitize import clean_line
from store.undo_log import STEPS
from store.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
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


class ReadOnlyNotes(NotesError):  # noqa: N818 - says what is the matter, like BrokenNotes
    """The notes can't be edited, because their file must not be written over."""


class Notebook:
    """All that a reader wrote about one corpus.

    `book`, `edit`, `undo`, `redo`, `take` and `take_rescue` belong to one thread, the one that
    shows the notes. Saving happens on a thread of its own. `poll`, `status`, `answer_held` and
    `flush` may be called on any.

    Args:
        saver: Of the notes file.
        creator: Name of the reader.
    """

    def __init__(self, saver: Saver, creator: str) -> None:
        self.book = Book()
        self.read_only = ""
        self.backup: Path | None = None
        self.creator = clean_line(creator)
        self._saver = saver
        self._history = History()
        self._listeners: list[Callable[[NotebookEvent], None]] = []
        self._steps: list[Step] = []
        self._is_rescuing = True
        self._legacy = Legacy(self.path)
        # From here on only the writing thread touches these, once the file was read.
        self._written = 0
        self._news: list[NotebookEvent] = []
        self._writer = Writer(self._save, self._report, self._rescue)

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
        notebook = cls(Saver(path), creator)
        notebook._is_rescuing = rescuing
        notebook._read_first(writing=writing)
        if writing:
            with _collector_paused():
                notebook._history = History(notebook._legacy.take_up(notebook.book))
        return notebook

    @property
    def path(self) -> Path:
        """The notes file, links resolved."""
        return self._saver.storage.path

    @property
    def held(self) -> Held | None:
        """What is missing in a state of the file that waits for `answer_held`; None for none."""
        return self._saver.held

    @property
    def rescues(self) -> tuple[Rescue, ...]:
        """What earlier sessions could not save, and nobody took or discarded yet."""
        return self._legacy.rescues

    @property
    def notice(self) -> str:
        """What the reader should be told about rescue copies that can't be read; mostly empty."""
        return self._legacy.notice

    @property
    def status(self) -> SaveStatus:
        """How far saving has come, now."""
        if self.read_only:
            return SaveStatus(SaveState.READ_ONLY, self.read_only)
        problem = self._writer.problem
        if not problem and (held := self.held):
            problem = str(StateHeldBack(held))
        if problem:
            problems = (problem, self._legacy.problem)
            return SaveStatus(SaveState.FAILED, "; ".join(filter(None, problems)))
        if self._writer.pending:
            return SaveStatus(SaveState.SAVING)
        return SaveStatus(SaveState.SAVED, self._saver.problem)

    @property
    def unsaved(self) -> tuple[Step, ...]:
        """The steps that are not known to be in the file, or not any more by other hands."""
        return (*self._saver.owed, *self._writer.pending)

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
        if self._saver.storage.is_stale() and not self._writer.pending:
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
        aside = self._saver.restore(self.backup)
        self.poll()
        return aside

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
        self._legacy.redeem(len(self._steps), rescue)
        # Also where nothing had to be done, its file is to be removed.
        self._writer.look()

    def discard_rescue(self, rescue: Rescue) -> None:
        """Remove one of `rescues` that the reader does not want.

        Raises:
            OSError: If its file can't be removed.
        """
        self._legacy.discard(rescue)

    def answer_held(self, *, take: bool) -> None:
        """Say what is to become of the state that `held` tells of; `Refreshed` follows.

        What is given up by it, theirs or ours, is kept among the backups. If the file has changed
        again meanwhile, the question may come anew.

        Args:
            take: True to take it over as it is; False to put back what is missing in it.
        """
        self._saver.answer(take=take)
        self._writer.look()

    def flush(self, timeout: float) -> bool:
        """Wait until everything is durable, or a new attempt has failed.

        Args:
            timeout: Seconds to wait at most.

        Returns:
            Whether everything is durable.
        """
        return self._writer.flush(timeout) and not self._saver.owed

    def close(self, timeout: float = 5.0) -> bool:
        """Wait for the last write; return whether everything is durable.

        After False the steps that are not are still in `unsaved` and in a rescue copy, and editing
        can go on.

        Args:
            timeout: Seconds to wait at most.
        """
        is_durable = self._writer.close(timeout) and not self._saver.owed
        if not is_durable:
            self._legacy.leave()
        elif not self.read_only:
            self._saver.remember()
        return is_durable

    def _read_first(self, *, writing: bool) -> None:
        """Read the file, or find out why the notes are read-only."""
        try:
            with _collector_paused():
                self.book = self._saver.open(writing=writing)
        except (NotesError, OSError) as error:
            self.read_only = self._why_read_only(error)

    def _why_read_only(self, error: NotesError | OSError) -> str:
        """Say in words what is wrong with the file, that it is safe, and what can be done."""
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        good = self._saver.newest_good()
        self.backup = None if isinstance(error, NewerNotes) else good
        advice = ""
        if isinstance(error, BrokenNotes) and not isinstance(error, NewerNotes):
            restoring = "postil restore puts the newest good backup there, " if good else ""
            advice = f"; {restoring}postil check --repair mends what is in it"
        return f"{shown(str(self.path))}: {reason}. It stays as it is{advice}."

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
        self._legacy.note(len(self._steps), self._history.last(STEPS))
        self._writer.submit(step)
        self._emit(Edited(step))
        self._emit(StatusChanged(self.status))
        return step

    def _save(self, batch: tuple[Step, ...]) -> None:
        """Write a batch into the file, whatever is in it by now; on the writing thread."""
        held = self.held
        try:
            news = self._saver.save(batch)
        except StateHeldBack as error:
            if error.held != held:
                self._news.append(HeldBack(error.held))
            raise
        except BrokenNotes as error:
            self.read_only = self._why_read_only(error)
            raise
        self.read_only = ""
        self._written += len(batch)
        if news is not None:
            self._news.append(Refreshed(news.book, self._written))
            if news.put_back.changes:
                self._news.append(_put_back(news.put_back))

    def _rescue(self, pending: tuple[Step, ...]) -> None:
        """Keep what the file lacks in case the program ends; on the writing thread."""
        if self._is_rescuing and (lacking := (*self._saver.owed, *pending)):
            self._legacy.rescue(lacking)

    def _report(self) -> None:
        """Tell the listeners what came of an attempt; on the writing thread."""
        news, self._news = self._news, []
        for event in news:
            self._emit(event)
        self._emit(StatusChanged(self.status))
        self._legacy.settle(self._written, is_all=not self.unsaved)

    def _emit(self, event: NotebookEvent) -> None:
        """Call all listeners."""
        for callback in self._listeners:
            callback(event)


def _put_back(step: Step) -> PutBack:
    """Return what to tell of a step that put back what other hands had dropped."""
    records = [change.after or change.before for change in step.changes]
    annotations = sum(isinstance(record, Annotation) for record in records)
    return PutBack(annotations, len(records) - annotations)


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
