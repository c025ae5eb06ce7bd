"""Drives the reader like a person: keys in, text out."""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, suppress
from typing import TYPE_CHECKING

from textual.events import Key
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from tinydb import TinyDB

from tui.screens.reading import ReadingScreen

if TYPE_CHECKING:
    from pathlib import Path

    from textual.pilot import Pilot

    from tui.app import PostilApp

MINISTERS = """Ministers meet in Yerevan

The ministers met in the capital on Tuesday. Mr. Petrosyan spoke of the border first. He asked
for observers, and the others listened.

A second round followed after lunch. The border came up again, at length.

In the evening the guests left. Nobody spoke to the press.
"""
COUNCIL = """---
title: The council decides
date: 2022-11-23
source: Evening Paper
---
The council sat for an hour. It decided to send observers to the border.
"""

_PATIENCE = 30.0
"""Seconds until what does not come about counts as never coming, on a loaded machine too."""

_STEP_SECONDS = 0.004

_LASTING = frozenset({"scan", "index", "notes"})
"""Groups of workers that end with the reader only."""


Opened = Callable[..., AbstractAsyncContextManager["Driver"]]
"""Opens a corpus in the reader and waits until it is read."""


class Driver:
    """A person at the keyboard.

    Args:
        app: The running app.
        pilot: Its pilot.
    """

    def __init__(self, app: PostilApp, pilot: Pilot[int]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def screen(self) -> ReadingScreen:
        """The reading screen, also while a dialog lies over it."""
        found = next(each for each in self.app.screen_stack if isinstance(each, ReadingScreen))
        assert isinstance(found, ReadingScreen)
        return found

    async def press(self, *keys: str) -> None:
        """Press keys, one after the other, and wait for what they do.

        The app tells when a key has done its work, so that nobody looks whether it is idle before
        and after, as Textual's own pilot does: that would be most of the time of a test.
        """
        for key in keys:
            await self.burst(key)

    async def burst(self, *keys: str) -> None:
        """Press keys faster than the app takes them, as a slow line delivers them."""
        for key in keys:
            self.app.post_message(_event(key))
        taken = asyncio.Event()
        if self.app.call_later(taken.set):  # else a key has ended it
            await taken.wait()
        await self.until(lambda: self.app.typed.is_at_rest)

    async def type(self, words: str) -> None:
        """Type words, quickly."""
        await self.burst(*("space" if letter == " " else letter for letter in words))

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait for something that happens in a worker, and until it is drawn."""
        async with asyncio.timeout(_PATIENCE):
            while not holds():  # noqa: ASYNC110 - what is looked at is the screen, as a reader would
                await asyncio.sleep(_STEP_SECONDS)
        await self.pilot.pause()

    async def open(self, path: str) -> None:
        """Open an article by its path."""
        entry = self.screen.session.corpus.find(path)
        assert entry is not None, path
        self.screen.open_entry(entry)
        await self.until(
            lambda: (article := self.screen.reader.article) is not None and article.path == path
        )

    async def saved(self) -> None:
        """Wait until everything written is on disk."""
        await self.until(lambda: not self.screen.session.notebook.unsaved)

    async def settled(self) -> None:
        """Wait until nothing is under way any more that would change what is seen."""
        await self.until(self._is_settled)
        # What ended last may have begun something else.
        await self.until(self._is_settled)

    def _is_settled(self) -> bool:
        screen = self.screen
        readable = sum(not each.error for each in screen.session.corpus.entries)
        is_indexed = screen.session.search.snapshot().size == readable and not screen.index_state
        is_late = screen.is_under_way or screen._following or screen._refill
        working = {each.group for each in self.app.workers} - _LASTING
        return screen.was_scanned and is_indexed and not (is_late or working)

    @property
    def text(self) -> str:
        """What stands on the screen, line by line, without blanks at their ends."""
        strips = self.app.screen._compositor.render_strips()
        lines = ("".join(segment.text for segment in strip).rstrip() for strip in strips)
        return "\n".join(lines)

    @property
    def status(self) -> str:
        """The bottom line."""
        return self.text.splitlines()[-1]

    @property
    def under_cursor(self) -> str:
        """The words from the cursor on, to the end of its line."""
        reader = self.screen.reader
        assert reader.page is not None
        row = reader.page.layout.row(reader.page.layout.row_at(reader.cursor))
        return reader.page.article.text[reader.cursor : row.shown_end]

    def stored(self, notes: Path, table: str = "annotations") -> list[dict[str, object]]:
        """Return a table of the notes file as plain TinyDB reads it."""
        with TinyDB(notes) as database:
            return [dict(document) for document in database.table(table).all()]


def _event(key: str) -> Key:
    """Return what a terminal tells of a key, which is named or written."""
    name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
    written = _get_unicode_name_from_key(REPLACED_KEYS.get(name, name))
    with suppress(KeyError):
        return Key(name, unicodedata.lookup(written))
    return Key(name, name if len(name) == 1 else None)
