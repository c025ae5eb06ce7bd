"""Asking: what the index answers to the query in a line, while one types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from textual.containers import Horizontal
from textual.widgets import Static

from store.search.found import Found
from store.search.known import Known
from store.search.language import parse
from store.search.query import Query
from tui import telling_search
from tui.command import Place, Situation
from tui.questions import Questions
from tui.rest import Rest
from tui.screens.list_screen import ListScreen
from tui.searching import Left, Results
from tui.typed import hold_keys, release_keys
from tui.widgets.banner import Banner
from tui.widgets.complaint import Complaint
from tui.widgets.found import FoundPane, lists_hits
from tui.widgets.query_guide import QueryGuide
from tui.widgets.query_line import QueryLine

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.widget import Widget

    from store.article import Article
    from store.session import Session
    from tui.answers import Answered, Grown, Totalled
    from tui.messages import Indexed
    from tui.searching import Searcher
    from tui.widgets.line import Line
    from tui.widgets.results import ResultList
    from tui.widgets.rows import RowList
    from tui.widgets.sheet import Sheet

_PAUSE = 0.06
"""Seconds without a key after which a query is asked: less than anybody notices."""

FORMER = "-former"
"""Class of the screen while it shows what was found before: what is typed makes no sense."""


class Asking(ListScreen[Found, Left]):
    """A query line over what it finds, and beside it the article one is about to open.

    Args:
        session: The corpus, its notes and its reading progress.
        searcher: Where one searches.
        clothe: Lays over an article on a sheet what the notebook knows of it.
        text: What stands in the line at first, to be typed over.
        here: Id of the article on which the cursor stands at first.
        place: How many articles stand before that one.
        given: Articles to show as long as the line is empty.
        in_list: Whether the list has the keys at first, and not the line.
        recent: Earlier queries, the newest last.
    """

    LINE_PLACE = Place.QUERY
    DEFAULT_CSS = """
    Asking {
        & .query { height: 1; margin: 1 2 0 1; }
        & .sign { width: 2; color: $accent; }
        & QueryLine { width: 1fr; }
        & Complaint { margin: 0 2 0 3; }
        & ResultList { margin-top: 0; }
        & QueryGuide { display: none; }
        & Hints { margin: 1 1 0 1; }
        &.-former FoundPane { opacity: 50%; }
        &.-idle QueryGuide { display: block; }
        &.-idle FoundPane { display: none; }
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
        in_list: bool = False,
        recent: Sequence[str] = (),
    ) -> None:
        self.session = session
        self.searcher = searcher
        self.given = given or Results(Query("", None), Known())
        placeholder = self.given.title or "search the corpus"
        self.line = QueryLine(text, placeholder=placeholder, recent=recent)
        self.complaint = Complaint(self.line)
        self.pane = FoundPane(session, clothe, self.given)
        super().__init__(session.notebook, "", Place.SEARCH, self.pane.list, line=self.line)
        self.questions = Questions(self, searcher, least=place + 1, overdue=self._wait)
        self._pause = Rest(self, self._ask, _PAUSE)
        self._here = here
        self._in_list = in_list
        self._onward: int | None = None
        """Where in the list the cursor goes as soon as more comes; None for nowhere."""

    def compose(self) -> ComposeResult:
        """Set the line over the results, the article beside them."""
        yield Banner()
        with Horizontal(classes="query"):
            yield Static("›", classes="sign", markup=False)
            yield self.line
            yield self._tally
        yield self.complaint
        yield self.pane
        yield QueryGuide()
        yield self.hints

    def on_mount(self) -> None:
        """Select what stands in the line, to be typed over."""
        self.line.action_select_all()

    def on_unmount(self) -> None:
        """Let the workers end, and go on with what was typed."""
        self.questions.stop()
        release_keys(self.app)

    def on_screen_resume(self) -> None:
        """Ask again what may have changed while something else lay over the results."""
        if self.is_mounted:
            self.refill()

    @property
    def first(self) -> Widget:
        """The line, unless the list is to have the keys."""
        return self.rows if self._in_list else self.line

    @property
    def results(self) -> Results:
        """What was found last."""
        return self.questions.results

    def on_resize(self) -> None:
        """Say as much of how many there are as fits now."""
        self._tell_anew()

    def on_complaint_told(self, event: Complaint.Told) -> None:
        """Say beside what is wrong with a query that it is not the query's own results."""
        event.stop()
        self._tell_anew()

    def _tell_anew(self) -> None:
        """Say how many there are; what is under way is said when it ends."""
        if not self.questions.is_awaiting:
            self._tell(is_former=self.has_class(FORMER))

    # Asking

    def on_input_changed(self, _: Line.Changed) -> None:
        """Take back what was said of the query as it was."""
        self.line.marks.blame(None)
        self.complaint.hush()

    def refill(self) -> None:
        """Ask again what is in the line, with what the notes say now."""
        self.questions.renew_known()
        self._ask()

    def narrow(self) -> None:
        """Ask what is in the line, a moment after the last key."""
        self.questions.begin()
        self._pause.begin()

    def _ask(self) -> None:
        self._pause.end()
        query = parse(self.line.value)
        self.hints.now = replace(self.hints.now, broken=query.problem is not None)
        self.hints.renew_keys()
        if query.root is not None:
            self.questions.ask(query)
        elif query.text.strip():
            self._keep_former()
        else:
            is_same = query.text == self.results.query.text
            self.questions.settle(replace(self.given, query=query))
            self._show(is_same=is_same)

    def _wait(self) -> None:
        """Say that a query is under way, where it is another than the one answered last."""
        if self.line.value != self.results.query.text:
            self._tally.update("searching…")
            self.remove_class("-idle")
            self.rows.empty = ""
            self.rows.refresh()

    def _keep_former(self) -> None:
        """Go on showing what was found before, for what is typed says nothing yet."""
        self.questions.settle()
        self.set_class(not self.results.found, "-idle")
        self._tell(is_former=True)
        self._go_onward()

    def on_indexed(self, message: Indexed) -> None:
        """Ask again where the index has come further, but not at every step of it."""
        if self.questions.is_news(message):
            self._ask()

    # Answers

    def on_answered(self, message: Answered) -> None:
        """Show what was found, unless something else has been asked since."""
        is_same = message.results.query.text == self.results.query.text
        if self.questions.answered(message):
            self._show(is_same=is_same)

    def _show(self, *, is_same: bool) -> None:
        """Show the results, the article one comes from under the cursor, or else the guide."""
        results = self.results
        query, is_found = results.query, bool(results.found)
        self.hints.now = Situation(
            finding=is_found,
            searching=is_found and query.root is not None,
            listing=is_found and lists_hits(results),
            item=is_found,
            broken=self.hints.now.broken,
        )
        self.hints.renew_keys()
        self.set_class(not query.text.strip() and not is_found, "-idle")
        self.rows.empty = telling_search.nothing_found(query)
        self.pane.show(results, is_same=is_same)
        if self._here:
            self.rows.move_to_key(self._here)
            self._here = ""
        self._tell(is_former=False)
        self._go_onward()
        self.shown()

    def shown(self) -> None:
        """Go on once it is shown what a query found."""

    def on_grown(self, message: Grown) -> None:
        """Show more of what was found."""
        if self.questions.grown(message):
            self.pane.add(self.results)
            self._tell(is_former=False)
            self._go_onward()
            self.questions.grow(self.rows.cursor)

    def on_result_list_wants_more(self, event: ResultList.WantsMore) -> None:
        """Go on as soon as there is more; what is typed meanwhile waits for it."""
        event.stop()
        self.questions.grow(self.rows.cursor)
        if self.questions.is_under_way:
            self._onward = event.index
            hold_keys(self.app)

    def _go_onward(self) -> None:
        """Go where the cursor was to go when there was no more yet, or as far as there is now."""
        index, self._onward = self._onward, None
        if index is not None:
            self.rows.move_to(min(index, len(self.rows.items) - 1))
            release_keys(self.app)

    def on_row_list_moved(self, event: RowList.Moved) -> None:
        """Fetch more where the cursor comes near the end."""
        event.stop()
        self.questions.grow(event.index)

    def on_totalled(self, message: Totalled) -> None:
        """Say how many articles there are."""
        if self.questions.totalled(message):
            self._tell(is_former=False)

    def _tell(self, *, is_former: bool) -> None:
        self.set_class(is_former, FORMER)
        # The query keeps at least half of the line.
        tally = telling_search.tally(self.results, self.size.width // 2)
        if is_former:
            tally = f"before: {tally}" if self.results.found else ""
        elif self.complaint.is_said and self.results.query.loss is not None:
            tally = f"without it: {tally}"
        self._tally.update(tally)
