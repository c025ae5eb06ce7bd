"""A concordance opened while the index grows says what it lacks, and shows it when asked to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from store.search.broken import BrokenIndex
from store.search.building import IndexProgress
from store.search.concordance import Sort
from store.search.snapshot import Snapshot
from tests.tui.concordances import annotations_of, coded, rows, shown
from tests.tui.test_rules import have_rule
from tui.messages import Indexed
from tui.screens import desk
from tui.widgets.query_line import QueryLine

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from store.search.answer import Answer
    from tests.tui.driver import Driver, Opened
    from tui.screens.hits import HitsScreen

SUMMIT = "Summit\n\nNear the border nothing was said; by the border much was done.\n"


@pytest.fixture(autouse=True)
def _indexed_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "keep_indexed", lambda *_: None)


@pytest.fixture
def corpus(corpus: Path) -> Path:
    (corpus / "summit.txt").write_text(SUMMIT, encoding="utf-8")
    return corpus


def indexing(reader: Driver) -> Callable[[int], None]:
    """Return what indexes so many of the articles, and says so."""
    session, entries = reader.screen.session, reader.screen.session.corpus.entries

    def index(count: int) -> None:
        list(session.search.update(entries[:count], session.corpus.parse, whole=False))
        progress = IndexProgress(count, len(entries))
        reader.screen.post_message(Indexed(progress, is_settled=True, is_new=True))

    return index


async def lines(reader: Driver, query: str) -> HitsScreen:
    """Open the lines of a query, however much is indexed."""
    await reader.press("s")
    reader.app.screen.query_one(QueryLine).value = query
    await reader.until(lambda: "1 article" in reader.text)
    await reader.press("tab")
    return await shown(reader)


async def test_hits_found_since_are_announced_and_shown_with_ticks_and_cursor_in_place(
    opened: Opened, corpus: Path
) -> None:
    async with opened(corpus) as reader:
        index = indexing(reader)
        index(1)
        screen = await lines(reader, "border")
        assert "1 hit in 1 article · partial: 1 of 3 indexed" in reader.text
        await reader.press("l", "x")
        await reader.until(lambda: screen.found.sort is Sort.RIGHT_1)
        here = screen.hits.item
        index(3)
        await reader.until(lambda: "4 more hits · R shows them" in reader.text)
        await reader.press("ctrl+l")  # which draws anew what there is, as everywhere
        assert len(rows(reader)) == 1
        await reader.press("R")
        await reader.until(lambda: "5 hits in 3 articles" in reader.text)
        assert "partial" not in reader.text
        assert "more hits" not in reader.text
        assert "1 ticked" in reader.text
        assert screen.hits.item == here
        words = [each.right.split()[0] for each in screen.found.lines if each.right.strip()]
        assert words == sorted(words)
        await reader.press("X", "M")
        await coded(reader, 5)


async def test_where_the_index_turns_out_to_be_damaged_that_is_said_and_the_lines_stay(
    opened: Opened, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def torn(*_: object) -> Answer:
        raise BrokenIndex("a file is cut off")

    async with opened(corpus) as reader:
        index = indexing(reader)
        index(1)
        await lines(reader, "border")
        index(3)
        await reader.until(lambda: "4 more hits · R shows them" in reader.text)
        monkeypatch.setattr(Snapshot, "ask", torn)
        await reader.press("R")
        await reader.until(lambda: "was damaged and is made anew" in reader.text)
        assert len(rows(reader)) == 1


async def test_tagging_all_that_is_shown_says_what_it_is_of(opened: Opened, corpus: Path) -> None:
    async with opened(corpus) as reader:
        index = indexing(reader)
        index(2)
        await reader.press("s")
        reader.app.screen.query_one(QueryLine).value = "border"
        await reader.until(lambda: "2 articles" in reader.text)
        await reader.press("tab")
        await shown(reader)
        await reader.press("X")
        assert "All that is shown is ticked · partial: 2 of 3 indexed" in reader.text
        await reader.press("t")
        assert "3 hits · partial: 2 of 3 indexed" in reader.text
        await reader.type("law")
        await reader.press("enter")
        await coded(reader, 3)
        assert "3 hits tagged “law” · partial: 2 of 3 indexed" in reader.text


async def test_where_nothing_stood_yet_hits_come_without_a_key(
    opened: Opened, corpus: Path
) -> None:
    async with opened(corpus) as reader:
        index = indexing(reader)
        index(1)
        await reader.press("s")
        reader.app.screen.query_one(QueryLine).value = "nothing"
        await reader.until(lambda: "0 articles" in reader.text)
        await reader.press("tab")
        screen = await shown(reader)
        assert "no hits so far" in reader.text
        index(3)
        await reader.until(lambda: len(screen.found.lines) == 1)


async def test_that_all_is_decided_is_never_said_while_not_all_was_searched(
    opened: Opened, corpus: Path
) -> None:
    async with opened(corpus) as reader:
        have_rule(reader, "nothing", "law")
        index = indexing(reader)
        index(1)
        await reader.press("C", "enter")
        screen = await shown(reader)
        assert "nothing to decide so far" in reader.text
        assert "every hit is tagged" not in reader.text
        index(3)
        await reader.until(lambda: len(screen.found.lines) == 1)
        await reader.press("y")
        assert "all decided" in reader.text
        assert len(annotations_of(reader)) == 1


async def test_a_concordance_that_one_comes_back_to_still_says_what_it_lacks(
    opened: Opened, corpus: Path
) -> None:
    async with opened(corpus) as reader:
        index = indexing(reader)
        index(1)
        await lines(reader, "border")
        await reader.press("o")
        await reader.until(lambda: reader.under_cursor.startswith("border"))
        index(3)
        await reader.press("escape")
        await shown(reader)
        await reader.until(lambda: "4 more hits · R shows them" in reader.text)
        assert "partial: 1 of 3 indexed" in reader.text


async def test_a_filter_says_that_not_all_was_searched(opened: Opened, corpus: Path) -> None:
    async with opened(corpus) as reader:
        index = indexing(reader)
        index(1)
        await reader.press("f")
        await reader.type("border")
        await reader.until(lambda: "1 of 3 · partial" in reader.text)
        index(3)
        await reader.until(lambda: len(reader.screen.shelf.rows()) == 3)
        assert "partial" not in reader.text
