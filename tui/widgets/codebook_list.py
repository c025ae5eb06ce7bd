"""CodebookList: the tags line by line, and the names of their columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from textual.content import Content
from textual.widget import Widget

from tui.looks import looks_for
from tui.reading.cells import width
from tui.widgets.rows import RowList
from tui.widgets.segments import name_pieces, padded, pieces

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.segment import Segment
    from textual.events import Resize

    from store.annotation import Tag

_LEAST_NAME, _GAP, _KEY_AND_COUNT = 16, 3, 7
"""Cells of the column of names at least, of the gap behind a column, of these two columns."""


class Entry(Struct, frozen=True):
    """A tag and what the list shows of it.

    Args:
        tag: The tag.
        count: How many annotations have it.
    """

    tag: Tag
    count: int


class CodebookList(RowList[Entry]):
    """A line a tag: colour and name, key, count, description."""

    def __init__(self) -> None:
        super().__init__(empty="no tags yet")
        self._longest_name = self._longest_description = 0
        self.columns = Columns(self)

    def key_of(self, item: Entry) -> str:
        """Return the tag's name."""
        return item.tag.name

    def fill(self, items: Sequence[Entry], *, keep: bool = True) -> None:
        """Show other tags, all names in one column."""
        tags = [item.tag for item in items]
        self._longest_name = max((width(tag.name) for tag in tags), default=0)
        self._longest_description = max((width(described(tag)) for tag in tags), default=0)
        super().fill(items, keep=keep)
        self.columns.refresh()

    def name_cells(self, width: int) -> int:
        """Return how many cells of a line are the name's: all that nothing else has a use for."""
        description = min(self._longest_description, width // 3)
        beside = _KEY_AND_COUNT + (description and description + _GAP)
        return min(max(_LEAST_NAME, self._longest_name + _GAP), width - beside)

    def on_resize(self, _: Resize) -> None:
        """Name the columns where they are now: a scrollbar takes a cell."""
        self.columns.refresh()

    def heads(self) -> str:
        """Return the names of the columns, where there are any tags."""
        if not self.items:
            return ""
        width = self.scrollable_content_region.width - 2
        description = "description" if self._longest_description else ""
        return f"{'tag'.ljust(self.name_cells(width) - 2)}key count{' ' * _GAP}{description}"

    def row_lines(self, item: Entry, width: int, *, here: bool) -> Sequence[Sequence[Segment]]:
        """Return the tag's line."""
        looks, quiet = looks_for(self.app), self.quiet(here=here)
        cells = self.name_cells(width)
        name = pieces(name_pieces(item.tag.name, looks.ink(item.tag.colour), quiet), cells - 1)
        details = [
            (f"{item.tag.key:1}", looks.accent),
            (f"{item.count or '':>6}{' ' * _GAP}", quiet),
            (described(item.tag), quiet),
        ]
        return ([*padded(name, cells), *pieces(details, width - cells)],)


class Columns(Widget):
    """The names of the columns above a list of tags.

    Args:
        rows: The list.
    """

    DEFAULT_CSS = """
    Columns { height: 1; margin-top: 1; padding: 0 1; color: $quiet; text-wrap: nowrap; }
    """

    def __init__(self, rows: CodebookList) -> None:
        super().__init__()
        self._rows = rows

    def render(self) -> Content:
        """Return them."""
        return Content(self._rows.heads())


def described(tag: Tag) -> str:
    """Return a tag's description on one line."""
    return " ".join(tag.description.split())
