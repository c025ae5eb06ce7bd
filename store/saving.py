"""Saving: what goes on behind a notebook, from its steps to the file and from the file to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.events import HeldBack, NotebookEvent, Refreshed, SaveState, SaveStatus, StatusChanged
from store.legacy import Legacy
from store.names import shown
from store.notes_json import BrokenNotes, NewerNotes, NotesError
from store.outside import StateHeldBack, told
from store.saver import Saver
from store.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from store.book import Book
    from store.events import Held
    from store.merge import Step


class ReadOnlyNotes(NotesError):  # noqa: N818 - says what is the matter, like BrokenNotes
    """The notes can't be edited, because their file must not be written over."""


class Saving:
    """Brings a notebook's steps into its file on a thread of its own, and tells what came of it.

    `open` and `submit` belong to the thread that makes the edits; any may call the rest.

    Args:
        path: The notes file.
        emit: Called with each event, on the writing thread.
        rescuing: Whether what can't be saved is kept for the next session.
    """

    def __init__(
        self, path: Path, emit: Callable[[NotebookEvent], None], *, rescuing: bool = True
    ) -> None:
        self.read_only = ""
        """Why nothing can be saved; empty if it can."""
        self.backup: Path | None = None
        """Where the notes are read-only, the earlier state that can be restored."""
        self._saver = Saver(path)
        self.legacy = Legacy(self.path)
        self._emit = emit
        self._is_rescuing = rescuing
        # From here on only the writing thread touches these, once the file was read.
        self._written = 0
        self._news: list[NotebookEvent] = []
        self._writer = Writer(self._save, self._report, self._rescue)

    @property
    def path(self) -> Path:
        """The notes file, links resolved."""
        return self._saver.storage.path

    @property
    def held(self) -> Held | None:
        """What is missing in a state of the file that waits for `answer`; None for none."""
        return self._saver.held

    @property
    def status(self) -> SaveStatus:
        """How far saving has come, now."""
        if self.read_only:
            return SaveStatus(SaveState.READ_ONLY, self.read_only)
        problem = self._writer.problem
        if not problem and (held := self.held):
            problem = str(StateHeldBack(held))
        if problem:
            problems = (problem, self.legacy.problem)
            return SaveStatus(SaveState.FAILED, "; ".join(filter(None, problems)))
        if self._writer.pending:
            return SaveStatus(SaveState.SAVING)
        return SaveStatus(SaveState.SAVED, self._saver.problem)

    @property
    def unsaved(self) -> tuple[Step, ...]:
        """The steps that are not known to be in the file, or not any more by other hands."""
        return (*self._saver.owed, *self._writer.pending)

    def open(self, *, writing: bool) -> Book | None:
        """Return what the file holds; None if it can't be read, and `read_only` says why.

        Args:
            writing: Whether there will be edits.
        """
        try:
            return self._saver.open(writing=writing)
        except (NotesError, OSError) as error:
            self.read_only = self._why_read_only(error)
            return None

    def submit(self, step: Step) -> None:
        """Have a step written at once."""
        self._writer.submit(step)

    def look(self) -> None:
        """Have the file looked at at once, in turn with the writes; `Refreshed` tells of news."""
        self._writer.look()

    def poll(self) -> None:
        """Have the file looked at if it changed, by a glance at its size and time."""
        if self._saver.storage.is_stale() and not self._writer.pending:
            self.look()

    def restore(self) -> Path:
        """Put `backup` in the place of the file, and return where the file's bytes are now.

        Raises:
            NotesError: If there is nothing to restore, or no backup to restore it from.
            OSError: If a file can't be written; the broken one is then as it was.
        """
        if not self.read_only or self.backup is None:
            raise NotesError("There is no broken notes file with a good backup")
        aside = self._saver.restore(self.backup)
        self.poll()
        return aside

    def answer(self, *, take: bool) -> None:
        """Say whether the state that `held` tells of is to be taken over."""
        self._saver.answer(take=take)
        self.look()

    def flush(self, timeout: float) -> bool:
        """Wait so many seconds at most until everything is durable or an attempt has failed.

        Returns:
            Whether everything is durable.
        """
        return self._writer.flush(timeout) and not self._saver.owed

    def close(self, timeout: float) -> bool:
        """Wait for the last write so many seconds at most; return whether everything is durable."""
        is_durable = self._writer.close(timeout) and not self._saver.owed
        if not is_durable:
            self.legacy.leave()
        elif not self.read_only:
            self._saver.remember()
        return is_durable

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
                self._news.append(told(news.put_back))

    def _rescue(self, pending: tuple[Step, ...]) -> None:
        """Keep what the file lacks in case the program ends; on the writing thread."""
        if self._is_rescuing and (lacking := (*self._saver.owed, *pending)):
            self.legacy.rescue(lacking)

    def _report(self) -> None:
        """Tell the listeners what came of an attempt; on the writing thread."""
        news, self._news = self._news, []
        for event in news:
            self._emit(event)
        problem = self._saver.problem
        self._emit(StatusChanged(self.status))
        self._saver.follow_up()
        if self._saver.problem != problem:
            self._emit(StatusChanged(self.status))
        self.legacy.settle(self._written, is_all=not self.unsaved)
