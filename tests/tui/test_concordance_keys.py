"""Keys that come fast in a concordance, and the way from its lines through the articles."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest

from store.search.concordance import Line
from tests.tui.concordances import (
    annotations_of,
    coded,
    hits_of,
    lines,
    open_path,
    rows,
    search,
    shown,
    slow_disk,
)
from tests.tui.searches import answered, searched
from tui.screens.concordance import ConcordanceScreen
from tui.screens.reading import ReadingScreen
from tui.screens.search import SearchScreen

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.driver import Opened


# Fast keys


async def test_what_is_marked_is_marked_also_where_one_goes_to_the_text_at_once(
    lined: Opened,
) -> None:
    async with lined("border") as reader:
        await reader.burst("M", "o")
        await reader.until(lambda: isinstance(reader.app.screen, ReadingScreen))
        assert len(annotations_of(reader)) == 1


async def test_what_is_marked_is_marked_also_where_one_goes_back_at_once(lined: Opened) -> None:
    async with lined("border") as reader:
        await reader.burst("M", "escape")
        await reader.until(lambda: isinstance(reader.app.screen, SearchScreen))
        assert len(annotations_of(reader)) == 1


async def test_hits_that_are_marked_one_behind_the_other_are_all_marked(lined: Opened) -> None:
    async with lined("border") as reader:
        await reader.burst("M", "j", "M", "j", "M")
        await coded(reader, 3)


async def test_undo_right_behind_a_mark_takes_that_mark_back(lined: Opened) -> None:
    async with lined("border") as reader:
        await reader.press("M")
        await coded(reader, 1)
        kept = annotations_of(reader)
        await reader.burst("j", "M", "u")
        await reader.until(lambda: "Undone" in reader.text)
        assert annotations_of(reader) == kept


async def test_escape_twice_stops_what_takes_long_and_gives_all_ticks_back(
    lined: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with lined("border") as reader:
        gate = slow_disk(monkeypatch)
        await reader.press("x", "M", "x", "M", "escape")
        assert "escape stops" in reader.text
        await reader.press("escape")
        gate.set()
        await reader.until(lambda: "Stopped; nothing was marked" in reader.text)
        assert annotations_of(reader) == ()
        assert "2 ticked" in reader.text
        await reader.press("escape", "escape")
        assert isinstance(reader.app.screen, SearchScreen)


@pytest.mark.parametrize("key", ["escape", "q"])
async def test_it_is_said_before_that_the_key_that_leaves_takes_the_ticks_first(
    lined: Opened, key: str
) -> None:
    async with lined("border") as reader:
        assert "escape back" in reader.status
        await reader.press("x")
        assert "escape untick" in reader.status
        assert "escape back" not in reader.status
        await reader.press(key)
        assert hits_of(reader).found.ticked == set()
        await reader.press("j")
        await reader.until(lambda: "escape back" in reader.status)
        await reader.press(key)
        assert isinstance(reader.app.screen, SearchScreen)


async def test_undo_ticks_again_what_each_of_two_equal_batches_was_made_of(lined: Opened) -> None:
    async with lined("border") as reader:
        screen = hits_of(reader)
        batches = []
        for _ in range(2):
            await reader.press("x")
            batches.append(set(screen.found.ticked))
            await reader.press("M")
            await coded(reader, len(batches))
        for batch in reversed(batches):
            await reader.press("u")
            assert screen.found.ticked == batch
        await reader.press("ctrl+r")
        assert screen.found.ticked == batches[1]
        await reader.press("ctrl+r")
        assert screen.found.ticked == batches[1]
        await reader.press("u", "u")
        assert screen.found.ticked == batches[0]


async def test_undo_of_what_was_written_before_leaves_the_ticks(
    opened: Opened, corpus: Path
) -> None:
    async with opened(corpus) as reader:
        await reader.open("ministers.txt")
        await reader.press("enter")
        screen = await lines(reader, "border")
        await reader.press("x", "M")
        await coded(reader, 2)
        await reader.press("u", "x", "u")
        assert annotations_of(reader) == ()
        assert len(screen.found.ticked) == 2


async def test_a_tick_goes_on_to_the_next_line_and_stays_on_the_last(lined: Opened) -> None:
    async with lined("border") as reader:
        screen = hits_of(reader)
        await reader.press("x", "x")
        assert screen.hits.cursor == 2
        assert "2 ticked" in reader.text
        await reader.press("x")
        assert screen.hits.cursor == 2
        assert "3 ticked" in reader.text
        await reader.press("k", "x")
        assert screen.hits.cursor == 2
        assert "2 ticked" in reader.text
        await reader.press("g", "X", "X")
        assert screen.hits.cursor == 0


async def test_a_held_key_ticks_one_line_after_the_other(lined: Opened) -> None:
    async with lined("border") as reader:
        await reader.burst("x", "x", "x")
        assert [each.strip()[0] for each in rows(reader)] == ["✓", "✓", "✓"]


# Through the articles


async def test_n_and_shift_n_walk_from_a_line_across_the_articles(lined: Opened) -> None:
    async with lined("border") as reader:
        await reader.press("o")
        await reader.until(lambda: open_path(reader) == "council.md")
        await reader.until(lambda: "article 1 of 2" in reader.status)
        await reader.press("n")
        await reader.until(lambda: open_path(reader) == "ministers.txt")
        assert reader.under_cursor.startswith("border first")
        await reader.press("n")
        assert reader.under_cursor.startswith("border came up")
        await reader.press("n")
        assert "This is the last hit" in reader.status
        await reader.press("N", "N")
        await reader.until(lambda: open_path(reader) == "council.md")
        await reader.press("escape")
        screen = await shown(reader)
        assert screen.hits.cursor == 0


async def test_backspace_leads_in_one_go_to_where_one_was_before_a_walk(
    opened: Opened, corpus: Path
) -> None:
    async with opened(corpus) as reader:
        await reader.open("ministers.txt")
        await reader.press("w", "w")
        before = reader.screen.reader.cursor
        await search(reader, "observers OR border")
        await reader.until(lambda: "2 articles" in reader.text)
        await reader.press("enter")
        await reader.until(lambda: reader.screen.finding.hit is not None)
        for _ in range(4):
            at = open_path(reader), reader.screen.reader.cursor
            await reader.press("n")
            await reader.until(
                lambda: at != (open_path(reader), reader.screen.reader.cursor)  # noqa: B023  # used at once
            )
        await reader.press("backspace")
        await reader.until(
            lambda: (open_path(reader), reader.screen.reader.cursor) == ("ministers.txt", before)
        )


async def test_an_article_that_is_gone_leaves_one_with_the_lines_and_the_results(
    opened: Opened, corpus: Path
) -> None:
    async with opened(corpus) as reader:
        await lines(reader, "border")
        (corpus / "council.md").unlink()
        await reader.until(lambda: len(reader.screen.session.corpus.entries) == 1)
        await reader.press("o")
        assert isinstance(reader.app.screen, ConcordanceScreen)
        assert "The article is no longer on disk" in reader.text


async def test_the_lines_of_a_concordance_that_is_left_leave_the_memory(
    opened: Opened, corpus: Path
) -> None:
    # Of what other tests left as they ended.
    gc.unfreeze()
    gc.collect()
    async with opened(corpus) as reader:
        for _ in range(2):
            await lines(reader, "border")
            await reader.press("escape", "escape")
            await reader.until(lambda: isinstance(reader.app.screen, ReadingScreen))
        gc.unfreeze()
        assert [each for each in gc.get_objects() if isinstance(each, Line)] == []


@pytest.mark.parametrize(
    "way", [["tab"], ["down", "tab"], ["tab", "enter", "escape"]], ids=["line", "results", "text"]
)
async def test_whichever_way_one_came_to_the_lines_one_goes_back_to_the_results(
    corpus: Path, opened: Opened, way: list[str]
) -> None:
    async with opened(corpus) as reader:
        await searched(reader, "border")
        for key in way:
            before = reader.app.screen
            await reader.press(key)
            if key != "down":
                await reader.until(lambda: reader.app.screen is not before)  # noqa: B023  # used at once
        await shown(reader)
        await reader.press("escape")
        screen = await answered(reader, "border")
        assert "enter open · n next hit" in reader.status
        await reader.press("n", "C")
        assert screen.line.value == "border"
        assert (screen.rows.cursor, screen.pane.list.hit) > (0, 0)
        await reader.press("enter")
        await reader.until(lambda: isinstance(reader.app.screen, ReadingScreen))


async def test_a_query_that_has_no_lines_keeps_the_keys(corpus: Path, opened: Opened) -> None:
    async with opened(corpus) as reader:
        await searched(reader, "elephants")
        await reader.press("tab", "escape")
        await reader.until(lambda: isinstance(reader.app.screen, SearchScreen))
        await reader.press("x")
        await answered(reader, "elephantsx")
