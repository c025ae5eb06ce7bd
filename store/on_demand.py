"""Things that come into being when they are first asked for."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Thing = TypeVar("Thing")


class OnDemand(Generic[Thing]):
    """A thing that is made once, for whichever thread asks first.

    Args:
        make: Returns the thing; never called where nobody asks.
    """

    def __init__(self, make: Callable[[], Thing]) -> None:
        self._make = make
        self._guard = threading.Lock()
        self._made: Thing | None = None

    @property
    def made(self) -> Thing | None:
        """The thing, if anybody has asked for it; else None."""
        return self._made

    def get(self) -> Thing:
        """Return the thing; whoever asks while it is being made waits."""
        with self._guard:
            if self._made is None:
                self._made = self._make()
            return self._made
