"""What an earlier session left open is asked about, and nothing of it is lost by waiting."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from store import other_copies, places
from store.drafts import DraftBox
from tui.screens.note import NoteEditor
from tui.screens.offer import OfferDialog

if TYPE_CHECKING:
    from tests.tui.driver import Opened

_DIES_WRITING = """
import asyncio, json, os, sys
from pathlib import Path
from store import places
from store.session import Session
from tui.app import PostilApp
from tui.drafting import Keeper
from tui.settings import Settings

corpus, notes, keys, draft, ending = sys.argv[1:]

async def write() -> None:
    app = PostilApp(Session.open(Path(corpus), Path(notes)), Settings())
    async with app.run_test(size=(100, 30)) as pilot:
        screen = app.screen_stack[0]  # over which there may be a word about where the notes are
        while screen.reader.article is None or not screen.is_scanned:
            await pilot.pause(0.02)
        await pilot.press(*keys.split())
        while draft not in drafts():
            await pilot.pause(0.02)
        if ending:
            Keeper.settle = die_when_saved
            await pilot.press(*ending.split())
            while True:
                await pilot.pause(0.02)
        os.kill(os.getpid(), 9)

def die_when_saved(keeper: Keeper) -> None:
    if keeper._notebook.flush(60):
        os.kill(os.getpid(), 9)

def drafts() -> list[str]:
    kept = (places.state_dir() / "drafts").rglob("*.json")
    return [json.loads(each.read_bytes())["text"] for each in kept]

asyncio.run(write())
"""


def _die(corpus: Path, notes: Path, *keys: str, draft: str, ending: str = "") -> None:
    """Press keys in a reader that is killed as soon as the draft that they make is kept.

    Args:
        corpus: What it reads.
        notes: The notes file.
        keys: That write the note.
        draft: The draft that they make.
        ending: The key that ends the writing; then it is killed when the note is saved, and the
            draft is still there.
    """
    command = [sys.executable, "-c", _DIES_WRITING, str(corpus), str(notes), " ".join(keys)]
    command += [draft, ending]
    ended = subprocess.run(command, check=False, env=os.environ, timeout=60, cwd=Path.cwd())
    assert ended.returncode == -9


async def test_a_note_that_was_being_written_is_offered_and_goes_where_it_belongs(
    corpus: Path, notes: Path, opened: Opened
) -> None:
    _die(corpus, notes, "}", "a", *"observers", draft="observers")
    assert not notes.exists()
    async with opened(corpus) as reader:
        await reader.until(lambda: isinstance(reader.app.screen, OfferDialog))
        assert "observers" in reader.text
        await reader.press("y")
        await reader.until(lambda: isinstance(reader.app.screen, NoteEditor))
        assert "observers" in reader.text
        await reader.press("space", *"now", "ctrl+s")
        await reader.saved()
    [stored] = reader.stored(notes)
    assert stored["note"] == "observers now"
    anchor = stored["anchor"]
    assert isinstance(anchor, dict)
    assert anchor["exact"]
    async with opened(corpus) as reader:
        await reader.until(lambda: "1 annotation" in reader.text)
        assert not isinstance(reader.app.screen, OfferDialog)


@pytest.mark.parametrize(("key", "left"), [("n", 0), ("escape", 1)])
async def test_a_draft_is_thrown_away_only_when_one_says_so(
    corpus: Path, notes: Path, opened: Opened, key: str, left: int
) -> None:
    _die(corpus, notes, "}", "a", *"observers", draft="observers")
    async with opened(corpus) as reader:
        await reader.until(lambda: isinstance(reader.app.screen, OfferDialog))
        await reader.press(key)
        await reader.until(lambda: not isinstance(reader.app.screen, OfferDialog))
    assert len(DraftBox(notes).found()) == left


async def test_both_versions_are_put_before_the_reader_where_another_hand_wrote_meanwhile(
    corpus: Path, notes: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await reader.press("}", "a", *"first", "ctrl+s")
        await reader.saved()
    _die(corpus, notes, "a", "space", *"mine", draft="first mine")
    async with opened(corpus) as reader:
        await reader.until(lambda: isinstance(reader.app.screen, OfferDialog))
        await reader.press("escape", "a", "space", *"theirs", "ctrl+s")
        await reader.saved()
    async with opened(corpus) as reader:
        await reader.until(lambda: isinstance(reader.app.screen, OfferDialog))
        await reader.press("y")
        await reader.until(lambda: isinstance(reader.app.screen, NoteEditor))
        await reader.press("ctrl+s")
        await reader.saved()
    [stored] = reader.stored(notes)
    assert "first mine" in str(stored["note"])
    assert "first theirs" in str(stored["note"])


async def test_a_new_note_saved_elsewhere_is_one_with_its_draft_that_was_left_behind(
    corpus: Path, opened: Opened, tmp_path: Path
) -> None:
    notes = tmp_path / "elsewhere" / "my.notes.json"
    _die(corpus, notes, "escape", "}", "a", *"observers", draft="observers", ending="ctrl+s")
    assert places.spare_notes_path(notes).exists()
    notes.parent.mkdir()
    async with opened(corpus, notes=notes) as reader:
        await reader.until(lambda: isinstance(reader.app.screen, OfferDialog))
        assert "Bring them in?" in reader.text
        await reader.press("escape")
        await reader.until(lambda: "You were writing a note" in reader.text)
        await reader.press("y")
        await reader.until(lambda: isinstance(reader.app.screen, NoteEditor))
        await reader.press("space", *"now", "ctrl+s")
        await reader.until(lambda: "Noted" in reader.status)
        await reader.saved()
        other_copies.merge_in(notes, places.spare_notes_path(notes))
        [stored] = reader.stored(notes)
    assert stored["note"] == "observers now"


async def _leave_unsaved(corpus: Path, notes: Path, opened: Opened, *keys: str) -> None:
    """Mark a sentence where the folder of the notes is gone, or press other keys, and leave."""
    async with opened(corpus, notes=notes) as reader:
        await reader.open("ministers.txt")
        shutil.rmtree(notes.parent)
        await reader.press("}", *(keys or ("enter",)))
        await reader.until(lambda: "Not saved" in reader.text)


async def test_what_could_not_be_saved_is_offered_at_the_next_start(
    corpus: Path, opened: Opened, tmp_path: Path
) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    notes = folder / "my.notes.json"
    with pytest.raises(AssertionError, match="close"):  # the session says that it could not save
        await _leave_unsaved(corpus, notes, opened)
    folder.mkdir()
    async with opened(corpus, notes=notes) as reader:
        await reader.until(lambda: isinstance(reader.app.screen, OfferDialog))
        assert "1 change could not be saved. Make it now?" in reader.text
        await reader.press("y")
        await reader.saved()
    assert len(reader.stored(notes)) == 1
    async with opened(corpus, notes=notes) as reader:
        await reader.until(lambda: "1 annotation" in reader.text)
        assert not isinstance(reader.app.screen, OfferDialog)


async def test_the_offer_of_unsaved_changes_quotes_the_notes_and_counts_right(
    corpus: Path, opened: Opened, tmp_path: Path
) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    notes = folder / "my.notes.json"
    keys = ("a", *"observers", "ctrl+s", ")", "enter")
    with pytest.raises(AssertionError, match="close"):  # the session says that it could not save
        await _leave_unsaved(corpus, notes, opened, *keys)
    folder.mkdir()
    async with opened(corpus, notes=notes) as reader:
        await reader.until(lambda: isinstance(reader.app.screen, OfferDialog))
        assert "2 changes could not be saved. Make them now?" in reader.text
        assert "A note: “observers”" in reader.text
        await reader.press("escape")
        assert "“questions put off” asks again" in reader.status


async def test_what_could_not_be_saved_is_offered_also_where_the_notes_go_elsewhere_then(
    corpus: Path, opened: Opened, tmp_path: Path
) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    notes = folder / "my.notes.json"
    with pytest.raises(AssertionError, match="close"):  # the session says that it could not save
        await _leave_unsaved(corpus, notes, opened)
    async with opened(corpus, notes=notes) as reader:
        await reader.press("escape")  # that the notes go elsewhere
        await reader.until(lambda: "1 change could not be saved" in reader.text)
        await reader.press("y")
        await reader.saved()
    assert len(reader.stored(places.spare_notes_path(notes))) == 1


async def test_a_copy_of_a_sync_service_is_offered_and_merged(
    corpus: Path, notes: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await reader.open("ministers.txt")
        await reader.press("}", "enter")
        await reader.saved()
        other = notes.read_bytes()
        await reader.press("u")
        await reader.press(")", "enter")
        await reader.saved()
    copy = notes.with_name("dossier.notes.sync-conflict-20221122-083344-ABCDEFG.json")
    copy.write_bytes(other)
    async with opened(corpus) as reader:
        await reader.until(lambda: isinstance(reader.app.screen, OfferDialog))
        assert copy.name in reader.text.replace("\n", "")
        await reader.press("y")
        await reader.until(lambda: not copy.exists())
        await reader.until(lambda: "Merged" in reader.status)
    assert not copy.exists()


async def test_notes_that_went_elsewhere_are_offered_once_their_own_file_can_be_written(
    corpus: Path, opened: Opened, tmp_path: Path
) -> None:
    notes = tmp_path / "elsewhere" / "my.notes.json"
    spare = places.spare_notes_path(notes)
    async with opened(corpus, notes=notes) as reader:
        await reader.press("escape", "}", "enter")
        await reader.saved()
    assert len(reader.stored(spare)) == 1
    notes.parent.mkdir()
    async with opened(corpus, notes=notes) as reader:
        await reader.until(lambda: isinstance(reader.app.screen, OfferDialog))
        assert "You made notes while their file could not be written" in reader.text
        await reader.press("y")
        await reader.until(lambda: "1 annotation" in reader.text)
    assert len(reader.stored(notes)) == 1
    assert not spare.exists()


@pytest.mark.parametrize(("answer", "kept"), [("y", 0), ("n", 3)])
async def test_a_file_that_lost_its_notes_is_asked_about_before_it_is_believed(
    corpus: Path, notes: Path, opened: Opened, answer: str, kept: int
) -> None:
    async with opened(corpus) as reader:
        await reader.open("ministers.txt")
        await reader.press("}", "enter", ")", "enter", ")", "enter")
        await reader.saved()
        notes.write_text("{}", encoding="utf-8")
        await reader.until(lambda: isinstance(reader.app.screen, OfferDialog))
        assert notes.read_text(encoding="utf-8") == "{}"
        await reader.press(answer)
        await reader.until(lambda: reader.screen.session.notebook.held is None)
        await reader.saved()
        await reader.until(lambda: len(reader.screen.session.notebook.book.annotations()) == kept)
    assert len(reader.stored(notes)) == kept
