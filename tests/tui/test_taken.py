"""The terminal is the reader's from its first moments on, and is given back as it was."""

from __future__ import annotations

import os
import signal
import sys
import termios
from typing import TYPE_CHECKING, Any

import pytest

from tests.tui.terminal import POSTIL, Terminal

if TYPE_CHECKING:
    from pathlib import Path

_WAITING = """
import os, sys, time

where = os.environ["WHERE"]

class Importing:
    def find_spec(self, name, path=None, target=None):
        if name == where:
            print("importing", where, file=sys.stderr, flush=True)
            while not os.path.exists(os.environ["GO"]):
                time.sleep(0.01)

sys.meta_path.insert(0, Importing())
from tui.cli import main
sys.exit(main())
"""
"""The program, which waits before it imports a module."""


@pytest.fixture
def go(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a file that the waiting program waits for."""
    monkeypatch.setenv("GO", str(home / "go"))
    return home / "go"


def waiting(where: str, corpus: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Return a terminal in which the program is about to import a module."""
    monkeypatch.setenv("WHERE", where)
    return Terminal(sys.executable, "-c", _WAITING, str(corpus))


def attributes(terminal: Terminal) -> list[Any]:
    return termios.tcgetattr(terminal._leader)


def test_enter_typed_before_anything_is_shown_is_enter_and_nothing_is_echoed(
    corpus: Path, go: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with waiting("tui.app", corpus, monkeypatch) as terminal:
        terminal.wait("importing tui.app")
        os.write(terminal._leader, b"/border\r")
        go.touch()
        terminal.wait("“border” 1 of")
        assert b"border\r" not in terminal.sent.split(b"\x1b[?1049h")[0]
        terminal.press("q")
        terminal.end()


def test_enter_typed_before_the_terminal_was_the_readers_is_enter_too(
    corpus: Path, go: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with waiting("tui.shell.root", corpus, monkeypatch) as terminal:
        terminal.wait("importing tui.shell.root")
        os.write(terminal._leader, b"/border\r")
        terminal.wait("/border")  # echoed: so the system has made a line feed of it
        go.touch()
        terminal.wait("“border” 1 of")
        terminal.press("q")
        terminal.end()


def test_a_reader_that_is_left_leaves_the_terminal_as_it_was(corpus: Path) -> None:
    with Terminal(*POSTIL, str(corpus)) as terminal:
        before = attributes(terminal)
        terminal.wait("sentence 1 of")
        assert attributes(terminal) != before
        terminal.press("q")
        terminal.end()
        assert terminal.process.returncode == 0
        assert attributes(terminal) == before


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_amid_the_imports_ends_it_at_once_and_the_terminal_is_as_it_was(
    corpus: Path, go: Path, monkeypatch: pytest.MonkeyPatch, number: signal.Signals
) -> None:
    with waiting("tui.app", corpus, monkeypatch) as terminal:
        before = attributes(terminal)
        terminal.wait("importing tui.app")
        assert attributes(terminal) != before
        if number is signal.SIGINT:
            os.write(terminal._leader, b"\x03")
        else:
            terminal.process.send_signal(number)
        sent = terminal.end()
        assert terminal.process.returncode == -number
        assert attributes(terminal) == before
    assert sent.rstrip() == b"importing tui.app"
    assert not go.exists()


def test_a_signal_while_one_reads_leaves_the_terminal_as_it_was(corpus: Path) -> None:
    with Terminal(*POSTIL, str(corpus)) as terminal:
        before = attributes(terminal)
        terminal.wait("sentence 1 of")
        terminal.process.send_signal(signal.SIGTERM)
        terminal.end()
        assert terminal.process.returncode == 128 + signal.SIGTERM
        assert attributes(terminal) == before


def test_a_complaint_leaves_the_terminal_as_it_was(corpus: Path) -> None:
    with Terminal(*POSTIL, str(corpus / "nowhere.txt")) as terminal:
        before = attributes(terminal)
        sent = terminal.end()
        assert terminal.process.returncode == 2
        assert attributes(terminal) == before
    assert sent.startswith(b"postil: ")
    assert sent.endswith(b"\r\n")


def test_a_reader_that_is_stopped_lends_the_terminal_as_it_was_and_takes_it_again(
    corpus: Path,
) -> None:
    with Terminal(*POSTIL, str(corpus)) as terminal:
        before = attributes(terminal)
        terminal.wait("sentence 1 of")
        taken = attributes(terminal)
        terminal.process.send_signal(signal.SIGTSTP)
        os.waitpid(terminal.process.pid, os.WUNTRACED)
        assert attributes(terminal) == before
        terminal.process.send_signal(signal.SIGCONT)
        terminal.press(")", "sentence 2 of")
        assert attributes(terminal) == taken
        terminal.press("q")
        terminal.end()
        assert attributes(terminal) == before


def test_a_start_that_is_stopped_lends_the_terminal_as_it_was_and_takes_it_again(
    corpus: Path, go: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with waiting("tui.app", corpus, monkeypatch) as terminal:
        before = attributes(terminal)
        terminal.wait("importing tui.app")
        terminal.process.send_signal(signal.SIGTSTP)
        os.waitpid(terminal.process.pid, os.WUNTRACED)
        assert attributes(terminal) == before
        terminal.process.send_signal(signal.SIGCONT)
        go.touch()
        terminal.wait("sentence 1 of")
        terminal.press("q")
        terminal.end()
        assert attributes(terminal) == before
