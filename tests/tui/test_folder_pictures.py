"""What the saved searches and a filter that is a query look like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store import saved
from tests.tui.driver import Driver
from tests.tui.test_pictures import annotate, app_on, sample
from tui.app import PostilApp

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from textual.pilot import Pilot

    from tests.tui.test_pictures import Snapshot

__all__ = ["sample"]

SEARCHES = {
    "Troops and the border": "troops OR border",
    "security": "tag:security",
    "a name that is longer than there is room for": "date:2022 -yerevan",
    "to read": "is:unread",
}


def narrowed(*keys: str, typed: str = "") -> Callable[[Pilot[int]], Awaitable[None]]:
    """Return what saves searches in the annotated sample, presses keys and types."""

    async def narrow(pilot: Pilot[int]) -> None:
        reader = await annotate(pilot)
        notebook = reader.screen.session.notebook
        for name, query in SEARCHES.items():
            notebook.edit(saved.save_search(notebook.book, name, query))
        await reader.saved()
        await reader.until(lambda: _is_counted(reader))
        await reader.press(*keys)
        await reader.type(typed)
        reader.screen.status.say("")

    return narrow


def _is_counted(reader: Driver) -> bool:
    shelf = reader.screen.shelf
    indexed = reader.screen.session.search.snapshot().size == len(shelf)
    folders = reader.screen.sidebar.folders.items
    return indexed and {each.count for each in folders} >= {3, 1} and not folders[0].is_partial


def test_a_saved_search_open_by_daylight(sample: Path, snap_compare: Snapshot) -> None:
    look = narrowed("tab", "tab", "enter")
    assert snap_compare(app_on(sample, "light"), terminal_size=(120, 35), run_before=look)


def test_the_keys_with_the_saved_searches(sample: Path, snap_compare: Snapshot) -> None:
    look = narrowed("tab", "tab", "j")
    assert snap_compare(app_on(sample), terminal_size=(120, 35), run_before=look)


def test_a_filter_half_typed(sample: Path, snap_compare: Snapshot) -> None:
    narrow = narrowed("f", typed="yerevan -title:putin date:20")

    async def look(pilot: Pilot[int]) -> None:
        await narrow(pilot)
        assert isinstance(pilot.app, PostilApp)
        reader = Driver(pilot.app, pilot)
        await reader.type("2")
        await reader.until(lambda: "not a date" in reader.status)
        await reader.until(lambda: len(reader.screen.shelf.rows()) == 2)

    assert snap_compare(app_on(sample), terminal_size=(90, 24), run_before=look)
