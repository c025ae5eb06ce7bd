"""Complaint: what is wrong with a query, said under where it is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message
from textual.widgets import Static

from store.search.language import parse
from tui.reading.cells import width
from tui.rest import Rest

if TYPE_CHECKING:
    from store.search.query import Problem
    from tui.widgets.query_line import QueryLine


class Complaint(Static):
    """A line under a query line.

    Args:
        line: The query line; both begin in the same column.
    """

    DEFAULT_CSS = """
    Complaint {
        height: 1;
        color: $error;
        text-wrap: nowrap;
        &.-passing { color: $quiet; }
    }
    """

    class Told(Message):
        """Something is said, or taken back."""

    def __init__(self, line: QueryLine) -> None:
        super().__init__("", markup=False)
        self._line = line
        self.is_said = False
        self._rest = Rest(self, self.tell_of_loss)

    def hush(self) -> None:
        """Take back what was said of the query as it was, until typing rests."""
        self._rest.begin()
        self._tell("")

    def tell_of_loss(self) -> None:
        """Say quietly what of the query is not looked for, should it stay as it is."""
        loss = parse(self._line.value).loss
        if loss is not None:
            self._say(loss, is_passing=True)

    def complain(self, problem: Problem) -> None:
        """Say what is wrong with a finished query."""
        self._rest.end()
        self._say(problem, is_passing=False)

    def _say(self, problem: Problem, *, is_passing: bool) -> None:
        self._line.blame(problem.span)
        self.set_class(is_passing, "-passing")
        before = width(self._line.value[: problem.span.start])
        column = max(0, min(before, self.size.width - width(problem.words)))
        self._tell(f"{' ' * column}{problem.words}")

    def _tell(self, words: str) -> None:
        self.update(words)
        self.is_said = bool(words)
        self.post_message(self.Told())
