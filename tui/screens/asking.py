"""Asking: a query is answered in workers while one types, page by page."""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from store.search.language import parse
from store.search.query import Query
from tui import telling
from tui.messages import Answered, Grown, Totalled
from tui.screens.list_screen import ListScreen, Result
from tui.searching import PAGE, Results, ask

if TYPE_CHECKING:
    from textual.timer import Timer

    from store.search.found import Found
    from store.session import Session
    from tui.command import Place
    from tui.messages import Indexed
    from tui.searching import Searcher
    from tui.widgets.query_line import QueryLine
    from tui.widgets.rows import RowList

_PAUSE = 0.06
"""Seconds without a key after which a query is asked: less than anybody notices."""

_PATIENCE = 0.15
"""Seconds without an answer after which what was found before no longer stands for it."""

_ASKED_AGAIN = 1.0
"""Seconds between two looks at an index that grows: a list that changes at once is hard to read."""

_AHEAD = 10
"""Results below the cursor when the next page is fetched."""


FORMER = "-former"
"""Class of a screen that shows what was found before, because what is typed makes no sense."""


class Asking(ListScreen["Found", Result]):
    """Shows what the index answers to the query in the line.

    Args:
        session: The corpus, its notes and its reading progress.
        searcher: Where one searches.
        place: Whose keys the last line names.
        rows: The list of what was found.
        line: The query line.
        given: Articles to show as long as the line is empty.
    """

    def __init__(
        self,
        session: Session,
        searcher: Searcher,
        place: Place,
        rows: RowList[Found],
        *,
        line: QueryLine,
        given: Results | None = None,
    ) -> None:
        super().__init__(session.notebook, "", place, rows, line=line)
        self.session = session
        self.searcher = searcher
        self.given = given
        self._known = searcher.known()
        self.results = Results(Query("", None), self._known)
        self.is_awaiting = False
        self.least = PAGE
        self._asked = 0
        self._asked_at = 0.0
        self._stop = threading.Event()
        self._is_growing = False
        self._pause: Timer | None = None
        self._patience: Timer | None = None

    def on_unmount(self) -> None:
        """Let the workers end."""
        self._stop.set()

    def refill(self) -> None:
        """Ask again what is in the line, with what the notes say now."""
        self._known = self.searcher.known()
        self._ask()

    def narrow(self) -> None:
        """Ask what is in the line, a moment after the last key."""
        self._begin()
        self._pause = self.set_timer(_PAUSE, self._ask)

    def _begin(self) -> None:
        """Want another answer; those on their way come too late."""
        self._asked += 1
        self.is_awaiting = True
        self._stop.set()
        self._stop = threading.Event()
        if self._pause is not None:
            self._pause.stop()
        if self._patience is None:
            self._patience = self.set_timer(_PATIENCE, self._admit)

    def _admit(self) -> None:
        """Say that the query is under way, where it is another than the one answered last."""
        self._patience = None
        if self.is_awaiting and self.filter.value != self.results.query.text:
            self._tally.update("searching…")
            self.waiting()

    def waiting(self) -> None:
        """Show nothing that only holds for the query answered last."""

    def _ask(self) -> None:
        self._begin()
        query, known, asked = parse(self.filter.value), self._known, self._asked
        self._asked_at = time.monotonic()
        if query.root is None and query.text.strip():
            self._keep_former()
            return
        if query.root is None:
            self.on_answered(Answered(asked, self.given or Results(query, known)))
            return
        is_same = query.text == self.results.query.text
        count = max(self.least, len(self.results.found) if is_same else 0)
        searcher, stop = self.searcher, self._stop

        def work() -> None:
            results = ask(searcher, query, known, count, stop)
            self.post_message(Answered(asked, results))
            if results.has_more and len(results.found) < count and not stop.is_set():
                results = results.grown(count - len(results.found), stop)
                self.post_message(Grown(asked, results))
            if results.pages is not None and results.total is None and not stop.is_set():
                self.post_message(Totalled(asked, *results.pages.count(stop)))

        self.run_worker(work, thread=True, exclusive=True, group="search")

    def _settle(self) -> None:
        """Wait for no answer any more."""
        self.is_awaiting = self._is_growing = False
        if self._patience is not None:
            self._patience.stop()
            self._patience = None

    def _keep_former(self) -> None:
        """Go on showing what was found before, for what is typed says nothing yet."""
        self._settle()
        self._show_whether_former(is_former=True)
        self.kept_former()

    def kept_former(self) -> None:
        """Show what else there is where nothing of a query makes sense."""

    def _show_whether_former(self, *, is_former: bool) -> None:
        self.set_class(is_former, FORMER)
        self._tell()

    def on_indexed(self, message: Indexed) -> None:
        """Ask again where the index has come further, but not at every step of it."""
        progress, results = message.progress, self.results
        is_news = (progress.done, progress.total) != (results.indexed, results.articles)
        is_time = message.is_settled or time.monotonic() - self._asked_at > _ASKED_AGAIN
        if message.is_new:
            # What is on its way may have been asked of the index as it was.
            self._ask()
        elif is_news and is_time and results.query.root is not None and not self.is_awaiting:
            self._ask()

    def on_answered(self, message: Answered) -> None:
        """Show what was found, unless something else has been asked since."""
        if message.asked != self._asked:
            return
        is_same = message.results.query.text == self.results.query.text
        self.least = PAGE
        self.results = message.results
        self._settle()
        self.rows.fill(self.results.found, keep=is_same)
        self._show_whether_former(is_former=False)
        self.answered(is_same=is_same)

    def answered(self, *, is_same: bool) -> None:
        """Show what else there is to an answer.

        Args:
            is_same: Whether the query was asked before.
        """

    def on_totalled(self, message: Totalled) -> None:
        """Say how many articles there are."""
        if message.asked == self._asked and not self.is_awaiting:
            self.results = replace(self.results, total=message.total, too_slow=message.too_slow)
            self._tell()

    def grow(self, index: int) -> None:
        """Fetch the next page where the cursor, on the item at `index`, comes near the end."""
        results, asked = self.results, self._asked
        near_end = index >= len(results.found) - _AHEAD
        if not near_end or self._is_growing or self.is_awaiting or not results.has_more:
            return
        self._is_growing = True

        def work() -> None:
            self.post_message(Grown(asked, results.grown()))

        self.run_worker(work, thread=True, group="grow")

    def on_grown(self, message: Grown) -> None:
        """Show more of what was found."""
        if message.asked != self._asked or self.is_awaiting:
            return
        self._is_growing = False
        total = self.results.total if message.results.total is None else message.results.total
        self.results = replace(message.results, total=total)
        self.rows.fill(self.results.found)
        self._tell()

    def _tell(self) -> None:
        tally = telling.search_tally(self.results)
        self._tally.update(f"before: {tally}" if tally and self.has_class(FORMER) else tally)
