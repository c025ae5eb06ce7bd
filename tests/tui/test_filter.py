"""The filter of the list of articles speaks the query language."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from tests.tui.searches import indexed
from tests.tui.shelves import BOTH, listed

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.tui.driver import Driver, Opened


@pytest.fixture
def filtering(corpus: Path, opened: Opened) -> Opened:
    """Return what opens the corpus and types into the filter."""

    @asynccontextmanager
    async def open_filter(query: str) -> AsyncIterator[Driver]:
        async with opened(corpus) as reader:
            await indexed(reader)
            await reader.press("f")
            await reader.type(query)
            yield reader

    return open_filter


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("lunch", ["ministers.txt"]),
        ("ministers", ["ministers.txt"]),
        ("inister", ["ministers.txt"]),
        ("border -hour", ["ministers.txt"]),
        ("title:council OR capital", BOTH),
        ('"second round"', ["ministers.txt"]),
        ("~petrosian", ["ministers.txt"]),
        ("/sat.for/", ["council.md"]),
        ("source:evening date:2022-11", ["council.md"]),
        ("-date:2022", ["ministers.txt"]),
        ("is:unread is:noted", []),
        ("(border (", BOTH),
    ],
)
async def test_the_filter_speaks_the_query_language(
    filtering: Opened, query: str, left: list[str]
) -> None:
    async with filtering(query) as reader:
        await reader.until(lambda: sorted(listed(reader)) == left)


async def test_a_filter_that_makes_no_sense_is_told_on_enter_and_the_line_stays(
    filtering: Opened,
) -> None:
    async with filtering("border is:odd") as reader:
        await reader.press("enter")
        assert "“odd”: an article can be is:unread" in reader.status
        assert reader.screen.sidebar.filter.has_focus
        assert sorted(listed(reader)) == BOTH
        await reader.press("down")
        assert reader.screen.sidebar.list.has_focus


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("tag:", "“tag:” stands right before"),
        ("/[/", "this is no regular expression"),
        ("is:foo", "an article can be is:unread"),
    ],
)
async def test_a_filter_that_narrows_nothing_says_why_once_typing_rests(
    filtering: Opened, query: str, told: str
) -> None:
    async with filtering(query) as reader:
        await reader.until(lambda: told in reader.status)
        assert reader.screen.sidebar.filter.has_focus
        await reader.press("ctrl+u")
        assert told not in reader.status


async def test_what_the_filter_leaves_follows_edits(corpus: Path, opened: Opened) -> None:
    async with opened(corpus) as reader:
        await reader.open("council.md")
        await reader.press("f")
        await reader.type("is:noted")
        await reader.until(lambda: listed(reader) == [])
        await reader.press("enter", "tab", "a")
        await reader.type("why")
        await reader.press("ctrl+s")
        await reader.until(lambda: listed(reader) == ["council.md"])
        await reader.press("u")
        await reader.until(lambda: listed(reader) == [])
