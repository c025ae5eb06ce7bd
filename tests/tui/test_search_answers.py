"""What a search answers: what is searched, how much of it, and what is said of that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from store.search.broken import BrokenIndex
from store.search.building import IndexProgress
from store.search.found import Found
from store.search.known import Known
from store.search.language import parse
from store.search.snapshot import Snapshot
from tests.tui.searches import answered, indexed, lit, search_of, searched, titles
from tui import telling_search
from tui.messages import Indexed
from tui.screens import desk
from tui.screens.search import SearchScreen
from tui.searching import Results

if TYPE_CHECKING:
    from pathlib import Path

    from store.search.query import Query
    from tests.tui.driver import Opened

pytestmark = pytest.mark.usefixtures("summit")

ASKED = parse("/x/")


async def test_what_is_written_can_be_searched_at_once_and_no_longer_when_undone(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await reader.open("ministers.txt")
        await reader.press("}", "t")
        await reader.type("talks")
        await reader.press("enter", "a")
        await reader.type("why Tuesday")
        await reader.press("ctrl+s")
        screen = await searched(reader, "tag:talks note:tuesday quote:ministers")
        assert titles(screen) == ["Ministers meet in Yerevan"]
        await reader.press("escape", "u", "u", "s")
        screen = await answered(reader, "tag:talks note:tuesday quote:ministers")
        assert titles(screen) == []
        assert "nothing found" in reader.text


async def test_a_partial_index_says_so_and_what_is_added_shows_without_a_key(
    corpus: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "keep_indexed", lambda *_: None)
    async with opened(corpus) as reader:
        session = reader.screen.session
        entries = session.corpus.entries

        def index(count: int) -> None:
            list(session.search.update(entries[:count], session.corpus.parse, whole=False))
            reader.screen.post_message(Indexed(IndexProgress(count, 3), is_settled=True))

        index(1)
        await reader.press("s")
        await reader.type("border")
        screen = await answered(reader, "border")
        assert "1 article · partial: 1 of 3 indexed" in reader.text
        index(3)
        await reader.until(lambda: len(screen.results.found) == 3)
        assert "partial" not in reader.text


async def test_an_index_that_answers_nonsense_is_made_anew_and_the_query_asked_again(
    corpus: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = Snapshot.ask

    def broken(self: Snapshot, query: Query, known: Known) -> object:
        if self.size:
            monkeypatch.setattr(Snapshot, "ask", ask)
            raise BrokenIndex("a file is cut off")
        return ask(self, query, known)

    async with opened(corpus) as reader:
        await searched(reader, "borders")
        monkeypatch.setattr(Snapshot, "ask", broken)
        await reader.press("backspace")
        await reader.until(lambda: len(search_of(reader).results.found) == 3)
        assert "made anew" in reader.text


async def test_given_articles_are_shown_until_something_is_typed(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await indexed(reader)
        snapshot = reader.screen.session.search.snapshot()
        entries = reader.screen.session.corpus.entries
        articles = [snapshot.article(entry.id) for entry in entries]
        found = [Found(article, ()) for article in articles if article is not None]
        reader.screen.show_found(found[:2], "more like the third")
        await reader.until(lambda: isinstance(reader.app.screen, SearchScreen))
        screen = await answered(reader, "")
        assert "more like the third" in reader.text
        assert len(titles(screen)) == 2
        await reader.press("j", "enter")
        await reader.until(lambda: reader.screen.open_id == found[1].article.id)
        assert lit(reader) == []
        assert "article 2 of 2" in reader.status
        await reader.press("escape")
        assert "article 2" not in reader.status


async def test_text_that_looks_like_markup_is_text(corpus: Path, opened: Opened) -> None:
    (corpus / "odd.txt").write_text("[bold]Odd[/]\n\nIt is [red]odd[/red].\n", encoding="utf-8")
    async with opened(corpus) as reader:
        await searched(reader, "odd")
        assert "[bold]Odd[/]" in reader.text
        assert "It is [red]odd[/red]." in reader.text


async def test_on_a_narrow_screen_the_hits_of_an_article_are_gone_through_in_its_row(
    searching: Opened,
) -> None:
    async with searching("border -summit -council", size=(80, 24)) as reader:
        screen = search_of(reader)
        assert not screen.pane.preview.display
        assert "Mr. Petrosyan spoke of the border first." in reader.text
        await reader.press("down", "n")
        assert "2 of 2" in reader.text
        assert "The border came up again, at length." in reader.text
        await reader.press("enter")
        await reader.until(lambda: "border came up" in reader.under_cursor)


@pytest.mark.parametrize(
    ("results", "told"),
    [
        (Results(ASKED, Known(), total=1, indexed=9, articles=9), "1 article"),
        (Results(ASKED, Known(), total=None, indexed=9, articles=9), "0+ articles"),
        (
            Results(ASKED, Known(), total=1200, indexed=9, articles=9, too_slow=2),
            "1,200 articles · 2 too slow to search",
        ),
        (
            Results(ASKED, Known(), total=1, indexed=9, articles=9, undated=6),
            "1 article · 6 without a date",
        ),
        (
            Results(ASKED, Known(), total=3, indexed=12_000, articles=100_000),
            "3 articles · partial: 12,000 of 100,000 indexed",
        ),
        (Results(parse(""), Known()), ""),
    ],
)
def test_the_tally_says_how_many_there_are_and_what_they_do_not_count(
    results: Results, told: str
) -> None:
    assert telling_search.tally(results, 60) == told


def test_the_tally_leaves_the_query_room_on_a_narrow_screen() -> None:
    results = Results(
        ASKED, Known(), total=12_345, indexed=12_000, articles=100_000, undated=678, too_slow=2
    )
    told = telling_search.tally(results, 40)
    assert told == "12,345 articles · 678 undated · 2 too slow · partial"


async def test_results_follow_an_article_that_changes_on_disk(corpus: Path, opened: Opened) -> None:
    async with opened(corpus) as reader:
        await indexed(reader)
        await reader.press("s", *"zebra")
        await answered(reader, "zebra")
        assert "nothing found" in reader.text
        (corpus / "ministers.txt").write_text("Ministers\n\nA zebra came.\n", encoding="utf-8")
        await reader.until(lambda: "A zebra came." in reader.text)


async def test_what_finds_articles_by_no_word_offers_no_hits_to_list(searching: Opened) -> None:
    async with searching("is:unread OR date:2022") as reader:
        screen = search_of(reader)
        assert screen.results.found
        assert "tab every hit" not in reader.text
        await reader.press("tab")
        assert "there are no hits to list" in reader.text
        assert search_of(reader) is screen
        # Title, what is known of it, air.
        assert screen.rows.row_height == 3
        await reader.press("escape")


async def test_articles_like_another_offer_neither_hits_nor_saving(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await indexed(reader)
        await reader.open("ministers.txt")
        await reader.press("m")
        await reader.until(lambda: isinstance(reader.app.screen, SearchScreen))
        assert search_of(reader).results.found
        assert "enter open" in reader.text
        assert "every hit" not in reader.text
        assert "ctrl+s" not in reader.text


async def test_the_tally_says_as_much_as_fits_after_the_window_became_another(
    searching: Opened,
) -> None:
    async with searching("border date:2022") as reader:
        for columns, told in ((56, "1 undated"), (120, "1 without a date")):
            await reader.pilot.resize_terminal(columns, 35)
            await reader.until(lambda: told in reader.text.splitlines()[1])  # noqa: B023 - awaited
