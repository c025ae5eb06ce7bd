"""ArticleList: the sidebar's list of articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from store.progress import ReadState
from tui import telling
from tui.bindings import bindings_at
from tui.command import Place
from tui.looks import looks_for
from tui.reading.cells import width
from tui.reading.listed import Listed
from tui.reading.shelf import Row
from tui.signs import READ_SIGNS
from tui.widgets.rows import RowList
from tui.widgets.segments import PLAIN, spread

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from rich.segment import Segment


class ArticleList(RowList[Row]):
    """Two lines an article: its title and annotations, and quietly what else is known of it.

    Args:
        empty: What stands there while there are no articles.
        id: Id of the widget.
    """

    BINDINGS = bindings_at(Place.ARTICLES)

    class Opened(Message):
        """An article was chosen."""

        def __init__(self, article_id: str) -> None:
            super().__init__()
            self.article_id = article_id

    class LeftBelow(Message):
        """The cursor was to go below the last article."""

    def __init__(self, *, empty: str = "no articles", id: str | None = None) -> None:  # noqa: A002  # the name Textual's widgets give it
        super().__init__(row_height=2, empty=empty, id=id)

    def key_of(self, item: Row) -> str:
        """Return the article's id."""
        return item.id

    def index_of(self, key: Hashable) -> int | None:
        """Return where an article's row is, as the rows themselves know."""
        if isinstance(self.items, Listed) and isinstance(key, str):
            return self.items.index_of(key)
        return super().index_of(key)

    def row_lines(self, item: Row, width: int, *, here: bool) -> Sequence[Sequence[Segment]]:
        """Return the title line and the quiet line under it."""
        looks, quiet = looks_for(self.app), self.quiet(here=here)
        if item.is_heading:
            number = (f"{item.annotations:,}", looks.faint)
            return [], spread([("  ", PLAIN), (item.title, looks.quiet)], number, width)
        count = (str(item.annotations) if item.annotations else "", looks.accent)
        if item.error:
            return (
                spread([("  ", PLAIN), (item.title, quiet)], count, width),
                spread([("  ", PLAIN), (item.error, looks.alarm)], ("", PLAIN), width),
            )
        if item.missing:
            faint = quiet if here else looks.faint
            return (
                spread([("  ", PLAIN), (item.title, quiet)], (count[0], faint), width),
                spread([("  ", PLAIN), (item.path, faint)], ("", PLAIN), width),
            )
        sign = (f"{READ_SIGNS[item.state]} ", quiet if here else looks.faint)
        is_begun = item.state is ReadState.READING and item.words
        percent = f"{item.fraction:.0%}" if is_begun else ""
        room = width - 2 - (len(percent) + 1 if percent else 0)
        return (
            spread([sign, (item.title, PLAIN)], count, width),
            spread([("  ", PLAIN), (_facts(item, room), quiet)], (percent, quiet), width),
        )

    def refill(self, before: Sequence[Row], cursor: int) -> None:
        """Draw the rows that are others than before; an edit changes one of a screen of them."""
        if not before or not self.items:
            super().refill(before, cursor)
            return
        first = self.scroll_offset.y // self.row_height
        for index in range(first, first + self.size.height // self.row_height + 2):
            is_same = _at(before, index) is _at(self.items, index)
            if not is_same or (cursor != self.cursor and index in (cursor, self.cursor)):
                self._refresh_row(index)

    def holds_cursor(self, item: Row) -> bool:
        """Tell whether a row is an article, and no heading."""
        return not item.is_heading

    def is_step(self, action: str) -> bool:
        """Tell whether an action only moves the cursor now."""
        is_last = self.cursor + 1 >= len(self.items)
        return super().is_step(action) and not (action == "line_down" and is_last)

    def action_line_down(self) -> None:
        """Go to the next article, from the last one to what is below."""
        before = self.cursor
        super().action_line_down()
        if self.cursor == before:
            self.post_message(self.LeftBelow())

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Open the article that was clicked twice."""
        event.stop()
        self.action_choose()

    def action_choose(self) -> None:
        """Open the article under the cursor."""
        if self.item is not None:
            self.post_message(self.Opened(self.item.id))


def _at(rows: Sequence[Row], index: int) -> Row | None:
    return rows[index] if index < len(rows) else None


def _facts(row: Row, room: int) -> str:
    """Return what is known of an article, as far as there is room; no number stands bare."""
    length = telling.length(row.words, row.characters)
    lengths = (length, length.replace("character", "char"))
    told = [" · ".join(filter(None, (row.date, each))) for each in lengths]
    return next((each for each in told if width(each) <= room), row.date or lengths[-1])
