"""The start: one paint with the first article in it, and what can wait until then waits."""

from __future__ import annotations

import gc
from contextlib import ExitStack
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.geometry import Size
    from textual.screen import Screen

_UNPAINTED = 0.25
"""Seconds after which the screen is painted without an article, because it is a large one."""

_PATIENCE = 2.0
"""Seconds after which the rest begins although no article is on the screen."""


class Start:
    """Holds back the first paint for an article, and what can wait until that is painted.

    A screen that is painted empty, then with its list and then with an article costs the reader
    twice the time; and what threads do meanwhile costs as much again, for they take turns.

    Args:
        screen: What is painted.
        rest: Begins what has waited; called once.
    """

    def __init__(self, screen: Screen[None], rest: Callable[[], None]) -> None:
        self._screen = screen
        self._rest: Callable[[], None] | None = rest
        self._unpainted = ExitStack()
        self._size: Size | None = None
        self.is_holding = False
        """Whether nothing is painted."""

    def hold(self) -> None:
        """Paint nothing from now on, for a moment."""
        self.is_holding = True
        self._unpainted.enter_context(self._screen.app.batch_update())
        self._screen.set_timer(_UNPAINTED, self._let_paint)
        self._screen.set_timer(_PATIENCE, self.begin)

    def resized(self, size: Size) -> None:
        """Paint from now on if the screen got another size than it had.

        Textual would lay it out in both, by turns, for as long as nothing is painted: a terminal
        that tells no size, or changes it at once, would show nothing for ever.
        """
        before, self._size = self._size, size
        if before not in (None, size):
            self._let_paint()

    def begin(self) -> None:
        """Paint, and then begin what has waited."""
        self._let_paint()
        rest, self._rest = self._rest, None
        if rest is not None:
            self._screen.call_after_refresh(_begin, rest)

    def _let_paint(self) -> None:
        self.is_holding = False
        self._unpainted.close()


def _begin(rest: Callable[[], None]) -> None:
    if not gc.isenabled():
        # What was imported meanwhile stays, and is never looked through for garbage.
        gc.freeze()
        gc.enable()
    rest()
