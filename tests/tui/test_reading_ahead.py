"""What the next key may open is read ahead, and shown only as it is on disk."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.tui.test_held_in_lists import loads

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.driver import Driver, Opened

_LONG_AGO = 1_000_000_000


@pytest.fixture
def numbered(tmp_path: Path) -> Path:
    """Return a corpus of six articles, listed by their numbers."""
    folder = tmp_path / "numbered"
    folder.mkdir()
    for number in range(6):
        path = folder / f"{number}.txt"
        path.write_text(f"Article {number}\n\n2022-01-0{number + 1}\n\nWords of {number}.")
        os.utime(path, (_LONG_AGO, _LONG_AGO))
    return folder


def path_open(reader: Driver) -> str:
    article = reader.screen.reader.article
    return article.path if article else ""


def neighbours(reader: Driver) -> tuple[str, str]:
    """Return the paths of the articles before and behind the open one."""
    rows = [row.path for row in reader.screen.shelf.rows()]
    here = rows.index(path_open(reader))
    return rows[here - 1], rows[here + 1]


def at_hand(reader: Driver) -> set[str]:
    """Return the paths of the articles that would be opened without being read."""
    entries = reader.screen.session.corpus.entries
    return {each.path for each in entries if reader.screen.at_hand.find(each) is not None}


async def in_the_middle(reader: Driver) -> tuple[str, str]:
    """Open an article that has two neighbours, which it returns when they are at hand."""
    await reader.open("3.txt")
    before, behind = neighbours(reader)
    await reader.until(lambda: at_hand(reader) == {before, behind})
    return before, behind


@pytest.mark.parametrize("key", ["J", "K"])
async def test_a_neighbour_is_opened_without_being_read_then(
    numbered: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    async with opened(numbered) as reader:
        before, behind = await in_the_middle(reader)
        wanted, read = behind if key == "J" else before, loads(monkeypatch)
        await reader.press(key)
        await reader.until(lambda: path_open(reader) == wanted)
        assert wanted not in read
        assert f"Words of {wanted[0]}." in reader.text


async def test_what_the_cursor_of_the_list_rests_on_is_opened_without_being_read_then(
    numbered: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(numbered) as reader:
        near = await in_the_middle(reader)
        await reader.press("shift+tab", "G")
        item = reader.screen.sidebar.list.item
        assert item is not None
        assert item.path not in near
        await reader.until(lambda: at_hand(reader) == {*near, item.path})
        read = loads(monkeypatch)
        await reader.press("enter")
        await reader.until(lambda: path_open(reader) == item.path)
        assert item.path not in read


async def test_an_article_that_changed_after_it_was_read_ahead_is_shown_as_it_is_now(
    numbered: Path, opened: Opened
) -> None:
    async with opened(numbered) as reader:
        _, behind = await in_the_middle(reader)
        (numbered / behind).write_text("Article anew\n\nQuite other words.")
        await reader.press("J")
        await reader.until(lambda: path_open(reader) == behind)
        assert "Quite other words." in reader.text


async def test_no_more_is_kept_than_what_one_key_may_open(numbered: Path, opened: Opened) -> None:
    async with opened(numbered) as reader:
        await in_the_middle(reader)
        for _ in range(2):
            await reader.press("K")
            await reader.until(lambda: at_hand(reader) <= {*neighbours(reader)})
        assert len(at_hand(reader)) <= 2
