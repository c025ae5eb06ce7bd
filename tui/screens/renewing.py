"""Renewing: hits that the index has found since are announced, and shown when the reader asks."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from store.search.concordance import Sort, arrange
from tui import telling
from tui.concordance import key_of
from tui.gathering import Damaged, Gathered, Peeked, Renewed
from tui.screens.gatherer import Gatherer

if TYPE_CHECKING:
    from textual.message import Message

    from tui.messages import Indexed

_LOOKED_AGAIN = 3.0
"""Seconds between two looks at an index that grows: each goes through all hits again."""


class Renewing(Gatherer):
    """Lines that change only when the reader wants them to.

    The arguments are those of `Gatherer`.
    """

    news = ""
    """What the index has found since, in words; empty for nothing."""

    _peeking: threading.Event | None = None
    _looked_at = 0.0
    _has_missed = False

    def on_mount(self) -> None:
        """Look whether there is more than what was gathered the last time."""
        if self.found.is_whole:
            self._peek()

    def on_unmount(self) -> None:
        """Let the workers end."""
        self._stop_peeking()

    def on_indexed(self, message: Indexed) -> None:
        """Look whether the index has more hits by now, but not at every step of it."""
        if message.is_settled and not message.is_new:
            return
        is_time = time.monotonic() - self._looked_at > _LOOKED_AGAIN and self._peeking is None
        if not self.found.is_whole:
            self._has_missed = True
        elif message.is_settled or is_time:
            self._peek()

    def finished(self) -> None:
        """Look for what came while the hits were gathered."""
        if self._has_missed:
            self._has_missed = False
            self._peek()

    def renewed(self) -> None:
        """Show anew what belongs to other hits."""

    def action_hits_renew(self) -> None:
        """Show the hits that the index has found since; ticks and cursor stay."""
        if not self.news:
            self.hints.say("Nothing new has been found since")
            return
        self._renew()

    # Looking

    def _stop_peeking(self) -> None:
        if self._peeking is not None:
            self._peeking.set()
            self._peeking = None

    def _peek(self) -> None:
        """Count, in a worker, the hits that are not among those shown."""
        self.prepare()
        self._stop_peeking()
        stop = self._peeking = threading.Event()
        shown = frozenset(self.found.keys)

        def work() -> None:
            answer, covered = self.put()
            peeked = Peeked(stop, covered)

            def count(message: Message) -> None:
                if isinstance(message, Gathered):
                    same = sum(key_of(line) in shown for line in message.lines)
                    peeked.same += same
                    peeked.more += len(message.lines) - same

            self.gather(lambda: answer, stop, count)
            self.post_message(peeked)

        self._looked_at = time.monotonic()
        self.ask_index(work, "peek")

    def on_damaged(self, _: Damaged) -> None:
        """Look again only when the index is made anew."""
        self._stop_peeking()

    def on_peeked(self, event: Peeked) -> None:
        """Say that there are more, or that there are not."""
        event.stop()
        if event.asked is not self._peeking:
            return
        self._peeking = None
        self.news = ""
        if event.more and not self.found.lines:
            self._renew()
        elif event.more:
            self.news = f"{telling.count(event.more, 'more hit')} · R shows them"
        elif event.same == len(self.found.lines) or not event.covered.is_partial:
            self.cover(event.covered)
        self.show_facts()

    # Taking over

    def _renew(self) -> None:
        """Gather all hits again, in a worker, while the others can be read on."""
        self.prepare()
        self._stop_peeking()
        coming, sort, stop = self.found.blank(), self.wanted, self.stop

        def work() -> None:
            answer, covered = self.put()

            def take(message: Message) -> None:
                if isinstance(message, Gathered):
                    self.take_over(coming, message)

            self.gather(lambda: answer, stop, take)
            if sort is not Sort.PLACE:
                coming.take_order(arrange(coming.lines, sort), sort)
            self.post_message(Renewed(coming, covered))

        self.hints.say("Looking…")
        self._looked_at = time.monotonic()
        self.ask_index(work, "renew")

    def on_renewed(self, event: Renewed) -> None:
        """Show the hits, the cursor on the one where it was."""
        event.stop()
        lost = self.found.renew(event.coming)
        self.news = ""
        self.rows.fill(self.found.lines)
        self.cover(event.covered)
        self.arrange_anew()
        self.renewed()
        if lost:
            self.hints.say(f"{telling.count(lost, 'ticked hit')} no longer there")
        else:
            self.hints.show_keys()
        self.show_facts()
        self.show_beside()
