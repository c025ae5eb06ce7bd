"""The real program in a terminal of its own, over texts and names that want to command it."""

from __future__ import annotations

import base64
import json
import re
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.tui.hostile import ASKING, COMMANDING, MARKUP, POISON, TURNING, write_dossier
from tests.tui.terminal import (
    ENTER,
    ESCAPE,
    PALETTE,
    POSTIL,
    TAB,
    Terminal,
    commands,
    run_in_terminal,
    tokens,
    words,
)

if TYPE_CHECKING:
    from pathlib import Path

NOT_PLAIN = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb\ufffd]")
HARMLESS_CONTROLS = {"control '\\n'", "control '\\r'"}
ONLY_LOOKS = re.compile(rb"\x1b\[[0-9;]*m")

# Keys, what of the program's own words they bring up, and what they take away.
WALK = (
    ("?", "Moving", ""),
    ("q", "sentence", "Moving"),
    ("A", "Annotations · The", ""),
    (TAB, "the corpus", ""),
    (ESCAPE + ESCAPE, "sentence", "Annotations ·"),
    ("T", "Codebook", "sentence"),
    ("r", "leave it", ""),
    (ESCAPE, "", "leave it"),
    ("a", "leave it", ""),
    (ESCAPE, "", "leave it"),
    ("d", "Undo brings", ""),
    ("n", "", "Undo brings"),
    (ENTER, "Annotations ·", "Codebook"),
    (ESCAPE + ESCAPE + ESCAPE, "sentence", "Annotations ·"),
    (PALETTE, "what to do", ""),
    ("terms", "Words lit up", "what to do"),
    (ENTER, "whole word", "Words lit up"),
    ("d", "Deleted", ""),
    ("u", "Undone", ""),
    ("q", "sentence", "Undone"),
    ("]", "sentence", ""),
    ("t", "tag, go on", ""),
    ("pri", "create pri", ""),
    (ESCAPE, "", "tag, go on"),
    ("a", "$EDITOR", ""),
    (ESCAPE, "", "$EDITOR"),
    ("/", "find in", ""),
    ("capital", "1 of 1", "find in"),
    (ENTER, "“capital” 1 of 1", ""),
    (ESCAPE, "", "“capital”"),
    (TAB, "enter open", ""),
    ("f", "type to narrow", ""),
    ("border", " of 3", ""),
    (ESCAPE, "", " of 3"),
    ("gj" + ENTER, "PDF", ""),
    ("G" + ENTER, "council sat", ""),
    (PALETTE, "what to do", ""),
    ("taken", "hidden signs", "what to do"),
    (ENTER, "aken out of this article", "hidden signs"),
    (ESCAPE, "", "aken out of this article"),
    ("y", "clipboard", ""),
    ("]d", "Deleted", ""),
    ("u", "Undone", "Deleted"),
)

UNREADABLE = {
    "fields": '{"tags": {"\\u001b[c\\u009b6n": {"name": 1, "\\u001b]52;c;QQ==\\u0007": 2}}}',
    "surrogate": '{"annotations": {"1": {"uuid": "\\u001b[>q", "article": "\\ud800[/]"}}}',
    "conflict": f"<<<<<<< {POISON}\n=======\n>>>>>>> {POISON}\n",
    "torn": f'{{"annotations": {{"{ASKING}"',
}
"""Notes files that cannot be read, by what is wrong with them."""


@pytest.fixture
def poisoned(tmp_path: Path) -> Path:
    return write_dossier(tmp_path / "hostile")


@pytest.fixture
def twin(tmp_path: Path) -> Path:
    return write_dossier(tmp_path / "harmless", "", "")


def walk(corpus: Path, pasted: str) -> bytes:
    """Go through every pane and screen; return what was sent to the terminal."""
    paste = f"\x1b[200~{pasted}\x1b[201~"
    typed = (
        (TAB, "enter open", ""),
        ("f", "type to narrow", ""),
        (paste, "0 of 3", ""),
        (ESCAPE, "", "0 of 3"),
        (TAB, "enter mark", ""),
        ("/", "find in", ""),
        (paste, "not found", "find in"),
        (ESCAPE, "", "not found"),
        ("a", "$EDITOR", ""),
        (paste, "words", ""),
        (ESCAPE, "throws away", ""),
        ("\x04", "", "throws away"),
    )
    with Terminal(*POSTIL, str(corpus), rows=45) as terminal:
        terminal.wait("sentence 1")
        for keys, shows, hides in (*WALK, *typed):
            terminal.press(keys, shows, hides)
        terminal.press("q")
        sent = terminal.end()
        assert terminal.process.returncode == 0
    return sent


def test_no_screen_sends_a_sequence_that_the_program_alone_would_not(
    poisoned: Path, twin: Path
) -> None:
    notes = twin.parent / "dossier.notes.json"
    harmless = walk(twin, "words nobody wrote")
    own = commands(harmless)
    assert {each for each in own if each.startswith("control")} <= HARMLESS_CONTROLS
    assert notes.exists()
    sent = walk(poisoned, f"words {TURNING}{MARKUP}\x00\x07\x7f\x9b31m\x9d0;x\x9c")
    assert commands(sent) <= own
    for token in tokens(sent):
        if token.raw.startswith("\x1b]52;"):
            copied = base64.b64decode(token.raw.removesuffix("\x07").rpartition(";")[2])
            assert commands(copied) <= {"control '\\n'"}
    assert "[@click=app.bell]" in words(sent)


@pytest.mark.parametrize("notes", UNREADABLE.values(), ids=UNREADABLE)
def test_a_notes_file_that_cannot_be_read_sends_nothing_either(twin: Path, notes: str) -> None:
    (twin.parent / "dossier.notes.json").write_text(notes, encoding="utf-8", newline="")
    with Terminal(*POSTIL, str(twin)) as terminal:
        terminal.wait("y yes")
        terminal.press("n", "Notes are read-only", "y yes")
        terminal.press("q")
        sent = terminal.end()
        assert terminal.process.returncode == 0
    assert {each for each in commands(sent) if each.startswith("control")} <= HARMLESS_CONTROLS
    assert not {each for each in commands(sent) if each.startswith(("string", "escape"))} - {
        "string '\\x1b]11'",  # asks what the background is like
        "string '\\x1b]22'",
    }
    assert not re.search(rb"\x1b\[[0-9;>?=]*[cnqt]", sent)


def test_the_command_line_sends_looks_at_most(poisoned: Path) -> None:
    article = next(each.name for each in poisoned.iterdir() if each.name.startswith("1"))
    at = ("--corpus", str(poisoned))
    for arguments in (
        ("list", *at),
        ("list", "--json", *at),
        ("show", article, *at),
        ("show", article, "--json", *at),
        ("notes", *at),
        ("notes", "--json", *at),
        ("export", *at),
        ("export", "--format", "csv", *at),
        ("mark", article, "--tag", f"t {COMMANDING}", "--note", f"{MARKUP}{TURNING}", *at),
        ("mark", article, "--quote", f"no such words {ASKING}", *at),
        ("mark", article, "--quote", "ministers", *at),
        ("check", *at),
        ("show", f"no such article {ASKING}", *at),
        (f"command{ASKING}",),
        ("list", f"--{ASKING}"),
        ("list", "--corpus", f"no such folder{ASKING}"),
    ):
        assert_only_looks(*arguments)


@pytest.mark.parametrize("command", ["notes", "check", "mark"])
def test_the_command_line_complains_in_letters(twin: Path, command: str) -> None:
    (twin.parent / "dossier.notes.json").write_text(UNREADABLE["fields"], encoding="utf-8")
    article = ("1 ministers .txt", "--note", "words") if command == "mark" else ()
    assert_only_looks(command, *article, "--corpus", str(twin))


def assert_only_looks(*arguments: str) -> None:
    """Assert that a command sends its terminal text and colours, and nothing else."""
    _, sent = run_in_terminal(*POSTIL, *(each.replace("\0", "") for each in arguments))
    assert sent.strip(), arguments
    assert b"Traceback" not in sent, arguments
    assert commands(ONLY_LOOKS.sub(b"", sent)) <= HARMLESS_CONTROLS, arguments


def test_a_pipe_gets_plain_text(poisoned: Path) -> None:
    for arguments in (
        ("list",),
        ("list", "--json"),
        ("notes",),
        ("notes", "--json"),
        ("export",),
        ("export", "--format", "json"),
    ):
        done = subprocess.run(
            [*POSTIL, *arguments, "--corpus", str(poisoned)], capture_output=True, check=True
        )
        assert len(done.stdout) > 500
        assert not NOT_PLAIN.search(done.stdout.decode()), arguments
        if arguments[-1].endswith("json"):
            assert json.loads(done.stdout)
