"""HitsScreen: the hits of a query line by line, gathered and put in order while one reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from rich.style import Style
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from tui import concordance, telling
from tui.command import Place
from tui.concordance import Going, key_of
from tui.gathering import (
    Collocated,
    count_collocates,
)
from tui.looks import looks_for
from tui.marked import Marked
from tui.screens.help import HelpScreen
from tui.screens.renewing import Renewing
from tui.widgets.banner import Banner
from tui.widgets.beside import Beside
from tui.widgets.kwic_list import KwicList
from tui.widgets.segments import PLAIN, Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from textual.app import ComposeResult
    from textual.events import Resize

    from store.annotation import Annotation
    from store.search.concordance import Line
    from store.session import Session
    from tui.concordance import Concordance
    from tui.searching import Searcher
    from tui.widgets.rows import RowList

_ROOMY = 120
"""Columns from which what is counted stands beside the lines."""


class HitsScreen(Renewing):
    """Hits, and beside them their collocates and where they lie in their articles.

    It gives back the hit to which the reader goes, else None.

    Args:
        session: The corpus and its notes.
        searcher: Where one searches.
        found: What was searched for, and what was gathered of it already.
        place: Whose keys the last line names.
    """

    DEFAULT_CSS = """
    HitsScreen {
        & #lines-and-beside { width: 100%; height: 1fr; }
        & .lines { width: 1fr; padding: 1 0 0 0; }
        & .lines RowList { margin-top: 1; }
        & .facts { height: 1; margin: 0 1; color: $quiet; text-wrap: nowrap; }
        & .foot { height: 1; margin: 1 1 0 1; color: $quiet; }
        & .of { width: 1fr; text-wrap: nowrap; text-overflow: ellipsis; }
        & .about { width: auto; max-width: 50%; margin-left: 2; text-wrap: nowrap; }
        & Beside { width: 42; margin: 0 1 0 0; padding: 1 0 0 2; border-left: solid $line; }
        & Beside { display: none; }
        & Hints { margin: 0 1; }
        &.-roomy #lines-and-beside { margin-bottom: 1; }
        &.-roomy Beside { display: block; }
        &.-alone Beside, &.-silent Beside { display: none; }
    }
    """

    def __init__(
        self, session: Session, searcher: Searcher, found: Concordance, place: Place
    ) -> None:
        self.hits = KwicList(found, self.tick_of, self.bar_of)
        super().__init__(session, searcher, found, place, hits=self.hits)
        self.beside = Beside()
        self._facts = Static("", classes="facts", markup=False)
        self._title = Static("", classes="of", markup=False)
        self._about = Static("", classes="about", markup=False)
        self._is_counted = self._is_wanted = False
        self._marks = Marked()

    def let_go(self) -> None:
        """Refer to no lines any more."""
        super().let_go()
        self.hits.found = self.found
        self.beside.show_articles((), None)

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
        return self._marks.on(line, self.notebook.book.of_article(line.article.id))

    def tags_on(self, lines: Iterable[Line]) -> Mapping[str, int]:
        """Return how many hits lie in passages with each tag."""
        return self._marks.tags_on(lines, self.notebook.book)

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

    def on_resize(self, event: Resize) -> None:
        """Set what is counted beside the lines where there is room."""
        self.set_class(event.size.width >= _ROOMY, "-roomy")
        self.count_beside()

    def on_beside_resized(self, _: Beside.Resized) -> None:
        """Show what there is room for there."""
        self.show_beside()

    def action_keys(self) -> None:
        """List the keys that apply here."""
        self.app.push_screen(HelpScreen((self.place, Place.ROWS), self.hints.now))

    # Choosing

    def action_hit_tick(self) -> None:
        """Tick the hit under the cursor, or take its tick away, and go on to the next."""
        if self.hits.item is not None:
            self.found.turn_tick(self.hits.item)
            self.hits.action_line_down()
            self.show_ticks()

    def action_hit_tick_all(self) -> None:
        """Tick all hits, or none."""
        self.found.turn_ticks()
        self.show_ticks()
        if self.found.ticks_coming:
            self.hints.say("All are ticked, and those that are still to come")
        elif self.found.ticked and (self.lacking or self.news):
            self.hints.say(f"All that is shown is ticked · {self.news or self.lacking}")

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
        line = self.hits.item
        if line is None:
            return
        missing = telling.not_there(self.session.corpus.entry(line.article.id))
        if missing:
            self.hints.say(missing)
        else:
            self.leave_for(Going(self.found, line))

    def leave_for(self, going: Going) -> None:
        """Leave for an article."""
        self.dismiss(going)

    def action_leave(self) -> None:
        """Go back to the search."""
        self.dismiss(None)

    # What stands around the lines

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Tell of the hit under the cursor."""
        event.stop()
        self._show_foot()
        self.show_beside()

    def show_facts(self) -> None:
        """Say how many hits there are, in what order, and what is to be marked."""
        self._tally.update(self.tally())
        facts = filter(None, (self.news, *self.facts()))
        self._facts.update(Content(" · ").join(Content(each) for each in facts))
        self._show_foot()
        now = replace(self.hints.now, finding=bool(self.found.lines))
        self.hints.now = self.situated(now)
        self.hints.renew_keys()

    def tally(self) -> str:
        """Say how many hits there are."""
        number = telling.count(len(self.found.lines), "hit")
        if not self.found.is_whole:
            return f"{number} so far…"
        return self.of_all(f"{number} in {telling.count(self.found.articles, 'article')}")

    def of_all(self, words: str) -> str:
        """Add to a count what it does not count."""
        return f"{words} · {self.lacking}" if self.lacking else words

    def facts(self) -> Iterable[str]:
        """Yield what holds for all lines."""
        yield concordance.in_words(self.wanted)
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
        if not self.has_class("-roomy"):
            self.hints.say(f"The lines stand alone on less than {_ROOMY} columns")
            return
        self.set_class(self.classes.isdisjoint({"-alone", "-silent"}), "-alone")
        self._is_wanted = not self.has_class("-alone")
        self.remove_class("-silent")
        self.count_beside()

    def count_beside(self) -> None:
        """Count the collocates once, when they are to be seen and all hits are known."""
        is_seen = self.has_class("-roomy") and not self.has_class("-alone")
        if is_seen and self.found.is_whole and not self._is_counted:
            self._is_counted = True
            self.ask_index(self._count, "count")

    def _count(self) -> None:
        answer, _ = self.put()
        found = answer.found(self.way.between(answer.candidates()), self.stop)
        count_collocates(found, self.stop, self.post_message)

    def on_collocated(self, event: Collocated) -> None:
        """Show the words around the hits; where none stands out, the lines get the room."""
        event.stop()
        self.beside.show_collocates(event.collocates, done=event.done)
        if event.collocates or event.done:
            self.set_class(not event.collocates and not self._is_wanted, "-silent")

    def renewed(self) -> None:
        """Count anew what is beside other lines."""
        self._is_counted = False
        self.count_beside()

    def show_beside(self) -> None:
        """Show the articles around the one with the hit under the cursor."""
        line = self.hits.item
        if line is not None and self.beside.strips:
            around = self.found.around(line.article.id, self.beside.strips)
            self.beside.show_articles(around, line)


def _length(annotation: Annotation) -> int:
    return len(annotation.anchor.span) if annotation.anchor else 0
