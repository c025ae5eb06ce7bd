"""Whatever is listed begins at the left edge of the screen, however broad that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tui.screens.list_screen import ListScreen

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.driver import Opened


@pytest.mark.parametrize("key", ["T", "A", "C", "!", "s"])
async def test_every_list_begins_at_the_left_edge(corpus: Path, opened: Opened, key: str) -> None:
    async with opened(corpus, size=(200, 45)) as reader:
        await reader.open("ministers.txt")
        await reader.press("enter", key)
        screen = reader.app.screen
        assert isinstance(screen, ListScreen)
        assert screen.rows.region.x == 0
        assert screen.hints.content_region.x == 1
