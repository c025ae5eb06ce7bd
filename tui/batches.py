"""Batches: hits are coded in a worker, one batch behind the other, each as one step."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from tui import telling
from tui.coding import Job, code
from tui.concordance import NOUNS
from tui.ticks import Ticks
from tui.turns import Turns

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.edits import Stamp
    from store.merge import Step
    from store.search.coding import Coding
    from store.search.concordance import Line
    from tui.coding import Coded, Progressed
    from tui.screens.hits import HitsScreen
    from tui.ticks import Ticked


class Batches:
    """What is done to the ticked hits of a screen, in the order of the keys that asked for it.

    Args:
        screen: Shows the hits; it hands on `Progressed` and `Coded`, which the worker posts to it.
    """

    def __init__(self, screen: HitsScreen) -> None:
        self._screen = screen
        self._halt = threading.Event()
        self._turns = Turns()
        self._may_stop = False
        self._ticked: Ticked = frozenset()
        self._ticks = Ticks()

    def add(self, chosen: tuple[Line, ...], coding: Coding, stamp: Stamp) -> None:
        """Code hits, once all before them are coded.

        Args:
            chosen: The hits.
            coding: What they are given.
            stamp: Who codes them, and when.
        """
        # They stay ticked: what is tagged is often noted too.
        ticked = frozenset(self._screen.found.ticked)
        self._turns.take(lambda: self._code(chosen, coding, stamp, ticked))

    def then(self, act: Callable[[], object]) -> None:
        """Do something else, once all is coded."""
        self._turns.take(act)

    def leave(self, leave: Callable[[], object]) -> None:
        """Leave the screen once all is coded; a second time stops the work."""
        if not self._turns.is_busy:
            leave()
        elif self._may_stop:
            self._halt.set()
        else:
            self._turns.take(leave)
            self._may_stop = True
            self._screen.hints.say("Goes back as soon as the hits are marked · escape stops")

    def stop(self) -> None:
        """Let the worker end."""
        self._halt.set()

    def _code(self, chosen: tuple[Line, ...], coding: Coding, stamp: Stamp, ticked: Ticked) -> None:
        screen = self._screen
        records = screen.notebook.book.records()
        job = Job(chosen, coding, stamp, records, screen.find_hits)
        self._halt.clear()
        self._turns.begin()
        self._ticked = ticked
        session, halt, post = screen.session, self._halt, screen.post_message
        screen.work(lambda: code(job, session, halt, post), "code")

    def come_to(self, event: Progressed) -> None:
        """Say how far the worker has come."""
        self._may_stop = True
        self._screen.hints.say(f"Reading {event.done:,} of {event.total:,} hits · escape stops")

    def end(self, event: Coded) -> None:
        """Carry the step out, say what came of it, and go on to what waits."""
        screen, step = self._screen, event.step
        self._may_stop = False
        if step is None or self._halt.is_set():
            self._turns.drop_waiting()
            screen.hints.say("Stopped; nothing was marked")
        elif not step.changes:
            screen.hints.say(_told(event))
        elif screen.edit(step):
            self._ticks.add(step, self._ticked)
            ticked = " · escape unticks" if screen.found.ticked else ""
            screen.hints.say(_told(event, screen.lacking) + ticked)
        self._turns.end()

    @property
    def is_busy(self) -> bool:
        """Whether hits are being coded."""
        return self._turns.is_busy

    def undone(self, step: Step) -> None:
        """Tick again what was ticked before a step that undo took back."""
        self._show_ticked(self._ticks.undo(step, frozenset(self._screen.found.ticked)))

    def redone(self, step: Step) -> None:
        """Tick again what was ticked before a step that redo made again was undone."""
        self._show_ticked(self._ticks.redo(step, frozenset(self._screen.found.ticked)))

    def _show_ticked(self, ticked: Ticked | None) -> None:
        if ticked is not None:
            self._screen.found.ticked = {*ticked}
            self._screen.show_ticks()


def _told(event: Coded, lacking: str = "") -> str:
    """Say what became of the hits, and of several what was lacking then."""
    coding = event.job.coding
    tags = telling.named(coding.tags)
    parts = []
    if event.passages:
        done = f"tagged {tags}" if tags else "noted" if coding.note else "marked"
        parts.append(f"{telling.count(event.passages, NOUNS[coding.width])} {done}")
        hits = len(event.job.lines) - event.gone - event.skipped
        if hits > event.passages:
            parts.append(telling.count(hits, "hit"))
    if event.skipped:
        were = "was" if event.skipped == 1 else "were"
        parts.append(f"{event.skipped:,} {f'had {tags}' if tags else f'{were} so'} already")
    if event.gone:
        parts.append(f"{event.gone:,} no longer in the article")
    if lacking and len(event.job.lines) > 1:
        parts.append(lacking)
    if event.passages:
        parts.append("u undoes")
    return " · ".join(parts)
