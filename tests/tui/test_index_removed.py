"""An index that somebody removes while Postil runs is noticed when it is asked, and made again."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock

from store import places
from tests.tui.searches import indexed, search_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.driver import Driver, Opened


@pytest.fixture(autouse=True)
def _nothing_else_is_news(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have nothing but the question lead to the index: the first look of a watch would too."""
    monkeypatch.setattr("store.watch.watch", lambda *_: ())


async def settled(reader: Driver) -> None:
    """Wait until the index is up to date and nobody works on it."""
    await indexed(reader)
    news, search = reader.screen.index_news, reader.screen.session.search
    await reader.until(lambda: news.left is search.snapshot())


async def test_a_removed_cache_is_noticed_by_the_next_search_and_made_again(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await settled(reader)
        shutil.rmtree(places.cache_dir())
        await reader.press("s")
        await reader.type("border")
        await reader.until(lambda: len(search_of(reader).results.found) == 2)
        await reader.until(lambda: "2 articles" in reader.text)
        assert "partial" not in reader.text
        assert reader.screen.session.search.folder.exists()


async def test_a_removed_cache_is_noticed_by_the_filter_too(corpus: Path, opened: Opened) -> None:
    async with opened(corpus) as reader:
        await settled(reader)
        shutil.rmtree(places.cache_dir())
        await reader.press("f")
        await reader.type("observers")
        await reader.until(lambda: len(reader.screen.shelf.rows()) == 2)
        assert "partial" not in reader.text


async def test_while_another_postil_makes_it_again_what_is_found_is_called_partial(
    corpus: Path, opened: Opened
) -> None:
    async with opened(corpus) as reader:
        await settled(reader)
        home = reader.screen.session.search.folder.parent
        shutil.rmtree(places.cache_dir())
        home.mkdir(parents=True)
        with FileLock(home / "lock"):
            await reader.press("s")
            await reader.type("border")
            await reader.until(lambda: "partial: 0 of 2 indexed" in reader.text)
        await reader.until(lambda: "2 articles" in reader.text)
        assert "partial" not in reader.text
