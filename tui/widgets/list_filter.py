"""ListFilter: what is typed here narrows the list of articles; it is a query."""

from __future__ import annotations

from tui.widgets.filter import FilterLine
from tui.widgets.query_marks import QueryMarks


class ListFilter(FilterLine):
    """A filter line that shows what of a query is understood."""

    def __init__(self) -> None:
        super().__init__()
        self.marks = QueryMarks(self)
        self.highlighter = self.marks
