"""What the search looks like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.tui.driver import Driver
from tests.tui.searches import answered, indexed, previewed, searched
from tests.tui.test_pictures import annotate, app_on, sample
from tui.app import PostilApp

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    import pytest
    from textual.pilot import Pilot

    from tests.tui.test_pictures import Snapshot

__all__ = ["sample"]


def searching(query: str, *keys: str) -> Callable[[Pilot[int]], Awaitable[None]]:
    """Return what searches in the annotated sample and then presses keys."""

    async def search(pilot: Pilot[int]) -> None:
        reader = await annotate(pilot)
        screen = await searched(reader, query)
        await reader.press(*keys)
        # The hit that a key went to is shown once the article has been read again.
        await reader.until(lambda: previewed(screen))

    return search


def test_results_and_preview_in_the_dark(sample: Path, snap_compare: Snapshot) -> None:
    look = searching('"collective security" OR troops', "down", "j")
    assert snap_compare(app_on(sample), terminal_size=(120, 35), run_before=look)


def test_a_hit_among_highlights_by_daylight(sample: Path, snap_compare: Snapshot) -> None:
    look = searching("tag:security mirzoyan -date:2023", "down", "n")
    assert snap_compare(app_on(sample, "light"), terminal_size=(160, 45), run_before=look)


def test_results_on_a_narrow_screen(sample: Path, snap_compare: Snapshot) -> None:
    look = searching("summit OR council")
    assert snap_compare(app_on(sample, "light"), terminal_size=(80, 24), run_before=look)


def test_a_query_that_makes_no_sense(sample: Path, snap_compare: Snapshot) -> None:
    look = searching("title:summit date:2022-13", "enter")
    assert snap_compare(app_on(sample), terminal_size=(120, 35), run_before=look)


def test_without_colour(
    sample: Path, snap_compare: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    search = searching("troops OR title:", "down", "j")

    async def look(pilot: Pilot[int]) -> None:
        await search(pilot)
        assert isinstance(pilot.app, PostilApp)
        reader = Driver(pilot.app, pilot)
        await reader.until(lambda: "stands right before" in reader.text)

    assert snap_compare(app_on(sample), terminal_size=(120, 35), run_before=look)


def test_what_can_be_typed(sample: Path, snap_compare: Snapshot) -> None:
    async def look(pilot: Pilot[int]) -> None:
        assert isinstance(pilot.app, PostilApp)
        reader = Driver(pilot.app, pilot)
        await reader.until(lambda: reader.screen.is_scanned)
        await indexed(reader)
        await reader.press("s")
        await answered(reader, "")

    assert snap_compare(app_on(sample, "light"), terminal_size=(80, 24), run_before=look)
