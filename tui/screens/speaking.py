"""Speaking: screens with a line in which a passing word can be shown."""

from __future__ import annotations

from typing import Protocol, runtime_checkable


@runtime_checkable
class Speaking(Protocol):
    """A screen that can say something in passing."""

    def say(self, words: str) -> None:
        """Show a passing word."""

    def hush(self) -> None:
        """Take back what was said."""
