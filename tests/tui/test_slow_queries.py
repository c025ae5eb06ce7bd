"""A query that takes its time is called under way, and nothing stands there for an answer to it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from tests.tui.test_search import answered, corpus, indexed, searched, titles
from tui.searching import Pages

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from store.search.found import Found
    from tests.tui.driver import Opened

__all__ = ["corpus"]


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
    corpus: Path, opened: Opened, gate: threading.Event
) -> None:
    async with opened(corpus) as reader:
        await searched(reader, "border")
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
    corpus: Path, opened: Opened, gate: threading.Event
) -> None:
    async with opened(corpus) as reader:
        await searched(reader, "zebra")
        assert "nothing found" in reader.text
        gate.clear()
        await reader.type("s")
        await reader.until(lambda: "searching…" in reader.text)
        assert "nothing found" not in reader.text
        gate.set()
        await answered(reader, "zebras")
        assert "nothing found" in reader.text


async def test_a_query_that_is_only_asked_again_keeps_its_count(
    corpus: Path, opened: Opened, gate: threading.Event
) -> None:
    async with opened(corpus) as reader:
        screen = await searched(reader, "border")
        gate.clear()
        screen.refill()
        await reader.until(lambda: screen._patience is None)
        assert "3 articles" in reader.text
        gate.set()
