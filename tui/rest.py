"""Rest: what is done once nothing has happened for a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.message_pump import MessagePump
    from textual.timer import Timer

_SECONDS = 0.5
"""Without a key: longer than it takes to find the next one, shorter than one waits for a word."""


class Rest:
    """Does something a moment later, for example when typing rests.

    Args:
        holder: What is typed in; with it the rest ends too.
        then: What is done.
        seconds: How long the moment is.
    """

    def __init__(
        self, holder: MessagePump, then: Callable[[], None], seconds: float = _SECONDS
    ) -> None:
        self._holder = holder
        self._then = then
        self._seconds = seconds
        self._timer: Timer | None = None

    @property
    def is_under_way(self) -> bool:
        """Whether it has begun, and is still to be done."""
        return self._timer is not None

    def begin(self) -> None:
        """Begin to wait, anew with each key."""
        self.end()
        self._timer = self._holder.set_timer(self._seconds, self._do)

    def end(self) -> None:
        """Wait no longer."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _do(self) -> None:
        self._timer = None
        self._then()
