"""All annotations written to a file from within the reader, never over what must stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.events import Paste

from tui import cli
from tui.screens.ask import Ask, Confirm

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.driver import Driver, Opened


async def annotate(reader: Driver) -> None:
    """Mark a sentence and wait until it is on the disk."""
    await reader.open("ministers.txt")
    await reader.press("}", "enter")
    await reader.saved()


async def export_to(reader: Driver, path: Path | str) -> None:
    """Answer where the annotations are to be written, with a path that is pasted."""
    reader.screen.action_export()
    await reader.until(lambda: isinstance(reader.app.screen, Ask))
    reader.app.post_message(Paste(str(path)))
    await reader.press("enter")


@pytest.mark.parametrize(
    ("suffix", "form"), [(".md", "markdown"), (".csv", "csv"), (".json", "json")]
)
async def test_it_writes_what_the_command_writes(
    corpus: Path, tmp_path: Path, opened: Opened, suffix: str, form: str
) -> None:
    out, expected = tmp_path / f"out{suffix}", tmp_path / "expected"
    async with opened(corpus) as reader:
        await annotate(reader)
        await export_to(reader, out)
        await reader.until(lambda: f"Wrote 1 annotation to {out}"[:40] in reader.status)
    arguments = ["export", "--corpus", str(corpus), "--format", form, "-o", str(expected)]
    assert cli.main(arguments) == 0
    assert out.read_bytes() == expected.read_bytes()


@pytest.mark.parametrize("is_sure", [True, False])
async def test_a_file_is_replaced_only_when_that_is_wanted(
    corpus: Path, tmp_path: Path, opened: Opened, *, is_sure: bool
) -> None:
    out = tmp_path / "out.md"
    out.write_text("mine")
    async with opened(corpus) as reader:
        await annotate(reader)
        await export_to(reader, out)
        await reader.until(lambda: isinstance(reader.app.screen, Confirm))
        assert out.read_text() == "mine"
        await reader.press("y" if is_sure else "escape")
        await reader.until(lambda: ("Wrote" if is_sure else "stays as it was") in reader.status)
    assert (out.read_text() == "mine") is not is_sure


async def test_what_must_stay_and_what_cannot_be_written_is_said(
    corpus: Path, notes: Path, tmp_path: Path, opened: Opened
) -> None:
    (tmp_path / "folder.md").mkdir()
    async with opened(corpus) as reader:
        await annotate(reader)
        before = notes.read_bytes()
        for path, told in (
            (corpus / "ministers.md", "in the corpus"),
            (notes, "place of a notes file"),
            (tmp_path / "folder.md", "no plain file"),
            (tmp_path / "nowhere" / "out.md", "cannot be written"),
        ):
            reader.screen.status.say("")
            await export_to(reader, path)
            await reader.until(lambda told=told: told in reader.status)  # type: ignore[misc]  # mypy knows no defaults of lambdas
        assert notes.read_bytes() == before
        assert not (corpus / "ministers.md").exists()


async def test_where_the_working_folder_is_gone_a_place_is_offered_all_the_same(
    corpus: Path, tmp_path: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "gone"
    here.mkdir()
    async with opened(corpus) as reader:
        await annotate(reader)
        monkeypatch.chdir(here)
        here.rmdir()
        reader.screen.action_export()
        await reader.until(lambda: isinstance(reader.app.screen, Ask))
        monkeypatch.undo()


async def test_a_name_that_says_no_form_is_asked_again(corpus: Path, opened: Opened) -> None:
    async with opened(corpus) as reader:
        await annotate(reader)
        await export_to(reader, "out.txt")
        assert isinstance(reader.app.screen, Ask)
        assert ".md, .csv or .json" in reader.text


async def test_without_annotations_there_is_nothing_to_write(corpus: Path, opened: Opened) -> None:
    async with opened(corpus) as reader:
        reader.screen.action_export()
        assert "mark some first" in reader.status
