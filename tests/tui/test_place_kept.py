"""Where one was in an article stands where it stood on the screen when one comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.tui.driver import MINISTERS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.driver import Driver, Opened

_WAYS = ["j" * 45, " j", "  kkk", "G", "Gkkkk", "   )))"]
"""Keys that end on different rows of the screen: near the top, near the bottom, between."""


@pytest.fixture
def long(corpus: Path) -> Path:
    (corpus / "long.txt").write_text(MINISTERS * 12, encoding="utf-8")
    return corpus


def place(reader: Driver) -> tuple[int, int]:
    """Return the offset of the cursor, and what row stands at the top."""
    return reader.screen.reader.cursor, reader.screen.reader.top_row


async def go(reader: Driver, keys: str) -> None:
    await reader.press(*("space" if key == " " else key for key in keys))


@pytest.mark.parametrize("keys", _WAYS)
async def test_after_another_article(long: Path, opened: Opened, keys: str) -> None:
    async with opened(long) as reader:
        await reader.open("long.txt")
        await go(reader, keys)
        before = place(reader)
        await reader.open("council.md")
        await reader.open("long.txt")
        await reader.pilot.pause()
        assert place(reader) == before


@pytest.mark.parametrize("keys", _WAYS)
async def test_in_the_next_session(long: Path, opened: Opened, keys: str) -> None:
    async with opened(long) as reader:
        await reader.open("long.txt")
        await go(reader, keys)
        before = place(reader)
    async with opened(long) as reader:
        await reader.until(lambda: reader.screen.reader.size.height > 0)
        assert place(reader) == before


async def test_on_a_smaller_screen_it_is_in_sight(long: Path, opened: Opened) -> None:
    async with opened(long, size=(120, 60)) as reader:
        await reader.open("long.txt")
        await go(reader, "j" * 70)
        before = reader.screen.reader.cursor
    async with opened(long, size=(120, 20)) as reader:
        sheet = reader.screen.reader
        await reader.until(lambda: sheet.cursor_row is not None)
        assert sheet.cursor == before
        assert 2 <= (sheet.cursor_row or 0) < sheet.size.height - 2


async def test_where_the_article_grew_above_it(long: Path, opened: Opened) -> None:
    async with opened(long) as reader:
        await reader.open("long.txt")
        await go(reader, "j" * 45 + "kkkkk")
        row, words = reader.screen.reader.cursor_row, reader.under_cursor
        assert row is not None
        path = long / "long.txt"
        path.write_text("A new beginning.\n\n" * 9 + path.read_text(encoding="utf-8"))
        before = reader.screen.reader.article
        await reader.until(lambda: reader.screen.reader.article is not before)
        assert (reader.screen.reader.cursor_row, reader.under_cursor) == (row, words)
