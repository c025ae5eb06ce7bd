"""Keys come whole and in order, Escape soon, and the hearing ends when it is told."""

from __future__ import annotations

import os
import queue
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from textual import constants
from textual.app import App
from textual.events import Key

from tests.tui.terminal import POSTIL, Terminal
from tui.driver import TerminalDriver, escape_delay

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from textual.message import Message

_PATIENCE = 30.0


class Hearing(TerminalDriver):
    """A driver that keeps what it hears."""

    def __init__(self, app: App[None]) -> None:
        super().__init__(app)
        self.heard: queue.SimpleQueue[Message] = queue.SimpleQueue()
        self._key_thread = threading.Thread(target=self.run_input_thread, daemon=True)
        self._key_thread.start()

    def process_message(self, message: Message) -> None:
        self.heard.put(message)

    def key(self) -> str:
        """Return the next key."""
        event = self.heard.get(timeout=_PATIENCE)
        assert isinstance(event, Key)
        return event.key

    def has_ended(self) -> bool:
        """Wait for the end of the hearing."""
        assert self._key_thread is not None
        self._key_thread.join(_PATIENCE)
        return not self._key_thread.is_alive()


@contextmanager
def typing(monkeypatch: pytest.MonkeyPatch, delay: int) -> Iterator[tuple[Hearing, int]]:
    """Yield a driver, and where one types; ESC counts as a key after so many milliseconds.

    It ends when it is told, without another key.
    """
    monkeypatch.setenv("ESCDELAY", str(delay))
    monkeypatch.setattr(constants, "ESCAPE_DELAY", constants.ESCAPE_DELAY)
    source, typed = os.pipe()
    with os.fdopen(source) as stdin:
        monkeypatch.setattr(sys, "__stdin__", stdin)
        driver = Hearing(App())
        try:
            yield driver, typed
        finally:
            driver.disable_input()
            assert driver.has_ended()
            os.close(typed)


async def test_a_letter_that_comes_in_parts_is_one_key(monkeypatch: pytest.MonkeyPatch) -> None:
    with typing(monkeypatch, 1) as (driver, typed):
        for each in "é".encode():
            os.write(typed, bytes([each]))
            os.write(typed, b"" if each == 0xC3 else b"j")
        assert driver.key() == "é"
        assert driver.key() == "j"


async def test_an_arrow_that_comes_in_parts_is_no_escape(monkeypatch: pytest.MonkeyPatch) -> None:
    with typing(monkeypatch, 60_000) as (driver, typed):
        for part in (b"\x1b", b"[", b"B"):
            os.write(typed, part)
        assert driver.key() == "down"


async def test_what_follows_escape_later_is_a_key_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with typing(monkeypatch, 1) as (driver, typed):
        os.write(typed, b"\x1b")
        assert driver.key() == "escape"
        os.write(typed, b"j")
        assert driver.key() == "j"


async def test_the_hearing_ends_with_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    with typing(monkeypatch, 1) as (driver, typed):
        os.dup2(nowhere := os.open(os.devnull, os.O_WRONLY), typed)
        os.close(nowhere)
        assert driver.has_ended()


@pytest.mark.parametrize(
    ("environment", "milliseconds"),
    [
        ({}, 25),
        ({"SSH_CONNECTION": "10.0.0.1 50000 10.0.0.2 22"}, 100),
        ({"ESCDELAY": "300", "SSH_CONNECTION": "10.0.0.1 50000 10.0.0.2 22"}, 300),
        ({"ESCDELAY": "0"}, 1),
        ({"ESCDELAY": "soon"}, 25),
    ],
)
def test_escape_is_waited_for_as_long_as_the_way_is(
    environment: dict[str, str], milliseconds: int
) -> None:
    assert escape_delay(environment) == milliseconds


def test_a_plain_escape_leaves_a_screen(corpus: Path) -> None:
    with Terminal(*POSTIL, str(corpus)) as terminal:
        terminal.wait("sentence 1 of")
        terminal.press("T", "Codebook")
        terminal.press("\x1b", "sentence 1 of", hides="Codebook")
        terminal.press("q")
        terminal.end()
        assert terminal.process.returncode == 0
