"""Keys typed faster than drawn lead where the same keys lead when they are typed slowly."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from tests.tui.driver import MINISTERS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.driver import Driver, Opened


@pytest.fixture
def long(corpus: Path) -> Path:
    (corpus / "long.txt").write_text(MINISTERS * 12, encoding="utf-8")
    return corpus


async def drawn(reader: Driver) -> None:
    """Wait until panes that get other room by a key have it, however long that takes."""
    screen, is_refreshed = reader.app.screen, asyncio.Event()
    assert screen.call_after_refresh(is_refreshed.set)
    await reader.until(lambda: is_refreshed.is_set() and not screen._layout_required)


async def slowly(reader: Driver, *keys: str) -> None:
    for key in keys:
        await reader.press(key)
        await drawn(reader)


async def quickly(reader: Driver, *keys: str) -> None:
    await reader.burst(*keys)
    await drawn(reader)


@pytest.mark.parametrize("columns", [80, 130])
@pytest.mark.parametrize(
    "keys",
    [
        ("/", "c", "o", "u", "n", "enter", "space"),
        ("/", "c", "o", "u", "n", "enter", "n", "space", "pageup", "space"),
        ("space", "/", "c", "escape", "space"),
        ("z", "space", "z", "space"),
        ("f", "l", "o", "escape", "escape", "space"),
        ("shift+tab", "G", "k", "tab", "space"),
    ],
)
async def test_they_scroll_alike(
    long: Path, opened: Opened, keys: tuple[str, ...], columns: int
) -> None:
    places = []
    for typed in (slowly, quickly):
        async with opened(long, size=(columns, 35)) as reader:
            await reader.open("long.txt")
            sheet = reader.screen.reader
            await slowly(reader, "g", "j", "j", "j", "j")
            await typed(reader, *keys)
            places.append((sheet.cursor, sheet.top_row, sheet.size))
    assert places[0] == places[1]
