"""The application: themes, the reading screen, the way in and out."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.actions import SkipAction
from textual.reactive import reactive

from store.places import state_dir
from tui import crash
from tui.backstop import BACKSTOP
from tui.chosen import kept_theme
from tui.commands import command
from tui.driver import TerminalDriver
from tui.early_keys import EarlyKeys
from tui.ending import Ending
from tui.keys import keys_for
from tui.looks import Depth, looks
from tui.precedence import Precedence
from tui.screens.reading import ReadingScreen
from tui.screens.speaking import Speaking
from tui.steps import Steps
from tui.themes import TERMINAL_THEME, THEMES
from tui.tty import kept_clean
from tui.typed import Passed, Typed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.filter import LineFilter
    from textual.screen import Screen
    from textual.widget import Widget

    from store.session import Session
    from tui.background import Background
    from tui.looks import Looks
    from tui.settings import Settings
    from tui.taken import Taken


_NO_KEY = "<none>"
"""What no terminal sends; an empty entry of a keymap would leave the key as it was."""

_AUTO = frozenset({"", "auto"})
"""What settings say where the terminal is to decide on the theme."""

_WORKERS = 32
"""Workers that can be at work at a time; each has a thread, made when it is wanted."""

_TURN = 0.001
"""Seconds after which a thread that has a lot to do lets the others have a turn."""


class PostilApp(Ending, inherit_bindings=False):
    """Postil.

    Args:
        session: The corpus to read, its notes and its reading progress.
        settings: What the reader set.
        terminal: Where it is shown; None where nobody types.
    """

    TITLE = "Postil"
    ENABLE_COMMAND_PALETTE = False
    ESCAPE_TO_MINIMIZE = False
    CSS = """
    Screen { background: $background; color: $foreground; }
    """
    BINDINGS: ClassVar = []

    trouble: reactive[str] = reactive("", init=False)
    """What is wrong with the notes and stays wrong; empty for nothing."""

    def __init__(self, session: Session, settings: Settings, terminal: Taken | None = None) -> None:
        self.depth = colour_depth(os.environ)
        # Said here already, because Textual chooses what it does without colour before the theme.
        super().__init__(
            session, terminal, ansi_color=True if self.depth is not Depth.FULL else None
        )
        self._precedence = Precedence()
        self._steps = Steps(self)
        early = EarlyKeys(self, self._steps, terminal.early if terminal is not None else 0)
        self._early = early
        self.typed = Typed(self, self._deal, self._step, early.is_too_early, early.leaves)
        self.settings = settings
        for theme in (*THEMES, TERMINAL_THEME):
            self.register_theme(theme)
        wanted = settings.theme or kept_theme(state_dir())
        self.theme = _theme(wanted, self.depth)
        self._is_theme_guessed = self.depth is Depth.FULL and wanted in _AUTO
        keymap = {name: ",".join(keys) for name, keys in settings.keys.items()}
        self.set_keymap({name: keys or _NO_KEY for name, keys in keymap.items()})

    @property
    def looks(self) -> Looks:
        """The styles of the theme at the terminal's colour depth."""
        if self.theme == "terminal" and self.depth is Depth.FULL:
            return looks(self.theme, Depth.SIXTEEN)
        return looks(self.theme, self.depth)

    async def on_event(self, event: events.Event) -> None:
        """Deal with keys in their order, and with everything else at once."""
        if isinstance(event, events.InputEvent) and not event.is_forwarded:
            self._precedence.claim(asyncio.get_running_loop())
        if event.is_forwarded or not isinstance(event, events.Key | events.Paste):
            await super().on_event(event)
        else:
            await self.typed.take(self._early.as_typed(event))

    async def _deal(self, event: events.Key | events.Paste) -> Widget:
        """Take back what was said of the key before, then let this one do its work."""
        self._hush()
        target = self.focused or self.screen
        await super().on_event(event)
        return target

    def _step(self, event: events.Key | events.Paste) -> bool:
        """Let a key do its work at once if it only moves about; tell whether it did."""
        if not isinstance(event, events.Key):
            return False
        step = self._steps.step(event, is_held=self.typed.is_held)
        if step is None:
            return False
        self._hush()
        step()
        return True

    def _hush(self) -> None:
        if isinstance(self.screen, Speaking):
            self.screen.hush()

    def say(self, words: str) -> None:
        """Show a passing word on the screen, if it is one that speaks."""
        if isinstance(self.screen, Speaking):
            self.screen.say(words)

    def action_way_out(self) -> None:
        """Say how one quits: in a terminal it is for this that people press ctrl+c."""
        with contextlib.suppress(SkipAction):  # Nothing is selected by Textual's own mouse.
            self.screen.action_copy_text()
            return
        key = "".join(keys_for(self, command("quit"))[:1]) or "the palette"
        is_here = isinstance(self.screen, ReadingScreen) and not self.screen.is_typing
        self.say(f"{key} quits" if is_here else f"escape leads back to the text, where {key} quits")

    def on_mount(self) -> None:
        """Ask the terminal what it looks like, if that decides on the theme."""
        if self._is_theme_guessed and isinstance(self._driver, TerminalDriver):
            self._driver.ask_background()

    def on_background(self, message: Background) -> None:
        """Put on the theme that goes with the terminal, unless one was chosen meanwhile."""
        if self._is_theme_guessed:
            self.choose_theme("light" if message.is_light else "dark")

    def choose_theme(self, name: str) -> None:
        """Put on a theme, which what the terminal says from now on does not change."""
        self._is_theme_guessed = False
        self.theme = name

    def on_passed(self, message: Passed) -> None:
        """Tell that all before it has come through."""
        message.arrived.set()

    def on_load(self) -> None:
        """Have threads enough before the first worker starts.

        Python gives four more than the machine has cores, and three of them keep up with corpus,
        index and notes as long as the program runs.
        """
        threads = ThreadPoolExecutor(_WORKERS, thread_name_prefix="postil")
        asyncio.get_running_loop().set_default_executor(threads)
        # With the usual 5 ms each thread that reads articles would hold up a key by as much.
        sys.setswitchinterval(_TURN)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return what goes over every line before it is sent, the backstop first."""
        return (BACKSTOP, *super().get_line_filters())

    def get_default_screen(self) -> Screen[None]:
        """Return the reading screen."""
        screen = ReadingScreen(self.session, self.settings)
        self._precedence = screen.precedence
        return screen


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
    if wanted not in _AUTO:
        return wanted
    # Some terminals say what they look like unasked: "foreground;background", by number.
    ground = os.environ.get("COLORFGBG", "").rpartition(";")[2]
    return "light" if ground in {"7", "15"} else "dark"


def run(session: Session, settings: Settings, terminal: Taken) -> int:
    """Open the reader and return its exit status.

    Args:
        session: Closed when the reader leaves.
        settings: What the reader set.
        terminal: Where it is shown.
    """
    crash.catch_strays()
    try:
        with kept_clean():
            app = PostilApp(session, settings, terminal)
            status = app.run()
    finally:
        saved = session.close()
    if app.return_code:
        return app.return_code
    return status or (0 if saved else 1)
