"""Saved searches below the articles, a filter that speaks the query language, more like this."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from store import saved
from store.progress import ReadState
from tui.screens.ask import Ask
from tui.screens.search import SearchScreen

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.driver import Driver, Opened


def keep(reader: Driver, name: str, query: str) -> None:
    """Save a search."""
    notebook = reader.screen.session.notebook
    notebook.edit(saved.save_search(notebook.book, name, query))


def counts(reader: Driver) -> dict[str, int | None]:
    """Return the saved searches as the sidebar shows them, each with its count."""
    return {each.name: each.count for each in reader.screen.sidebar.folders.items}


def listed(reader: Driver) -> list[str]:
    """Return the paths of the articles in the list."""
    return [row.path for row in reader.screen.sidebar.list.items]


def unread(reader: Driver) -> int:
    """Return how many articles are still to be read."""
    session = reader.screen.session
    states = [session.log.of(entry.id).state for entry in session.corpus.entries]
    return sum(state is not ReadState.READ for state in states)


BOTH = ["council.md", "ministers.txt"]


# Saved searches


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


async def test_enter_lists_only_what_it_finds_and_escape_brings_all_back(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        keep(reader, "the capital", "capital")
        await reader.until(lambda: counts(reader) == {"the capital": 1})
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


async def test_an_article_of_a_saved_search_opens_at_its_hit_and_n_walks_on(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        keep(reader, "observers", "observers -nonsense")
        await reader.until(lambda: counts(reader) == {"observers": 2})
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


async def test_a_filter_narrows_what_a_saved_search_lists_and_goes_first(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        keep(reader, "observers", "observers")
        await reader.until(lambda: counts(reader) == {"observers": 2})
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
    corpus: Path, notes: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        keep(reader, "taken", "border")
        keep(reader, "the capital", "capital")
        await reader.until(lambda: counts(reader) == {"taken": 2, "the capital": 1})
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


async def test_the_last_one_deleted_gives_the_keys_back_to_the_articles(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        keep(reader, "one", "capital")
        await reader.until(lambda: counts(reader) == {"one": 1})
        await reader.press("tab", "tab", "d")
        await reader.until(lambda: reader.screen.sidebar.list.has_focus)
        assert "saved searches" not in reader.text


async def test_it_is_searched_for_where_its_query_can_be_changed(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        keep(reader, "one", "capital OR lunch")
        await reader.until(lambda: counts(reader) == {"one": 1})
        await reader.press("tab", "tab", "e")
        await reader.until(lambda: isinstance(reader.app.screen, SearchScreen))
        await reader.until(lambda: "1 article" in reader.text)
        assert "capital OR lunch" in reader.text
        await reader.press("escape")
        assert reader.app.screen is reader.screen


async def test_one_that_makes_no_sense_finds_nothing_and_says_why(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        keep(reader, "odd", "date:2022-13")
        await reader.until(lambda: counts(reader) == {"odd": 0})
        await reader.press("tab", "tab", "enter")
        assert listed(reader) == []
        assert "“13”: there is no month 13" in reader.status


async def test_notes_that_cannot_be_written_keep_their_searches(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        keep(reader, "one", "capital")
        await reader.until(lambda: counts(reader) == {"one": 1})
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
        await reader.until(lambda: len(counts(reader)) == 1)
        await reader.press("tab", "tab")
        assert "[b]x[/b] [@click=" in reader.text
        await reader.press("enter")
        assert "[b]x[/b] [@click=" in reader.text.splitlines()[1]
        await reader.press("tab", "r")
        assert "[b]x[/b] [@click=app.quit]" in reader.text
        await reader.press("escape", "d")
        assert "Deleted the search “[b]x[/b] [@click=" in reader.status


# The filter


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
    corpus: Path, opened: Opened, query: str, left: list[str]
) -> None:
    async with opened(corpus) as reader:
        await reader.until(lambda: reader.screen.session.search.snapshot().size == 2)
        await reader.press("f")
        await reader.type(query)
        await reader.until(lambda: sorted(listed(reader)) == left)


async def test_a_filter_that_makes_no_sense_is_told_on_enter_and_the_line_stays(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await reader.press("f")
        await reader.type("border is:odd")
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
    corpus: Path, opened: Opened, query: str, told: str
) -> None:
    async with opened(corpus) as reader:
        await reader.press("f")
        await reader.type(query)
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


# More like this one


async def test_m_lists_the_articles_that_are_like_the_one_in_the_list(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await reader.until(lambda: reader.screen.session.search.snapshot().size == 2)
        await reader.open("council.md")
        before = reader.screen.reader.cursor
        await reader.press("s")
        await reader.type("observers")
        await reader.press("escape", "m")
        await reader.until(lambda: isinstance(reader.app.screen, SearchScreen))
        await reader.until(lambda: "Ministers meet in Yerevan" in reader.text)
        assert "like “The council decides”" in reader.text
        assert "1 article" in reader.text
        await reader.press("escape")
        assert reader.app.screen is reader.screen
        await reader.press("s")
        await reader.until(lambda: "observers" in reader.text)
        await reader.press("escape")
        article = reader.screen.reader.article
        assert article is not None
        assert (article.path, reader.screen.reader.cursor) == ("council.md", before)


async def test_where_nothing_is_alike_that_is_said(corpus: Path, opened: Opened) -> None:
    (corpus / "odd.txt").write_text("Zzz\n\nQqq xxx.\n", encoding="utf-8")
    async with opened(corpus) as reader:
        await reader.until(lambda: reader.screen.session.search.snapshot().size == 3)
        await reader.open("odd.txt")
        await reader.press("m")
        await reader.until(lambda: "Nothing is like “Zzz”" in reader.status)


async def test_saved_searches_offer_no_key_that_writes_on_an_article(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        keep(reader, "border", "border")
        await reader.until(lambda: counts(reader) == {"border": 2})
        await reader.press("tab")
        assert "t tag" in reader.status
        await reader.press("tab")
        assert reader.screen.sidebar.folders.has_focus
        assert "only these" in reader.status
        assert "t tag" not in reader.status
        assert "a note" not in reader.status
