"""Undo and redo show what they changed, and count as no reading."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from store import edits
from store.annotation import Annotation
from store.merge import Step
from store.progress import ReadState
from store.span import Span
from tests.tui.driver import MINISTERS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.driver import Driver, Opened


@pytest.fixture
def long(corpus: Path) -> Path:
    """Add an article of several screens."""
    (corpus / "long.txt").write_text(MINISTERS * 12, encoding="utf-8")
    return corpus


def tag_all(reader: Driver, starts: list[int]) -> None:
    """Tag passages of the open article in one step, the last one first."""
    notebook, article = reader.screen.session.notebook, reader.screen.reader.article
    assert article is not None
    steps = [
        edits.mark(notebook.book, notebook.stamp(), article, Span(at, at + 8), tags=("observers",))
        for at in reversed(starts)
    ]
    marks = [change for step in steps for change in step.changes if _is_mark(change.after)]
    others = [change for change in steps[0].changes if not _is_mark(change.after)]
    notebook.edit(Step("tag the hits", (*marks, *others)))


def _is_mark(record: object) -> bool:
    return isinstance(record, Annotation)


def places(reader: Driver) -> list[int]:
    """Return where a word stands that is in every few lines."""
    article = reader.screen.reader.article
    assert article is not None
    return [found.start() for found in re.finditer("observers", article.text)]


async def test_undo_and_redo_leave_the_view_where_a_passage_is_on_the_screen(
    long: Path, opened: Opened
) -> None:
    async with opened(long) as reader:
        await reader.open("long.txt")
        tag_all(reader, places(reader))
        await reader.press("g", "pagedown")
        cursor, top = reader.screen.reader.cursor, reader.screen.reader.top_row
        for key, word in (("u", "Undone"), ("ctrl+r", "Redone"), ("u", "Undone")):
            await reader.press(key)
            assert word in reader.status
            assert (reader.screen.reader.cursor, reader.screen.reader.top_row) == (cursor, top)


async def test_undo_goes_to_the_nearest_passage_that_it_changed(long: Path, opened: Opened) -> None:
    async with opened(long) as reader:
        await reader.open("long.txt")
        far, near = places(reader)[3], places(reader)[7]
        tag_all(reader, [far, near])
        await reader.press("G", "u")
        assert reader.screen.reader.cursor == near


async def test_where_undo_leads_counts_as_read_only_once_it_is_scrolled(
    long: Path, opened: Opened
) -> None:
    async with opened(long) as reader:
        await reader.open("long.txt")
        article = reader.screen.reader.article
        assert article is not None
        log = reader.screen.session.log
        await reader.press("pagedown")
        before = log.of(article.id)
        tag_all(reader, [len(article.text) - 40])
        await reader.press("u", "j", "k")
        assert reader.screen.reader.fraction == 1.0
        after = log.of(article.id)
        assert (after.state, after.fraction) == (ReadState.READING, before.fraction)
        await reader.press("pageup", "pagedown", "pagedown")
        assert log.of(article.id).state is ReadState.READ


async def test_undo_says_where_it_was_if_not_in_the_open_article(
    long: Path, opened: Opened
) -> None:
    async with opened(long, (160, 35)) as reader:
        await reader.open("council.md")
        await reader.press("enter")
        await reader.press("u")
        assert "in “" not in reader.status
        await reader.press("ctrl+r")
        await reader.open("long.txt")
        await reader.press("u")
        assert "in “The council decides”" in reader.status
        await reader.press("ctrl+r")
        assert "Redone" in reader.status
        assert "in “The council decides”" in reader.status
