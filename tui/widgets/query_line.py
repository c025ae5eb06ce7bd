"""QueryLine: the line in which the corpus is searched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.bindings import bindings_at
from tui.command import Place
from tui.widgets.query_marks import QueryMarks
from tui.widgets.recalling_line import RecallingLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.span import Span


class QueryLine(RecallingLine):
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
        super().__init__(value, placeholder=placeholder, recent=recent)
        self.marks = QueryMarks(self)
        self.highlighter = self.marks

    def blame(self, span: Span) -> None:
        """Mark what is wrong in the query, until it is changed."""
        self.marks.blame(span)
