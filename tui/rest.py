"""Rest: what is done once nobody has typed for a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.message_pump import MessagePump
    from textual.timer import Timer

_SECONDS = 0.5
"""Without a key: longer than it takes to find the next one, shorter than one waits for a word."""


class Rest:
    """Does something when typing rests.

    Args:
        holder: What is typed in; with it the rest ends too.
        then: What is done.
    """

    def __init__(self, holder: MessagePump, then: Callable[[], None]) -> None:
        self._holder = holder
        self._then = then
        self._timer: Timer | None = None

    def begin(self) -> None:
        """Begin to wait, anew with each key."""
        self.end()
        self._timer = self._holder.set_timer(_SECONDS, self._then)

    def end(self) -> None:
        """Wait no longer."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
