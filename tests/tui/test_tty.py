"""The terminal belongs to the screen as long as it is shown."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from tests.tui.terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

_PANICKING = """
import os, sys
from tui.cli import main
from tui.screens.reading import ReadingScreen

def panic(screen):
    os.write(2, b"thread panicked at 'posting list'")
    screen.status.say("caught the panic")

ReadingScreen.action_copy = panic
status = main(sys.argv[1:])
os.write(2, b"the end")
sys.exit(status)
"""
_EDITOR = "#!/bin/sh\necho 'where am I?' >&2\necho edited > \"$1\"\n"


def test_what_a_library_prints_past_python_never_stands_on_the_screen(corpus: Path) -> None:
    with Terminal(sys.executable, "-c", _PANICKING, str(corpus)) as terminal:
        terminal.wait("sentence 1 of")
        terminal.press("y", "caught the panic")
        os.write(terminal._leader, b"q")
        sent = terminal.end()
    assert terminal.process.returncode == 0
    assert b"panicked" not in sent
    assert sent.endswith(b"the end")


def test_an_editor_that_the_terminal_is_lent_to_can_complain_there(
    corpus: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = home / "editor"
    editor.write_text(_EDITOR)
    editor.chmod(0o700)
    monkeypatch.setenv("EDITOR", str(editor))
    with Terminal(sys.executable, "-c", _PANICKING, str(corpus)) as terminal:
        terminal.wait("sentence 1 of")
        terminal.press("a", "Note on")
        terminal.press("\x05", "edited")
        assert b"where am I?" in terminal.sent
