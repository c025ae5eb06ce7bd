"""What is typed before anything is shown is carried out once there is what it is about."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from store.session import Session
from tests.tui.terminal import ESCAPE, POSTIL, Terminal

if TYPE_CHECKING:
    from pathlib import Path

_STUCK = """
import sys, time
from store.corpus import Corpus
from tui.cli import main
from tui.screens.reading import ReadingScreen

is_left = []
action_quit = ReadingScreen.action_quit

def scan(*_):
    while not is_left:
        time.sleep(0.01)
    yield from ()

def leave(screen):
    is_left.append(True)
    action_quit(screen)

Corpus.scan, ReadingScreen.action_quit = scan, leave
ReadingScreen._give_up = lambda _: None
sys.exit(main())
"""
"""The program, which lists no article before one leaves."""

_TEXT = "First of all.\n\nThen the border.\n\nThen the rain.\n\nThen an umbrella.\n"


def type_at_once(terminal: Terminal, keys: str) -> None:
    os.write(terminal._leader, keys.encode())


@pytest.fixture
def folder(home: Path) -> Path:
    """Return a corpus of three articles that was never seen."""
    folder = home / "work" / "papers"
    folder.mkdir()
    for name in "abc":
        (folder / f"{name}.txt").write_text(f"{name.upper()} {_TEXT}", encoding="utf-8")
    return folder


@pytest.fixture
def known(folder: Path) -> Path:
    """Return a corpus whose second article was open when the reader left."""
    with Terminal(*POSTIL, str(folder)) as terminal:
        terminal.wait("sentence 1 of")
        terminal.press("J", "B First", hides="nothing of this")
        terminal.press("q")
        terminal.end()
        assert terminal.process.returncode == 0
    return folder


@pytest.mark.parametrize("name", ["papers", "papers/a.txt"])
def test_letters_behind_the_key_of_a_line_are_typed_into_it(folder: Path, name: str) -> None:
    with Terminal(*POSTIL, str(folder.parent / name)) as terminal:
        type_at_once(terminal, "/umbrella\r")
        terminal.wait("“umbrella” 1 of")
        terminal.press("q")
        terminal.end()


def test_nothing_is_undone_that_was_marked_before(folder: Path) -> None:
    marking = ("mark", "a.txt", "--quote", "rain", "--corpus", str(folder))
    subprocess.run([*POSTIL, *marking], check=True, capture_output=True)
    with Terminal(*POSTIL, str(folder / "a.txt")) as terminal:
        type_at_once(terminal, "/u")
        terminal.wait("/ u ")
        terminal.press(ESCAPE + ESCAPE + "q")
        terminal.end()
    session = Session.open(folder, None, creator="reader")
    assert len(session.notebook.book.annotations()) == 1
    assert session.close()


def test_moves_are_made_once_there_is_something_to_move_in(folder: Path) -> None:
    with Terminal(*POSTIL, str(folder / "a.txt")) as terminal:
        type_at_once(terminal, ")))")
        terminal.wait("sentence 4 of")
        terminal.press("q")
        terminal.end()


def test_a_tag_waits_for_what_it_is_written_on(folder: Path) -> None:
    with Terminal(*POSTIL, str(folder)) as terminal:
        type_at_once(terminal, "tweather\r")
        terminal.wait("weather", hides="nothing here to write on")
        terminal.press(ESCAPE, "sentence 1 of")
        terminal.press("q")
        terminal.end()


@pytest.mark.parametrize(("key", "title"), [("J", "C First"), ("K", "A First")])
def test_a_neighbour_is_gone_to_once_it_is_known(known: Path, key: str, title: str) -> None:
    with Terminal(*POSTIL, str(known)) as terminal:
        type_at_once(terminal, f"{key}/umbrella\r")
        terminal.wait("“umbrella” 1 of")
        text = terminal.screen.text
        assert "This is the" not in text
        assert text.count(title) > 1, "it is not what is open"
        terminal.press("q")
        terminal.end()


@pytest.mark.parametrize("keys", ["q", "))q", "Jq", f"/{ESCAPE}q"])
def test_one_can_leave_before_there_is_anything(folder: Path, keys: str) -> None:
    with Terminal(sys.executable, "-c", _STUCK, str(folder)) as terminal:
        type_at_once(terminal, keys)
        terminal.end()
        assert terminal.process.returncode == 0


def test_nothing_waits_where_there_is_no_article(folder: Path) -> None:
    for each in folder.iterdir():
        each.unlink()
    with Terminal(*POSTIL, str(folder)) as terminal:
        type_at_once(terminal, ")tJT")
        terminal.wait("no tags yet")
        terminal.press("q")
        terminal.press("q")
        terminal.end()
        assert terminal.process.returncode == 0
