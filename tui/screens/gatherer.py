"""Gatherer: a screen of hits that are gathered and put in order while one reads."""

from __future__ import annotations

import asyncio
import threading
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from store.search.broken import BrokenIndex
from store.search.concordance import Line, Sort
from store.search.found import Indexed
from store.search.matching import Matcher
from tui import concordance, telling
from tui.concordance import Concordance, Covered, Going, key_of
from tui.gathering import Arranged, Asked, Damaged, Gathered, arrange_hits, gather_hits
from tui.precedence import GivingWay
from tui.screens.list_screen import ListScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from store.article import Article
    from store.search.answer import Answer
    from store.session import Session
    from store.span import Span
    from tui.command import Place
    from tui.gathering import Post
    from tui.searching import Searcher
    from tui.widgets.kwic_list import KwicList

_DAMAGED = "The search index was damaged and is made anew; search again in a moment"


class Gatherer(ListScreen[Line, Going]):
    """The hits of a query, gathered in a worker and shown as they come.

    Args:
        session: The corpus and its notes.
        searcher: Where one searches.
        found: What was searched for, and what was gathered of it already.
        place: Whose keys the last line names.
        hits: The list of the lines.
    """

    NOTHING: ClassVar[str] = "no hits"
    """What stands in place of the lines where there are none."""

    NOTHING_YET: ClassVar[str] = "no hits so far"
    """What stands there where not all was searched."""

    rows: KwicList

    def __init__(
        self,
        session: Session,
        searcher: Searcher,
        found: Concordance,
        place: Place,
        *,
        hits: KwicList,
    ) -> None:
        super().__init__(session.notebook, self.heading(found), place, hits)
        self.session = session
        self.searcher = searcher
        self.found = found
        self.stop = threading.Event()
        self.wanted = found.sort
        self._arranging = 0
        self._is_short = False
        self._known = searcher.known()
        self._return_to = None if found.is_whole else found.here

    def on_mount(self) -> None:
        """Show what is there, and gather what is not."""
        self.way = GivingWay(asyncio.get_running_loop())
        if self.found.is_whole:
            self.call_after_refresh(self.rows.move_to_key, self.found.here)
            self.count_beside()
            return
        self.found.begin_again()
        self.rows.empty = "looking…"
        gather = partial(self.gather, self.ask, self.stop, self.post_message)
        self.ask_index(gather, "gather")

    def on_unmount(self) -> None:
        """Let the workers end."""
        self.stop.set()
        self.found.here = key_of(self.rows.item) if self.rows.item else None
        self.let_go()

    def let_go(self) -> None:
        """Refer to no lines any more.

        `gather_hits` has the collector look at nothing again that there is at its end, so that a
        screen that is left would keep its lines in memory for good.
        """
        self.found = Concordance(self.found.query)
        self.rows.fill(())

    def refill(self) -> None:
        """Show the hits in their order, and what the notebook says of them now."""
        self.rows.fill(self.found.lines)
        self.show_facts()

    def heading(self, found: Concordance) -> str:
        """Return what the list is of."""
        return f"Concordance · {found.query.text}"

    # What a subclass shows beside the lines

    def show_facts(self) -> None:
        """Say how many hits there are, and what holds for them."""

    def show_beside(self) -> None:
        """Show what belongs to the hit under the cursor."""

    def count_beside(self) -> None:
        """Count what is to be seen beside the lines, once all are there."""

    def finished(self) -> None:
        """Go on once all hits are there."""

    # Gathering

    def prepare(self) -> None:
        """Take note of what the notes say now, before the hits are gathered again."""
        self._known = self.searcher.known()

    def find_hits(self, article: Article) -> Sequence[Span]:
        """Return where in an article the hits are; on any thread."""
        root = self.found.query.root
        return Matcher(root, self._known).hits(Indexed.of(article)) if root else ()

    def put(self) -> tuple[Answer, Covered]:
        """Put the query to the index, and tell what it has; on a worker's thread."""
        snapshot = self.searcher.snapshot()
        covered = Covered(snapshot.size, self.searcher.articles())
        return snapshot.ask(self.found.query, self._known), covered

    def ask(self) -> Answer:
        """Put the query to the index for the lines that are shown; on a worker's thread."""
        answer, covered = self.put()
        self.post_message(Asked(covered))
        return answer

    def on_asked(self, event: Asked) -> None:
        """Take over how much of the corpus can be searched."""
        event.stop()
        self.cover(event.covered)
        self.show_facts()

    def cover(self, covered: Covered) -> None:
        """Take note of how much of the corpus the lines are from."""
        self.found.covered = covered
        if self.found.is_whole:
            self._show_empty()

    @property
    def lacking(self) -> str:
        """How much of the corpus the lines are from, in words; empty where it is all of it."""
        covered = self.found.covered
        partly = f"partial: {covered.indexed:,} of {covered.articles:,} indexed"
        return partly if covered.is_partial else ""

    def _show_empty(self) -> None:
        is_all = not (self.lacking or self._is_short)
        self.rows.empty = self.NOTHING if is_all else self.NOTHING_YET
        self.rows.refresh()

    def work(self, work: Callable[[], None], group: str) -> None:
        """Do something in a worker, in place of what is under way in its group."""
        # Described by itself, a worker would be described with all the hits that it is about.
        self.run_worker(work, thread=True, exclusive=True, group=group, description=group)

    def ask_index(self, work: Callable[[], None], group: str) -> None:
        """Ask the index in a worker; one that turns out to be damaged is made anew."""

        def guarded() -> None:
            try:
                work()
            except BrokenIndex:
                self.searcher.mend()
                self.post_message(Damaged())

        self.work(guarded, group)

    def on_damaged(self, event: Damaged) -> None:
        """Say so; what is there already has to do until the index is made anew."""
        event.stop()
        if not self.found.is_whole:
            self.found.end()
            self._end(is_short=True)
        self.hints.say(_DAMAGED, alarm=True)
        self.show_facts()

    def gather(self, ask: Callable[[], Answer], stop: threading.Event, post: Post) -> None:
        """Gather the hits; on a worker's thread.

        Args:
            ask: Puts the query to the index.
            stop: Ends it.
            post: Takes `Gathered` messages.
        """
        gather_hits(ask, self.session.corpus.entries, stop, post, self.way.between)

    def take_over(self, found: Concordance, event: Gathered) -> None:
        """Have a concordance take over what was gathered."""
        found.add(event.lines)
        if event.done:
            found.end()

    def on_gathered(self, event: Gathered) -> None:
        """Take over what was gathered."""
        event.stop()
        is_first = not self.found.lines
        self.take_over(self.found, event)
        if is_first:
            self.rows.fill(self.found.lines, keep=False)
        else:
            self.rows.grown()
        self._return(event.lines)
        if event.done:
            self._end(is_short=bool(event.too_slow))
        if event.too_slow:
            articles = telling.count(len(event.too_slow), "article")
            self.hints.say(f"The expression takes too long in {articles}, which were left out")
        self.show_facts()

    def _end(self, *, is_short: bool) -> None:
        """Go on once all hits are there.

        Args:
            is_short: Whether there may be others where it was not looked.
        """
        self._is_short = is_short
        self._show_empty()
        if self.wanted is Sort.PLACE:
            self._return_to = None
        else:
            self._arrange(self.wanted)
        self.count_beside()
        self.finished()

    def _return(self, coming: Iterable[Line]) -> None:
        """Go to the hit where one was when one left, should it be among those that came now."""
        key = self._return_to
        if key is not None and key in map(key_of, coming) and not self.rows.cursor:
            self.rows.move_to_key(key)

    # Order

    def _arrange(self, sort: Sort) -> None:
        """Put the hits in an order, in a worker."""
        self.wanted = sort
        self._arranging += 1
        lines = tuple(self.found.gathered)  # in order of place, from which the others are made
        self.work(partial(arrange_hits, lines, sort, self._arranging, self.post_message), "arrange")
        self.show_facts()

    def arrange_anew(self) -> None:
        """Put other hits in the order that is wanted, if they are in none or another."""
        self._arranging += 1
        if self.found.sort is not self.wanted:
            self._arrange(self.wanted)

    def on_arranged(self, event: Arranged) -> None:
        """Show the hits in their new order: from its top, unless one had gone to a hit."""
        event.stop()
        if event.asked != self._arranging:
            return
        has_gone = self.rows.cursor > 0 or self._return_to is not None
        if self.found.is_whole:
            self._return_to = None
        self.found.take_order(event.lines, event.sort)
        self.rows.fill(self.found.lines, keep=has_gone)
        self.show_facts()
        self.show_beside()

    def action_hits_sort(self) -> None:
        """Go on to the next order."""
        self._arrange(concordance.by_next(self.wanted))

    def action_hits_by_left(self) -> None:
        """Sort by a word to the left, once more by the next one."""
        self._arrange(concordance.by_left(self.wanted))

    def action_hits_by_right(self) -> None:
        """Sort by a word to the right, once more by the next one."""
        self._arrange(concordance.by_right(self.wanted))

    def action_hits_by_place(self) -> None:
        """Sort by article and place, once more by date."""
        self._arrange(concordance.by_place(self.wanted))
