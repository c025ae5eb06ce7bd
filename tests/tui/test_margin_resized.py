"""The margin shows the same after resizes there and back as one that is dressed anew."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

import pytest

from store import edits
from store.span import Span
from tests.tui.driver import MINISTERS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.driver import Driver, Opened


def margin_text(reader: Driver) -> list[str]:
    """Return what the terminal shows of the margin."""
    region = reader.screen.margin.region
    strips = reader.screen._compositor.render_strips()
    return [
        strip.crop(region.x, region.right).text.rstrip()
        for strip in strips[region.y : region.bottom]
    ]


async def resize(reader: Driver, columns: int, rows: int) -> None:
    await reader.pilot.resize_terminal(columns, rows)
    await reader.pilot.pause()


async def dressed_anew(reader: Driver) -> list[str]:
    """Return what the margin shows once nothing is left of what it showed before."""
    margin, screen = reader.screen.margin, reader.screen
    margin._known_by = None
    margin.refresh()
    screen.dress()
    await reader.pilot.pause()
    return margin_text(reader)


@pytest.fixture
async def tagged(corpus: Path, opened: Opened) -> Path:
    """Return a corpus with a long article of which many sentences are tagged."""
    (corpus / "long.txt").write_text(MINISTERS * 12, encoding="utf-8")
    async with opened(corpus) as reader:
        await reader.open("long.txt")
        article, notebook = reader.screen.reader.article, reader.screen.session.notebook
        assert article is not None
        starts = [each.start() for each in re.finditer(r"A second|Nobody", article.text)]
        for number, start in enumerate(starts):
            span, tags = Span(start, start + 60 * (number % 3) + 8), (f"tag {number}",)
            step = edits.mark(notebook.book, notebook.stamp(), article, span, tags=tags)
            notebook.edit(step)
        await reader.saved()
    return corpus


@pytest.mark.parametrize("seed", range(4))
async def test_after_resizes_there_and_back_each_entry_stands_level_with_its_passage(
    tagged: Path, opened: Opened, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret, but repeatable
    async with opened(tagged, (120, 35)) as reader:
        await reader.open("long.txt")
        for _ in range(6):
            await reader.press(chance.choice(["g", "G", "ctrl+d", "ctrl+u", "j", "pagedown"]))
            for columns in (chance.choice([80, 100, 111, 118, 140]), 120):
                await resize(reader, columns, chance.choice([24, 35, 35, 35, 40]))
                await reader.press(*chance.choice([[], ["ctrl+d"], ["j"], ["ctrl+u"]]))
            assert margin_text(reader) == await dressed_anew(reader)


@pytest.mark.parametrize("moves", [[], ["ctrl+d"], ["G"]])
async def test_a_start_without_a_margin_shows_all_entries_once_there_is_room(
    tagged: Path, opened: Opened, moves: list[str]
) -> None:
    async with opened(tagged, (80, 24)) as reader:
        await reader.open("long.txt")
        await reader.press(*moves)
        await resize(reader, 130, 40)
        shown = margin_text(reader)
        assert any("tag" in line for line in shown)
        assert shown == await dressed_anew(reader)
