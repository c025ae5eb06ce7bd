"""The application: themes, the reading screen, the way in and out."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import App

from tui.looks import Depth, looks
from tui.screens.reading import ReadingScreen
from tui.themes import TERMINAL_THEME, THEMES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.screen import Screen

    from store.session import Session
    from tui.looks import Looks
    from tui.settings import Settings


_NO_KEY = "<none>"
"""What no terminal sends; an empty entry of a keymap would leave the key as it was."""


class PostilApp(App[int], inherit_bindings=False):
    """Postil.

    Args:
        session: The corpus to read, its notes and its reading progress.
        settings: What the reader set.
    """

    TITLE = "Postil"
    ENABLE_COMMAND_PALETTE = False
    ESCAPE_TO_MINIMIZE = False
    CSS = """
    Screen { background: $background; color: $foreground; }
    """
    BINDINGS: ClassVar = []

    def __init__(self, session: Session, settings: Settings) -> None:
        self.depth = colour_depth(os.environ)
        # Said here already, because Textual chooses what it does without colour before the theme.
        super().__init__(ansi_color=True if self.depth is not Depth.FULL else None)
        self.session = session
        self.settings = settings
        for theme in (*THEMES, TERMINAL_THEME):
            self.register_theme(theme)
        self.theme = _theme(settings.theme, self.depth)
        keymap = {name: ",".join(keys) for name, keys in settings.keys.items()}
        self.set_keymap({name: keys or _NO_KEY for name, keys in keymap.items()})

    @property
    def looks(self) -> Looks:
        """The styles of the theme at the terminal's colour depth."""
        if self.theme == "terminal" and self.depth is Depth.FULL:
            return looks(self.theme, Depth.SIXTEEN)
        return looks(self.theme, self.depth)

    async def on_event(self, event: events.Event) -> None:
        """Take back what was said of the key before, then let the key do its work."""
        if isinstance(event, events.Key) and isinstance(self.screen, ReadingScreen):
            self.screen.status.say("")
        await super().on_event(event)

    def get_default_screen(self) -> Screen[None]:
        """Return the reading screen."""
        return ReadingScreen(self.session, self.settings)


def colour_depth(environment: Mapping[str, str]) -> Depth:
    """Return how many colours the terminal has, going by its environment.

    Args:
        environment: `NO_COLOR` (https://no-color.org), `COLORTERM` and `TERM` count.
    """
    if environment.get("NO_COLOR"):
        return Depth.NONE
    term = environment.get("TERM", "")
    if environment.get("COLORTERM") in {"truecolor", "24bit"} or "256color" in term:
        return Depth.FULL
    return Depth.NONE if term in {"dumb", "vt100", "vt220"} else Depth.SIXTEEN


def _theme(wanted: str, depth: Depth) -> str:
    if depth is not Depth.FULL:
        return "terminal"
    if wanted != "auto":
        return wanted
    # Some terminals say what they look like: "foreground;background", by number.
    ground = os.environ.get("COLORFGBG", "").rpartition(";")[2]
    return "light" if ground in {"7", "15"} else "dark"


def run(session: Session, settings: Settings) -> int:
    """Open the reader and return its exit status.

    Args:
        session: Closed when the reader leaves.
        settings: What the reader set.
    """
    app = PostilApp(session, settings)
    try:
        status = app.run()
    finally:
        saved = session.close()
    if app.return_code:
        return app.return_code
    return status or (0 if saved else 1)
