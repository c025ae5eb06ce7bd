"""Searching the corpus: results while one types, a preview, the article at the hit, and back."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from store.search.broken import BrokenIndex
from store.search.building import IndexProgress
from store.search.found import Found
from store.search.known import Known
from store.search.language import parse
from store.search.snapshot import Snapshot
from tests.tui.driver import COUNCIL, MINISTERS, Driver
from tui import telling
from tui.messages import Indexed
from tui.screens import desk
from tui.screens.search import SearchScreen
from tui.searching import Pages, Results
from tui.settings import Settings
from tui.themes import DARK
from tui.widgets.results import ResultList

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from store.search.query import Query
    from store.span import Span
    from tests.tui.driver import Opened

SUMMIT = """---
title: Summit in November
date: 2022-11-17
---
The summit is in November. Of the border nobody spoke.

The budget will be looked at, and the budget will be signed.
"""
ASKED = parse("/x/")
EVERYTHING = '("troops border"~8 OR arm* ~mirzoyan) -title:press tag:"two w" date:2022-05..2022-13'


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "dossier"
    folder.mkdir()
    (folder / "ministers.txt").write_text(MINISTERS, encoding="utf-8")
    (folder / "council.md").write_text(COUNCIL, encoding="utf-8")
    (folder / "summit.md").write_text(SUMMIT, encoding="utf-8")
    return folder


def search_of(reader: Driver) -> SearchScreen:
    """Return the search on top."""
    screen = reader.app.screen
    assert isinstance(screen, SearchScreen)
    return screen


async def indexed(reader: Driver) -> None:
    """Wait until all articles can be searched."""
    session = reader.screen.session
    await reader.until(lambda: session.search.snapshot().size == len(session.corpus.entries))


async def answered(reader: Driver, query: str) -> SearchScreen:
    """Wait until a query is answered, its articles are counted, and the preview stands there."""
    screen = search_of(reader)

    def holds() -> bool:
        results = screen.results
        return (
            not screen.questions.is_awaiting
            and (results.query.text, results.total is None) == (query, False)
            and previewed(screen)
        )

    await reader.until(holds)
    return screen


def previewed(screen: SearchScreen) -> bool:
    """Tell whether the preview, if there is one, shows the article under the cursor."""
    shown, item = screen.pane.preview.article, screen.rows.item
    is_there = shown is not None and item is not None and shown.id == item.article.id
    return is_there or not screen.pane.preview.display


async def searched(reader: Driver, query: str) -> SearchScreen:
    """Search as a reader does."""
    await indexed(reader)
    await reader.press("s")
    await reader.type(query)
    return await answered(reader, query)


def titles(screen: SearchScreen) -> list[str]:
    return [found.article.title for found in screen.results.found]


def lit(reader: Driver) -> list[str]:
    """Return the words lit in the open article."""
    page = reader.screen.reader.page
    assert page is not None
    return [hit.of(page.article.text) for hit in page.hits]


@dataclass(frozen=True)
class Stand:
    """Where a reader is."""

    article: str
    cursor: int
    top: int
    passage: object
    finding: object


def stand_of(reader: Driver) -> Stand:
    sheet = reader.screen.reader
    assert sheet.article is not None
    return Stand(
        sheet.article.id, sheet.cursor, sheet.top_row, sheet.passage, reader.screen.finding
    )


def colours_of(reader: Driver, line: int) -> set[str]:
    """Return the colours of what stands in a line of the screen."""
    strip = reader.app.screen._compositor.render_strips()[line]
    styles = [segment.style for segment in strip if segment.text.strip()]
    return {style.color.name for style in styles if style and style.color}


# Searching


async def test_results_come_while_one_types_with_date_tags_and_the_hit_in_its_sentence(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await reader.open("council.md")
        await reader.press("t")
        await reader.type("talks")
        await reader.press("enter")
        screen = await searched(reader, "send obs*")
        lines = reader.text.splitlines()
        assert titles(screen) == ["The council decides"]
        assert any("The council decides" in line and " 2 " in line for line in lines)
        assert any("2022-11-23 · talks · Evening Paper" in line for line in lines)
        assert any("It decided to send observers to the border." in line for line in lines)
        assert "1 article" in lines[1]
        await reader.press(*["backspace"] * len("send obs*"))
        await reader.type("border")
        assert len(titles(await answered(reader, "border"))) == 3


async def test_the_preview_follows_the_cursor_and_is_lit(corpus: Path, opened: Opened) -> None:
    async with opened(corpus, size=(120, 35)) as reader:
        screen = await searched(reader, "border")
        await reader.press("down")
        for _ in range(3):
            item = screen.rows.item
            assert item is not None
            shown = item.article.id
            await reader.until(
                lambda shown=shown: (  # type: ignore[misc]  # mypy knows no defaults of lambdas
                    screen.pane.preview.article is not None
                    and screen.pane.preview.article.id == shown
                )
            )
            page = screen.pane.preview.page
            assert page is not None
            assert {hit.of(page.article.text) for hit in page.hits} == {"border"}
            assert page.hit == 0
            await reader.press("j")


async def test_enter_opens_the_article_at_the_hit_with_all_hits_lit(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await reader.open("council.md")
        await searched(reader, "border -council")
        await reader.press("down")
        while "Ministers" not in str(search_of(reader).rows.item):
            await reader.press("j")
        await reader.press("n", "enter")
        await reader.until(lambda: reader.under_cursor.startswith("border came up"))
        assert lit(reader) == ["border", "border"]
        assert "“border -council” 2 of 2 · article" in reader.status
        await reader.press("backspace")
        await reader.until(lambda: reader.under_cursor.startswith("The council sat"))


async def test_an_article_of_which_only_the_title_fits_is_opened_at_its_top(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await searched(reader, "title:council")
        await reader.press("enter")
        await reader.until(lambda: reader.under_cursor.startswith("The council sat"))
        assert lit(reader) == []
        assert "“title:council” · article 1 of 1" in reader.status


async def test_all_that_is_typed_in_one_burst_is_searched_and_opened(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await reader.open("ministers.txt")
        await indexed(reader)
        await reader.burst("s", *"observers decided", "enter")
        await reader.until(lambda: reader.app.screen is reader.screen)
        await reader.until(lambda: "“observers decided”" in reader.status)
        assert reader.under_cursor.startswith("decided to send")
        assert not reader.screen.session.notebook.book.annotations()


async def test_escape_brings_back_exactly_where_one_was_and_keeps_the_query(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus, size=(80, 12)) as reader:
        await reader.open("ministers.txt")
        await reader.press("slash", *"border", "enter", "j", "j", "v", "w")
        before = stand_of(reader)
        screen = await searched(reader, "observers")
        await reader.press("down", "j", "escape")
        assert stand_of(reader) == before
        await reader.press("s")
        assert search_of(reader) is not screen
        assert titles(await answered(reader, "observers")) == titles(screen)
        await reader.press("x")
        await answered(reader, "x")


async def test_the_search_comes_back_with_the_cursor_where_it_was(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        screen = await searched(reader, "border")
        await reader.press("down", "j")
        chosen = screen.rows.item
        await reader.press("enter")
        await reader.until(lambda: reader.app.screen is reader.screen)
        await reader.press("s")
        assert (await answered(reader, "border")).rows.item == chosen


# From hit to hit


async def walked(reader: Driver, key: str) -> list[str]:
    """Press a key until it says that there is no further hit; return where it led."""
    stops: list[str] = []
    while True:
        before = stand_of(reader)
        await reader.press(key)
        await reader.until(
            lambda before=before: (  # type: ignore[misc]  # mypy knows no defaults of lambdas
                not reader.screen.is_awaiting
                and (stand_of(reader) != before or "This is the" in reader.status)
            )
        )
        if "This is the" in reader.status:
            return stops
        stops.append(reader.under_cursor)


async def test_n_and_shift_n_walk_over_every_hit_of_every_article_and_stop_at_the_ends(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        screen = await searched(reader, "border")
        hits = [
            found.article.text[hit.start :].split("\n")[0]
            for found in screen.results.found
            for hit in found.hits
        ]
        assert len(hits) == 4
        await reader.press("enter")
        await reader.until(lambda: bool(lit(reader)))
        on = await walked(reader, "n")
        assert "This is the last hit" in reader.status
        assert all(hit.startswith(stop) for hit, stop in zip(hits[1:], on, strict=True))
        back = await walked(reader, "N")
        assert "This is the first hit" in reader.status
        assert all(hit.startswith(stop) for hit, stop in zip(hits[-2::-1], back, strict=True))


async def test_keys_that_come_faster_than_articles_lead_as_far(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await searched(reader, "border")
        await reader.press("enter")
        await reader.until(lambda: bool(lit(reader)))
        on = await walked(reader, "n")
        await walked(reader, "N")
        await reader.burst("n", "n", "n")
        await reader.until(lambda: not reader.screen.is_awaiting)
        await reader.until(lambda: reader.under_cursor == on[-1])


async def test_on_the_way_back_the_bottom_line_says_on_which_hit_one_stands(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await reader.open("ministers.txt")
        await reader.press("slash", *"border", "enter")
        assert "“border” 1 of 2" in reader.status
        await reader.press("n", "N", "backspace")
        assert "“border” 2 of 2" in reader.status
        await reader.press("G", "N", "backspace")
        assert "“border” 2 found" in reader.status


async def test_the_title_stays_where_the_hit_is_on_the_first_screen(
    corpus: Path, opened: Opened
) -> None:
    (corpus / "long.md").write_text(
        "# A long way\n\n" + "Words come.\n\n" * 7 + "The oak stands.\n\n" + "Words go.\n\n" * 99,
        encoding="utf-8",
    )
    for size in ((80, 24), (130, 30)):
        async with opened(corpus, size=size) as reader:
            await reader.open("council.md")
            await searched(reader, "oak")
            await reader.until(lambda: "The oak stands" in reader.text)
            if size[0] > 110:
                await reader.until(lambda: reader.text.count("A long way") > 1)
            await reader.press("enter")
            await reader.until(lambda: reader.under_cursor.startswith("oak"))
            assert reader.screen.reader.top_row == 0


async def test_the_walk_goes_on_beyond_the_results_that_were_fetched(
    tmp_path: Path, opened: Opened
) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(120):
        (folder / f"{number:03}.txt").write_text(f"Number {number}\n\nOne oak.\n", encoding="utf-8")
    async with opened(folder) as reader:
        screen = await searched(reader, "oak")
        assert len(screen.results.found) == 50
        assert "120 articles" in reader.text
        await reader.press("down", "G")
        await reader.until(lambda: len(screen.results.found) == 100)
        await reader.press("G")
        await reader.until(lambda: len(screen.results.found) == 120)
        assert len({found.article.id for found in screen.results.found}) == 120
        await reader.press("escape", "s")
        screen = await answered(reader, "oak")
        await reader.press("down")
        for _ in range(49):
            await reader.press("j")
        await reader.press("enter")
        await reader.until(lambda: "article 50 of 120" in reader.status)
        await reader.press("n")
        await reader.until(lambda: "article 51 of 120" in reader.status)


async def test_an_article_opened_while_more_are_fetched_for_the_walk_is_not_left(
    tmp_path: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(60):
        path = tmp_path / f"{number:03}.txt"
        path.write_text(f"Number {number}\n\nOne oak.\n", encoding="utf-8")
    gate, after = threading.Event(), Pages.after

    def held(
        self: Pages, first: int, count: int, stop: threading.Event | None = None
    ) -> tuple[Found, ...]:
        assert not first or gate.wait(30)
        return after(self, first, count, stop)

    monkeypatch.setattr(Pages, "after", held)
    async with opened(tmp_path) as reader:
        await searched(reader, "oak")
        await reader.press("down", "G", "enter")
        await reader.until(lambda: "article 50 of 60" in reader.status)
        await reader.press("n")
        chosen = search_results(reader)[20]
        await reader.open(chosen.article.path)
        gate.set()
        await reader.until(lambda: len(search_results(reader)) == 60)
        assert reader.screen.open_id == chosen.article.id
        await reader.press("n")
        await reader.until(lambda: "article 21 of 60" in reader.status)


def search_results(reader: Driver) -> Sequence[Found]:
    """Return the articles through which one walks, as far as they are fetched."""
    assert reader.screen.walk is not None
    return reader.screen.walk.results.found


async def test_looking_for_words_in_the_article_ends_the_walk_and_so_does_escape(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await searched(reader, "budget")
        await reader.press("enter")
        await reader.until(lambda: len(lit(reader)) == 2)
        await reader.press("slash")
        assert reader.screen.find_bar.text == ""
        await reader.type("will")
        await reader.press("enter", "n", "n")
        assert lit(reader) == ["will", "will"]
        assert "“will”" in reader.status
        await searched(reader, "budget")
        await reader.press("enter")
        await reader.until(lambda: lit(reader) == ["budget", "budget"])
        await reader.press("escape")
        assert lit(reader) == []
        assert "budget" not in reader.status


async def test_in_an_article_opened_otherwise_the_words_are_lit_too(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await searched(reader, "title:summit OR observers")
        await reader.press("enter")
        await reader.until(lambda: reader.app.screen is reader.screen)
        await reader.open("ministers.txt")
        assert lit(reader) == ["observers"]


async def test_the_walk_passes_over_articles_that_are_gone(corpus: Path, opened: Opened) -> None:
    async with opened(corpus) as reader:
        screen = await searched(reader, "border")
        gone = screen.results.found[1].article
        await reader.press("enter")
        await reader.until(lambda: "article 1 of 3" in reader.status)
        (corpus / gone.path).unlink()
        await reader.until(lambda: reader.screen.session.corpus.entry(gone.id) is None)
        hits = len(lit(reader))
        await reader.press(*["n"] * hits)
        await reader.until(lambda: "article 3 of 3" in reader.status)


async def test_the_search_comes_back_at_the_article_one_has_walked_to(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await searched(reader, "border")
        await reader.press("enter")
        await reader.until(lambda: "article 1 of 3" in reader.status)
        await walked(reader, "n")
        await reader.press("s")
        assert (await answered(reader, "border")).rows.cursor == 2


async def test_hits_are_gone_through_in_the_results_too_forth_and_back(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        screen = await searched(reader, "border")
        await reader.press("down")
        stops = [(found.article.id, hit) for found in screen.results.found for hit in found.hits]

        def stop() -> tuple[str, Span]:
            item = screen.rows.item
            assert item is not None
            assert isinstance(screen.rows, ResultList)
            return item.article.id, item.hits[screen.rows.hit]

        on = [stop()]
        for _ in stops[1:]:
            await reader.press("n")
            on.append(stop())
        assert on == stops
        back = [stop()]
        for _ in stops[1:]:
            await reader.press("N")
            back.append(stop())
        assert back == stops[::-1]


# The line


async def test_whatever_is_half_typed_means_something_and_nothing_fails(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await indexed(reader)
        await reader.press("s")
        for end in range(0, len(EVERYTHING), 5):
            await reader.burst(*EVERYTHING[end : end + 5])
            await answered(reader, EVERYTHING[: end + 5])
        await reader.press("ctrl+u")
        await answered(reader, "")


@pytest.mark.parametrize(
    "query", ["border date:2022-13", "(border", "border /[a/ council", "border is:odd"]
)
async def test_a_finished_query_that_makes_no_sense_is_refused_under_where_it_is_wrong(
    corpus: Path, opened: Opened, query: str
) -> None:
    async with opened(corpus) as reader:
        screen = await searched(reader, query)
        await reader.press("enter")
        assert reader.app.screen is screen
        problem = parse(query).problem
        assert problem is not None
        told = reader.text.splitlines()[2]
        assert told == " " * (3 + problem.span.start) + problem.words
        await reader.press("ctrl+u")
        assert not reader.text.splitlines()[2].strip()


@pytest.mark.parametrize(
    "query", ["border date:2022-13", "border /[/", "border is:odd", '"of border"~10000', "border ("]
)
async def test_what_is_left_out_of_a_half_typed_query_is_told_quietly_once_typing_rests(
    corpus: Path, opened: Opened, query: str
) -> None:
    async with opened(corpus) as reader:
        screen = await searched(reader, query)
        assert len(screen.results.found) == (2 if "of border" in query else 3)
        loss = parse(query).loss
        assert loss is not None
        told = " " * (3 + loss.span.start) + loss.words
        await reader.until(lambda: reader.text.splitlines()[2] == told)
        assert colours_of(reader, 2) == {DARK.quiet}
        await reader.press("enter")
        assert colours_of(reader, 2) != {DARK.quiet}


async def test_of_what_may_yet_be_closed_nothing_is_said_while_it_is_typed(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        screen = await searched(reader, "border tag:")
        await reader.until(lambda: "right before" in reader.text.splitlines()[2])
        await reader.press(*["backspace"] * len(" tag:"), *' (summit "of')
        await answered(reader, 'border (summit "of')
        screen.complaint.tell_of_loss()
        await reader.press("left")
        assert not reader.text.splitlines()[2].strip()


@pytest.mark.parametrize("theme", ["dark", "light", "NO_COLOR"])
@pytest.mark.parametrize("query", ["border date:2022-13", "????", "border /[/"])
async def test_what_is_not_understood_is_underlined_in_every_theme_and_without_colours(
    corpus: Path,
    opened: Opened,
    monkeypatch: pytest.MonkeyPatch,
    theme: str,
    query: str,
) -> None:
    if theme == "NO_COLOR":
        monkeypatch.setenv("NO_COLOR", "1")
    settings = Settings(theme="dark" if theme == "NO_COLOR" else theme)
    async with opened(corpus, settings=settings) as reader:
        await reader.press("s")
        await reader.type(query)
        strips = reader.app.screen._compositor.render_strips()
        underlined = [
            segment.text for segment in strips[1] if segment.style and segment.style.underline
        ]
        strange = [span.of(query) for span in parse(query).strange]
        assert "".join(underlined) == "".join(strange)


@pytest.mark.parametrize("senseless", ["/[/", "is:foo", "date:2022-13", "????", "(", '"', "date:2"])
async def test_a_query_of_which_nothing_makes_sense_leaves_what_was_found_before_dimmed(
    corpus: Path, opened: Opened, senseless: str
) -> None:
    async with opened(corpus) as reader:
        screen = await searched(reader, "border")
        before = reader.text.splitlines()
        colours = colours_of(reader, 4)
        screen.line.value = senseless
        loss = parse(senseless).loss
        assert loss is not None
        await reader.until(lambda: loss.words in reader.text.splitlines()[2])
        assert reader.text.splitlines()[3:] == before[3:]
        assert "before: 3 articles" in reader.text.splitlines()[1]
        assert not colours & colours_of(reader, 4)
        await reader.press("enter")
        assert reader.app.screen is screen
        screen.line.value = "observers"
        await answered(reader, "observers")
        assert "before" not in reader.text.splitlines()[1]


async def test_where_nothing_was_found_before_a_senseless_query_shows_what_can_be_typed(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await searched(reader, "elephants")
        await reader.press("ctrl+u", *"????")
        await reader.until(lambda: "no letter or digit" in reader.text.splitlines()[2])
        assert "words that begin so" in reader.text
        await reader.press("escape", "s")
        await reader.until(lambda: "no letter or digit" in reader.text.splitlines()[2])
        assert "words that begin so" in reader.text


async def test_where_nothing_is_found_a_misspelt_field_is_named(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await searched(reader, "titel:summit")
        assert "nothing found · no field “titel”; did you mean “title:”?" in reader.text


async def test_the_tally_says_how_many_articles_a_date_passes_over_for_they_have_none(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await searched(reader, "border date:2022")
        assert "2 articles · 1 without a date" in reader.text.splitlines()[1]
        await reader.press("ctrl+u")
        await reader.type("border -date:2021")
        await answered(reader, "border -date:2021")
        assert "3 articles" in reader.text.splitlines()[1]
        assert "without a date" not in reader.text


async def test_earlier_queries_come_back_with_the_up_key_in_the_next_session_too(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        for query in ("border", "observers", "border"):
            await searched(reader, query)
            await reader.press("escape")
        await searched(reader, "council")
        await reader.press("enter")
        await reader.until(lambda: reader.app.screen is reader.screen)
        await reader.press("s")
        await answered(reader, "council")
        await reader.type("ne")
        await reader.press("up")
        await answered(reader, "council")
        await reader.press("up", "up", "up", "up")
        await answered(reader, "observers")
        await reader.press("down", "down")
        await answered(reader, "council")
        await reader.press("down")
        await answered(reader, "ne")
        await reader.press("escape")
    async with opened(corpus) as reader:
        await indexed(reader)
        await reader.until(lambda: bool(reader.screen.recent.queries))
        await reader.press("s", "up", "up")
        assert titles(await answered(reader, "council")) == ["The council decides"]


async def test_a_search_is_saved_under_a_name_and_undo_forgets_it(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        book = reader.screen.session.notebook.book
        await searched(reader, "border -council")
        await reader.press("ctrl+s")
        await reader.type("the border")
        await reader.press("enter")
        saved = book.search("the border")
        assert saved is not None
        assert saved.query == "border -council"
        assert "“the border” saved" in reader.text
        await reader.press("escape", "u")
        assert book.search("the border") is None


async def test_without_a_query_there_is_a_guide_and_nothing_to_open(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await reader.press("s")
        assert "words that begin so" in reader.text
        screen = search_of(reader)
        await reader.press("down", "enter", "tab", "ctrl+s")
        assert search_of(reader) is screen
        await reader.press("escape")
        assert not isinstance(reader.app.screen, SearchScreen)


async def test_keys_are_answered_while_a_query_is_under_way_and_late_answers_count_for_nothing(
    corpus: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, came_late = threading.Event(), threading.Event()
    after = Pages.after
    held: list[Pages] = []

    def slow(
        self: Pages, first: int, count: int, stop: threading.Event | None = None
    ) -> tuple[Found, ...]:
        if held:
            return after(self, first, count, stop)
        held.append(self)
        go_on.wait(30)
        came_late.set()
        return after(self, first, count)

    async with opened(corpus) as reader:
        await indexed(reader)
        monkeypatch.setattr(Pages, "after", slow)
        await reader.press("s")
        await reader.type("border")
        await reader.until(lambda: bool(held))
        await reader.press("ctrl+u")
        await reader.type("budget")
        screen = await answered(reader, "budget")
        assert titles(screen) == ["Summit in November"]
        go_on.set()
        await reader.until(came_late.is_set)
        await reader.press("down")
        assert titles(screen) == ["Summit in November"]


# What is searched


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
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus, size=(80, 24)) as reader:
        screen = await searched(reader, "border -summit -council")
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
    assert telling.search_tally(results) == told


async def test_results_follow_an_article_that_changes_on_disk(corpus: Path, opened: Opened) -> None:
    async with opened(corpus) as reader:
        await indexed(reader)
        await reader.press("s", *"zebra")
        await answered(reader, "zebra")
        assert "nothing found" in reader.text
        (corpus / "ministers.txt").write_text("Ministers\n\nA zebra came.\n", encoding="utf-8")
        await reader.until(lambda: "A zebra came." in reader.text)


async def test_what_finds_articles_by_no_word_offers_no_hits_to_list(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        screen = await searched(reader, "is:unread OR date:2022")
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
