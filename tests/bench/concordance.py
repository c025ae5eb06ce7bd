"""How long a large concordance keeps the reader waiting, and how long the screen stands still.

Run `python -m tests.bench.concordance CORPUS WORD [--json FILE]`; all hits of the word are listed.

Each row tells the milliseconds from a key to what it brings about, and the longest time in which
the event loop meanwhile did nothing else: a key would have waited as long. *The first screen* ends
when a screen of lines is drawn, *the others* when the last line is there, an order when its lines
are shown. FILE gets the milliseconds by what was done, and the longest times as `a standstill`.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING

from textual.events import Key

from store.session import Session
from tests.bench.search_corpus import vocabulary
from tui.app import PostilApp
from tui.screens.hits import HitsScreen
from tui.screens.reading import ReadingScreen
from tui.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.search.concordance import Sort

_BEAT = 0.001
"""Seconds between two signs of life of the event loop."""

_REST = 1.0
"""Seconds before each measurement, in which what was begun comes to its end."""

_SIZE = (119, 35)
"""One column more, and the collocates would be counted meanwhile."""

STANDSTILL = "a standstill"
"""What the times are listed under in which the event loop did nothing else."""

_ROWS = 20
"""Lines that make a screen."""

_WORDS = 300
"""Words of an article, on average."""


class Pulse:
    """Measures how long the event loop stands still."""

    def __init__(self) -> None:
        self.longest = 0.0

    async def beat(self) -> None:
        """Note each time in which the loop did not come back; to be run as a task."""
        last = perf_counter()
        while True:
            await asyncio.sleep(_BEAT)
            now = perf_counter()
            self.longest = max(self.longest, now - last - _BEAT)
            last = now


async def until(holds: Callable[[], bool]) -> None:
    """Wait for something that nobody tells of."""
    while not holds():  # noqa: ASYNC110 - what is looked at is the screen, as a reader would
        await asyncio.sleep(_BEAT)


class Told:
    """What was measured, printed row by row.

    Args:
        pulse: Tells how long the event loop stood still.
    """

    def __init__(self, pulse: Pulse) -> None:
        self._pulse = pulse
        self.taken: dict[str, list[float]] = {}

    def add(self, name: str, began: float, detail: str = "") -> None:
        """Add how long it took since something began."""
        taken, still = (perf_counter() - began) * 1000, self._pulse.longest * 1000
        self.taken.setdefault(name, []).append(taken)
        self.taken.setdefault(STANDSTILL, []).append(still)
        sys.stdout.write(f"{name + detail:24}{taken:8,.0f} ms   stood still {still:5,.0f} ms\n")

    async def key(
        self, app: PostilApp, name: str, key: str, holds: Callable[[], bool], detail: str = ""
    ) -> None:
        """Press a key and add how long it took until something held."""
        await asyncio.sleep(_REST)
        self._pulse.longest, began = 0.0, perf_counter()
        app.post_message(Key(key, key if len(key) == 1 else None))
        await until(holds)
        self.add(name, began, detail)


async def measure(session: Session, word: str) -> Told:
    """Open the concordance of a word and sort it in every way."""
    app, pulse = PostilApp(session, Settings(theme="dark")), Pulse()
    told = Told(pulse)
    async with app.run_test(size=_SIZE) as pilot:
        await until(lambda: screen_of(app).is_scanned)
        index, articles = session.search, len(session.corpus.entries)
        while index.snapshot().size < articles:  # noqa: ASYNC110 - nobody tells a bench of it
            await asyncio.sleep(1)
        await pilot.press("s", *word)
        beating = asyncio.create_task(pulse.beat())
        await told.key(app, "the first screen", "tab", lambda: shows(app, word))
        began, screen = perf_counter(), app.screen
        assert isinstance(screen, HitsScreen)
        await until(lambda: screen.found.is_whole)
        told.add("the others", began, f", {len(screen.found.lines):,}")
        for key in ("l", "l", "l", "h", "p", "p"):
            is_shown = partial(is_sorted, screen, screen.found.sort)
            await told.key(app, "sorted anew", key, is_shown, f", key {key}")
        await told.key(app, "all ticked", "X", lambda: bool(screen.found.ticked))
        await told.key(app, "the last line", "G", lambda: screen.hits.cursor > 0)
        beating.cancel()
    return told


def screen_of(app: PostilApp) -> ReadingScreen:
    """Return the reading screen."""
    found = app.screen
    assert isinstance(found, ReadingScreen)
    return found


def is_sorted(screen: HitsScreen, before: Sort) -> bool:
    """Tell whether the lines stand in another order than before."""
    return screen.found.sort is not before


def shows(app: PostilApp, word: str) -> bool:
    """Tell whether a screen of lines is drawn."""
    if not isinstance(app.screen, HitsScreen):
        return False
    strips = app.screen._compositor.render_strips()
    return sum(word in strip.text.casefold() for strip in strips) > _ROWS


def word_for(articles: int, lines: int) -> str:
    """Return the word that comes nearest to so many hits in a corpus."""
    words = vocabulary()
    weights = [1 / (rank + 2.7) for rank in range(len(words))]
    share = lines / (articles * _WORDS) * sum(weights)
    nearest = min(range(len(words)), key=lambda rank: abs(weights[rank] - share))
    return words[nearest]


def main() -> int:
    """Measure on a corpus."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("word")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where the figures go, besides")
    chosen = parser.parse_args()
    with TemporaryDirectory() as folder:
        notes = Path(folder) / "bench.notes.json"
        session = Session.open(chosen.corpus, notes, creator="bench", remember=False)
        try:
            told = asyncio.run(measure(session, chosen.word))
        finally:
            session.close()
    if chosen.json:
        chosen.json.write_text(json.dumps(told.taken), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
