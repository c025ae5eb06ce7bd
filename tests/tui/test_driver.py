"""Keys come whole and in order, Escape soon, and the hearing ends when it is told."""

from __future__ import annotations

import os
import queue
import select
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from textual import constants
from textual.app import App
from textual.events import Key

from tests.tui.terminal import POSTIL, Terminal
from tui import driver as driver_module
from tui.background import Background
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

    def send_message(self, message: Message) -> None:
        self.heard.put(message)

    def write(self, data: str) -> None:
        """Show nothing."""

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


@pytest.fixture
def in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have every byte come alone."""
    monkeypatch.setattr(driver_module, "_CHUNK", 1)


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> queue.SimpleQueue[float | None]:
    """Return for how long the hearing waits, each time that it begins to."""
    begun: queue.SimpleQueue[float | None] = queue.SimpleQueue()

    def selected(
        reading: list[int], writing: list[int], failing: list[int], seconds: float | None
    ) -> tuple[list[int], list[int], list[int]]:
        begun.put(seconds)
        return real(reading, writing, failing, seconds)

    real = select.select
    monkeypatch.setattr("tui.driver.select.select", selected)
    return begun


@contextmanager
def typing(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Hearing, int]]:
    """Yield a driver to which ESC is a key as soon as nothing follows, and where one types.

    It ends when it is told, without another key.
    """
    monkeypatch.setattr(constants, "ESCAPE_DELAY", constants.ESCAPE_DELAY)
    source, typed = os.pipe()
    with os.fdopen(source) as stdin:
        monkeypatch.setattr(sys, "__stdin__", stdin)
        driver = Hearing(App())
        monkeypatch.setattr(constants, "ESCAPE_DELAY", 0.0)
        try:
            yield driver, typed
        finally:
            driver.disable_input()
            assert driver.has_ended()
            os.close(typed)


@pytest.mark.usefixtures("in_parts")
async def test_a_letter_that_comes_in_parts_is_one_key(monkeypatch: pytest.MonkeyPatch) -> None:
    with typing(monkeypatch) as (driver, typed):
        os.write(typed, "éj".encode())
        assert driver.key() == "é"
        assert driver.key() == "j"


@pytest.mark.usefixtures("in_parts")
async def test_an_arrow_that_comes_in_parts_is_no_escape(monkeypatch: pytest.MonkeyPatch) -> None:
    with typing(monkeypatch) as (driver, typed):
        os.write(typed, b"\x1b[Bj")
        assert driver.key() == "down"
        assert driver.key() == "j"


async def test_what_follows_escape_later_is_a_key_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with typing(monkeypatch) as (driver, typed):
        os.write(typed, b"\x1b")
        assert driver.key() == "escape"
        os.write(typed, b"j")
        assert driver.key() == "j"


async def test_where_nothing_is_typed_it_sleeps(
    monkeypatch: pytest.MonkeyPatch, waits: queue.SimpleQueue[float | None]
) -> None:
    with typing(monkeypatch) as (driver, typed):
        os.write(typed, b"j")
        assert driver.key() == "j"
        assert [waits.get(timeout=_PATIENCE) for _ in range(3)] == [None, 0.0, None]


async def test_what_may_be_cut_off_is_waited_for_longer(
    monkeypatch: pytest.MonkeyPatch, waits: queue.SimpleQueue[float | None]
) -> None:
    with typing(monkeypatch) as (driver, typed):
        os.write(typed, b"j\x1b")
        assert driver.key() == "j"
        assert [waits.get(timeout=_PATIENCE) for _ in range(2)] == [None, 0.1]


@pytest.mark.usefixtures("in_parts")
async def test_what_the_terminal_answers_is_heard_and_typed_by_nobody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with typing(monkeypatch) as (driver, typed):
        driver.ask_background()
        os.write(typed, b"j\x1b]11;rgb:ffff/ffff/ffff\x1b\\k")
        assert driver.key() == "j"
        told = driver.heard.get(timeout=_PATIENCE)
        assert isinstance(told, Background)
        assert told.is_light
        assert driver.key() == "k"


async def test_what_only_began_like_an_answer_is_a_key_after_a_while(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with typing(monkeypatch) as (driver, typed):
        driver.ask_background()
        os.write(typed, b"\x1b]")
        assert driver.key() == "right_square_bracket"


async def test_a_byte_left_from_an_earlier_end_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driver_module, "_BEHIND", 0.0)
    with typing(monkeypatch) as (driver, typed):
        os.write(driver._wake, b"\0")
        os.write(typed, b"j")
        assert driver.key() == "j"
        monkeypatch.setattr(driver_module, "_BEHIND", _PATIENCE)


async def test_the_hearing_ends_with_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    with typing(monkeypatch) as (driver, typed):
        os.dup2(nowhere := os.open(os.devnull, os.O_WRONLY), typed)
        os.close(nowhere)
        assert driver.has_ended()


@pytest.mark.parametrize(
    ("environment", "seconds"),
    [
        ({}, 0.025),
        ({"SSH_CONNECTION": "10.0.0.1 50000 10.0.0.2 22"}, 0.1),
        ({"ESCDELAY": "7", "SSH_CONNECTION": "10.0.0.1 50000 10.0.0.2 22"}, 7.0),
        ({"ESCDELAY": "99999999999999999999"}, 10.0),
    ],
)
def test_escape_is_waited_for_as_long_as_the_way_is(
    environment: dict[str, str], seconds: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = float(environment.get("ESCDELAY", constants.ESCAPE_DELAY))
    monkeypatch.setattr(constants, "ESCAPE_DELAY", wanted)  # as Textual has it by then
    assert escape_delay(environment) == seconds


def test_a_plain_escape_leaves_a_screen(corpus: Path) -> None:
    with Terminal(*POSTIL, str(corpus)) as terminal:
        terminal.wait("sentence 1 of")
        terminal.press("T", "Codebook")
        terminal.press("\x1b", "sentence 1 of", hides="Codebook")
        terminal.press("q")
        terminal.end()
        assert terminal.process.returncode == 0
