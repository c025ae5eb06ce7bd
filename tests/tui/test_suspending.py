"""Ctrl+Z goes back to the shell with everything saved, and the shell's `fg` goes on."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest
from tinydb import TinyDB

from tests.tui.terminal import POSTIL, Screen, Terminal

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.driver import Opened

_SHELL = """
import os, signal, sys

def front(group):
    os.tcsetpgrp(0, group)

signal.signal(signal.SIGTTOU, signal.SIG_IGN)
child = os.fork()
if not child:
    os.setpgid(0, 0)
    front(os.getpid())
    signal.signal(signal.SIGTTOU, signal.SIG_DFL)
    os.execv(sys.argv[1], sys.argv[1:])
while True:
    status = os.waitpid(child, os.WUNTRACED)[1]
    front(os.getpgrp())
    if not os.WIFSTOPPED(status):
        sys.exit(os.waitstatus_to_exitcode(status))
    print("has stopped", flush=True)
    sys.stdin.readline()
    front(child)
    os.killpg(child, signal.SIGCONT)
"""
"""As much of a shell as it takes: a job that stops leaves the terminal, and a line goes on."""

_WITHIN = "import subprocess, sys; sys.exit(subprocess.call(sys.argv[1:]))"
"""A program that runs another one, as `uv run` does."""

_CTRL_Z, _CTRL_L = "\x1a", "\x0c"
_COLUMNS, _ROWS = 120, 35


def in_shell(*command: str) -> Terminal:
    """Return a terminal in which a shell runs a command."""
    return Terminal(sys.executable, "-c", _SHELL, *command, columns=_COLUMNS, rows=_ROWS)


@pytest.mark.parametrize("within", [(), (sys.executable, "-c", _WITHIN)])
def test_it_goes_back_to_the_shell_with_all_saved_and_comes_back_whole(
    corpus: Path, notes: Path, within: tuple[str, ...]
) -> None:
    with in_shell(*within, *POSTIL, str(corpus)) as terminal:
        terminal.wait("sentence 1 of")
        terminal.press("\r" + _CTRL_Z, "has stopped")
        with TinyDB(notes) as database:
            assert len(database.table("annotations")) == 1
        terminal.screen = Screen(_COLUMNS, _ROWS)
        terminal.press("\r", "to send observers to")
        terminal.press(")", "sentence 2 of")
        terminal.press("q")
        terminal.end()
        assert terminal.process.returncode == 0


def test_what_another_program_left_on_the_screen_is_drawn_over(corpus: Path) -> None:
    with Terminal(*POSTIL, str(corpus), columns=_COLUMNS, rows=_ROWS) as terminal:
        terminal.wait("sentence 1 of")
        terminal.screen = Screen(_COLUMNS, _ROWS)
        terminal.press(_CTRL_L, "to send observers to")
        terminal.press("q")
        terminal.end()


def test_where_no_shell_waits_it_says_so_and_goes_on(corpus: Path) -> None:
    with Terminal(*POSTIL, str(corpus), columns=_COLUMNS, rows=_ROWS) as terminal:
        terminal.wait("sentence 1 of")
        terminal.press(_CTRL_Z, "no shell to go back to")
        terminal.press(")", "sentence 2 of")
        assert os.waitpid(terminal.process.pid, os.WNOHANG | os.WUNTRACED) == (0, 0)
        terminal.press("q")
        terminal.end()


async def test_the_draft_of_a_note_that_came_back_to_what_it_was_is_given_up(
    corpus: Path, opened: Opened, home: Path
) -> None:
    async with opened(corpus) as reader:
        await reader.press("a", "x")
        editor = reader.app.screen
        editor.keep_draft()  # type: ignore[attr-defined]  # the editor is imported when wanted
        drafts = [*home.rglob("drafts/*/*.json")]
        assert drafts
        await reader.press("backspace")
        editor.keep_draft()  # type: ignore[attr-defined]  # the same
        assert not any(each.exists() for each in drafts)
