"""The app in a terminal that is not there."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from textual._styles_cache import StylesCache

from store.session import Session
from tests.tui.concordances import lines
from tests.tui.driver import COUNCIL, MINISTERS, Driver
from tests.tui.searches import SUMMIT, searched
from tui.app import PostilApp
from tui.settings import Settings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from tests.tui.driver import Opened


@pytest.fixture(autouse=True)
def _prompt_watch(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a watch end at once: at the end of each test it is waited for."""
    monkeypatch.setattr("store.watch._QUIET_MS", 10)


@pytest.fixture(autouse=True)
def _forget_what_was_painted() -> Iterator[None]:
    """Let go of the lines of an app that has ended, which Textual's cache of colours holds fast.

    Else every collection of garbage looks through those of hundreds of apps.
    """
    yield
    StylesCache.get_inner_outer.cache_clear()


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "dossier"
    folder.mkdir()
    (folder / "ministers.txt").write_text(MINISTERS, encoding="utf-8")
    (folder / "council.md").write_text(COUNCIL, encoding="utf-8")
    return folder


@pytest.fixture
def summit(corpus: Path) -> Path:
    """Add a third article, and return its path."""
    path = corpus / "summit.md"
    path.write_text(SUMMIT, encoding="utf-8")
    return path


@pytest.fixture
def notes(corpus: Path) -> Path:
    return corpus.parent / "dossier.notes.json"


@pytest.fixture
def opened() -> Opened:
    """Return what opens a corpus in the reader and waits until it is read."""

    @asynccontextmanager
    async def open_corpus(
        corpus: Path,
        size: tuple[int, int] = (120, 35),
        settings: Settings | None = None,
        notes: Path | None = None,
    ) -> AsyncIterator[Driver]:
        session = Session.open(corpus, notes, creator="reader")
        app = PostilApp(session, settings or Settings(theme="dark"))
        async with app.run_test(size=size) as pilot:
            driver = Driver(app, pilot)
            await driver.until(
                lambda: driver.screen.is_scanned and driver.screen.reader.article is not None
            )
            yield driver
        assert session.close()

    return open_corpus


@pytest.fixture
def searching(corpus: Path, opened: Opened) -> Opened:
    """Return what opens the corpus and searches it."""

    @asynccontextmanager
    async def open_search(query: str, size: tuple[int, int] = (120, 35)) -> AsyncIterator[Driver]:
        async with opened(corpus, size) as reader:
            await searched(reader, query)
            yield reader

    return open_search


@pytest.fixture
def lined(corpus: Path, opened: Opened) -> Opened:
    """Return what opens the corpus at the lines of a query."""

    @asynccontextmanager
    async def open_lines(query: str, size: tuple[int, int] = (120, 35)) -> AsyncIterator[Driver]:
        async with opened(corpus, size) as reader:
            await lines(reader, query)
            yield reader

    return open_lines
