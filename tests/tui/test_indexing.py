"""The reader keeps the index in line with the articles, and says what is to be said of it."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

from filelock import FileLock
from textual.screen import Screen

from store.search.building import IndexProgress
from store.search.index import DAMAGED
from store.search.query import Query, Tagged
from tests.store.search.lives import files, indexed, paths
from tui import telling
from tui.indexing import News
from tui.messages import Indexed

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.driver import Driver, Opened


def _paths(driver: Driver) -> list[str]:
    return paths(driver.screen.session.search.snapshot())


async def test_what_is_opened_is_indexed_and_so_is_what_changes(
    opened: Opened, corpus: Path
) -> None:
    async with opened(corpus) as driver:
        await driver.until(lambda: _paths(driver) == ["council.md", "ministers.txt"])
        (corpus / "new.txt").write_text("Nobody met at the border.")
        (corpus / "council.md").rename(corpus / "renamed.md")
        await driver.until(lambda: _paths(driver) == ["ministers.txt", "new.txt", "renamed.md"])
        (corpus / "new.txt").unlink()
        await driver.until(lambda: _paths(driver) == ["ministers.txt", "renamed.md"])
        assert "index" not in driver.status


async def test_a_tag_is_found_as_soon_as_it_is_given(opened: Opened, corpus: Path) -> None:
    async with opened(corpus) as driver:
        await driver.until(lambda: len(_paths(driver)) == 2)
        session = driver.screen.session
        query = Query("", Tagged("security"))
        assert not session.search.snapshot().ask(query, session.known()).ids()
        await driver.press("t")
        await driver.type("security")
        await driver.press("enter", "escape")
        open_id = driver.screen.open_id
        assert session.search.snapshot().ask(query, session.known()).ids() == {open_id}


async def test_a_damaged_index_is_made_anew_with_a_word(opened: Opened, corpus: Path) -> None:
    index = indexed(corpus)
    file = next(iter(files(index)))
    file.write_bytes(file.read_bytes()[:-1])
    async with opened(corpus) as driver:
        await driver.until(lambda: driver.screen.status.said == DAMAGED)
        await driver.until(lambda: len(_paths(driver)) == 2)


async def test_damage_that_no_time_tells_of_is_seen_in_the_background_and_mended(
    opened: Opened, corpus: Path
) -> None:
    file = next(file for file in files(indexed(corpus)) if file.suffix == ".store")
    status, data = file.stat(), bytearray(file.read_bytes())
    data[10] ^= 1
    with file.open("r+b") as stream:
        stream.write(data)
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    async with opened(corpus) as driver:
        await driver.until(lambda: driver.screen.status.said == DAMAGED)
        await driver.until(lambda: len(_paths(driver)) == 2)
        assert driver.screen.session.search.verify()


async def test_while_another_postil_writes_the_status_line_says_so(
    opened: Opened, corpus: Path
) -> None:
    home = indexed(corpus).folder.parent
    (corpus / "new.txt").write_text("Nobody met at the border.")
    with FileLock(home / "lock"):
        async with opened(corpus, size=(160, 35)) as driver:
            await driver.until(lambda: "another Postil is indexing" in driver.status)
            assert len(_paths(driver)) == 2
    # Leaving did not wait for the other one.


async def test_every_screen_that_lies_above_is_told(opened: Opened, corpus: Path) -> None:
    told: list[Indexed] = []

    class Listening(Screen[None]):
        def on_indexed(self, message: Indexed) -> None:
            told.append(message)

    async with opened(corpus) as driver:
        await driver.until(lambda: len(_paths(driver)) == 2)
        driver.app.push_screen(Listening())
        (corpus / "new.txt").write_text("Nobody met at the border.")
        await driver.until(lambda: any(each.is_settled for each in told))
        assert told[-1].progress == IndexProgress(3, 3)


def test_how_far_it_has_come_is_said_only_where_it_takes_long() -> None:
    def words(done: int, total: int, *, is_waiting: bool = False, is_settled: bool = False) -> str:
        progress = IndexProgress(done, total, is_waiting)
        return telling.indexing(Indexed(progress, is_settled=is_settled))

    assert words(12_000, 100_000) == "indexing 12,000 of 100,000"
    assert words(10, 40) == ""
    assert words(0, 40, is_waiting=True) == "another Postil is indexing"
    assert words(12_000, 100_000, is_settled=True) == ""


def test_news_are_heard_once_and_leaving_ends_the_wait() -> None:
    news, stop = News(), threading.Event()
    news.tell()
    news.tell(is_whole=True)
    assert news.wait(stop, 60)
    assert news.is_whole
    assert news.wait(stop, 0)  # patience is at its end
    stop.set()
    assert not news.wait(stop, 60)
    news.tell()
    assert not news.wait(stop, 60)
    assert news.is_whole
