"""The application: themes, the reading screen, the way in and out."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import events, on
from textual.app import App
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.reactive import reactive

from store.places import state_dir
from tui import crash
from tui.backstop import BACKSTOP
from tui.chosen import kept_theme
from tui.early_keys import EarlyKeys
from tui.looks import Depth, looks
from tui.precedence import Precedence
from tui.screens.reading import ReadingScreen
from tui.steps import Steps
from tui.themes import TERMINAL_THEME, THEMES
from tui.tty import has_hung_up, has_shell, kept_clean, stop
from tui.typed import Passed, Typed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.console import RenderableType
    from textual.filter import LineFilter
    from textual.screen import Screen
    from textual.widget import Widget

    from store.session import Session
    from tui.looks import Looks
    from tui.settings import Settings
    from tui.taken import Taken


_NO_KEY = "<none>"
"""What no terminal sends; an empty entry of a keymap would leave the key as it was."""

_FAREWELLS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
"""By which the system tells a program to end: at shutdown, when the terminal is closed, by hand."""

_WORKERS = 32
"""Workers that can be at work at a time; each has a thread, made when it is wanted."""

_TURN = 0.001
"""Seconds after which a thread that has a lot to do lets the others have a turn."""

_GLANCE = 1.0
"""Seconds between two looks whether the terminal is still there."""

_LAST_SAVE = 5.0
"""Seconds for what is unsaved when the program has to end."""


class PostilApp(App[int], inherit_bindings=False):
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
        super().__init__(ansi_color=True if self.depth is not Depth.FULL else None)
        self.session = session
        self._precedence = Precedence()
        self._farewell = ""
        self._terminal = terminal
        self._steps = Steps(self)
        early = EarlyKeys(self, self._steps, terminal.early if terminal is not None else 0)
        self._early = early
        self.typed = Typed(self, self._deal, self._step, early.is_too_early, early.leaves)
        self.settings = settings
        for theme in (*THEMES, TERMINAL_THEME):
            self.register_theme(theme)
        self.theme = _theme(settings.theme or kept_theme(state_dir()), self.depth)
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
        if isinstance(self.screen, ReadingScreen):
            self.screen.status.say("")
            return
        from tui.screens.list_screen import ListScreen

        if isinstance(self.screen, ListScreen):
            self.screen.hints.hush()

    def _say(self, words: str) -> None:
        if isinstance(self.screen, ReadingScreen):
            self.screen.status.say(words)
            return
        from tui.screens.list_screen import ListScreen

        if isinstance(self.screen, ListScreen):
            self.screen.hints.say(words)

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

    def on_mount(self) -> None:
        """Be ready for the end, whichever way it comes."""
        loop = asyncio.get_running_loop()
        crash.catch_loop_strays(loop)
        if threading.current_thread() is threading.main_thread():
            for number in _FAREWELLS:
                loop.add_signal_handler(number, self._obey, number)
        before = self._terminal.before if self._terminal is not None else None
        if before is not None and isinstance(self._driver, LinuxDriver):
            # Not as Textual found it is the terminal given back, to an editor or a shell, too.
            self._driver.attrs_before = before
        if not self.is_headless:
            self.set_interval(_GLANCE, self._look_at_terminal)

    def _look_at_terminal(self) -> None:
        """Leave when the terminal is gone, of which a program that ignores SIGHUP is not told.

        Textual would read from it for ever.
        """
        if has_hung_up(sys.__stdin__):
            self._obey(signal.SIGHUP)

    def action_suspend(self) -> None:
        """Go back to the shell, with everything saved as far as it can be."""
        if self._driver is None or not self._driver.can_suspend or not has_shell():
            self._say("There is no shell to go back to")
            return
        self._keep_drafts()
        self.run_worker(self._save_and_stop, thread=True, exclusive=True, group="suspend")

    def _save_and_stop(self) -> None:
        self.session.notebook.flush(_LAST_SAVE)
        self.call_from_thread(self._stop)

    def _stop(self) -> None:
        # The terminal is given back first: whoever else stops may be what the shell waits for.
        with self.suspend():
            stop()

    def action_redraw(self) -> None:
        """Draw the screen anew, over what other programs left on it."""
        self.refresh(layout=True)

    @on(Driver.SignalResume)
    def _come_back(self) -> None:
        """Draw the screen, of which nothing is left when the shell goes on with the program."""
        self.refresh(layout=True)

    def _obey(self, number: signal.Signals) -> None:
        """Keep what is half written, save the rest, and leave."""
        self._keep_drafts()
        self.run_worker(lambda: self._save_and_obey(number), thread=True, exclusive=True)

    def _save_and_obey(self, number: signal.Signals) -> None:
        self.session.notebook.flush(_LAST_SAVE)
        # As a shell reports a program that a signal ended.
        self.call_from_thread(self.exit, 128 + number)

    def _keep_drafts(self) -> None:
        """Bring half-written notes to the disk at once."""
        for screen in self.screen_stack:
            # Known by what it can do: the editor is not imported before it is opened.
            if keep := getattr(screen, "keep_draft", None):
                keep()

    def _handle_exception(self, error: Exception) -> None:
        """Save first, then report an unexpected error and end; Textual's hook for all of them."""
        self._keep_drafts()
        is_saved = self.session.notebook.flush(_LAST_SAVE)
        path = crash.report(crash.unwrapped(error))
        super()._handle_exception(error)
        self._return_code = crash.CRASHED
        self._farewell = (
            f"Postil has to end because of an error of its own ({crash.name_of(error)}). "
            f"{'Your notes are saved' if is_saved else 'Not all notes are saved'}; "
            f"{crash.in_words(path)}."
        )

    def _fatal_error(self) -> None:
        """End without Textual's traceback, which shows what the variables hold."""
        self.panic()

    def panic(self, *_: RenderableType) -> None:
        """End, with a word of our own in place of what would quote notes and articles.

        Textual also ends so when it can't read from the terminal, of which it may know before the
        system tells us that the terminal is gone.
        """
        self._keep_drafts()
        self._return_code = crash.CRASHED
        self._close_messages_no_wait()

    def _print_error_renderables(self) -> None:
        """Say why the program ended; Textual calls this when the terminal is itself again."""
        self._exit_renderables.clear()
        if self._farewell:
            self.error_console.print(Text(self._farewell))
            self._farewell = ""

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
    if wanted not in {"", "auto"}:
        return wanted
    # Some terminals say what they look like: "foreground;background", by number.
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
