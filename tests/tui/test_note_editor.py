"""Writing a note, keeping it, throwing it away, and lending the terminal to an editor."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.tui.hosts import Host, drawn
from tui.outside import EditorError, edit_outside, editor_command
from tui.screens.ask import Ask, Confirm
from tui.screens.note import NoteEditor

if TYPE_CHECKING:
    from collections.abc import Iterator


class Terminal(Host[str | None]):
    """A host whose terminal can be lent: there is none under a test."""

    lent = 0

    @contextmanager
    def suspend(self) -> Iterator[None]:
        self.lent += 1
        yield


@pytest.mark.parametrize("save", ["ctrl+s", "ctrl+enter"])
async def test_what_was_written_is_given_back(save: str) -> None:
    app = Host[str | None]()
    async with app.run_test() as pilot:
        await app.over(pilot, NoteEditor("troops on sovereign territory", "why"))
        assert "Note on “troops on sovereign territory”" in drawn(app)
        await pilot.press("space", *"now", "enter", "j", "q", "question_mark", save)
        assert app.results == ["why now\njq?"]


@pytest.mark.parametrize("size", [(30, 8), (30, 12), (80, 17), (80, 18), (120, 35)])
async def test_the_line_of_keys_is_there_on_a_low_screen_too(size: tuple[int, int]) -> None:
    app = Host[str | None]()
    async with app.run_test(size=size) as pilot:
        await app.over(pilot, NoteEditor("troops on sovereign territory", "why now"))
        lines = drawn(app).split("\n")
        assert "Note on “troops" in drawn(app)
        assert any("why now" in line for line in lines)
        assert any("ctrl+s" in line and "save" in line for line in lines)
        assert any("╰" in line for line in lines)
        await pilot.press("x", "escape")
        assert "Unsaved:" in drawn(app)


async def test_an_emptied_note_is_given_back_empty() -> None:
    app = Host[str | None]()
    async with app.run_test() as pilot:
        await app.over(pilot, NoteEditor("", "ab"))
        await pilot.press("backspace", "backspace", "space", "ctrl+s")
        assert app.results == [""]


@pytest.mark.parametrize("keys", [[], ["x", "backspace"]])
async def test_escape_closes_at_once_where_nothing_would_be_lost(keys: list[str]) -> None:
    app = Host[str | None]()
    async with app.run_test() as pilot:
        await app.over(pilot, NoteEditor("", "as it was"))
        await pilot.press(*keys, "escape")
        assert app.results == [None]


@pytest.mark.parametrize(
    ("answer", "results"),
    [
        (["ctrl+s"], ["was"]),
        (["ctrl+d"], [None]),
        (["escape"], []),
        (["escape", "t"], []),
        (["t"], []),
    ],
)
async def test_escape_asks_where_something_would_be_lost(
    answer: list[str], results: list[str | None]
) -> None:
    app = Host[str | None]()
    async with app.run_test() as pilot:
        await app.over(pilot, NoteEditor("", "wa"))
        await pilot.press("s", "escape")
        assert "Unsaved: ctrl+s saves · ctrl+d throws away · escape goes on writing" in drawn(app)
        await pilot.press(*answer)
        assert app.results == results
        if answer[-1] == "t":
            await pilot.press("ctrl+s")
            assert app.results == ["wast"]


async def test_a_word_typed_at_the_question_belongs_to_the_note() -> None:
    app = Host[str | None]()
    async with app.run_test() as pilot:
        await app.over(pilot, NoteEditor("", "wa"))
        await pilot.press("s", "escape", *"dusk")
        assert app.results == []
        await pilot.press("ctrl+s")
        assert app.results == ["wasdusk"]


async def test_what_is_pasted_cannot_carry_an_escape_sequence() -> None:
    app = Host[str | None]()
    async with app.run_test() as pilot:
        await app.over(pilot, NoteEditor("", "a\x1b]52;c;eA==\x07b\u202e"))
        await pilot.press("x", "ctrl+s")
        assert app.results == ["abx"]


def _editor(folder: Path, body: str) -> str:
    script = folder / "my editor.py"
    script.write_text(
        f"import os, stat, sys\nfrom pathlib import Path\np = Path(sys.argv[-1])\n{body}"
    )
    return f"{sys.executable} '{script}' --wait"


async def test_the_editor_gets_the_note_and_gives_it_back(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = "p.write_text(p.read_text().upper() + f' {sys.argv[1]}\\x1b[2J\\n\\n')"
    monkeypatch.setenv("EDITOR", "never")
    monkeypatch.setenv("VISUAL", _editor(home, body))
    app = Terminal()
    async with app.run_test() as pilot:
        await app.over(pilot, NoteEditor("", "why"))
        await pilot.press("ctrl+e")
        assert (app.lent, "WHY --wait" in drawn(app)) == (1, True)
        await pilot.press("!", "ctrl+s")
        assert app.results == ["WHY --wait!"]


@pytest.mark.parametrize(
    ("editor", "said"),
    [
        (None, "no editor is named, and there is no vi: set $EDITOR"),
        ("/nowhere/ed", "/nowhere/ed can't be started"),
        ("'ed", "$EDITOR can't be understood"),
        ("false", "false ended with status 1: nothing changed"),
    ],
)
async def test_an_editor_that_is_missing_or_fails_is_said_and_the_note_stays(
    monkeypatch: pytest.MonkeyPatch, editor: str | None, said: str
) -> None:
    if editor is not None:
        monkeypatch.setenv("EDITOR", editor)
    else:
        monkeypatch.setenv("PATH", "/nowhere")
    app = Terminal()
    async with app.run_test() as pilot:
        await app.over(pilot, NoteEditor("", "as it was"))
        await pilot.press("ctrl+e")
        assert said in drawn(app)
        assert "as it was" in drawn(app)


def test_without_a_named_editor_vi_takes_the_note(home: Path) -> None:
    vi = home / "vi"
    vi.write_text('#!/bin/sh\necho seen by vi >> "$1"\n')
    vi.chmod(0o700)
    command = editor_command({"EDITOR": " ", "PATH": str(home)})
    assert edit_outside("why\n", command) == "why\nseen by vi\n"
    assert editor_command({"EDITOR": "ed", "PATH": str(home)}) == ("ed",)


async def test_a_terminal_that_cannot_be_lent_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "true")
    app = Host[str | None]()
    async with app.run_test() as pilot:
        await app.over(pilot, NoteEditor("", "as it was"))
        await pilot.press("ctrl+e")
        assert "can't be lent to an editor" in drawn(app)


def test_nobody_else_can_read_the_note_while_it_is_edited_and_it_is_gone_afterwards(
    home: Path,
) -> None:
    log = home / "log"
    body = (
        "modes = [stat.S_IMODE(x.stat().st_mode) for x in (p, p.parent)]\n"
        f"Path({str(log)!r}).write_text(f'{{p}}\\n{{modes[0]:o}} {{modes[1]:o}} {{p.suffix}}')"
    )
    assert edit_outside("secret", editor_command({"EDITOR": _editor(home, body)})) == "secret"
    path, modes = log.read_text().split("\n")
    assert modes == "600 700 .md"
    assert not Path(path).exists()


def test_what_is_no_text_is_refused(home: Path) -> None:
    command = editor_command({"EDITOR": _editor(home, "p.write_bytes(b'\\xff\\xfe')")})
    with pytest.raises(EditorError, match="left no text"):
        edit_outside("x", command)


async def test_a_question_takes_an_answer_that_makes_sense() -> None:
    def check(answer: str) -> str:
        if not answer.strip():
            raise ValueError("A tag needs a name.")
        return answer.strip()

    app = Host[str | None]()
    async with app.run_test() as pilot:
        await app.over(pilot, Ask("Rename “[b]”", value=" ", check=check))
        await pilot.press("enter")
        assert "Rename “[b]”" in drawn(app)
        assert "A tag needs a name." in drawn(app)
        await pilot.press(*"qy")
        assert "A tag needs a name." not in drawn(app)
        await pilot.press("enter")
        assert app.results == ["qy"]


async def test_a_suggested_answer_is_taken_with_one_key() -> None:
    app = Host[str | None]()
    async with app.run_test() as pilot:
        await app.over(pilot, Ask("Merge into", suggestions=["law/treaty", "media"]))
        await pilot.press(*"LA")
        await pilot.pause()
        await pilot.press("right", "enter")
        assert app.results == ["law/treaty"]


async def test_a_question_can_be_left() -> None:
    app = Host[str | None]()
    async with app.run_test() as pilot:
        await app.over(pilot, Ask("Rename", value="x"))
        await pilot.press("escape")
        assert app.results == [None]


@pytest.mark.parametrize(("key", "answer"), [("y", True), ("n", False), ("escape", False)])
async def test_yes_is_yes_and_all_else_is_no(key: str, *, answer: bool) -> None:
    app = Host[bool]()
    async with app.run_test() as pilot:
        await app.over(pilot, Confirm("Delete “law”?", "It is on 40 annotations."))
        assert "It is on 40 annotations." in drawn(app)
        await pilot.press("j", key)
        assert app.results == [answer]
