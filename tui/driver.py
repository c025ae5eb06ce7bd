"""TerminalDriver: hears the keys of a terminal, Escape soon, and gives it back at once."""

from __future__ import annotations

import os
import select
from codecs import getincrementaldecoder
from typing import TYPE_CHECKING, Any

from textual import constants
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

from tui.background import Answers, Background

if TYPE_CHECKING:
    from collections.abc import Mapping

_CHUNK = 4096
"""Bytes that are read at a time."""

_NEAR, _FAR = 25, 100
"""Milliseconds after which ESC is the key of that name and not the beginning of what another key
sends: at a terminal of this machine, and at one whose bytes come over a network."""


class TerminalDriver(LinuxDriver):
    """Textual's driver for terminals, but for the thread that hears the keys.

    Textual's looks ten times a second whether it is to end, and then waits for as long once more:
    `q` and ctrl+z would give the terminal back 0.2 s later. This one is told, and sleeps otherwise.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._told, self._tell = os.pipe()
        constants.ESCAPE_DELAY = escape_delay(os.environ) / 1000  # type: ignore[misc]  # its setting

    def disable_input(self) -> None:
        """Hear no more keys; returns when that is so."""
        if self._key_thread is not None and self._key_thread.is_alive():
            os.write(self._tell, b"\0")
        super().disable_input()

    def run_input_thread(self) -> None:
        """Hand on what is typed until told to end, or until the terminal is gone."""
        parser, decode = XTermParser(self._debug), getincrementaldecoder("utf-8")("replace").decode
        answers = Answers(lambda is_light: self.send_message(Background(is_light=is_light)))
        soon = None
        while True:
            ready = select.select([self.fileno, self._told], [], [], soon)[0]
            if self._told in ready:
                os.read(self._told, 1)
                return
            typed = os.read(self.fileno, _CHUNK) if ready else b""
            if ready and not typed:
                return
            text = answers.sift(decode(typed)) if ready else answers.release()
            # An empty text would be the end to the parser.
            for event in parser.feed(text) if text else ():
                self.process_message(event)
            if not ready:
                for event in parser.tick():
                    self.process_message(event)
            soon = constants.ESCAPE_DELAY if text or ready else None


def escape_delay(environment: Mapping[str, str]) -> int:
    """Return after how many milliseconds ESC is the key of that name.

    Args:
        environment: Of the program: `ESCDELAY`, as for programs made with ncurses, else whether
            sshd set `SSH_CONNECTION`.
    """
    wanted = environment.get("ESCDELAY", "")
    if wanted.isdecimal():
        return max(1, int(wanted))
    return _FAR if "SSH_CONNECTION" in environment else _NEAR
