"""What the reader looks like."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from store.session import Session
from tests.tui.driver import Driver
from tui.app import PostilApp
from tui.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot

    Snapshot = Callable[..., bool]

SAMPLE = Path(__file__).parent.parent.parent / "corpus"


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SAMPLE, tmp_path / "corpus"))


def app_on(corpus: Path, theme: str = "dark") -> PostilApp:
    return PostilApp(Session.open(corpus, None, creator="reader"), Settings(theme=theme))


async def annotate(pilot: Pilot[int]) -> Driver:
    """Read an article and write on it, as in the README's picture."""
    assert isinstance(pilot.app, PostilApp)
    reader = Driver(pilot.app, pilot)
    await reader.settled()
    await reader.open("csto-ministers-yerevan-2022.txt")
    await reader.press("}", "t")
    await reader.type("security")
    await reader.press("enter", "}", ")", "t")
    await reader.type("security/border")
    await reader.press("enter", "a")
    await reader.type("Compare with Astana in October.")
    await reader.press("ctrl+s", "w", "w", "v", "e", "e", "t")
    await reader.type("priority")
    await reader.press("enter", "}", ")", "a")
    await reader.type("Who drew it up?")
    await reader.press("ctrl+s", "}", "enter", "g")
    await reader.saved()
    await reader.settled()
    reader.screen.status.say("")
    await reader.pilot.pause()
    return reader


async def annotated(pilot: Pilot[int]) -> None:
    await annotate(pilot)


def test_a_wide_screen_in_the_dark(sample: Path, snap_compare: Snapshot) -> None:
    assert snap_compare(app_on(sample), terminal_size=(120, 35), run_before=annotated)


def test_a_wide_screen_by_daylight(sample: Path, snap_compare: Snapshot) -> None:
    assert snap_compare(app_on(sample, "light"), terminal_size=(160, 45), run_before=annotated)


def test_a_narrow_screen(sample: Path, snap_compare: Snapshot) -> None:
    async def on_a_note(pilot: Pilot[int]) -> None:
        reader = await annotate(pilot)
        await reader.press("]", "]")
        await reader.settled()

    assert snap_compare(app_on(sample), terminal_size=(80, 24), run_before=on_a_note)


def test_without_colour(
    sample: Path, snap_compare: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(app_on(sample), terminal_size=(120, 35), run_before=annotated)


def test_with_sixteen_colours(
    sample: Path, snap_compare: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("COLORTERM")
    assert snap_compare(app_on(sample), terminal_size=(120, 35), run_before=annotated)


def test_markdown_with_headings_quote_list_and_link(sample: Path, snap_compare: Snapshot) -> None:
    async def read_on(pilot: Pilot[int]) -> None:
        assert isinstance(pilot.app, PostilApp)
        reader = Driver(pilot.app, pilot)
        await reader.settled()
        await reader.open("tasmagambetov-yerevan-2023.md")
        await reader.settled()

    assert snap_compare(app_on(sample), terminal_size=(120, 45), run_before=read_on)


def test_hits_of_a_search_and_folded_leftovers(sample: Path, snap_compare: Snapshot) -> None:
    async def find(pilot: Pilot[int]) -> None:
        assert isinstance(pilot.app, PostilApp)
        reader = Driver(pilot.app, pilot)
        await reader.settled()
        await reader.open("lavrov-observers-2022.txt")
        await reader.press("/")
        await reader.type("mirzoyan")
        await reader.press("enter", "G")
        await reader.settled()

    assert snap_compare(app_on(sample, "light"), terminal_size=(120, 35), run_before=find)
