"""A notebook whose writing thread goes on when the test says so."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from queue import SimpleQueue
from typing import TYPE_CHECKING

from store.events import NotebookEvent, Refreshed
from store.notebook import Notebook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from store.merge import Step
    from store.saver import Saver

NEVER = 60.0
"""Seconds; a wait that long has failed."""


class PacedNotebook(Notebook):
    """A notebook that can be held before each write, so that two come in an order of one's own.

    Which steps go out together, which of two notebooks is first and what a notebook knows when
    the next edit is made would else be left to how the threads happen to run.

    Args:
        saver: Of the notes file.
        creator: Name of the reader.
    """

    def __init__(self, saver: Saver, creator: str) -> None:
        self._changed = threading.Condition()
        self._is_held = False
        self._is_at_gate = False
        self._may_pass = False
        self._reports = 0
        self._refreshed: SimpleQueue[Refreshed] = SimpleQueue()
        super().__init__(saver, creator)
        self.listen(self._hear)

    @contextmanager
    def writes_held(self) -> Iterator[None]:
        """Have the writing thread wait before each write for `write_once`."""
        with self._changed:
            self._is_held = True
        try:
            yield
        finally:
            with self._changed:
                self._is_held = False
                self._changed.notify_all()

    def edit(self, step: Step, *, undoable: bool = True) -> None:
        """Carry a step out; while writes are held, see to it that it starts a batch if it can."""
        super().edit(step, undoable=undoable)
        self._await_gate()

    def write_once(self) -> None:
        """Let the next batch be written, if there is one, while writes are held."""
        if not self.unsaved:
            return
        with self._changed:
            reports = self._reports
            self._may_pass = True
            self._changed.notify_all()
        self._wait(lambda: self._reports > reports)
        self._await_gate()

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

    def _await_gate(self) -> None:
        """Wait until the writing thread has taken up what there is to write."""
        if self._is_held and self.unsaved:
            self._wait(lambda: self._is_at_gate)

    def _wait(self, until: Callable[[], bool]) -> None:
        with self._changed:
            assert self._changed.wait_for(until, NEVER)
