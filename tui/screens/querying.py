"""Querying: what is done in the line in which one searches."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.widgets import Static

from store import saved
from store.search.language import parse
from tui.reading.cells import width
from tui.rest import Rest
from tui.screens.ask import Ask
from tui.screens.list_screen import Result
from tui.screens.previewing import Previewing

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.article import Article
    from store.search.found import Found
    from store.search.query import Problem, Query
    from store.session import Session
    from tui.command import Place
    from tui.searching import Results, Searcher
    from tui.widgets.line import Line
    from tui.widgets.query_line import QueryLine
    from tui.widgets.rows import RowList
    from tui.widgets.sheet import Sheet


class Querying(Previewing[Result]):
    """Says what is wrong with the query, recalls earlier ones, and saves it under a name.

    The arguments are those of `Previewing`.
    """

    def __init__(
        self,
        session: Session,
        searcher: Searcher,
        clothe: Callable[[Sheet, Article], None],
        place: Place,
        rows: RowList[Found],
        *,
        line: QueryLine,
        given: Results | None = None,
    ) -> None:
        super().__init__(session, searcher, clothe, place, rows, line=line, given=given)
        self.line = line
        self.complaint = Static("", classes="complaint", markup=False)
        self._rest = Rest(self, self._tell_of_loss)

    def on_input_changed(self, event: Line.Changed) -> None:
        """Take back what was said of the query as it was."""
        self.line.follow(event.value)
        self.complaint.update("")
        self._rest.begin()

    def _tell_of_loss(self) -> None:
        """Say quietly what of the query is not looked for, should it stay as it is."""
        loss = parse(self.line.value).loss
        if loss is not None:
            self._blame(loss)
            self.complaint.add_class("-passing")

    def finished(self) -> Query | None:
        """Return the query in the line; None where it makes no sense or is empty, which is said."""
        query = parse(self.line.value)
        if query.problem is not None:
            self.complain(query.problem)
            return None
        if query.root is None:
            self.hints.say("nothing is looked for yet")
            return None
        return query

    def action_query(self) -> None:
        """Go back to the line."""
        self.set_focus(self.line)

    def complain(self, problem: Problem) -> None:
        """Say what is wrong with a finished query, under where it is wrong."""
        self._rest.end()
        self._blame(problem)

    def _blame(self, problem: Problem) -> None:
        self.line.blame(problem.span)
        self.complaint.remove_class("-passing")
        before = width(self.line.value[: problem.span.start])
        column = max(0, min(before, self.complaint.size.width - width(problem.words)))
        self.complaint.update(f"{' ' * column}{problem.words}")

    def action_query_down(self) -> None:
        """Go to a later query, else to the results."""
        if not self.line.recall(1) and self.rows.items:
            self.set_focus(self.rows)

    def action_query_earlier(self) -> None:
        """Put an earlier query in the line."""
        self.line.recall(-1)

    def action_search_save(self) -> None:
        """Save the search under a name."""
        query, book = self.finished(), self.notebook.book
        if query is None:
            return
        text = query.text.strip()
        same = (each.name for each in book.searches() if each.query == text)
        question = Ask(
            "Save the search as",
            value=next(same, ""),
            placeholder="name",
            suggestions=[each.name for each in book.searches()],
            check=saved.check_name,
        )
        self.app.push_screen(question, partial(self._save, text))

    def _save(self, text: str, name: str | None) -> None:
        if name is None:
            return
        book = self.notebook.book
        done = "replaced" if book.search(name) else "saved; it stands below the articles"
        self.edit(saved.save_search(book, name, text), f"“{name}” {done} · u in the text undoes")
