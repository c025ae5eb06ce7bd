"""EarlyKeys: keys typed before what they are about is there, as the app comes up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.events import Key

from tui.early import MOVES
from tui.screens.reading import ReadingScreen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import App
    from textual.events import Paste

    from tui.steps import Steps

_LINE_FEED = "ctrl+j"
"""What Textual calls a line feed."""


class EarlyKeys:
    """Judges which keys have to wait, and what was meant by those that came before the app.

    Args:
        app: Whose keys they are.
        steps: Tells what a key is about to do.
        bytes_before: How many bytes were typed before the terminal was ours.
    """

    def __init__(self, app: App[int], steps: Steps, bytes_before: int) -> None:
        self._app = app
        self._steps = steps
        self._before = bytes_before

    def as_typed(self, event: Key | Paste) -> Key | Paste:
        """Return Enter where the system made another key of it, before the terminal was ours."""
        if not self._before:
            return event
        # Every key is at least a byte; what is longer leaves a few keys too many, which harms none.
        self._before -= 1
        is_line_feed = isinstance(event, Key) and event.key == _LINE_FEED
        return Key("enter", "\r") if is_line_feed else event

    def is_too_early(self, event: Key | Paste) -> bool:
        """Tell whether a key needs an article or a list that is still on its way."""
        screen = self._app.screen_stack[-1] if self._app.screen_stack else None
        if not isinstance(screen, ReadingScreen) or not screen.is_beginning:
            return False
        action = self._steps.action(event) if isinstance(event, Key) else ""
        if not action and self._app.focused is None:
            return True  # Nothing has the keys yet.
        return screen.is_early(action)

    def leaves(self, event: Key | Paste, waiting: Iterable[Key | Paste]) -> bool:
        """Tell whether a key quits whatever will come of those that wait for an article."""
        keys = [each for each in waiting if isinstance(each, Key)]
        if not isinstance(event, Key) or self._steps.action(event) != "quit":
            return False
        return all(self._steps.action(each) in MOVES for each in keys)
