"""However the reader ends, what was written is safe, and nothing of it is told to others."""

from __future__ import annotations

import json
import os
import signal
import sys
import termios
import time
from typing import TYPE_CHECKING

import pytest
from tinydb import TinyDB

from store.drafts import DraftBox
from tests.tui.terminal import POSTIL, Terminal
from tui import crash
from tui.cli import main
from tui.screens.note import _DRAFT_EVERY

if TYPE_CHECKING:
    from pathlib import Path

_WORDS = "observers at the secret crossing"
_PATIENCE = 30.0
"""Seconds after which a draft that does not come is taken for lost."""

_FAILING = """
import asyncio, sys
from tui.cli import main
from tui.screens.reading import ReadingScreen

def fail(screen):
    words = screen.reader.article.text
    raise ValueError(f"cannot copy {words}")

def fail_in_worker(screen):
    screen.run_worker(lambda: fail(screen), thread=True)

def fail_in_timer(screen):
    screen.set_timer(0.01, lambda: fail(screen))

ReadingScreen.action_copy = locals()[sys.argv.pop()]
sys.exit(main(sys.argv[1:]))
"""


def _is_restored(sent: bytes) -> bool:
    """Tell whether the terminal shows its own screen and cursor again."""
    return sent.rfind(b"\x1b[?1049l") > sent.rfind(b"\x1b[?1049h") and sent.rfind(
        b"\x1b[?25h"
    ) > sent.rfind(b"\x1b[?25l")


def _wait_for_draft(text: str) -> None:
    """Wait until the note as it stands is on the disk, without another key."""
    deadline = time.monotonic() + _PATIENCE
    while text not in [json.loads(each.read_bytes())["text"] for each in _drafts()]:
        assert time.monotonic() < deadline, "what was typed is not kept"


def _wait_for_notes(notes: Path) -> None:
    """Wait until there is a notes file, without another key."""
    deadline = time.monotonic() + _PATIENCE
    while not notes.exists():
        assert time.monotonic() < deadline, "what was marked is not saved"


def _drafts() -> list[Path]:
    return list(_states("drafts").rglob("*.json"))


def _echoes(terminal: Terminal) -> bool:
    """Tell whether the terminal treats keys as it did before the reader came."""
    flags = termios.tcgetattr(terminal._leader)[3]
    return bool(flags & termios.ECHO) and bool(flags & termios.ICANON)


@pytest.mark.parametrize(
    ("number", "status"),
    [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)],
)
def test_a_signal_in_the_middle_of_a_note_loses_no_letter_of_it(
    corpus: Path, notes: Path, number: signal.Signals, status: int
) -> None:
    with Terminal(*POSTIL, str(corpus)) as terminal:
        terminal.wait("sentence 1 of")
        terminal.press("\r", "Marked")
        _wait_for_notes(notes)
        terminal.press("}a", "Note on")
        terminal.press(_WORDS, "crossing")
        terminal.process.send_signal(number)
        sent = terminal.end()
        assert terminal.process.returncode == status
        assert _is_restored(sent)
        assert _echoes(terminal)
    with TinyDB(notes) as database:
        assert len(database.table("annotations")) == 1
    [draft] = DraftBox(notes).found()
    assert draft.text == _WORDS
    assert draft.begun_on.anchor is not None


@pytest.mark.parametrize("before", [(), ("sh", "-c", "trap '' HUP; exec \"$@\"", "sh")])
def test_a_terminal_that_is_closed_in_the_middle_of_a_note_takes_nothing_with_it(
    corpus: Path, notes: Path, before: tuple[str, ...]
) -> None:
    with Terminal(*before, *POSTIL, str(corpus)) as terminal:
        terminal.wait("sentence 1 of")
        terminal.press("a", "Note on")
        terminal.press(_WORDS, "crossing")
        spare = os.open(os.devnull, os.O_RDONLY)
        os.dup2(spare, terminal._leader)
        os.close(spare)
        assert terminal.process.wait(30) != 0
    [draft] = DraftBox(notes).found()
    assert draft.text == _WORDS


def test_a_killed_reader_loses_at_most_a_second_of_typing(corpus: Path, notes: Path) -> None:
    with Terminal(*POSTIL, str(corpus)) as terminal:
        terminal.wait("sentence 1 of")
        terminal.press("a", "Note on")
        terminal.press(_WORDS, "crossing")
        _wait_for_draft(_WORDS)
        terminal.press(" once more", "more")
        _wait_for_draft(f"{_WORDS} once more")
        terminal.press(" and again", "again")
        terminal.process.kill()
        terminal.end()
    [draft] = DraftBox(notes).found()
    assert draft.text.startswith(f"{_WORDS} once more")
    assert _DRAFT_EVERY < 1


@pytest.mark.parametrize("place", ["fail", "fail_in_worker", "fail_in_timer"])
def test_an_unexpected_error_saves_first_and_tells_nobody_what_was_read_or_written(
    corpus: Path, notes: Path, place: str
) -> None:
    with Terminal(sys.executable, "-c", _FAILING, str(corpus), place) as terminal:
        terminal.wait("sentence 1 of")
        terminal.press("a", "Note on")
        terminal.press(_WORDS, "crossing")
        terminal.press("\x13", "Noted")
        begin = len(terminal.sent)
        os.write(terminal._leader, b"y")
        sent = terminal.end()
        assert terminal.process.returncode == crash.CRASHED
        assert _echoes(terminal)
    assert _is_restored(sent)
    told = sent[sent.rfind(b"\x1b[?1049l") :].decode()
    assert "Your notes are saved" in told
    assert "Traceback" not in sent[begin:].decode()
    with TinyDB(notes) as database:
        assert database.table("annotations").all()[0]["note"] == _WORDS
    [report] = (_states("reports")).glob("*.txt")
    assert "".join(told.split()).find("".join(str(report).split())) >= 0
    assert report.stat().st_mode & 0o777 == 0o600
    written = report.read_text()
    assert "ValueError" in written
    assert "in fail" in written
    for word in ("observers", "secret", "crossing", "ministers", "Petrosyan", "cannot"):
        assert word not in written
        assert word not in told.replace(str(report), "")


def test_an_unexpected_error_on_the_command_line_is_one_line_and_a_report(
    corpus: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise LookupError(_WORDS)

    monkeypatch.setattr("tui.shell.answers.articles", fail)
    assert main(["list", "--corpus", str(corpus), "--json"]) == crash.CRASHED
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "LookupError" in told
    [report] = _states("reports").glob("*.txt")
    assert str(report) in told
    assert "secret" not in told + report.read_text()


def test_a_report_names_the_place_and_never_what_an_error_says() -> None:
    def inner() -> None:
        note = "a private thought"
        raise KeyError(note)

    def outer() -> None:
        try:
            inner()
        except KeyError as error:
            message = "while reading a private thought"
            raise RuntimeError(message) from error

    with pytest.raises(RuntimeError) as caught:
        outer()
    told = crash.describe(caught.value)
    assert "RuntimeError" in told
    assert "KeyError" in told
    assert "inner" in told
    assert "private" not in told


def _states(name: str) -> Path:
    """Return a folder in the reader's state folder."""
    from store import places

    return places.state_dir() / name
