"""Saved searches stand below the articles with their counts; they narrow the list, and change."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from store.progress import ReadState
from tests.tui.shelves import BOTH, counts, keep, listed
from tui.screens.ask import Ask
from tui.screens.search import SearchScreen

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from tests.tui.driver import Driver, Opened


@pytest.fixture
def kept(corpus: Path, opened: Opened) -> Opened:
    """Return what opens the corpus with searches, each with how many articles it finds."""

    @asynccontextmanager
    async def open_with(*searches: tuple[str, str, int]) -> AsyncIterator[Driver]:
        async with opened(corpus) as reader:
            for name, query, _ in searches:
                keep(reader, name, query)
            found = {name: count for name, _, count in searches}
            await reader.until(lambda: counts(reader) == found)
            yield reader

    return open_with


def unread(reader: Driver) -> int:
    """Return how many articles are still to be read."""
    session = reader.screen.session
    states = [session.log.of(entry.id).state for entry in session.corpus.entries]
    return sum(state is not ReadState.READ for state in states)


async def test_a_saved_search_stands_below_the_articles_with_its_count(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        assert "saved searches" not in reader.text
        keep(reader, "observers at work", "observers")
        keep(reader, "the capital", "capital")
        await reader.until(lambda: counts(reader) == {"observers at work": 2, "the capital": 1})
        lines = reader.text.splitlines()
        [at] = [at for at, line in enumerate(lines) if "saved searches" in line]
        assert lines[at + 1].split("│")[0].split() == ["observers", "at", "work", "2"]
        assert lines[at + 2].split("│")[0].split() == ["the", "capital", "1"]


async def test_its_count_follows_edits_reading_and_the_disk(corpus: Path, opened: Opened) -> None:
    async with opened(corpus) as reader:
        keep(reader, "mine", "tag:security")
        keep(reader, "to read", "is:unread")
        keep(reader, "envoys", "envoy*")
        await reader.until(
            lambda: counts(reader) == {"mine": 0, "to read": unread(reader), "envoys": 0}
        )
        await reader.open("council.md")
        await reader.press("t")
        await reader.type("security/border")
        await reader.press("enter")
        await reader.until(lambda: counts(reader)["mine"] == 1)
        before = unread(reader)
        await reader.press("R")
        assert unread(reader) != before
        await reader.until(lambda: counts(reader)["to read"] == unread(reader))
        (corpus / "third.txt").write_text("The third\n\nAn envoy came.\n", encoding="utf-8")
        await reader.until(lambda: counts(reader)["envoys"] == 1)
        (corpus / "third.txt").unlink()
        await reader.until(lambda: counts(reader)["envoys"] == 0)
        await reader.press("u")
        await reader.until(lambda: counts(reader)["mine"] == 0)


async def test_enter_lists_only_what_it_finds_and_escape_brings_all_back(kept: Opened) -> None:
    async with kept(("the capital", "capital", 1)) as reader:
        await reader.press("tab", "tab", "enter")
        assert listed(reader) == ["ministers.txt"]
        assert reader.screen.sidebar.list.has_focus
        assert "the capital" in reader.text.splitlines()[1]
        assert "1 of 2" in reader.text.splitlines()[1]
        await reader.press("enter")
        await reader.until(lambda: not reader.screen.in_sidebar)
        await reader.press("J")
        assert "the last article" in reader.status
        await reader.press("j")
        assert "list narrowed to “the capital”" in reader.status
        await reader.press("escape")
        assert not reader.screen.finding.hits
        assert listed(reader) == ["ministers.txt"]
        await reader.press("escape")
        assert sorted(listed(reader)) == BOTH
        assert "Articles" in reader.text.splitlines()[1]


async def test_an_article_of_a_saved_search_opens_at_its_hit_and_n_walks_on(kept: Opened) -> None:
    async with kept(("observers", "observers -nonsense", 2)) as reader:
        await reader.press("tab", "tab", "enter", "enter")
        await reader.until(lambda: reader.under_cursor.startswith("observers"))
        first = reader.screen.open_id
        assert len(reader.screen.finding.hits) == 1
        forward = "article 1 of 2" in reader.status
        await reader.press("n" if forward else "N")
        await reader.until(lambda: reader.screen.open_id != first)
        await reader.until(lambda: reader.under_cursor.startswith("observers"))
        await reader.press("backspace")
        await reader.until(lambda: reader.screen.open_id == first)


async def test_one_without_words_opens_articles_where_they_were_left(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await reader.open("ministers.txt")
        await reader.press("}", ")")
        stood = reader.screen.reader.cursor
        keep(reader, "ministers", "title:ministers")
        await reader.until(lambda: counts(reader) == {"ministers": 1})
        await reader.press("J" if "council.md" in listed(reader)[1] else "K")
        await reader.until(lambda: reader.screen.reader.cursor != stood)
        await reader.press("tab", "tab", "enter", "enter")
        await reader.until(lambda: reader.screen.reader.cursor == stood)
        assert not reader.screen.finding.hits


async def test_a_filter_narrows_what_a_saved_search_lists_and_goes_first(kept: Opened) -> None:
    async with kept(("observers", "observers", 2)) as reader:
        await reader.press("tab", "tab", "enter", "f")
        await reader.type("lunch")
        await reader.until(lambda: listed(reader) == ["ministers.txt"])
        await reader.press("enter", "escape")
        assert sorted(listed(reader)) == BOTH
        assert "observers" in reader.text.splitlines()[1]
        await reader.press("tab", "enter")
        assert "Articles" in reader.text.splitlines()[1]


async def test_the_keys_go_round_text_articles_and_saved_searches(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        sidebar, text = reader.screen.sidebar, reader.screen.reader
        await reader.press("tab", "G", "j")
        assert sidebar.list.has_focus
        keep(reader, "a", "lunch")
        keep(reader, "b", "press")
        await reader.until(lambda: len(counts(reader)) == 2)
        await reader.press("j")
        assert sidebar.folders.has_focus
        await reader.press("j")
        assert sidebar.folders.cursor == 1
        await reader.press("k", "k")
        assert sidebar.list.has_focus
        for pane in (sidebar.folders, text, sidebar.list):
            await reader.press("tab")
            assert pane.has_focus
        for pane in (text, sidebar.folders, sidebar.list):
            await reader.press("shift+tab")
            assert pane.has_focus


async def test_it_is_renamed_and_deleted_in_its_place_and_undo_brings_it_back(
    notes: Path, kept: Opened
) -> None:
    async with kept(("taken", "border", 2), ("the capital", "capital", 1)) as reader:
        await reader.press("tab", "tab", "j", "enter", "tab", "r")
        line = reader.app.screen
        assert isinstance(line, Ask)
        await reader.press("ctrl+u")
        await reader.type("taken")
        await reader.press("enter")
        assert "There is a search “taken” already." in reader.text
        await reader.press("ctrl+u")
        await reader.type("Yerevan")
        await reader.press("enter")
        assert "Renamed to “Yerevan”" in reader.status
        await reader.until(lambda: counts(reader) == {"Yerevan": 1, "taken": 2})
        assert listed(reader) == ["ministers.txt"]
        await reader.press("g", "d")
        assert "Deleted the search “Yerevan”" in reader.status
        assert sorted(listed(reader)) == BOTH
        await reader.press("u")
        await reader.until(lambda: counts(reader) == {"Yerevan": 1, "taken": 2})
        await reader.saved()
        stored = [(each["name"], each["query"]) for each in reader.stored(notes, "searches")]
        assert sorted(map(str, stored)) == ["('Yerevan', 'capital')", "('taken', 'border')"]


@pytest.mark.parametrize("keys", [(), ("j",), ("enter", "tab")])
async def test_one_deleted_leaves_the_keys_with_the_others(
    kept: Opened, keys: tuple[str, ...]
) -> None:
    async with kept(("one", "capital", 1), ("two", "border", 2)) as reader:
        await reader.press("tab", "tab", *keys, "d")
        await reader.until(lambda: len(counts(reader)) == 1)
        assert reader.screen.sidebar.folders.has_focus
        await reader.press("d")
        await reader.until(lambda: not counts(reader))


async def test_the_last_one_deleted_gives_the_keys_back_to_the_articles(kept: Opened) -> None:
    async with kept(("one", "capital", 1)) as reader:
        await reader.press("tab", "tab", "d")
        await reader.until(lambda: reader.screen.sidebar.list.has_focus)
        assert "saved searches" not in reader.text


async def test_it_is_searched_for_where_its_query_can_be_changed(kept: Opened) -> None:
    async with kept(("one", "capital OR lunch", 1)) as reader:
        await reader.press("tab", "tab", "e")
        await reader.until(lambda: isinstance(reader.app.screen, SearchScreen))
        await reader.until(lambda: "1 article" in reader.text)
        assert "capital OR lunch" in reader.text
        await reader.press("escape")
        assert reader.app.screen is reader.screen


async def test_one_that_makes_no_sense_finds_nothing_and_says_why(kept: Opened) -> None:
    async with kept(("odd", "date:2022-13", 0)) as reader:
        await reader.press("tab", "tab", "enter")
        assert listed(reader) == []
        assert "“13”: there is no month 13" in reader.status


async def test_notes_that_cannot_be_written_keep_their_searches(kept: Opened) -> None:
    async with kept(("one", "capital", 1)) as reader:
        reader.screen.session.notebook._saving.read_only = "line 3: no JSON"
        await reader.press("tab", "tab")
        for key in ("d", "r"):
            await reader.press(key)
            assert "Notes are read-only" in reader.status
            assert reader.app.screen is reader.screen
        assert counts(reader) == {"one": 1}


async def test_its_name_is_shown_letter_by_letter(corpus: Path, opened: Opened) -> None:
    async with opened(corpus) as reader:
        keep(reader, "[b]x[/b] [@click=app.quit]", "capital")
        await reader.until(lambda: list(counts(reader).values()) == [1])
        await reader.press("tab", "tab")
        assert "[b]x[/b] [@click=" in reader.text
        await reader.press("enter")
        assert "[b]x[/b] [@click=" in reader.text.splitlines()[1]
        await reader.press("tab", "r")
        assert "[b]x[/b] [@click=app.quit]" in reader.text
        await reader.press("escape", "d")
        assert "Deleted the search “[b]x[/b]…” · u undoes" in reader.status


async def test_saved_searches_offer_no_key_that_writes_on_an_article(kept: Opened) -> None:
    async with kept(("border", "border", 2)) as reader:
        await reader.press("tab")
        assert "t tag" in reader.status
        await reader.press("tab")
        assert reader.screen.sidebar.folders.has_focus
        assert "only these" in reader.status
        assert "t tag" not in reader.status
        assert "a note" not in reader.status
