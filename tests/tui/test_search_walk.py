"""From hit to hit: through the articles that a search found, and through its results."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from tests.tui.searches import answered, lit, search_of, searched, walked
from tui.searching import Pages
from tui.widgets.results import ResultList

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from store.search.found import Found
    from store.span import Span
    from tests.tui.driver import Driver, Opened

pytestmark = pytest.mark.usefixtures("summit")


async def test_n_and_shift_n_walk_over_every_hit_of_every_article_and_stop_at_the_ends(
    searching: Opened,
) -> None:
    async with searching("border") as reader:
        screen = search_of(reader)
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


async def test_keys_that_come_faster_than_articles_lead_as_far(searching: Opened) -> None:
    async with searching("border") as reader:
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
    searching: Opened,
) -> None:
    async with searching("budget") as reader:
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


async def test_in_an_article_opened_otherwise_the_words_are_lit_too(searching: Opened) -> None:
    async with searching("title:summit OR observers") as reader:
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


async def test_the_search_comes_back_at_the_article_one_has_walked_to(searching: Opened) -> None:
    async with searching("border") as reader:
        await reader.press("enter")
        await reader.until(lambda: "article 1 of 3" in reader.status)
        await walked(reader, "n")
        await reader.press("s")
        assert (await answered(reader, "border")).rows.cursor == 2


async def test_hits_are_gone_through_in_the_results_too_forth_and_back(searching: Opened) -> None:
    async with searching("border") as reader:
        screen = search_of(reader)
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
