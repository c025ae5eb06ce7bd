"""What was looked for in an article comes back into the find line, as in the search line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.driver import Driver, Opened


async def found(reader: Driver, *queries: str) -> None:
    """Look for words in the open article, one behind the other."""
    for words in queries:
        await reader.press("/", "ctrl+u", *words, "enter")


async def test_up_and_down_bring_back_what_was_looked_for_and_find_it_at_once(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await reader.open("ministers.txt")
        await found(reader, "border", "lunch", "border", "press")
        await reader.press("escape", "/", *"ro")
        bar = reader.screen.find_bar
        for key, words in (
            *(("up", "press"), ("up", "border"), ("up", "lunch"), ("up", "lunch")),
            *(("down", "border"), ("down", "press"), ("down", "ro"), ("down", "ro")),
        ):
            await reader.press(key)
            assert bar.text == words
        await reader.press("up", "up")
        assert reader.under_cursor.startswith("border first")
        assert "1 of 2" in reader.text
        await reader.press("enter")
        assert "“border” 1 of 2" in reader.status


async def test_the_words_that_stand_in_the_line_already_are_passed_over(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await reader.open("ministers.txt")
        await found(reader, "lunch", "border")
        await reader.press("/")
        assert reader.screen.find_bar.text == "border"
        await reader.press("up")
        assert reader.screen.find_bar.text == "lunch"


async def test_what_was_typed_over_words_brought_back_is_kept_like_what_was_typed(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await reader.open("ministers.txt")
        await found(reader, "lunch", "border")
        await reader.press("escape", "/", "up", "s", "up", "up", "down", "down")
        assert reader.screen.find_bar.text == "borders"


async def test_the_word_under_the_cursor_that_was_looked_for_counts_as_looked_for(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await reader.open("ministers.txt")
        await found(reader, "lunch", "border")
        await reader.press("escape", "g", "*", "escape", "/", "up")
        assert reader.screen.find_bar.text == "Ministers"
        await reader.press("up")
        assert reader.screen.find_bar.text == "border"
        await reader.press("escape", "n")
        assert "“Ministers” 1 of 2" in reader.status


async def test_keys_that_come_in_one_burst_do_the_same(corpus: Path, opened: Opened) -> None:
    async with opened(corpus) as reader:
        await reader.open("ministers.txt")
        await found(reader, "lunch", "border")
        await reader.press("escape", "g")
        await reader.burst("/", "up", "up", "enter")
        assert "“lunch” 1 of 1" in reader.status


async def test_the_next_session_brings_it_back_too_and_goes_on_with_the_last(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await reader.open("ministers.txt")
        await found(reader, "lunch", "border")
        await reader.settled()
    async with opened(corpus) as reader:
        await reader.open("ministers.txt")
        await reader.settled()
        await reader.press("/", "up", "up")
        assert reader.screen.find_bar.text == "lunch"
        await reader.press("escape", "n")
        assert "“border” 1 of 2" in reader.status


async def test_the_bottom_line_names_the_key_where_there_is_something_to_bring_back(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus, size=(80, 24)) as reader:
        await reader.open("ministers.txt")
        await reader.press("/")
        assert "enter find · escape close" in reader.status
        assert "up earlier" not in reader.status
        await reader.press("up", "down")
        assert reader.screen.find_bar.text == ""
        await reader.press(*"border", "enter", "/")
        assert "up earlier" not in reader.status
        await reader.press(*"lunch", "enter", "/")
        assert "enter find · escape close · up earlier" in reader.status


@pytest.mark.parametrize(
    ("key", "back", "end"), [("n", "N", "top"), ("N", "n", "end")], ids=["on", "back"]
)
async def test_that_the_hits_are_gone_through_anew_is_said(
    corpus: Path, opened: Opened, key: str, back: str, end: str
) -> None:
    async with opened(corpus) as reader:
        await reader.open("ministers.txt")
        await reader.press("slash", *"border", "enter")
        assert "“border” 1 of 2" in reader.status
        if key == "n":
            await reader.press("n")
            assert "“border” 2 of 2" in reader.status
            assert "from the" not in reader.status
        await reader.press(key)
        there = "1 of 2" if key == "n" else "2 of 2"
        assert f"“border” {there} · from the {end}" in reader.status
        await reader.press(key)
        assert "from the" not in reader.status
        await reader.press(back)
        assert f"“border” {there}" in reader.status
        await reader.press(back)
        other = "end" if end == "top" else "top"
        assert f"· from the {other}" in reader.status
