"""QueryLine: the line in which the corpus is searched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.bindings import bindings_at
from tui.command import Place
from tui.widgets.line import Line
from tui.widgets.query_marks import QueryMarks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.span import Span


class QueryLine(Line):
    """A line that shows what of a query is understood.

    Its keys are its screen's.

    Args:
        value: What stands in it at first.
        placeholder: What stands there while it is empty.
        recent: Earlier queries, the newest last.
    """

    BINDINGS = bindings_at(Place.QUERY, own=frozenset())

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str = "",
        recent: Sequence[str] = (),
    ) -> None:
        super().__init__(value, placeholder=placeholder)
        self.marks = QueryMarks(self)
        self.highlighter = self.marks
        self._recent = tuple(recent)
        self._typed = value
        self._recalled = len(self._recent)

    def blame(self, span: Span) -> None:
        """Mark what is wrong in the query, until it is changed."""
        self.marks.blame(span)

    def follow(self, value: str) -> None:
        """Take over that other words stand in the line, typed or recalled."""
        self.marks.blame(None)
        is_recalled = self._recalled < len(self._recent)
        if not is_recalled or value != self._recent[self._recalled]:
            self._typed, self._recalled = value, len(self._recent)

    def recall(self, step: int) -> bool:
        """Put an earlier query in the line (-1), or a later one (1), at last what was typed.

        Returns:
            Whether there is one.
        """
        queries = (*self._recent, self._typed)
        place = self._recalled + step
        while 0 <= place < len(queries) and queries[place] == self.value:
            place += step
        if not 0 <= place < len(queries):
            return False
        self._recalled = place
        self.value = queries[place]
        self.action_end()
        return True
