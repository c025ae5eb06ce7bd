"""Keys that come in one burst do what they do when they come one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.events import Paste

from tests.tui.searches import indexed, search_of
from tui.screens.codebook import CodebookScreen
from tui.screens.concordance import ConcordanceScreen

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.driver import Opened

pytestmark = pytest.mark.usefixtures("summit")


async def test_a_line_is_emptied_before_the_letters_behind_it_are_typed(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await indexed(reader)
        await reader.press("s", *"old", "escape")
        await reader.burst("s", "ctrl+u", *"border")
        await reader.until(lambda: search_of(reader).line.value == "border")


async def test_letters_behind_a_key_of_the_line_stand_where_that_key_put_the_cursor(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await indexed(reader)
        await reader.burst("s", *"ordeX", "backspace", "r", "home", "b", "end", "s", "left", "x")
        await reader.until(lambda: search_of(reader).line.value == "borderxs")


async def test_letters_behind_the_key_of_another_screen_reach_that_screen(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await indexed(reader)
        await reader.burst("s", "ctrl+u", *"border", "tab", "X", "j")
        await reader.until(lambda: isinstance(reader.app.screen, ConcordanceScreen))
        screen = reader.app.screen
        assert isinstance(screen, ConcordanceScreen)
        assert screen.found.query.text == "border"
        await reader.until(lambda: screen.found.is_whole)
        assert screen.found.ticked == screen.found.keys != set()


async def test_letters_behind_the_key_that_leaves_a_line_are_commands_again(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await reader.burst("f", *"council", "enter", "T")
        await reader.until(lambda: isinstance(reader.app.screen, CodebookScreen))
        assert reader.screen.sidebar.filter.value == "council"


@pytest.mark.parametrize("times", [1, 3])
async def test_a_note_is_written_and_saved_in_one_burst(
    corpus: Path, opened: Opened, times: int
) -> None:
    async with opened(corpus) as reader:
        await reader.open("ministers.txt")
        for number in range(times):
            await reader.burst("right_parenthesis", "a", *f"note{number}", "ctrl+s")
        await reader.until(lambda: len(reader.screen.session.notebook.book.annotations()) == times)
        notes = {each.note for each in reader.screen.session.notebook.book.annotations()}
        assert notes == {f"note{number}" for number in range(times)}


async def test_what_is_pasted_behind_a_key_goes_where_that_key_leads(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        app = reader.app
        await reader.burst("s", "ctrl+u", *"on ")
        app.post_message(Paste("the border"))
        await reader.burst("home", "x")
        await reader.until(lambda: search_of(reader).line.value == "xon the border")


async def test_keys_go_on_where_a_key_takes_its_own_screen_away(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await reader.open("ministers.txt")
        await reader.burst(*["T", "escape"] * 5, "A", "escape", "s", *"x", "escape", "?", "T")
        await reader.burst("escape", "T")
        await reader.until(lambda: isinstance(reader.app.screen, CodebookScreen))


async def test_keys_typed_as_those_held_back_go_on_do_what_they_do_one_by_one(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await indexed(reader)
        typed = reader.app.typed
        typed.hold()
        await reader.burst("T")
        typed.release()
        await reader.burst(
            "escape", "s", *"orX", "backspace", "d", "home", "b", "end", "s", "left", "x"
        )
        await reader.until(lambda: search_of(reader).line.value == "bordxs")
