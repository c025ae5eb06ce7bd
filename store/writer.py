"""The one thread that writes: in order, in batches, until it succeeds."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from store.not_saved import why_not_saved
from store.notes_json import NotesError
from store.storage import NotesBusy

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.merge import Step

_FIRST_PAUSE = 0.5
_LONGEST_PAUSE = 10.0
_GLANCE = 0.5
# So often a waiting writer looks whether the program is about to end.
_LINGER = 3.0
# So long a writer waits for more: marks come in bursts, and a thread takes as long to start as a
# fifth of what a small file takes to write.


class Writer:
    """Writes steps in the order in which they were made.

    Steps made while a write is under way go out together in the next one. A write that fails
    keeps its steps and is tried again after a growing pause, and so is a look for which the disk or
    another program is to blame. The thread lives while there is something to do and some moments
    longer; the interpreter waits for it at its end, but not for what fails.

    Args:
        save: Writes a batch durably or raises; an empty batch means: look at the file again.
        report: Called on the writing thread after each attempt.
        rescue: Called there with all that is unsaved after an attempt that failed, and whenever
            more comes before the next.
    """

    def __init__(
        self,
        save: Callable[[tuple[Step, ...]], None],
        report: Callable[[], None],
        rescue: Callable[[tuple[Step, ...]], None],
    ) -> None:
        self._save = save
        self._report = report
        self._rescue = rescue
        self._changed = threading.Condition()
        self._queue: list[Step] = []
        self._thread: threading.Thread | None = None
        self._must_look = False
        self._must_hurry = False
        self._has_given_up = False
        self._is_writing = False
        self._is_idle = True
        self._attempts = 0
        self._problem = ""

    @property
    def pending(self) -> tuple[Step, ...]:
        """The steps that are not known to be durable."""
        with self._changed:
            return tuple(self._queue)

    @property
    def problem(self) -> str:
        """Why the last attempt failed; empty if it did not."""
        with self._changed:
            return self._problem

    def submit(self, step: Step) -> None:
        """Queue a step to be written at once."""
        with self._changed:
            self._queue.append(step)
            self._start()
            self._changed.notify_all()

    def look(self) -> None:
        """Have the file looked at again at once, in turn with the writes."""
        with self._changed:
            self._must_look = self._must_hurry = True
            self._start()
            self._changed.notify_all()

    def flush(self, timeout: float) -> bool:
        """Wait until everything is written, or an attempt made after the call has failed.

        Args:
            timeout: Seconds to wait at most.

        Returns:
            Whether everything is written.
        """
        with self._changed:
            # An attempt under way began before the call and may fail for a reason now past.
            enough = self._attempts + (2 if self._is_writing else 1)
            self._must_hurry = True
            if self._queue:
                self._start()
            self._changed.notify_all()
            self._changed.wait_for(
                lambda: self._is_idle or (self._attempts >= enough and bool(self._problem)),
                timeout,
            )
            return not self._queue

    def close(self, timeout: float) -> bool:
        """Wait as `flush` does, then give up what can't be written; a later step starts anew."""
        is_written = self.flush(timeout)
        with self._changed:
            self._has_given_up = True
            self._changed.notify_all()
        return is_written

    @property
    def _is_wanted(self) -> bool:
        """Whether there is something to do."""
        return bool(self._queue) or self._must_look

    def _start(self) -> None:
        """Start the thread unless it lives; the lock is held."""
        self._has_given_up = self._is_idle = False
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="notes writer", daemon=False)
            self._thread.start()

    def _run(self) -> None:
        """Write batch after batch until there is nothing left to write."""
        pause = _FIRST_PAUSE
        try:
            while (batch := self._next_batch()) is not None:
                if self._attempt(batch):
                    pause = _FIRST_PAUSE
                elif self._is_wanted:
                    self._rest(pause)
                    pause = min(2 * pause, _LONGEST_PAUSE)
        finally:
            # Also after an error in `report`, or no later step would be written.
            with self._changed:
                if self._thread is threading.current_thread():
                    self._thread = None
                    self._is_idle = True
                self._changed.notify_all()

    def _next_batch(self) -> tuple[Step, ...] | None:
        """Return what is to be written now, None if the thread should end."""
        with self._changed:
            if not self._is_wanted and not self._has_given_up:
                self._linger()
            is_wanted = self._is_wanted and not self._has_given_up
            is_hopeless = bool(self._problem) and not threading.main_thread().is_alive()
            if not is_wanted or is_hopeless:
                # Under the lock, so that a step queued from now on starts a new thread.
                self._thread = None
                self._is_idle = True
                return None
            self._must_look = False
            # Who asked for haste until now has it; who asks from now on may want another attempt.
            self._must_hurry = False
            self._is_writing = True
            return tuple(self._queue)

    def _linger(self) -> None:
        """Wait some moments whether there is something to do; the lock is held."""
        self._is_idle = True
        self._changed.notify_all()
        deadline = time.monotonic() + _LINGER
        while (
            not self._is_wanted
            and not self._has_given_up
            and threading.main_thread().is_alive()
            and (left := deadline - time.monotonic()) > 0
        ):
            self._changed.wait(min(left, _GLANCE))

    def _attempt(self, batch: tuple[Step, ...]) -> bool:
        """Write a batch; tell whether that succeeded."""
        problem = ""
        is_passing = False
        try:
            self._save(batch)
        except (NotesError, OSError) as error:
            problem = why_not_saved(error)
            # Whatever else is wrong with the file stays so until somebody changes it.
            is_passing = isinstance(error, NotesBusy | OSError)
        except Exception as error:  # noqa: BLE001 - a dead writer would look like one that saves
            problem = f"unexpected error: {error!r}"
        with self._changed:
            self._problem = problem
            if not problem:
                del self._queue[: len(batch)]
            # The look may have found something to put back, which is not in the file yet.
            self._must_look |= is_passing
            unsaved = tuple(self._queue)
        if problem:
            self._rescue(unsaved)
        with self._changed:
            # Counted only now: who waits for the attempt finds the rescue copy made.
            self._attempts += 1
            self._is_writing = False
            self._changed.notify_all()
        self._report()
        return not problem

    def _rest(self, pause: float) -> None:
        """Wait before the next attempt, unless somebody is waiting for it."""
        deadline = time.monotonic() + pause
        seen = len(self.pending)
        while len(unsaved := self._wait_for_more(seen, deadline)) > seen:
            seen = len(unsaved)
            self._rescue(unsaved)
            self._report()

    def _wait_for_more(self, seen: int, deadline: float) -> tuple[Step, ...]:
        """Wait until there is more to rescue, or the rest is over; return what is unsaved."""
        with self._changed:
            while (
                len(self._queue) == seen
                and not self._must_hurry
                and not self._has_given_up
                and threading.main_thread().is_alive()
                and (left := deadline - time.monotonic()) > 0
            ):
                self._changed.wait(min(left, _GLANCE))
            return tuple(self._queue)
