"""Nothing is lost, misplaced or shown wrongly when things happen at an odd moment."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual.events import MouseScrollDown

from store import edits
from store.progress import ReadState
from tui.screens.note import NoteEditor
from tui.screens.notice import Notice
from tui.screens.offer import OfferDialog
from tui.settings import Settings

if TYPE_CHECKING:
    from tests.tui.driver import Driver, Opened

SAMPLE = Path(__file__).parent.parent.parent / "corpus"
LAVROV = "lavrov-observers-2022.txt"
PUTIN = "putin-summit-yerevan-2022.txt"


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SAMPLE, tmp_path / "corpus"))


def path_of(reader: Driver) -> str:
    article = reader.screen.reader.article
    return article.path if article else ""


@pytest.mark.parametrize("keys", [("u",), ("ctrl+r",), ("enter",), ("t",), ("a",), ("."), ("d",)])
async def test_read_only_notes_answer_every_key_with_a_word(
    corpus: Path, notes: Path, opened: Opened, keys: tuple[str, ...]
) -> None:
    notes.write_text("{", encoding="utf-8")
    async with opened(corpus) as reader:
        await reader.until(lambda: isinstance(reader.app.screen, Notice))
        await reader.press("enter", *keys)
        assert reader.app.screen is reader.screen
        assert "read-only" in reader.status
    assert notes.read_text(encoding="utf-8") == "{"


async def test_a_note_that_cannot_be_kept_comes_back_into_the_editor(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await reader.open("ministers.txt")
        await reader.press("a")
        await reader.type("do not lose me")
        reader.screen.session.notebook._saving.read_only = "the file broke meanwhile"
        await reader.press("ctrl+s")
        assert isinstance(reader.app.screen, NoteEditor)
        assert "do not lose me" in reader.text
        reader.screen.session.notebook._saving.read_only = ""
        await reader.press("ctrl+s")
        [one] = reader.screen.session.notebook.book.annotations()
        assert one.note == "do not lose me"


async def test_a_passage_being_taken_again_never_moves_to_another_article(
    sample: Path, opened: Opened
) -> None:
    async with opened(sample) as reader:
        await reader.open(LAVROV)
        await reader.press("enter", "r")
        [before] = reader.screen.session.notebook.book.annotations()
        await reader.open(PUTIN)
        await reader.press("}", "enter")
        book = reader.screen.session.notebook.book
        assert book.annotation(before.uuid) == before
        assert len(book.annotations()) == 2


@pytest.mark.parametrize("between", [("/", "a", "escape"), ("v", "escape"), ("u", "ctrl+r")])
async def test_a_passage_being_taken_again_is_left_by_anything_else(
    sample: Path, opened: Opened, between: tuple[str, ...]
) -> None:
    async with opened(sample) as reader:
        await reader.open(LAVROV)
        await reader.press("enter", "r", *between)
        reader.screen.reader.select(None)
        [before] = reader.screen.session.notebook.book.annotations()
        await reader.press("}", "}", "enter")
        assert reader.screen.session.notebook.book.annotation(before.uuid) == before


async def test_a_note_on_an_annotation_another_hand_deleted_is_kept(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await reader.open("ministers.txt")
        await reader.press("enter", "a")
        await reader.type("still here")
        notebook = reader.screen.session.notebook
        [one] = notebook.book.annotations()
        notebook.edit(edits.delete(notebook.book, [one.uuid]))
        await reader.press("ctrl+s")
        [new] = notebook.book.annotations()
        assert new.note == "still here"


async def test_tab_in_the_note_editor_never_reaches_the_question(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await reader.open("ministers.txt")
        await reader.press("a")
        await reader.type("kept")
        await reader.press("tab", "d", "ctrl+s")
        [one] = reader.screen.session.notebook.book.annotations()
        assert one.note.startswith("kept")


async def test_the_article_asked_for_last_is_the_one_that_shows(
    sample: Path, opened: Opened
) -> None:
    words = "The council met and decided nothing at all. " * 200_000
    (sample / "large.txt").write_text(words, encoding="utf-8")
    async with opened(sample) as reader:
        corpus = reader.screen.session.corpus
        large, small = corpus.find("large.txt"), corpus.find(LAVROV)
        assert large is not None
        assert small is not None
        reader.screen.open_entry(large)
        reader.screen.open_entry(small)
        await reader.until(lambda: path_of(reader) == LAVROV)
        reader.screen.open_entry(large)
        await reader.until(lambda: path_of(reader) == "large.txt")


async def test_keys_faster_than_the_disk_still_count_each_article(
    sample: Path, opened: Opened
) -> None:
    async with opened(sample) as reader:
        paths = [row.path for row in reader.screen.shelf.rows()]
        await reader.open(paths[0])
        await reader.burst("J", "J", "J")
        await reader.until(lambda: path_of(reader) == paths[3])


async def test_control_q_does_not_leave_behind_the_back_of_a_failing_save(
    corpus: Path, opened: Opened, tmp_path: Path
) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    async with opened(corpus, notes=folder / "my.notes.json") as reader:
        await reader.open("ministers.txt")
        shutil.rmtree(folder)
        await reader.press("}", "enter", "ctrl+q")
        await reader.until(lambda: "Not saved" in reader.text)
        assert reader.app.is_running
        folder.mkdir()
        await reader.until(lambda: "Not saved" not in reader.text)


async def test_wrong_settings_are_told_beside_an_offered_backup(
    corpus: Path, notes: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await reader.open("ministers.txt")
        await reader.press("enter")
        await reader.saved()
        await reader.press(")", "enter")
        await reader.saved()
    notes.write_bytes(notes.read_bytes()[:-30])
    settings = Settings(theme="dark", problems=("postil.toml: nonsense",))
    async with opened(corpus, settings=settings) as reader:
        await reader.until(lambda: isinstance(reader.app.screen, Notice))
        assert "nonsense" in reader.text
        await reader.press("enter")
        await reader.until(lambda: isinstance(reader.app.screen, OfferDialog))
        assert "backup" in reader.text


async def test_the_wheel_takes_margin_and_progress_along(sample: Path, opened: Opened) -> None:
    async with opened(sample, size=(140, 24)) as reader:
        await reader.open(LAVROV)
        await reader.press("a")
        await reader.type("level")
        await reader.press("ctrl+s")
        before = next(n for n, line in enumerate(reader.text.splitlines()) if "level" in line)
        await reader.pilot._post_mouse_events(
            [MouseScrollDown], "#reader", offset=(20, 10), button=0
        )
        after = [n for n, line in enumerate(reader.text.splitlines()) if "level" in line]
        assert reader.screen.reader.top_row == 3
        assert after == ([before - 3] if before >= 3 else [])


async def test_a_click_on_a_key_of_the_bottom_line_does_what_it_says(
    sample: Path, opened: Opened
) -> None:
    async with opened(sample) as reader:
        await reader.open(LAVROV)
        # Which is counted behind the paint, and moves the keys.
        await reader.until(lambda: "sentence 1 of" in reader.status)
        column = reader.status.index("/ find")
        await reader.pilot.click("#status", offset=(column, 0))
        await reader.until(lambda: reader.screen.finds)


async def test_folded_leftovers_hide_no_cursor_and_take_no_mark(
    sample: Path, opened: Opened
) -> None:
    async with opened(sample) as reader:
        await reader.open(LAVROV)
        await reader.press("G", "enter", "G")
        reader.screen.action_leftovers()
        await reader.pilot.pause()
        sheet = reader.screen.reader
        assert sheet.page is not None
        [fold] = sheet.page.layout.folds
        assert sheet.cursor == fold.start
        await reader.press("t", "a", "y")
        assert reader.app.screen is reader.screen
        assert not reader.screen.session.notebook.book.annotations()
        await reader.press("/", "escape")
        assert sheet.page.layout.folds == (fold,)


async def test_a_selection_down_to_the_leftovers_ends_before_them(
    sample: Path, opened: Opened
) -> None:
    async with opened(sample) as reader:
        await reader.open(LAVROV)
        await reader.press("v", "G", "enter")
        [one] = reader.screen.session.notebook.book.annotations()
        assert one.anchor is not None
        assert "Reply" not in one.anchor.exact
        assert one.anchor.exact.endswith(".")


async def test_the_find_line_never_stays_open_behind_the_keys(sample: Path, opened: Opened) -> None:
    async with opened(sample) as reader:
        await reader.open(LAVROV)
        await reader.press("/")
        await reader.type("lavrov")
        reader.screen.reader.focus()
        await reader.pilot.pause()
        assert not reader.screen.find_bar.display


async def test_unread_stays_unread_until_it_is_opened_again(sample: Path, opened: Opened) -> None:
    def state() -> ReadState:
        return next(row for row in reader.screen.shelf.rows() if row.path == LAVROV).state

    async with opened(sample) as reader:
        await reader.open(LAVROV)
        await reader.press("G", "R", "k", "k")
        assert state() is ReadState.UNREAD
        await reader.open(PUTIN)
        await reader.open(LAVROV)
        await reader.press("j")
        assert state() is not ReadState.UNREAD


async def test_the_first_shifted_arrow_selects_one_character(sample: Path, opened: Opened) -> None:
    async with opened(sample) as reader:
        await reader.open(LAVROV)
        await reader.press("shift+right")
        assert reader.screen.reader.passage is not None
        assert len(reader.screen.reader.passage) == 1
        await reader.press("shift+right")
        assert len(reader.screen.reader.passage) == 2


async def test_the_neighbour_of_an_article_that_was_deleted_is_the_next_one(
    sample: Path, opened: Opened
) -> None:
    async with opened(sample) as reader:
        paths = [row.path for row in reader.screen.shelf.rows()]
        await reader.open(paths[0])
        await reader.press("J")
        await reader.until(lambda: path_of(reader) == paths[1])
        (sample / paths[1]).unlink()
        await reader.until(lambda: len(reader.screen.shelf) == 5)
        await reader.press("J")
        await reader.until(lambda: path_of(reader) == paths[2])


async def test_copying_keeps_the_breaks_of_the_passage(tmp_path: Path, opened: Opened) -> None:
    folder = tmp_path / "poems"
    folder.mkdir()
    (folder / "a.txt").write_text("Title\n\nRoses are\nred and\nblue.\n", encoding="utf-8")
    async with opened(folder) as reader:
        await reader.press("}", "+", "+", "+", "y")
        assert reader.app.clipboard.startswith("“Roses are\nred and\nblue.”\n")


async def test_in_tmux_it_is_said_once_what_lets_a_copied_passage_through(
    corpus: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMUX", "/run/tmux/default,1,0")
    async with opened(corpus, (80, 24)) as reader:
        await reader.open("council.md")
        await reader.press("y")
        assert "set -g set-clipboard on" in reader.status
        await reader.press("y")
        assert "Sent with its source to the terminal's clipboard" in reader.status
    monkeypatch.delenv("TMUX")
    async with opened(corpus, (80, 24)) as reader:
        await reader.open("council.md")
        await reader.press("y")
        assert "tmux" not in reader.status
