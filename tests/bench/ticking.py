"""Postil with a clock in its event loop: `python -m tests.bench.ticking FILE CORPUS NOTES`.

It waits on the event loop for a millisecond, again and again, and writes down how long that took:
first while a corpus is read and indexed, then while nothing more happens. Then it ends. FILE gets
both, in milliseconds, as JSON.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from time import perf_counter

from store.session import Session
from tui.app import PostilApp
from tui.screens.reading import ReadingScreen
from tui.settings import Settings

_NAP = 0.001
_SECONDS_AT_REST = 4.0


class TickingApp(PostilApp):
    """Postil, with a clock.

    Args:
        session: What to read.
        file: Where what was measured goes.
    """

    def __init__(self, session: Session, file: Path) -> None:
        super().__init__(session, Settings())
        self._file = file
        self._clock: asyncio.Task[None] | None = None

    def on_mount(self) -> None:
        """Start the clock; Textual lets the app set up what it needs besides."""
        self._clock = asyncio.create_task(self._tick())

    async def _tick(self) -> None:
        while not isinstance(self.screen, ReadingScreen):
            await _nap()
        await asyncio.to_thread(self.screen.precedence.wait_for_first)
        busy, idle = [], []
        while not self._is_settled:
            busy.append(await _nap())
        began = perf_counter()
        while perf_counter() - began < _SECONDS_AT_REST:
            idle.append(await _nap())
        self._file.write_text(json.dumps({"busy": busy, "idle": idle}), encoding="utf-8")
        self.exit(0)

    @property
    def _is_settled(self) -> bool:
        """Whether all articles are listed and indexed."""
        assert isinstance(self.screen, ReadingScreen)
        left = self.screen.index_news.left
        listed = len(self.screen.shelf)
        return self.screen.is_scanned and left is not None and left.size == listed


async def _nap() -> float:
    """Return how many milliseconds it takes to be called again after one of them."""
    began = perf_counter()
    await asyncio.sleep(_NAP)
    return (perf_counter() - began) * 1000


def main() -> None:
    """Run the app."""
    file, corpus, notes = map(Path, sys.argv[1:])
    session = Session.open(corpus, notes, creator="reader", remember=False)
    TickingApp(session, file).run()
    session.close()


if __name__ == "__main__":
    main()
