"""Searching as a reader does, for tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.screens.search import SearchScreen

if TYPE_CHECKING:
    from tests.tui.driver import Driver

SUMMIT = """---
title: Summit in November
date: 2022-11-17
---
The summit is in November. Of the border nobody spoke.

The budget will be looked at, and the budget will be signed.
"""


def search_of(reader: Driver) -> SearchScreen:
    """Return the search on top."""
    screen = reader.app.screen
    assert isinstance(screen, SearchScreen)
    return screen


async def indexed(reader: Driver) -> None:
    """Wait until all articles can be searched."""
    session = reader.screen.session
    await reader.until(lambda: session.search.snapshot().size == len(session.corpus.entries))


def previewed(screen: SearchScreen) -> bool:
    """Tell whether the preview, if there is one, shows the article under the cursor."""
    if any(each.group == "preview" for each in screen.workers):
        return False
    preview, item = screen.pane.preview, screen.rows.item
    if preview.article is None or item is None or preview.article.id != item.article.id:
        return not preview.display
    return not preview.is_provisional


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
