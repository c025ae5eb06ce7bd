"""In a terminal that answers: no article, name, tag or note presses a key in the reader."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
import uuid
from typing import TYPE_CHECKING

import pytest

from tests.tui.hostile import ASKING, write_dossier

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")

_PATIENCE = 30.0
"""Seconds until a program that says nothing more counts as hung."""

# Keeps every key that arrives, then runs the reader as it is.
_LISTENING = """
import sys
from textual.events import Key
from tui.app import PostilApp
from tui.cli import main
class Listening(PostilApp):
    heard = []
    async def on_event(self, event):
        # What nobody has taken comes back from the widgets, maybe behind the next.
        if isinstance(event, Key) and not any(event is each for each in self.heard):
            self.heard.append(event)
            with open(sys.argv[1], "a", encoding="utf-8") as log:
                log.write(event.key + "\\n")
        await super().on_event(event)
import tui.app
tui.app.PostilApp = Listening
sys.exit(main(sys.argv[2:]))
"""

# The same for an app that shows the text as it came.
_CARELESS = """
import sys
from textual.app import App
from textual.events import Key
from textual.widgets import Static
class Careless(App):
    def compose(self):
        yield Static(sys.argv[2], markup=False)
    def on_key(self, event):
        with open(sys.argv[1], "a", encoding="utf-8") as log:
            log.write(event.key + "\\n")
        if event.key == "f12":
            self.exit()
Careless().run()
"""

# A key by tmux's name and by Textual's, what it brings up and what it takes away.
_WALK: Sequence[tuple[str, str, str, str]] = (
    ("?", "question_mark", "Moving", ""),
    ("q", "q", "sentence", "Moving"),
    ("A", "A", "Annotations ·", ""),
    ("Tab", "tab", "the corpus", ""),
    ("Escape", "escape", "sentence", "Annotations ·"),
    ("T", "T", "Codebook", "sentence"),
    ("r", "r", "leave it", ""),
    ("Escape", "escape", "", "leave it"),
    ("q", "q", "sentence", "Codebook"),
    ("t", "t", "tag, go on", ""),
    ("Escape", "escape", "sentence", "tag, go on"),
    ("]", "right_square_bracket", "sentence", ""),
    ("a", "a", "$EDITOR", ""),
    ("Escape", "escape", "sentence", "$EDITOR"),
    ("J", "J", "council sat", ""),
)


class Tmux:
    """A tmux server of its own with one program in it.

    Args:
        command: The program and its arguments.
    """

    def __init__(self, *command: str) -> None:
        self._name = f"postil-{uuid.uuid4().hex}"
        self._call("-f", os.devnull, "new-session", "-d", "-x", "120", "-y", "45", *command)

    def press(self, *keys: str) -> None:
        """Press keys, by tmux's names."""
        self._call("send-keys", *keys)

    def wait(self, shows: str, hides: str = "") -> None:
        """Wait until certain words are on the screen and others are not."""
        deadline = time.monotonic() + _PATIENCE
        while shows not in (text := self._screen()) or (hides and hides in text):
            assert time.monotonic() < deadline, f"waited for {shows!r} in vain:\n{text}"
            time.sleep(0.02)

    def has_ended(self) -> bool:
        """Tell whether the program has ended, and tmux with it."""
        return self._call("has-session", check=False).returncode != 0

    def end(self) -> None:
        """End tmux and the program, if they have not ended yet."""
        self._call("kill-server", check=False)

    def _screen(self) -> str:
        return self._call("capture-pane", "-p").stdout

    def _call(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        command = ["tmux", "-L", self._name, *arguments]
        # A terminal around the tests is none of this one's business.
        environment = {name: value for name, value in os.environ.items() if name != "TMUX"}
        return subprocess.run(
            command, capture_output=True, text=True, check=check, env=environment, timeout=60
        )


@pytest.fixture
def started() -> Iterator[list[Tmux]]:
    """Collect the tmux servers of a test, and end them with it."""
    servers: list[Tmux] = []
    yield servers
    for server in servers:
        server.end()


def run(servers: list[Tmux], *command: str) -> Tmux:
    servers.append(Tmux(*command))
    return servers[-1]


def keys_in(log: Path) -> list[str]:
    return log.read_text(encoding="utf-8").split() if log.exists() else []


def test_the_same_text_shown_as_it_is_presses_keys(started: list[Tmux], tmp_path: Path) -> None:
    log = tmp_path / "keys"
    tmux = run(started, sys.executable, "-c", _CARELESS, str(log), f"shown {ASKING}")
    tmux.wait("shown")
    tmux.press("F12")
    wait_for_end(tmux)
    assert len(keys_in(log)) > 1


def test_no_article_name_tag_or_note_presses_a_key(started: list[Tmux], tmp_path: Path) -> None:
    corpus = write_dossier(tmp_path / "hostile")
    notes = corpus.parent / "dossier.notes.json"
    before = json.loads(notes.read_bytes())
    log = tmp_path / "keys"
    tmux = run(started, sys.executable, "-c", _LISTENING, str(log), str(corpus))
    tmux.wait("sentence 1")
    pressed: list[str] = []
    for key, name, shows, hides in _WALK:
        tmux.press(key)
        pressed.append(name)
        tmux.wait(shows, hides)
    tmux.press("q")
    wait_for_end(tmux)
    assert keys_in(log) == [*pressed, "q"]
    assert json.loads(notes.read_bytes())["annotations"] == before["annotations"]


def wait_for_end(tmux: Tmux) -> None:
    deadline = time.monotonic() + _PATIENCE
    while not tmux.has_ended():
        assert time.monotonic() < deadline, "the program did not end"
        time.sleep(0.02)
