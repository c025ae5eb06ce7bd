"""Ending: the ways out of the reader, none of which loses a note, and the way back from a shell."""

from __future__ import annotations

import asyncio
import signal
import sys
import threading
from typing import TYPE_CHECKING

from rich.text import Text
from textual import on
from textual.app import App
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver

from tui import crash
from tui.driver import TerminalDriver
from tui.tty import has_hung_up, has_shell, stop

if TYPE_CHECKING:
    from rich.console import RenderableType

    from store.session import Session
    from tui.taken import Taken

_FAREWELLS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
"""By which the system tells a program to end: at shutdown, when the terminal is closed, by hand."""

_GLANCE = 1.0
"""Seconds between two looks whether the terminal is still there."""

_LAST_SAVE = 5.0
"""Seconds for what is unsaved when the program has to end."""


class Ending(App[int], inherit_bindings=False):
    """An app that saves first, however it ends, and when it goes back to the shell for a while.

    Args:
        session: What it reads, and where its notes are.
        terminal: Where it is shown; None where nobody types.
        ansi_color: As Textual takes it.
    """

    def __init__(
        self, session: Session, terminal: Taken | None, *, ansi_color: bool | None
    ) -> None:
        super().__init__(ansi_color=ansi_color)
        self.session = session
        self._terminal = terminal
        self._farewell = ""
        self._is_stopping = False

    def get_driver_class(self) -> type[Driver]:
        """Return what shows the app, which for a terminal is a driver of our own."""
        chosen = super().get_driver_class()
        return TerminalDriver if chosen is LinuxDriver else chosen

    def say(self, words: str) -> None:
        """Show a passing word on the screen; a subclass knows where."""

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

    def action_suspend(self) -> None:
        """Go back to the shell, with everything saved as far as it can be."""
        if self._driver is None or not self._driver.can_suspend or not has_shell():
            self.say("There is no shell to go back to")
            return
        if not self._is_stopping:
            self._is_stopping = True
            self._keep_drafts()
            self.run_worker(self._save_and_stop, thread=True, group="suspend")

    def _save_and_stop(self) -> None:
        self.call_from_thread(self._stop, self.session.notebook.flush(_LAST_SAVE))

    def _stop(self, is_saved: bool) -> None:  # noqa: FBT001 - handed over by the worker
        self._is_stopping = False
        if not is_saved:
            # Or it might be stopped with the lock of the notes file, for which others would wait.
            self.say("Not all notes are saved yet; the shell has to wait")
            return
        # The terminal is given back first: whoever else stops may be what the shell waits for.
        with self.suspend():
            stop()

    @on(Driver.SignalResume)
    def _come_back(self) -> None:
        """Draw the screen, of which nothing is left when the shell goes on with the program."""
        self.action_redraw()

    def action_redraw(self) -> None:
        """Draw the screen anew, over what other programs left on it."""
        self.refresh(layout=True)
