"""What Postil writes is its owner's alone, whatever the shell allows new files to be."""

from __future__ import annotations

import json
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tui.terminal import ENTER, ESCAPE, POSTIL, Terminal

_TEXT = "Ministers meet\n\nThe border came up again. Nobody spoke to the press.\n"

# What is written only where something goes wrong: a save that fails, an error, an end by force.
_MISHAPS = """
from pathlib import Path
from store.annotation import Tag
from store.clock import now
from store.annotation import Annotation
from store.drafts import Draft, DraftBox
from store.merge import Change, make_step
from store.rescue import RescueBox
from tui import crash
notes = Path("dossier.notes.json")
RescueBox(notes).keep([make_step("create", [Change(None, Tag("security"))])])
DraftBox(notes).keep(Draft(Annotation("", "a", None), "words", now()))
assert crash.report(ValueError("words"))
"""


@pytest.fixture
def corpus() -> Path:
    corpus = Path("dossier").resolve()
    corpus.mkdir()
    (corpus / "ministers.txt").write_text(_TEXT, encoding="utf-8")
    return corpus


def everything(home: Path) -> set[Path]:
    return set(home.rglob("*"))


def open_to_others(paths: set[Path]) -> list[str]:
    """Return what anybody but its owner may read, write or enter."""
    modes = ((path, stat.S_IMODE(path.lstat().st_mode)) for path in sorted(paths))
    return [f"{mode:o} {path}" for path, mode in modes if mode & 0o077]


def run(*command: str) -> int:
    done = subprocess.run(
        command, umask=0, capture_output=True, stdin=subprocess.DEVNULL, check=False, timeout=60
    )
    assert b"Traceback" not in done.stderr, done.stderr
    return done.returncode


def test_nothing_that_the_command_line_writes_is_open_to_others(corpus: Path, home: Path) -> None:
    before = everything(home)
    notes = corpus.parent / "dossier.notes.json"
    at = ("--corpus", str(corpus))
    assert run(*POSTIL, "mark", "ministers.txt", "--tag", "a", "--note", "words", *at) == 0
    assert run(*POSTIL, "mark", "ministers.txt", "--quote", "border", "--tag", "b", *at) == 0
    copy = corpus.parent / "dossier.notes.sync-conflict-20261122-101010-ABCDEFG.json"
    copy.write_bytes(notes.read_bytes())
    assert run(*POSTIL, "merge", "--conflicts", *at) == 0
    for form in ("markdown", "csv", "json"):
        assert run(*POSTIL, "export", "--format", form, "-o", f"notes.{form}", *at) == 0
    broken = json.loads(notes.read_bytes())
    next(iter(broken["annotations"].values()))["tags"] = 1
    notes.write_text(json.dumps(broken), encoding="utf-8")
    assert run(*POSTIL, "check", "--repair", *at) == 0
    assert run(*POSTIL, "restore", "--yes", *at) == 0
    made = everything(home) - before - {copy}
    assert {"notes.csv", "dossier.notes.json"} <= {path.name for path in made}
    assert open_to_others(made) == []


def test_nothing_that_the_reader_writes_is_open_to_others(corpus: Path, home: Path) -> None:
    before = everything(home)
    with Terminal(*POSTIL, str(corpus), umask=0) as terminal:
        terminal.wait("sentence 1")
        terminal.press(ENTER, "1 annotation")
        terminal.press("a", "$EDITOR")
        terminal.press("words", "words")
        terminal.press("\x13", "▎words", "$EDITOR")
        terminal.press("q")
        terminal.end()
        assert terminal.process.returncode == 0
    made = everything(home) - before
    assert any(path.name == "dossier.notes.json" for path in made)
    assert len(made) > 8
    assert open_to_others(made) == []


def test_nothing_that_a_mishap_leaves_is_open_to_others(home: Path) -> None:
    before = everything(home)
    assert run(sys.executable, "-c", _MISHAPS) == 0
    made = everything(home) - before
    folders = {path.name for path in made if path.is_dir()}
    assert {"rescue", "drafts", "reports"} <= folders
    assert open_to_others(made) == []


def test_a_note_is_private_while_an_editor_of_ones_own_has_it(
    corpus: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = home / "editor"
    editor.write_text('#!/bin/sh\nls -lnd "$1" "$(dirname "$1")" > "$HOME/seen"\n')
    editor.chmod(0o700)
    monkeypatch.setenv("EDITOR", str(editor))
    with Terminal(*POSTIL, str(corpus), umask=0) as terminal:
        terminal.wait("sentence 1")
        terminal.press("a", "$EDITOR")
        terminal.press("\x05", "$EDITOR")
        terminal.press(ESCAPE, "sentence", "$EDITOR")
        terminal.press("q")
        terminal.end()
    modes = re.findall(r"^([-d][-rwx]{9})", (home / "seen").read_text(), re.MULTILINE)
    assert set(modes) == {"-rw-------", "drwx------"}
