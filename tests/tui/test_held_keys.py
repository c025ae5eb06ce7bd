"""A key that is held down: it never runs on, and the keys behind it still go where they belong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.events import Key

from tui.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.driver import Driver, Opened

SENTENCE = "The ministers met in the capital and spoke of the border, of observers and of rain. "
HELD = 100


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "long"
    folder.mkdir()
    paragraphs = (f"Paragraph {number}. {SENTENCE * 6}" for number in range(60))
    (folder / "long.txt").write_text("\n\n".join(paragraphs), encoding="utf-8")
    (folder / "short.txt").write_text("A short one.\n\nIt ends here.", encoding="utf-8")
    return folder


def let_go(reader: Driver, key: str, times: int = HELD) -> list[int]:
    """Hold a key down, and note where the cursor is when the app has seen the last of it."""
    app, stood_at = reader.app, []
    for _ in range(times):
        app.post_message(Key(key, key if len(key) == 1 else None))
    app.call_later(lambda: stood_at.append(reader.screen.reader.cursor))
    return stood_at


@pytest.mark.parametrize(
    "key", ["j", "down", "space", "right_parenthesis", "right_curly_bracket", "w", "l", "ctrl+d"]
)
async def test_the_cursor_stops_where_the_key_was_let_go(
    corpus: Path, opened: Opened, key: str
) -> None:
    async with opened(corpus) as reader:
        await reader.open("long.txt")
        await reader.press("g", *[key] * HELD)
        one_by_one = reader.screen.reader.cursor
        await reader.press("g")
        assert reader.screen.reader.cursor != one_by_one
        stood_at = let_go(reader, key)
        await reader.until(lambda: bool(stood_at))
        assert stood_at == [one_by_one]
        await reader.pilot.pause()
        assert reader.screen.reader.cursor == one_by_one


@pytest.mark.parametrize("key", ["n", "N", "right_square_bracket", "left_square_bracket"])
async def test_from_hit_to_hit_and_note_to_note_it_stops_where_the_key_was_let_go(
    corpus: Path, opened: Opened, key: str
) -> None:
    async with opened(corpus) as reader:
        await reader.open("long.txt")
        for _ in range(7):
            await reader.press("enter", "right_curly_bracket")
        await reader.press("/", *"border", "enter")
        await reader.press("g", *["n"] * 30, *[key] * 5)
        one_by_one = reader.screen.reader.cursor
        await reader.press("g", *["n"] * 30)
        assert reader.screen.reader.cursor != one_by_one
        stood_at = let_go(reader, key, 5)
        await reader.until(lambda: bool(stood_at))
        assert stood_at == [one_by_one]


async def test_what_is_selected_by_a_held_key_ends_where_it_was_let_go(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await reader.open("long.txt")
        stood_at = let_go(reader, "shift+down")
        await reader.until(lambda: bool(stood_at))
        sheet = reader.screen.reader
        assert sheet.page is not None
        assert sheet.passage is not None
        row_at = sheet.page.layout.row_at
        assert row_at(sheet.passage.end - 1) - row_at(sheet.passage.start) >= HELD


async def test_many_moves_are_painted_together(corpus: Path, opened: Opened) -> None:
    async with opened(corpus) as reader:
        await reader.open("long.txt")
        frames: list[int] = []
        reader.app.post_display_hook = lambda: frames.append(reader.screen.reader.top_row)  # type: ignore[method-assign]  # the hook Textual has for tests
        stood_at = let_go(reader, "j")
        await reader.until(lambda: bool(stood_at) and bool(frames))
        await reader.pilot.pause()
        assert frames[-1] == reader.screen.reader.top_row
        assert len(frames) < HELD // 10


async def test_the_bottom_line_says_where_the_held_key_was_let_go(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await reader.open("long.txt")
        await reader.until(lambda: "sentence 1 of" in reader.status)
        await reader.burst(*["right_parenthesis"] * HELD)
        await reader.until(lambda: f"sentence {HELD + 1} of" in reader.status)


async def test_a_key_behind_the_held_one_is_about_where_that_one_led(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await reader.open("long.txt")
        await reader.burst(*["right_curly_bracket"] * 9, "enter", *["right_curly_bracket"] * 9)
        await reader.until(lambda: reader.screen.session.notebook.book.has_annotations)
        [marked] = reader.screen.session.notebook.book.annotations()
        assert marked.anchor is not None
        assert marked.anchor.exact == "Paragraph 9."
        await reader.until(lambda: reader.under_cursor.startswith("Paragraph 18."))


async def test_letters_that_move_in_the_text_are_letters_in_a_note(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await reader.open("long.txt")
        await reader.burst("right_curly_bracket", "right_curly_bracket", "a", *"jkljw", "ctrl+s")
        await reader.until(lambda: reader.screen.session.notebook.book.has_annotations)
        [noted] = reader.screen.session.notebook.book.annotations()
        assert noted.anchor is not None
        assert (noted.note, noted.anchor.exact) == ("jkljw", "Paragraph 2.")
        assert reader.under_cursor.startswith("Paragraph 2.")


async def test_keys_behind_the_one_that_goes_to_the_list_move_in_the_list(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await reader.open("long.txt")
        await reader.press("j")
        before = reader.screen.reader.cursor
        await reader.burst("tab", *["k"] * 5)
        await reader.until(lambda: reader.screen.in_sidebar)
        listed = reader.screen.sidebar.article
        assert listed is not None
        assert listed.path == "short.txt"
        assert reader.screen.reader.cursor == before


async def test_keys_are_held_down_as_the_reader_set_them(corpus: Path, opened: Opened) -> None:
    settings = Settings(theme="dark", keys={"line_down": ("ctrl+n",)})
    async with opened(corpus, settings=settings) as reader:
        await reader.open("long.txt")
        await reader.press("g")
        before = reader.screen.reader.cursor
        await reader.burst(*["j"] * 5)
        assert reader.screen.reader.cursor == before
        await reader.burst(*["ctrl+n"] * 5)
        assert reader.screen.reader.cursor > before


async def test_what_was_said_goes_with_the_next_move(corpus: Path, opened: Opened) -> None:
    async with opened(corpus) as reader:
        await reader.open("long.txt")
        await reader.press("backspace")
        assert "Nowhere to go back to" in reader.status
        await reader.press("j")
        assert "Nowhere to go back to" not in reader.status
