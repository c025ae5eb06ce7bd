"""Turns: what keys ask for is done in their order, although some of it takes its time."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Turns:
    """Acts that wait for the one that is under way."""

    def __init__(self) -> None:
        self._waiting: deque[Callable[[], object]] = deque()
        self.is_busy = False
        """Whether an act is under way."""

    def take(self, act: Callable[[], object]) -> None:
        """Do something now, else as soon as all before it is done.

        Args:
            act: What to do; where it goes on in a worker it calls `begin`, and `end` follows.
        """
        self._waiting.append(act)
        self._go_on()

    def begin(self) -> None:
        """Have the others wait."""
        self.is_busy = True

    def end(self) -> None:
        """Go on to those that wait."""
        self.is_busy = False
        self._go_on()

    def drop_waiting(self) -> None:
        """Forget those that wait."""
        self._waiting.clear()

    def _go_on(self) -> None:
        while self._waiting and not self.is_busy:
            self._waiting.popleft()()
