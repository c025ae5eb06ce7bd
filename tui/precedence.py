"""Precedence: what is done in the background stands back behind what the reader waits for."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Iterable, Iterator

_PATIENCE = 2.0
"""Seconds after which nobody waits any longer for the first article to be on the screen."""

_KEY = 0.02
"""Seconds that a key is let have the machine: until it is painted, for which Textual has a look
sixty times a second."""

_LONGEST = 0.1
"""Seconds after which background work goes on although keys keep coming."""

_GLANCE = 0.1
"""Seconds between two looks whether the reader leaves, which nobody waits for."""

_TURN = 0.002
"""Seconds that a thread with much to do works between two looks whether the loop has something."""


def wait_unless(stop: threading.Event, done: threading.Event) -> None:
    """Wait on a worker's thread until something is done, or until the reader leaves.

    Args:
        stop: Set when the reader leaves.
        done: Set when it is done.
    """
    while not (stop.is_set() or done.wait(_GLANCE)):
        pass


class Precedence:
    """Who goes first: the event loop with something to show, or threads with a lot to do.

    Python runs one thread at a time. Beside two threads that read articles the event loop would
    have a third of the time, and a screen that is painted in 8 ms would take 24.
    """

    def __init__(self) -> None:
        self._has_begun = threading.Event()
        self._is_free = threading.Event()
        self._is_free.set()
        self._end: asyncio.TimerHandle | None = None

    # On the event loop

    def begin(self) -> None:
        """Let the others begin: the first article is on the screen, or none comes."""
        self._has_begun.set()

    def claim(self, loop: asyncio.AbstractEventLoop) -> None:
        """Have the others stand back for a moment, for there is a key."""
        if self._end is not None:
            self._end.cancel()
        self._is_free.clear()
        self._end = loop.call_later(_KEY, self._is_free.set)

    # On other threads

    def wait_for_first(self) -> None:
        """Wait until the first article is on the screen."""
        self._has_begun.wait(_PATIENCE)

    def stand_back(self) -> None:
        """Wait while there is a key to deal with; to be called often."""
        self._is_free.wait(_LONGEST)


class GivingWay:
    """Has a thread with a lot to do wait, again and again, until the event loop has nothing to do.

    Beside such a thread a paint of 35 ms took 170: whenever the loop lets go of Python, be it for a
    lock, it gets it back a thousandth of a second later only. When the thread waits for the loop to
    come round, such a paint takes 45.

    Args:
        loop: The event loop.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._due = 0.0

    def between(self, articles: Iterable[str]) -> Iterator[str]:
        """Yield articles one by one, and give way between them; on any other thread."""
        for each in articles:
            if time.monotonic() >= self._due:
                self._give_way()
                self._due = time.monotonic() + _TURN
            yield each

    def _give_way(self) -> None:
        has_come_round = threading.Event()
        with suppress(RuntimeError):  # It is closed: the reader has left.
            self._loop.call_soon_threadsafe(has_come_round.set)
            has_come_round.wait(_LONGEST)
