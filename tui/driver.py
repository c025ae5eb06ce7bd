"""TerminalDriver: hears the keys of a terminal, Escape soon, and gives it back at once."""

from __future__ import annotations

import os
import select
from codecs import getincrementaldecoder
from typing import TYPE_CHECKING, Any

from textual import constants
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

from tui.background import QUESTION, Answer, Background

if TYPE_CHECKING:
    from collections.abc import Mapping

_CHUNK = 4096
"""Bytes that are read at a time."""

_NEAR, _FAR, _LONGEST = 0.025, 0.1, 10.0
"""Seconds after which ESC is the key of that name and not the beginning of what another key sends:
at a terminal of this machine, at one whose bytes come over a network, and at most."""

_LAST_WORD = 0.1
"""Seconds for an answer that is still on its way; the shell would take it for something typed."""

_BEHIND = 1.0
"""Seconds within which the end follows the byte that wakes the thread."""


class TerminalDriver(LinuxDriver):
    """Textual's driver for terminals, but for the thread that hears the keys.

    Textual's looks ten times a second whether it is to end, and then waits for as long once more:
    `q` and ctrl+z would give the terminal back 0.2 s later. This one sleeps until it is woken.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._woken, self._wake = os.pipe()
        self._answer = Answer(lambda is_light: self.send_message(Background(is_light=is_light)))
        constants.ESCAPE_DELAY = escape_delay(os.environ)  # type: ignore[misc]  # it is a setting

    def ask_background(self) -> None:
        """Ask the terminal whether it is light or dark; a `Background` follows where it answers."""
        self._answer.expect()
        self.write(QUESTION)

    def disable_input(self) -> None:
        """Hear no more keys; returns when that is so."""
        if self._key_thread is not None and self._key_thread.is_alive():
            self._answer.wait(_LAST_WORD)
            os.write(self._wake, b"\0")
        super().disable_input()

    def run_input_thread(self) -> None:
        """Hand on what is typed until told to end, or until the terminal is gone."""
        parser, decode = XTermParser(self._debug), getincrementaldecoder("utf-8")("replace").decode
        patience = None
        while True:
            ready = select.select([self.fileno, self._woken], [], [], patience)[0]
            if self._woken in ready:
                os.read(self._woken, 1)
                if self.exit_event.wait(_BEHIND):
                    return
            elif ready:
                typed = os.read(self.fileno, _CHUNK)
                if not typed:
                    return
                self._hear(parser, self._answer.sift(decode(typed)))
                patience = self._patience(typed)
            else:
                held = self._answer.release()
                self._hear(parser, held)
                for event in parser.tick():
                    self.process_message(event)
                patience = constants.ESCAPE_DELAY if held else None

    def _hear(self, parser: XTermParser, text: str) -> None:
        # An empty text would be the end to the parser.
        for event in parser.feed(text) if text else ():
            self.process_message(event)

    def _patience(self, typed: bytes) -> float:
        """Return for how many seconds more may come of what was typed last."""
        # What ends in ESC behind other bytes is seldom typed by hand.
        is_part = typed.endswith(b"\x1b") and len(typed) > 1
        if is_part or self._answer.is_expected:
            return max(_FAR, constants.ESCAPE_DELAY)
        return constants.ESCAPE_DELAY


def escape_delay(environment: Mapping[str, str]) -> float:
    """Return after how many seconds ESC is the key of that name.

    Args:
        environment: Of the program: Textual takes `ESCDELAY`, as programs made with ncurses do;
            sshd sets `SSH_CONNECTION`.
    """
    if "ESCDELAY" in environment:
        return min(constants.ESCAPE_DELAY, _LONGEST)
    return _FAR if "SSH_CONNECTION" in environment else _NEAR
