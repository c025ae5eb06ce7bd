"""What was read last is in the first paint, as it was left."""

from __future__ import annotations

import threading
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Region

from store.corpus import Corpus
from store.session import Session
from tests.tui.driver import MINISTERS, Driver
from tui.app import PostilApp
from tui.first import FirstArticle
from tui.reading.listed import Listed
from tui.settings import Settings

if TYPE_CHECKING:
    import os
    from collections.abc import AsyncIterator

    from rich.console import RenderableType
    from textual.screen import Screen
    from textual.strip import Strip

    from tests.tui.driver import Opened

Frame = list["Strip"]
"""What is on the screen, line by line."""


class Watched(PostilApp):
    """Keeps what it paints, and which parts of the screen it sends for that."""

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__(session, settings)
        self.frames: list[Frame] = []
        self.sent: list[Region] = []

    @property
    def first(self) -> Frame | None:
        return self.frames[0] if self.frames else None

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        super()._display(screen, renderable)
        if not self._batch_count and self.screen.size:
            self.frames.append(frame(self))
            self.sent += regions(renderable)


def regions(update: RenderableType | None) -> list[Region]:
    if isinstance(update, LayoutUpdate):
        return [update.region]
    spans = update.spans if isinstance(update, ChopsUpdate) else []
    return [Region(first, y, last - first, 1) for y, first, last in spans]


def frame(app: PostilApp) -> Frame:
    return app.screen._compositor.render_strips()


def text_of(frame: Frame) -> str:
    return "\n".join(line.text for line in frame)


def beside_the_list(driver: Driver, frame: Frame) -> Frame:
    """Return the part of a frame that shows text and margin; the list comes after them."""
    region, width = driver.screen.reader.region, driver.app.size.width
    return [line.crop(region.x, width) for line in frame[region.y : region.bottom]]


@asynccontextmanager
async def watched(root: Path) -> AsyncIterator[tuple[Watched, Driver]]:
    """Open a corpus in a reader that is watched, and close it again."""
    session = Session.open(root, None, creator="reader")
    app = Watched(session, Settings(theme="dark"))
    async with app.run_test(size=(120, 35)) as pilot:
        yield app, Driver(app, pilot)
    assert session.close()


@pytest.fixture
async def left(corpus: Path, opened: Opened) -> Path:
    """Return a corpus whose reader stopped amid a long article and marked something there."""
    (corpus / "long.txt").write_text(MINISTERS * 20, encoding="utf-8")
    async with opened(corpus) as reader:
        await reader.open("long.txt")
        await reader.press("G", "pageup", "pageup", "enter", "a")
        await reader.type("why")
        await reader.press("ctrl+s")
        await reader.saved()
    return corpus


async def test_the_first_frame_shows_the_article_where_it_was_left_with_all_its_marks(
    left: Path,
) -> None:
    async with watched(left) as (app, driver):
        await driver.until(lambda: driver.screen.is_scanned)
        first = app.first
        assert first is not None
        shown = beside_the_list(driver, first)
        assert "A second round followed" in text_of(shown)
        assert "why" in text_of(shown)
        assert "1 annotation" in first[-1].text
        assert shown == beside_the_list(driver, frame(app))


async def test_the_first_frame_lists_the_open_article_as_it_stands_at_rest(left: Path) -> None:
    async with watched(left) as (app, driver):
        await driver.until(lambda: driver.screen.is_scanned)
        sidebar = driver.screen.sidebar
        assert app.first is not None
        assert sidebar.list.item is not None
        listed = [line.crop(0, sidebar.region.right).text for line in app.first]
        assert any(sidebar.list.item.title[:12] in line for line in listed)
        assert all(line.endswith("│") for line in listed[: sidebar.region.bottom])
        assert not any("articles yet" in text_of(frame) for frame in app.frames)


async def test_the_others_are_listed_around_the_open_article_which_keeps_its_line(
    left: Path,
) -> None:
    for number in range(90):
        title = f"{'Headline' if number % 3 else 'Zebra'} {number}"
        (left / f"{number}.txt").write_text(f"{title}\n\nOne.\n", encoding="utf-8")
    async with watched(left) as (app, driver):
        await driver.until(lambda: driver.screen.is_scanned)
        listed = driver.screen.sidebar.list
        assert len(listed.items) == 93
        assert listed.scroll_offset.y > 0
        tops = [each[listed.region.y].crop(0, listed.region.right).text for each in app.frames]
        assert all("Ministers meet" in top for top in tops)


async def test_the_article_is_sent_once(left: Path) -> None:
    async with watched(left) as (app, driver):
        await driver.until(lambda: bool(driver.screen.sentence_starts))
        article = driver.screen.reader.region
        assert [each.overlaps(article) for each in app.sent].count(True) == 1


async def test_only_a_corpus_that_was_read_is_said_to_have_no_articles(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    async with watched(tmp_path / "empty") as (_, driver):
        await driver.until(lambda: driver.screen.is_scanned)
        assert "no articles yet" in driver.text
        nothing = Listed((), (), dict[str, int]().get)
        driver.screen.sidebar.show(nothing, (), of=0, order="date", scanning=True)
        await driver.pilot.pause()
        assert "no articles yet" not in driver.text


async def test_who_leaves_at_once_does_not_wait_for_an_article_that_is_slow_to_read(
    left: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = Session.open(left, None, creator="reader")
    glimpse, slow, stop = Corpus.glimpse, threading.Event(), threading.Event()
    monkeypatch.setattr(Corpus, "glimpse", lambda *each: slow.wait() and glimpse(*each))
    first = FirstArticle(session)
    stop.set()
    assert first.wait(stop) is None
    slow.set()
    assert first.wait(threading.Event()) is not None
    assert session.close()


async def test_the_tour_is_looked_for_on_no_thread_that_shows_something(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (corpus / "start-here.md").write_text("# The tour\n\nOne.\n", encoding="utf-8")
    stat, asking = Path.stat, set[threading.Thread]()

    def watched_stat(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        if path.name == "start-here.md":
            asking.add(threading.current_thread())
        return stat(path, follow_symlinks=follow_symlinks)

    monkeypatch.setattr(Path, "stat", watched_stat)
    async with watched(corpus) as (_, driver):
        await driver.until(lambda: driver.screen.is_scanned)
        article = driver.screen.reader.article
        assert article is not None
        assert article.title == "The tour"
    assert asking
    assert threading.current_thread() not in asking


async def test_the_first_frame_of_a_corpus_never_seen_has_an_article_and_its_keys(
    corpus: Path,
) -> None:
    async with watched(corpus) as (app, driver):
        await driver.until(lambda: app.first is not None)
        assert app.first is not None
        assert "sat for an hour" in text_of(app.first)
        assert "/ find" in app.first[-1].text
