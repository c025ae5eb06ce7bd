"""Opening the lines of a query as a reader does, for tests."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from store.corpus import Corpus
from tests.tui.searches import indexed
from tui.screens.hits import HitsScreen
from tui.widgets.query_line import QueryLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pytest

    from store.annotation import Annotation
    from store.article import Article
    from store.entry import Entry
    from store.search.concordance import Line
    from tests.tui.driver import Driver


def hits_of(reader: Driver) -> HitsScreen:
    """Return the lines on top."""
    screen = reader.app.screen
    assert isinstance(screen, HitsScreen)
    return screen


async def search(reader: Driver, query: str) -> None:
    """Open the search with a query, once all articles are indexed."""
    await indexed(reader)
    await reader.press("s")
    # Typed letter by letter it is in the stories of the search.
    reader.app.screen.query_one(QueryLine).value = query
    await reader.pilot.pause()


async def shown(reader: Driver) -> HitsScreen:
    """Wait until the lines of the concordance on top are all there."""
    await reader.until(lambda: isinstance(reader.app.screen, HitsScreen))
    screen = hits_of(reader)
    await reader.until(lambda: screen.found.is_whole)
    return screen


async def lines(reader: Driver, query: str) -> HitsScreen:
    """Open the lines of a query and wait until they are all there."""
    await search(reader, query)
    await reader.press("tab")
    return await shown(reader)


def rows(reader: Driver) -> list[str]:
    """Return the lines of the concordance as they stand on the screen."""
    screen = hits_of(reader)
    region = screen.hits.region
    on_screen = reader.text.split("\n")[region.y : region.bottom]
    lines = (each[region.x : region.right].rstrip() for each in on_screen)
    return [each for each in lines if each.strip()]


def annotations_of(reader: Driver) -> tuple[Annotation, ...]:
    return reader.screen.session.notebook.book.annotations()


async def coded(reader: Driver, number: int) -> None:
    """Wait until there are so many annotations."""
    await reader.until(lambda: len(annotations_of(reader)) == number)


def order(screen: HitsScreen) -> Sequence[Line]:
    return screen.found.lines


def slow_disk(patch: pytest.MonkeyPatch) -> threading.Event:
    """Have no article read until the event that this returns is set."""
    gate, load = threading.Event(), Corpus.load

    def slowly(self: Corpus, entry: Entry) -> Article:
        assert gate.wait(20)
        return load(self, entry)

    patch.setattr(Corpus, "load", slowly)
    return gate


def open_path(reader: Driver) -> str:
    """Return the path of the open article."""
    article = reader.screen.reader.article
    return article.path if article else ""
