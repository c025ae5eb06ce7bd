"""The note under the cursor stands below the text wherever there is no margin for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from store import edits
from store.sentences import sentence_at

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.driver import Driver, Opened

NOTE = "why only now?"


async def note_here(reader: Driver) -> None:
    """Write a note on the sentence under the cursor."""
    screen, notebook = reader.screen, reader.screen.session.notebook
    article = screen.reader.article
    assert article is not None
    span = sentence_at(article, screen.reader.cursor)
    notebook.edit(edits.mark(notebook.book, notebook.stamp(), article, span, note=NOTE))
    await reader.until(lambda: screen.annotation_here is not None and NOTE in reader.text)


def below(reader: Driver) -> str:
    """Return what stands on the line below the text."""
    return reader.text.splitlines()[-2].strip()


async def test_it_moves_below_when_the_margin_goes_and_back(corpus: Path, opened: Opened) -> None:
    async with opened(corpus, size=(140, 35)) as reader:
        await note_here(reader)
        assert not below(reader)
        for _ in range(2):
            await reader.press("z")
            await reader.until(lambda: NOTE in below(reader))
            assert reader.text.count(NOTE) == 1
            await reader.press("z")
            await reader.until(lambda: not below(reader))
            assert reader.text.count(NOTE) == 1


@pytest.mark.parametrize("columns", [110, 90, 60])
async def test_it_moves_below_when_the_terminal_becomes_too_narrow_for_a_margin(
    corpus: Path, opened: Opened, columns: int
) -> None:
    async with opened(corpus, size=(140, 35)) as reader:
        await note_here(reader)
        await reader.pilot.resize_terminal(columns, 35)
        await reader.until(lambda: NOTE in below(reader))
        await reader.pilot.resize_terminal(140, 35)
        await reader.until(lambda: not below(reader) and NOTE in reader.text)
