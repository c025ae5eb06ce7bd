"""What the reader is told when something is wrong, and that nothing is lost by it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from store.events import StatusChanged
from tui.messages import NotesChanged
from tui.screens.ask import Confirm
from tui.screens.note import NoteEditor
from tui.screens.notice import Notice
from tui.screens.offer import OfferDialog
from tui.settings import load_settings

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.driver import Opened


@pytest.fixture
def broken(corpus: Path, notes: Path) -> Path:
    """Return a notes file that does not parse."""
    notes.write_text('{"annotations": {\n  "1": {\n', encoding="utf-8")
    assert corpus.is_dir()
    return notes


async def test_a_broken_notes_file_is_told_with_its_line_and_left_alone(
    corpus: Path, broken: Path, opened: Opened
) -> None:
    before = broken.read_bytes()
    async with opened(corpus) as reader:
        await reader.until(lambda: isinstance(reader.app.screen, Notice))
        assert "line 3" in reader.text
        await reader.press("enter", "enter")
        assert reader.status.count("read-only") == 1
        page = reader.screen.reader.page
        assert page is not None
        assert page.highlights == ()
    assert broken.read_bytes() == before


async def test_a_program_that_ends_with_broken_notes_has_no_more_to_tell(
    corpus: Path, broken: Path, opened: Opened
) -> None:
    assert broken.exists()
    async with opened(corpus) as reader:
        screen = reader.screen
    screen.tell_now()


async def test_the_newest_good_backup_is_offered_and_takes_the_broken_files_place(
    corpus: Path, notes: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await reader.open("ministers.txt")
        await reader.press("}", "enter")
        await reader.saved()
        await reader.press(")", "enter")
        await reader.saved()
    bad = notes.read_bytes()[:-30]
    notes.write_bytes(bad)
    async with opened(corpus) as reader:
        await reader.until(lambda: isinstance(reader.app.screen, OfferDialog))
        await reader.press("y")
        await reader.until(lambda: not reader.screen.session.notebook.read_only)
        reader.screen.status.say("")  # what it says now hides the count for seconds
        await reader.until(lambda: "2 annotations" in reader.text)
    assert len(reader.stored(notes)) == 2
    [aside] = notes.parent.glob("*.broken-*")
    assert aside.read_bytes() == bad


async def test_a_notes_file_that_breaks_while_it_is_open_is_asked_about_once_and_again_on_demand(
    corpus: Path, notes: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await reader.open("ministers.txt")
        await reader.press("}", "enter")
        await reader.saved()
        await reader.press(")", "enter")
        await reader.saved()
        notes.write_bytes(notes.read_bytes()[:-30])
        await reader.until(lambda: isinstance(reader.app.screen, OfferDialog))
        await reader.press("escape")
        assert "“questions put off” asks again" in reader.status
        status = reader.screen.session.notebook.status
        reader.screen.post_message(NotesChanged(StatusChanged(status)))
        await reader.pilot.pause()
        assert not isinstance(reader.app.screen, OfferDialog)
        await reader.press("ctrl+p", *"questions")
        await reader.until(lambda: "questions put off" in reader.text)
        await reader.press("enter")
        await reader.until(lambda: isinstance(reader.app.screen, OfferDialog))
        await reader.press("y")
        await reader.until(lambda: not reader.screen.session.notebook.read_only)
        reader.screen.status.say("")  # what it says now hides the count for seconds
        await reader.until(lambda: "2 annotations" in reader.text)
    assert len(reader.stored(notes)) == 2


async def test_a_question_that_other_hands_have_settled_closes_with_a_word(
    corpus: Path, notes: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await reader.open("ministers.txt")
        await reader.press("enter")
        await reader.saved()
        good = notes.read_bytes()
    notes.write_bytes(good[:40])
    async with opened(corpus) as reader:
        await reader.until(lambda: isinstance(reader.app.screen, OfferDialog))
        notes.write_bytes(good)
        await reader.until(lambda: reader.app.screen is reader.screen)
        await reader.until(lambda: "mended elsewhere" in reader.status)
        assert "read-only" not in reader.text
        await reader.press("}", "enter")
        await reader.saved()
    assert len(reader.stored(notes)) == 2


async def test_wrong_settings_are_reported_and_do_no_harm(
    corpus: Path, home: Path, opened: Opened
) -> None:
    folder = home / ".config" / "postil"
    folder.mkdir(parents=True)
    (folder / "postil.toml").write_text('measure = "wide"\n[keys]\nfly = "x"\n', encoding="utf-8")
    async with opened(corpus, settings=load_settings(folder)) as reader:
        await reader.until(lambda: isinstance(reader.app.screen, Notice))
        assert "measure" in reader.text
        assert "fly" in reader.text
        await reader.press("enter", "j")
        assert reader.screen.reader.measure == 76


async def test_a_key_set_otherwise_does_what_it_says(
    corpus: Path, notes: Path, home: Path, opened: Opened
) -> None:
    folder = home / ".config" / "postil"
    folder.mkdir(parents=True)
    (folder / "postil.toml").write_text('[keys]\nhighlight = "x"\n', encoding="utf-8")
    async with opened(corpus, settings=load_settings(folder)) as reader:
        await reader.open("ministers.txt")
        await reader.press("}", "enter")
        assert not notes.exists()
        await reader.press("x")
        await reader.saved()
        assert "x mark" in reader.status
    assert len(reader.stored(notes)) == 1


async def test_a_command_whose_key_is_taken_away_has_none(
    corpus: Path, home: Path, opened: Opened
) -> None:
    folder = home / ".config" / "postil"
    folder.mkdir(parents=True)
    (folder / "postil.toml").write_text('[keys]\nfind = ""\nnote = ","\n', encoding="utf-8")
    async with opened(corpus, settings=load_settings(folder)) as reader:
        await reader.press("/")
        assert not reader.screen.find_bar.display
        assert ", note" in reader.status
        await reader.press("comma")
        assert isinstance(reader.app.screen, NoteEditor)


async def test_a_save_that_fails_stays_on_the_screen_until_it_has_worked(
    corpus: Path, opened: Opened, tmp_path: Path
) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    notes = folder / "my.notes.json"
    async with opened(corpus, notes=notes) as reader:
        await reader.open("ministers.txt")
        shutil.rmtree(folder)
        await reader.press("}", "enter")
        await reader.until(lambda: "Not saved" in reader.text)
        await reader.press("q")
        await reader.until(lambda: isinstance(reader.app.screen, Confirm))
        await reader.press("n")
        folder.mkdir()
        await reader.until(lambda: "Not saved" not in reader.text)
        await reader.saved()
    assert len(reader.stored(notes)) == 1


async def test_an_unreadable_article_stands_in_the_list_with_its_reason(
    corpus: Path, opened: Opened
) -> None:
    (corpus / "picture.txt").write_bytes(bytes(range(256)) * 40)
    async with opened(corpus) as reader:
        row = next(row for row in reader.screen.shelf.rows() if row.path == "picture.txt")
        assert row.error
        assert len(reader.screen.shelf) == 3


async def test_notes_of_another_hand_show_up(corpus: Path, notes: Path, opened: Opened) -> None:
    async with opened(corpus) as first:
        await first.open("ministers.txt")
        async with opened(corpus, notes=notes) as second:
            await second.open("ministers.txt")
            await second.press("}", "enter")
            await second.saved()
        await first.until(lambda: "1 annotation" in first.status)
        await first.press("}", "}", "enter")
        await first.saved()
    assert len(first.stored(notes)) == 2
