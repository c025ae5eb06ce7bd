"""Questions: queries are put to the index in workers, and only the last one counts."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from msgspec.structs import replace

from store.search.query import Query
from tui.answers import Answered, Grown, Totalled
from tui.rest import Rest
from tui.searching import PAGE, Results, ask

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.widget import Widget

    from tui.messages import Indexed
    from tui.searching import Searcher

_PATIENCE = 0.15
"""Seconds without an answer after which what was found before no longer stands for it."""

_ASKED_AGAIN = 1.0
"""Seconds between two looks at an index that grows: a list that changes at once is hard to read."""

_AHEAD = 10
"""Results below the cursor when the next page is fetched."""


class Questions:
    """The query that was asked last, and what was found so far.

    Args:
        holder: Its workers ask. It gets `Answered`, `Grown` and `Totalled`, and hands them on.
        searcher: Where one searches.
        least: How many articles to fetch at first.
        overdue: Called where an answer takes its time.
    """

    def __init__(
        self,
        holder: Widget,
        searcher: Searcher,
        *,
        least: int,
        overdue: Callable[[], None],
    ) -> None:
        self._holder = holder
        self._searcher = searcher
        self._known = searcher.known()
        self.results = Results(Query("", None), self._known)
        """What was found last."""
        self.is_awaiting = False
        """Whether something is asked that is not answered yet."""
        self.patience = Rest(holder, overdue, _PATIENCE)
        self._least = max(PAGE, least)
        self._number = 0
        self._asked_at = 0.0
        self._stop = threading.Event()
        self._is_growing = False

    @property
    def is_under_way(self) -> bool:
        """Whether an answer, or more of what was found, is on its way."""
        return self.is_awaiting or self._is_growing

    def renew_known(self) -> None:
        """Take note of what the notes say now."""
        self._known = self._searcher.known()

    def begin(self) -> None:
        """Want another answer; those on their way come too late."""
        self._number += 1
        self.is_awaiting = True
        self.stop()
        self._stop = threading.Event()
        if not self.patience.is_under_way:
            self.patience.begin()

    def stop(self) -> None:
        """Let the worker end."""
        self._stop.set()

    def ask(self, query: Query) -> None:
        """Ask the index in a worker: for the first articles, for a page, for their number."""
        self.begin()
        self._asked_at = time.monotonic()
        is_same = query.text == self.results.query.text
        count = max(self._least, len(self.results.found) if is_same else 0)
        searcher, known, number, stop = self._searcher, self._known, self._number, self._stop
        post = self._holder.post_message

        def work() -> None:
            results = ask(searcher, query, known, count, stop)
            is_growing = results.has_more and len(results.found) < count
            post(Answered(number, results, is_growing=is_growing))
            if is_growing and not stop.is_set():
                results = results.grown(count - len(results.found), stop)
                post(Grown(number, results))
            if results.pages is not None and results.total is None and not stop.is_set():
                post(Totalled(number, *results.pages.count(stop)))

        self._holder.run_worker(work, thread=True, exclusive=True, group="search")

    def settle(self, results: Results | None = None) -> None:
        """Wait for no answer any more.

        Args:
            results: What there is instead; by default what was found before.
        """
        self.begin()
        self._settle()
        self.results = results or self.results

    def _settle(self) -> None:
        self.is_awaiting = self._is_growing = False
        self.patience.end()

    def is_news(self, message: Indexed) -> bool:
        """Tell whether it is time to ask an index again that has come further."""
        if message.is_new:
            # What is on its way may have been asked of the index as it was.
            return True
        progress, results = message.progress, self.results
        is_further = (progress.done, progress.total) != (results.indexed, results.articles)
        is_time = message.is_settled or time.monotonic() - self._asked_at > _ASKED_AGAIN
        is_asked = results.query.root is not None and not self.is_awaiting
        return is_further and is_time and is_asked

    def grow(self, index: int) -> None:
        """Fetch the next page where the cursor, on the article at `index`, comes near the end."""
        results, number, post = self.results, self._number, self._holder.post_message
        is_near_end = index >= len(results.found) - _AHEAD
        if not is_near_end or self._is_growing or self.is_awaiting or not results.has_more:
            return
        self._is_growing = True
        self._holder.run_worker(
            lambda: post(Grown(number, results.grown())), thread=True, group="grow"
        )

    # What the workers tell; each tells whether it is about what was asked last

    def answered(self, message: Answered) -> bool:
        """Take over an answer."""
        if message.asked != self._number:
            return False
        self._settle()
        self._least = PAGE
        self._is_growing = message.is_growing
        self.results = message.results
        return True

    def grown(self, message: Grown) -> bool:
        """Take over more of what was found."""
        if message.asked != self._number or self.is_awaiting:
            return False
        self._is_growing = False
        total = self.results.total if message.results.total is None else message.results.total
        self.results = replace(message.results, total=total)
        return True

    def totalled(self, message: Totalled) -> bool:
        """Take over how many articles there are."""
        if message.asked != self._number or self.is_awaiting:
            return False
        self.results = replace(self.results, total=message.total, too_slow=message.too_slow)
        return True
