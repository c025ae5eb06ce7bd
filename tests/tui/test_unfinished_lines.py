"""A concordance whose hits are still being gathered: what is ticked, left and come back to."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from store.search import concordance
from store.search.answer import Answer
from store.search.concordance import Sort
from tests.tui.concordances import coded, search, shown
from tui import gathering
from tui.screens.hits import HitsScreen
from tui.screens.reading import ReadingScreen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from store.search.found import Found
    from tests.tui.driver import Driver, Opened

FIRST = "First\n\nThe oak zigzags. The oak moves. The oak breaks.\n"
SECOND = "Second\n\nThe oak ages. The oak burns. The oak zooms.\n"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "oaks"
    folder.mkdir()
    (folder / "first.txt").write_text(FIRST, encoding="utf-8")
    (folder / "second.txt").write_text(SECOND, encoding="utf-8")
    return folder


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Return what has to be set before the hits of other articles than the first come."""
    gate, found = threading.Event(), Answer.found

    def held(self: Answer, ids: Iterable[str], stop: threading.Event) -> Iterator[Found]:
        assert gate.wait(20)
        yield from found(self, ids, stop)

    monkeypatch.setattr(gathering, "_FIRST_LOOK", 1)
    monkeypatch.setattr(concordance, "_FIRST", 1)
    monkeypatch.setattr(Answer, "found", held)
    return gate


async def begun(reader: Driver) -> HitsScreen:
    """Open the lines of the oaks, of which the first three are there."""
    await search(reader, "oak")
    await reader.until(lambda: "2 articles" in reader.text)
    await reader.press("tab")
    screen = reader.app.screen
    assert isinstance(screen, HitsScreen)
    await reader.until(lambda: len(screen.found.lines) == 3)
    assert not screen.found.is_whole
    return screen


def behind(screen: HitsScreen) -> list[str]:
    """Return the words behind the hits, in the order of the lines."""
    return [line.right_words[0] for line in screen.found.lines]


@pytest.mark.parametrize("word", ["breaks", "moves", "zigzags"])
async def test_one_comes_back_to_the_line_one_left_in_whatever_order_it_stood(
    opened: Opened, corpus: Path, gate: threading.Event, word: str
) -> None:
    async with opened(corpus) as reader:
        screen = await begun(reader)
        await reader.press("l")
        await reader.until(lambda: behind(screen) == ["breaks", "moves", "zigzags"])
        await reader.press(*["j"] * behind(screen).index(word), "o")
        await reader.until(lambda: isinstance(reader.app.screen, ReadingScreen))
        await reader.until(lambda: reader.under_cursor.startswith(f"oak {word}"))
        gate.set()
        await reader.press("escape")
        screen = await shown(reader)
        whole = ["ages", "breaks", "burns", "moves", "zigzags", "zooms"]
        await reader.until(lambda: behind(screen) == whole)
        item = screen.hits.item
        assert item is not None
        assert item.right_words[0] == word
        # From here on, another order is shown from its top.
        await reader.press("g", "p")
        await reader.until(lambda: screen.found.sort is Sort.PLACE)
        assert screen.hits.cursor == 0


async def test_all_are_ticked_is_said_of_those_too_that_are_still_to_come(
    opened: Opened, corpus: Path, gate: threading.Event
) -> None:
    async with opened(corpus) as reader:
        screen = await begun(reader)
        await reader.press("X")
        assert "3 ticked" in reader.text
        assert "All are ticked, and those that are still to come" in reader.text
        await reader.press("j", "x")
        gate.set()
        await reader.until(lambda: screen.found.is_whole)
        assert "5 ticked" in reader.text
        await reader.press("M")
        await coded(reader, 5)


async def test_what_is_marked_of_all_before_all_is_there_is_marked_of_the_others_later(
    opened: Opened, corpus: Path, gate: threading.Event
) -> None:
    async with opened(corpus) as reader:
        screen = await begun(reader)
        await reader.press("X", "M")
        await coded(reader, 3)
        gate.set()
        await reader.until(lambda: screen.found.is_whole)
        assert "6 ticked" in reader.text
        await reader.press("M")
        await coded(reader, 6)


async def test_what_is_unticked_stays_so_when_the_hits_are_gathered_again(
    opened: Opened, corpus: Path, gate: threading.Event
) -> None:
    async with opened(corpus) as reader:
        await begun(reader)
        await reader.press("X", "x", "k", "o")
        await reader.until(lambda: isinstance(reader.app.screen, ReadingScreen))
        await reader.until(lambda: reader.under_cursor.startswith("oak zigzags"))
        gate.set()
        await reader.press("escape")
        await shown(reader)
        assert "5 ticked" in reader.text


async def test_tick_all_a_second_time_ticks_nothing_that_comes(
    opened: Opened, corpus: Path, gate: threading.Event
) -> None:
    async with opened(corpus) as reader:
        screen = await begun(reader)
        await reader.press("X", "X")
        gate.set()
        await reader.until(lambda: screen.found.is_whole)
        assert "ticked" not in reader.text
