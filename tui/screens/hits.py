"""HitsScreen: the hits of a query line by line, gathered and put in order while one reads."""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from store.search.matching import Matcher
from tui import concordance, telling
from tui.command import Place
from tui.concordance import Going, key_of
from tui.gathering import (
    Arranged,
    Collocated,
    Gathered,
    arrange_hits,
    count_collocates,
    gather_hits,
)
from tui.looks import looks_for
from tui.screens.help import HelpScreen
from tui.screens.list_screen import ListScreen
from tui.widgets.banner import Banner
from tui.widgets.beside import Beside
from tui.widgets.kwic_list import KwicList
from tui.widgets.segments import PLAIN, Piece

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from textual.app import ComposeResult
    from textual.events import Resize

    from store.annotation import Annotation
    from store.search.answer import Answer
    from store.search.concordance import Line, Sort
    from store.session import Session
    from store.span import Span
    from tui.concordance import Concordance
    from tui.searching import Searcher
    from tui.widgets.rows import RowList

_ROOMY, _BROAD = 120, 150
"""Columns from which what is counted stands beside the lines, and from which it is broader."""


class HitsScreen(ListScreen["Line", Going]):
    """Hits, and beside them their collocates and where they lie in their articles.

    It gives back the hit to which the reader goes, else None.

    Args:
        session: The corpus and its notes.
        searcher: Where one searches.
        found: What was searched for, and what was gathered of it already.
        place: Whose keys the last line names.
    """

    NOTHING: ClassVar[str] = "no hits"
    """What stands in place of the lines where there are none."""

    DEFAULT_CSS = """
    HitsScreen {
        align-horizontal: left;
        & #lines-and-beside { height: 1fr; }
        & .lines { width: 1fr; padding: 1 0 0 1; }
        & .lines RowList { margin-top: 1; }
        & .facts { height: 1; margin: 0 1; color: $quiet; text-wrap: nowrap; }
        & .foot { height: 1; margin: 1 1 0 1; color: $quiet; }
        & .of { width: 1fr; text-wrap: nowrap; text-overflow: ellipsis; }
        & .about { width: auto; max-width: 50%; margin-left: 2; text-wrap: nowrap; }
        & Beside { width: 42; margin: 1 1 0 0; padding: 0 0 0 2; border-left: solid $line; }
        & Beside { display: none; }
        & Hints { margin: 0 2; }
        &.-roomy Beside { display: block; }
        &.-broad Beside { width: 56; }
        &.-alone Beside { display: none; }
    }
    """

    def __init__(
        self, session: Session, searcher: Searcher, found: Concordance, place: Place
    ) -> None:
        self.hits = KwicList(found, self.tick_of, self.bar_of)
        super().__init__(session.notebook, self.heading(found), place, self.hits)
        self.session = session
        self.found = found
        self.beside = Beside()
        self.searcher = searcher
        self._known = searcher.known()
        self._facts = Static("", classes="facts", markup=False)
        self._title = Static("", classes="of", markup=False)
        self._about = Static("", classes="about", markup=False)
        self.stop = threading.Event()
        self._wanted = found.sort
        self._is_counted = False
        self._return_to = 0

    def heading(self, found: Concordance) -> str:
        """Return what the list is of."""
        return f"Concordance · {found.query.text}"

    def tick_of(self, line: Line) -> Piece:
        """Return the sign of a ticked hit."""
        return "✓" if key_of(line) in self.found.ticked else "", Style(bold=True)

    def bar_of(self, line: Line) -> Piece:
        """Return the bar of the passage that is marked at a hit, the innermost of several."""
        least = min(self._marked(line), key=_length, default=None)
        if least is None:
            return "", PLAIN
        return "▎", looks_for(self.app).ink(self.notebook.book.colour_of(least))

    def _marked(self, line: Line) -> Sequence[Annotation]:
        """Return the annotations whose passages lie on a hit."""
        return [
            each
            for each in self.notebook.book.of_article(line.article.id)
            if each.anchor is not None
            and each.anchor.text_hash == line.article.text_hash
            and each.anchor.span.overlaps(line.span)
        ]

    def compose(self) -> ComposeResult:
        """Set the lines and what is counted side by side, the keys below them."""
        yield Banner()
        with Horizontal(id="lines-and-beside"):
            with Vertical(classes="lines"):
                with Horizontal(classes="head"):
                    yield self._heading
                    yield self._tally
                yield self._facts
                yield self.hits
                with Horizontal(classes="foot"):
                    yield self._title
                    yield self._about
            yield self.beside
        yield self.hints

    def on_mount(self) -> None:
        """Show what is there, and gather what is not."""
        if self.found.is_whole:
            self._return_to = self.found.cursor
            self.call_after_refresh(self._return)
            self._count_beside()
            return
        self._return_to = self.found.cursor
        self.found.begin_again()
        self.hits.empty = "looking…"
        self.work(self.gather, "gather")

    def on_unmount(self) -> None:
        """Let the workers end."""
        self.stop.set()
        self.found.cursor = self.hits.cursor

    def on_resize(self, event: Resize) -> None:
        """Set what is counted beside the lines where there is room."""
        self.set_class(event.size.width >= _ROOMY, "-roomy")
        self.set_class(event.size.width >= _BROAD, "-broad")
        self._count_beside()
        self.call_after_refresh(self._show_beside)

    def refill(self) -> None:
        """Show the hits in their order, and what the notebook says of them now."""
        self.hits.fill(self.found.lines)
        self.show_facts()

    def action_keys(self) -> None:
        """List the keys that apply here."""
        self.app.push_screen(HelpScreen((self._place, Place.ROWS), self.hints.now))

    # Gathering

    def find_hits(self, text: str) -> Sequence[Span]:
        """Return where in a text the hits are; on any thread."""
        root = self.found.query.root
        return Matcher(root, self._known).hits(text) if root else ()

    def ask(self) -> Answer:
        """Put the query to the index; on a worker's thread."""
        return self.searcher.snapshot().ask(self.found.query, self._known)

    def work(self, work: Callable[[], None], group: str) -> None:
        """Do something in a worker, in place of what is under way in its group."""
        # Described by itself, a worker would be described with all the hits that it is about.
        self.run_worker(work, thread=True, exclusive=True, group=group, description=group)

    def gather(self) -> None:
        """Gather the hits; on a worker's thread."""
        gather_hits(self.ask, self.session.corpus.entries, self.stop, self.post_message)

    def take_over(self, event: Gathered) -> None:
        """Take over what was gathered."""
        self.found.add(event.lines)
        self.found.is_whole = self.found.is_whole or event.done

    def on_gathered(self, event: Gathered) -> None:
        """Take over what was gathered."""
        event.stop()
        is_first = not self.found.lines
        self.take_over(event)
        if is_first:
            self.hits.fill(self.found.lines, keep=False)
        else:
            self.hits.grown()
        self._return()
        if event.done:
            self._gathered(event)
        self.show_facts()

    def _gathered(self, event: Gathered) -> None:
        self.hits.empty = self.NOTHING
        self.hits.refresh()
        if event.problem:
            self.hints.say(event.problem, alarm=True)
        elif event.too_slow:
            articles = telling.count(len(event.too_slow), "article")
            self.hints.say(f"the expression takes too long in {articles}, which were left out")
        if self._wanted is not self.found.sort:
            self._arrange(self._wanted)
        self._count_beside()

    def _return(self) -> None:
        """Go to the hit where one was when one left, as soon as it is there."""
        if 0 < self._return_to < len(self.found.lines):
            self.hits.move_to(self._return_to)
            self._return_to = 0

    # Order

    def _arrange(self, sort: Sort) -> None:
        """Put the hits in an order, in a worker."""
        self._wanted = sort
        lines = tuple(self.found.lines)
        self.work(partial(arrange_hits, lines, sort, self.post_message), "arrange")
        self.show_facts()

    def on_arranged(self, event: Arranged) -> None:
        """Show the hits in their new order: from its top, unless one had gone to a hit."""
        event.stop()
        if event.sort is not self._wanted:
            return
        has_gone = self.hits.cursor > 0
        self.found.take_order(event.lines, event.sort)
        self.hits.fill(self.found.lines, keep=has_gone)
        self.show_facts()
        self._show_beside()

    def action_hits_sort(self) -> None:
        """Go on to the next order."""
        self._arrange(concordance.by_next(self._wanted))

    def action_hits_by_left(self) -> None:
        """Sort by a word to the left, once more by the next one."""
        self._arrange(concordance.by_left(self._wanted))

    def action_hits_by_right(self) -> None:
        """Sort by a word to the right, once more by the next one."""
        self._arrange(concordance.by_right(self._wanted))

    def action_hits_by_place(self) -> None:
        """Sort by article and place, once more by date."""
        self._arrange(concordance.by_place(self._wanted))

    # Choosing

    def action_hit_tick(self) -> None:
        """Tick the hit under the cursor, or take its tick away."""
        if self.hits.item is not None:
            self.found.turn_tick(self.hits.item)
            self.show_ticks()

    def action_hit_tick_all(self) -> None:
        """Tick all hits, or none."""
        self.found.turn_ticks()
        self.show_ticks()

    def show_ticks(self) -> None:
        """Show what is ticked now."""
        self.hits.refresh()
        self.show_facts()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Open the article at the hit that was clicked twice."""
        event.stop()
        self.action_hit_open()

    def action_hit_open(self) -> None:
        """Leave for the article at the hit under the cursor."""
        if self.hits.item is not None:
            self.dismiss(Going(self.found, self.hits.item))

    def action_leave(self) -> None:
        """Go back to the search."""
        self.dismiss(None)

    # What stands around the lines

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Tell of the hit under the cursor."""
        event.stop()
        self._show_foot()
        self._show_beside()

    def show_facts(self) -> None:
        """Say how many hits there are, in what order, and what is to be marked."""
        self._tally.update(self.tally())
        self._facts.update(Content(" · ").join(Content(each) for each in self.facts()))
        self._show_foot()

    def tally(self) -> str:
        """Say how many hits there are."""
        number = telling.count(len(self.found.lines), "hit")
        if not self.found.is_whole:
            return f"{number} so far…"
        return f"{number} in {telling.count(self.found.articles, 'article')}"

    def facts(self) -> Iterable[str]:
        """Yield what holds for all lines."""
        yield concordance.in_words(self._wanted)
        if self.found.ticked:
            yield f"{len(self.found.ticked):,} ticked"

    def _show_foot(self) -> None:
        """Name the article of the hit under the cursor, its date and the tags there."""
        line = self.hits.item
        names = [name for each in self._marked(line) for name in each.tags] if line else []
        told = (line.article.date or "", *dict.fromkeys(names)) if line else ()
        self._title.update(line.article.title if line else "")
        self._about.update(" · ".join(filter(None, told)))

    def action_hits_alone(self) -> None:
        """Show only the lines, or again what stands beside them."""
        self.toggle_class("-alone")
        self._count_beside()

    def _count_beside(self) -> None:
        """Count the collocates once, when they are to be seen and all hits are known."""
        is_seen = self.has_class("-roomy") and not self.has_class("-alone")
        if is_seen and self.found.is_whole and not self._is_counted:
            self._is_counted = True
            self.work(self._count, "count")

    def _count(self) -> None:
        answer = self.ask()
        count_collocates(answer.found(answer.candidates(), self.stop), self.stop, self.post_message)

    def on_collocated(self, event: Collocated) -> None:
        """Show the words around the hits."""
        event.stop()
        self.beside.show_collocates(event.collocates)

    def _show_beside(self) -> None:
        line = self.hits.item
        if line is not None and self.beside.strips:
            around = self.found.around(line.article.id, self.beside.strips)
            self.beside.show_articles(around, line)


def _length(annotation: Annotation) -> int:
    return len(annotation.anchor.span) if annotation.anchor else 0
