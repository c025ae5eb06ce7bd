"""The line in which one searches: what is typed, recalled, saved, and what is wrong with it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from store.search.language import parse
from tests.tui.searches import answered, colours_of, indexed, search_of, searched, titles
from tui.screens.reading import ReadingScreen
from tui.screens.search import SearchScreen
from tui.searching import Pages
from tui.settings import Settings
from tui.themes import DARK

if TYPE_CHECKING:
    from pathlib import Path

    from store.search.found import Found
    from tests.tui.driver import Opened

pytestmark = pytest.mark.usefixtures("summit")

EVERYTHING = '("troops border"~8 OR arm* ~mirzoyan) -title:press tag:"two w" date:2022-05..2022-13'


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
    searching: Opened, query: str
) -> None:
    async with searching(query) as reader:
        screen = search_of(reader)
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
    searching: Opened, query: str
) -> None:
    async with searching(query) as reader:
        screen = search_of(reader)
        assert len(screen.results.found) == (2 if "of border" in query else 3)
        loss = parse(query).loss
        assert loss is not None
        told = " " * (3 + loss.span.start) + loss.words
        await reader.until(lambda: reader.text.splitlines()[2] == told)
        assert colours_of(reader, 2) == {DARK.quiet}
        assert reader.text.splitlines()[1].endswith(" without it: " + count(screen))
        await reader.press("enter")
        assert colours_of(reader, 2) != {DARK.quiet}
        await reader.press("ctrl+u", *"border")
        await answered(reader, "border")
        assert reader.text.splitlines()[1].endswith("  3 articles")


def count(screen: SearchScreen) -> str:
    return f"{len(screen.results.found)} articles"


@pytest.mark.parametrize("query", ["border date:2022-13", '"border', "????"])
async def test_where_a_query_makes_no_sense_no_key_is_named_that_only_says_so(
    searching: Opened, query: str
) -> None:
    async with searching("border") as reader:
        screen = search_of(reader)
        assert all(each in reader.status for each in ("enter open", "tab every hit", "ctrl+s"))
        screen.line.value = query
        await reader.until(lambda: "enter what is wrong · down results" in reader.status)
        assert not any(each in reader.status for each in ("tab every hit", "ctrl+s"))
        await reader.press("down")
        assert "enter open · n next hit · s search line" in reader.status
        await reader.press("enter")
        await reader.until(lambda: isinstance(reader.app.screen, ReadingScreen))


async def test_of_what_may_yet_be_closed_nothing_is_said_while_it_is_typed(
    searching: Opened,
) -> None:
    async with searching("border tag:") as reader:
        screen = search_of(reader)
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
    searching: Opened, senseless: str
) -> None:
    async with searching("border") as reader:
        screen = search_of(reader)
        before = reader.text.splitlines()
        colours = colours_of(reader, 4)
        screen.line.value = senseless
        loss = parse(senseless).loss
        assert loss is not None
        await reader.until(lambda: loss.words in reader.text.splitlines()[2])
        assert reader.text.splitlines()[3:-1] == before[3:-1]
        assert "before: 3 articles" in reader.text.splitlines()[1]
        assert not colours & colours_of(reader, 4)
        await reader.press("enter")
        assert reader.app.screen is screen
        screen.line.value = "observers"
        await answered(reader, "observers")
        assert "before" not in reader.text.splitlines()[1]


async def test_where_nothing_was_found_before_a_senseless_query_shows_what_can_be_typed(
    searching: Opened,
) -> None:
    async with searching("elephants") as reader:
        await reader.press("ctrl+u", *"????")
        await reader.until(lambda: "no letter or digit" in reader.text.splitlines()[2])
        assert "words that begin so" in reader.text
        assert "articles" not in reader.text.splitlines()[1]
        await reader.press("escape", "s")
        await reader.until(lambda: "no letter or digit" in reader.text.splitlines()[2])
        assert "words that begin so" in reader.text


async def test_where_nothing_is_found_the_signs_for_a_word_half_typed_or_misspelt_are_named(
    searching: Opened,
) -> None:
    async with searching("border minis") as reader:
        told = "nothing found · minis* finds words that begin so, ~minis misspelt ones"
        assert told in reader.text
        await reader.press("*")
        await answered(reader, "border minis*")
        assert titles(search_of(reader)) == ["Ministers meet in Yerevan"]


async def test_where_nothing_is_found_a_misspelt_field_is_named(searching: Opened) -> None:
    async with searching("titel:summit") as reader:
        assert "nothing found · no field “titel”; did you mean “title:”?" in reader.text


@pytest.mark.parametrize("query", ["~(elephants b)", "date:2022-11..2020"])
async def test_where_nothing_is_found_of_a_senseless_query_only_that_is_told(
    searching: Opened, query: str
) -> None:
    async with searching(query) as reader:
        loss = parse(query).loss
        assert loss is not None
        await reader.until(lambda: loss.words in reader.text)
        assert "nothing found" not in reader.text


async def test_the_tally_says_how_many_articles_a_date_passes_over_for_they_have_none(
    searching: Opened,
) -> None:
    async with searching("border date:2022") as reader:
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


async def test_a_search_that_gets_no_name_is_saved_under_its_query_unless_another_is_called_so(
    searching: Opened,
) -> None:
    async with searching("border") as reader:
        book = reader.screen.session.notebook.book
        await reader.press("ctrl+s", "enter")
        assert [(each.name, each.query) for each in book.searches()] == [("border", "border")]
        await reader.press("ctrl+u")
        await reader.type("council")
        await answered(reader, "council")
        await reader.press("ctrl+s", *"border", "enter")
        assert [(each.name, each.query) for each in book.searches()] == [("border", "council")]
        await reader.press("ctrl+u")
        await reader.type("border")
        await answered(reader, "border")
        await reader.press("ctrl+s", "enter")
        assert "A name needs at least one character." in reader.text


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
