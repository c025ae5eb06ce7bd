"""A notebook whose writing thread goes on when the test says so."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from queue import SimpleQueue
from typing import TYPE_CHECKING

from store.events import NotebookEvent, Refreshed
from store.notebook import Notebook
from store.saving import Saving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from store.merge import Step

NEVER = 60.0
"""Seconds; a wait that long has failed."""


class PacedSaving(Saving):
    """Saving that can be held before each write.

    Args:
        path: The notes file.
        emit: Called with each event.
    """

    def __init__(self, path: Path, emit: Callable[[NotebookEvent], None]) -> None:
        self._changed = threading.Condition()
        self._is_held = False
        self._is_at_gate = False
        self._may_pass = False
        self._reports = 0
        super().__init__(path, emit)

    @contextmanager
    def held_up(self) -> Iterator[None]:
        """Have the writing thread wait before each write for `write_once`."""
        with self._changed:
            self._is_held = True
        try:
            yield
        finally:
            with self._changed:
                self._is_held = False
                self._changed.notify_all()

    def write_once(self) -> None:
        """Let the next batch be written, if there is one, while writes are held."""
        if not self.unsaved:
            return
        with self._changed:
            reports = self._reports
            self._may_pass = True
            self._changed.notify_all()
        self._wait(lambda: self._reports > reports)
        self.await_gate()

    def await_gate(self) -> None:
        """Wait until the writing thread has taken up what there is to write, while it is held."""
        if self._is_held and self.unsaved:
            self._wait(lambda: self._is_at_gate)

    def _save(self, batch: tuple[Step, ...]) -> None:
        with self._changed:
            self._is_at_gate = True
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._may_pass or not self._is_held)
            self._is_at_gate = self._may_pass = False
        super()._save(batch)

    def _report(self) -> None:
        super()._report()
        with self._changed:
            self._reports += 1
            self._changed.notify_all()

    def _wait(self, until: Callable[[], bool]) -> None:
        with self._changed:
            assert self._changed.wait_for(until, NEVER)


class PacedNotebook(Notebook):
    """A notebook that can be held before each write, so that two come in an order of one's own.

    Which steps go out together, which of two notebooks is first and what a notebook knows when
    the next edit is made would else be left to how the threads happen to run.

    Args:
        path: The notes file.
        creator: Name of the reader.
        rescuing: As of any notebook.
    """

    def __init__(self, path: Path, creator: str, *, rescuing: bool = True) -> None:
        super().__init__(path, creator, rescuing=rescuing)
        self._saving: PacedSaving = PacedSaving(path, self._emit)
        self._refreshed: SimpleQueue[Refreshed] = SimpleQueue()
        self.listen(self._hear)

    def writes_held(self) -> AbstractContextManager[None]:
        """Have the writing thread wait before each write for `write_once`."""
        return self._saving.held_up()

    def edit(self, step: Step, *, undoable: bool = True) -> None:
        """Carry a step out; while writes are held, see to it that it starts a batch if it can."""
        super().edit(step, undoable=undoable)
        self._saving.await_gate()

    def write_once(self) -> None:
        """Let the next batch be written, if there is one, while writes are held."""
        self._saving.write_once()

    def settle(self) -> bool:
        """Wait for the last write, then show what it found; return whether all is durable."""
        is_durable = self.flush(NEVER)
        self.catch_up()
        return is_durable

    def catch_up(self) -> None:
        """Show what the writing thread found in the file, as a screen does: on its own thread."""
        while not self._refreshed.empty():
            self.take(self._refreshed.get())

    def _hear(self, event: NotebookEvent) -> None:
        if isinstance(event, Refreshed):
            self._refreshed.put(event)
