"""SearchScreen: search the corpus while one types, every hit in its sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.widgets import Static

from store.search.language import parse
from store.search.prepared import has_hits
from tui import telling
from tui.bindings import bindings_at
from tui.command import Place, Situation
from tui.concordance import Concordance
from tui.screens.concordance import ConcordanceScreen
from tui.screens.previewing import offset_of
from tui.screens.querying import Querying
from tui.searching import Chosen, Left
from tui.widgets.banner import Banner
from tui.widgets.query_guide import QueryGuide
from tui.widgets.query_line import QueryLine
from tui.widgets.results import WITHOUT_HITS, ResultList

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.events import Resize
    from textual.widget import Widget

    from store.annotation import Tag
    from store.article import Article
    from store.progress import ReadState
    from store.search.query import Query
    from store.session import Session
    from tui.concordance import Going
    from tui.searching import Results, Searcher
    from tui.widgets.line import Line
    from tui.widgets.rows import RowList
    from tui.widgets.sheet import Sheet

_WIDE = 110
"""Columns from which there is room for a preview beside the results."""

_TALL = 30
"""Lines from which each article shows two of its hits."""


class SearchScreen(Querying[Left]):
    """A query line over what it finds, and beside it the article one is about to open.

    It gives back how it was left.

    Args:
        session: The corpus, its notes and its reading progress.
        searcher: Where one searches.
        clothe: Lays over an article on a sheet what the notebook knows of it.
        text: What stands in the line at first, to be typed over.
        here: Id of the article on which the cursor stands at first.
        place: How many articles stand before that one.
        given: Articles to show as long as the line is empty.
        recent: Earlier queries, the newest last.
    """

    BINDINGS = bindings_at(Place.SEARCH)
    LINE_PLACE = Place.QUERY
    DEFAULT_CSS = """
    SearchScreen {
        align-horizontal: left;
        & .query { height: 1; margin: 1 2 0 1; }
        & .sign { width: 2; color: $accent; }
        & QueryLine { width: 1fr; }
        & .complaint { height: 1; margin: 0 2 0 3; color: $error; text-wrap: nowrap; }
        & .complaint.-passing { color: $quiet; }
        & #results-and-preview { width: 100%; height: 1fr; }
        & ResultList { width: 1fr; height: 1fr; margin-top: 0; }
        & QueryGuide { display: none; }
        & Preview { width: 1fr; border-left: solid $line; }
        & Hints { margin: 1 1 0 1; }
        &.-wide ResultList { width: 43%; max-width: 66; margin-top: 1; }
        &.-wide ResultList { scrollbar-size-vertical: 0; }
        &.-former #results-and-preview { opacity: 50%; }
        &.-idle QueryGuide { display: block; }
        &.-idle #results-and-preview { display: none; }
    }
    """

    def __init__(
        self,
        session: Session,
        searcher: Searcher,
        clothe: Callable[[Sheet, Article], None],
        *,
        text: str = "",
        here: str = "",
        place: int = 0,
        given: Results | None = None,
        recent: Sequence[str] = (),
    ) -> None:
        self._list = ResultList(self._tags_of, self._state_of)
        placeholder = given.title if given else "search the corpus"
        line = QueryLine(text, placeholder=placeholder, recent=recent)
        super().__init__(
            session, searcher, clothe, Place.SEARCH, self._list, line=line, given=given
        )
        self.least = max(self.least, place + 1)
        self._here = here
        self._is_backing = False
        self._opening: str | None = None

    def compose(self) -> ComposeResult:
        """Set the line over the results, the article beside them."""
        yield Banner()
        with Horizontal(classes="query"):
            yield Static("›", classes="sign", markup=False)
            yield self.line
            yield self._tally
        yield self.complaint
        with Horizontal(id="results-and-preview"):
            yield self._list
            yield self.preview
        yield QueryGuide()
        yield self.hints

    def on_mount(self) -> None:
        """Select what stands in the line, to be typed over."""
        self.line.action_select_all()

    @property
    def first(self) -> Widget:
        """The line; the list where articles are given."""
        return self._list if self.given else self.line

    def on_resize(self, event: Resize) -> None:
        """Show as much as there is room for."""
        self._arrange(event.size.width)
        self._fit_rows(event.size.height)
        self.show_preview(self._list.item, self._list.hit)

    def _arrange(self, columns: int) -> None:
        """Show the preview where there is room for it and something to show."""
        is_wide = columns >= _WIDE and bool(self.results.found)
        self.set_class(is_wide, "-wide")
        self.preview.display = is_wide

    def _fit_rows(self, lines: int) -> None:
        """Leave as much room for the hits of each article as there is, where there are any."""
        room = 2 if lines >= _TALL else 1
        self._list.row_height = WITHOUT_HITS + (room if _has_hits(self.results.query) else 0)

    def on_screen_resume(self) -> None:
        """Ask again what may have changed while something else lay over the results."""
        if self.is_mounted:
            self.refill()

    # The line

    def on_input_changed(self, _: Line.Changed) -> None:
        """Open nothing that was asked for before the query became another."""
        if self.line.value != self._opening:
            self._opening = None

    def action_query_open(self) -> None:
        """Open the article under the cursor, or say what is wrong with the query."""
        query = parse(self.line.value)
        if query.problem is not None:
            self.complain(query.problem)
        elif self.is_awaiting or query.text != self.results.query.text:
            self._opening = query.text
        else:
            self.action_choose()

    def action_query_leave(self) -> None:
        """Go back to where one was."""
        self.action_leave()

    def action_concordance(self) -> None:
        """Show every hit on a line of its own."""
        query = self.finished()
        if query is None:
            return
        if not _has_hits(query):
            self.hints.say(
                "this finds articles by no word of their text: there are no hits to list"
            )
        else:
            screen = ConcordanceScreen(self.session, self.searcher, Concordance(query))
            self.app.push_screen(screen, self._came_from_lines)

    def _came_from_lines(self, going: Going | None) -> None:
        if going is not None:
            here = self._list.item.article.id if self._list.item else ""
            self.dismiss(Left(self.line.value, here, going=going))

    # The results

    def waiting(self) -> None:
        """Take the guide away, and what was said of another query."""
        self.remove_class("-idle")
        self._list.empty = ""
        self._list.refresh()

    def answered(self, *, is_same: bool) -> None:
        """Stand where one stood, show the article there, or the guide where nothing is asked."""
        query = self.results.query
        is_found = bool(self.results.found)
        self.hints.now = Situation(
            finding=is_found,
            searching=is_found and query.root is not None,
            listing=is_found and _has_hits(query),
        )
        self._fit_rows(self.size.height)
        self.hints.renew_keys()
        self.set_class(not query.text.strip() and not self.results.found, "-idle")
        self._arrange(self.size.width)
        self._list.empty = telling.nothing_found(query)
        item = self._list.item
        last = len(item.hits) - 1 if item else 0
        self._list.stand_on(max(0, min(self._list.hit, last)) if is_same else 0)
        if self._here:
            self._list.move_to_key(self._here)
            self._here = ""
        self.show_preview(self._list.item, self._list.hit)
        if self._opening == query.text:
            self._opening = None
            self.action_choose()

    def kept_former(self) -> None:
        """Show the guide where nothing was found before."""
        self.set_class(not self.results.found, "-idle")

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Follow the cursor."""
        event.stop()
        item = self._list.item
        self._stand_on(max(0, len(item.hits) - 1) if self._is_backing and item else 0)
        self._is_backing = False
        self.grow(event.index)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Open the article that was clicked twice."""
        event.stop()
        self.action_choose()

    def action_choose(self) -> None:
        """Open the article under the cursor at its hit."""
        item = self._list.item
        if item is None:
            self.hints.say("nothing found")
            return
        if missing := telling.not_there(self.session.corpus.entry(item.article.id)):
            self.hints.say(missing)
            return
        self._leave(Chosen(self.results, item.article.id, offset_of(item, self._list.hit)))

    def action_leave(self) -> None:
        """Go back to where one was."""
        self._leave(None)

    def _leave(self, chosen: Chosen | None) -> None:
        here = self._list.item.article.id if self._list.item else ""
        self.dismiss(Left(self.line.value, here, chosen))

    def action_hit_next(self) -> None:
        """Go to the next hit, across articles."""
        item = self._list.item
        if item is not None and self._list.hit + 1 < len(item.hits):
            self._stand_on(self._list.hit + 1)
        else:
            self._list.move_to(self._list.cursor + 1)

    def action_hit_previous(self) -> None:
        """Go to the hit before, across articles."""
        if self._list.hit:
            self._stand_on(self._list.hit - 1)
        elif self._list.cursor:
            self._is_backing = True
            self._list.move_to(self._list.cursor - 1)

    def _stand_on(self, hit: int) -> None:
        self._list.stand_on(hit)
        self.show_preview(self._list.item, self._list.hit)

    # What is known

    def _tags_of(self, article_id: str) -> Sequence[Tag]:
        book = self.notebook.book
        return [book.tag(name) for name in book.tags_of_article(article_id)]

    def _state_of(self, article_id: str) -> ReadState:
        return self.session.log.of(article_id).state


def _has_hits(query: Query) -> bool:
    return query.root is not None and has_hits(query.root)
