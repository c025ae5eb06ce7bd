"""A query that takes its time is called under way, and nothing stands there for an answer to it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from tests.tui.searches import answered, indexed, search_of, searched, titles
from tui.searching import PAGE, Pages

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from store.search.found import Found
    from tests.tui.driver import Opened

pytestmark = pytest.mark.usefixtures("summit")


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """What holds every answer back until it is set."""
    event, after = threading.Event(), Pages.after
    event.set()

    def slowly(
        self: Pages, first: int, count: int, stop: threading.Event | None = None
    ) -> tuple[Found, ...]:
        assert event.wait(30)
        return after(self, first, count, stop)

    monkeypatch.setattr(Pages, "after", slowly)
    yield event
    event.set()


async def test_while_a_query_takes_its_time_nothing_says_what_another_found(
    searching: Opened, gate: threading.Event
) -> None:
    async with searching("border") as reader:
        assert "3 articles" in reader.text
        gate.clear()
        await reader.press("ctrl+u")
        await reader.type("budget")
        await reader.until(lambda: "searching…" in reader.text)
        assert "3 articles" not in reader.text
        gate.set()
        assert titles(await answered(reader, "budget")) == ["Summit in November"]
        assert "1 article" in reader.text
        assert "searching…" not in reader.text


async def test_the_guide_goes_as_soon_as_the_first_query_takes_its_time(
    corpus: Path, opened: Opened, gate: threading.Event
) -> None:
    async with opened(corpus) as reader:
        await indexed(reader)
        await reader.press("s")
        assert "words that begin so" in reader.text
        gate.clear()
        await reader.type("/b.*r/")
        await reader.until(lambda: "searching…" in reader.text)
        assert "words that begin so" not in reader.text
        gate.set()
        await answered(reader, "/b.*r/")


async def test_that_nothing_was_found_is_said_of_no_other_query(
    searching: Opened, gate: threading.Event
) -> None:
    async with searching("zebra") as reader:
        assert "nothing found" in reader.text
        gate.clear()
        await reader.type("s")
        await reader.until(lambda: "searching…" in reader.text)
        assert "nothing found" not in reader.text
        gate.set()
        await answered(reader, "zebras")
        assert "nothing found" in reader.text


async def test_a_query_that_is_only_asked_again_keeps_its_count(
    searching: Opened, gate: threading.Event
) -> None:
    async with searching("border") as reader:
        screen = search_of(reader)
        gate.clear()
        screen.refill()
        await reader.until(lambda: not screen.questions.patience.is_under_way)
        assert "3 articles" in reader.text
        gate.set()


async def test_enter_opens_what_its_query_finds_and_keys_behind_it_wait_for_the_text(
    corpus: Path, opened: Opened, gate: threading.Event
) -> None:
    async with opened(corpus) as reader:
        await reader.open("ministers.txt")
        await searched(reader, "border")
        gate.clear()
        await reader.press("ctrl+u", *"budget", "enter", "n", "v", "e")
        assert "Opens what is found as soon as it is there" in reader.text
        assert search_of(reader).line.value == "budget"
        gate.set()
        await reader.until(lambda: "“budget” 2 of 2" in reader.status)
        await reader.until(lambda: reader.screen.reader.passage is not None)
        passage, page = reader.screen.reader.passage, reader.screen.reader.page
        assert passage is not None
        assert page is not None
        assert passage.of(page.article.text) == "budget"


async def test_escape_forgets_what_was_to_be_opened_and_the_keys_behind_it(
    corpus: Path, opened: Opened, gate: threading.Event
) -> None:
    async with opened(corpus) as reader:
        await reader.open("ministers.txt")
        await indexed(reader)
        before = reader.under_cursor
        gate.clear()
        await reader.press("s", *"budget", "enter", "j", "v", "escape")
        await reader.until(lambda: reader.app.screen is reader.screen)
        gate.set()
        await reader.press("w", "b")
        assert reader.under_cursor == before
        assert reader.screen.reader.passage is None
        await reader.press("s")
        assert search_of(reader).line.value == "budget"


async def test_keys_behind_enter_go_to_the_line_where_nothing_is_found(
    corpus: Path, opened: Opened, gate: threading.Event
) -> None:
    async with opened(corpus) as reader:
        await indexed(reader)
        gate.clear()
        await reader.press("s", *"zebra", "enter", "s")
        gate.set()
        await answered(reader, "zebras")
        assert search_of(reader).line.value == "zebras"


async def test_a_page_that_is_asked_for_while_the_first_is_completed_takes_nothing_back(
    tmp_path: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(120):
        path = tmp_path / f"{number:03}.txt"
        path.write_text(f"Number {number}\n\nOne oak.\n", encoding="utf-8")
    gate, after = threading.Event(), Pages.after
    firsts: list[int] = []

    def held(
        self: Pages, first: int, count: int, stop: threading.Event | None = None
    ) -> tuple[Found, ...]:
        firsts.append(first)
        # What completes the first page; a page behind that would come before it.
        if first and count < PAGE:
            assert gate.wait(30)
        return after(self, first, count, stop)

    monkeypatch.setattr(Pages, "after", held)
    async with opened(tmp_path) as reader:
        await indexed(reader)
        await reader.press("s", *"/o.k/")
        screen = search_of(reader)
        await reader.until(lambda: len(screen.results.found) == 8)
        await reader.press("down", "G")
        gate.set()
        await answered(reader, "/o.k/")
        await reader.until(lambda: len(screen.results.found) >= 50)
        await reader.press("G")
        await reader.until(lambda: len(screen.results.found) == 100)
        assert firsts[-3:] == [0, 8, 50]
