"""CaseView: one item of the review queue, with all that helps to decide on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.looks import looks_for
from tui.widgets.case_lines import Sheet, sheet_of

if TYPE_CHECKING:
    from rich.style import Style
    from textual.events import Click

    from store.book import Book
    from tui.review_queue import Item

_MEASURE = 76
"""Cells of a line; longer ones are hard to read."""


_ROOMY = 24
"""Lines from which a passage and its places are shown in all their surroundings."""


class CaseView(ScrollView, can_focus=False):
    """Shows how a passage was, and where it may be now; or who may be a missing article."""

    DEFAULT_CSS = """
    CaseView {
        background: $background;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
    }
    """
    ALLOW_SELECT = False

    class Pointed(Message):
        """A place was clicked.

        Args:
            number: Of the place, from 0.
        """

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self) -> None:
        super().__init__()
        self._item: Item | None = None
        self._book: Book | None = None
        self._chosen = 0
        self._is_named = True
        self._sheet = Sheet()

    def name_article(self, *, is_named: bool) -> None:
        """Say which article an item is of, or leave that to the queue where it stands above."""
        self._is_named = is_named
        self._set()

    def show(self, item: Item | None, book: Book, chosen: int) -> None:
        """Show an item.

        Args:
            item: What is to be decided; None for nothing.
            book: Where names and colours of its tags come from.
            chosen: Number of the place that is shown whole, from 0.
        """
        is_same = item is not None and self._item is not None and item.key == self._item.key
        self._item, self._book, self._chosen = item, book, chosen
        self._set()
        if not is_same:
            self.scroll_to(y=0, animate=False, force=True)
        self._keep_chosen_in_sight()

    def _set(self) -> None:
        """Set the lines anew for the present width."""
        cells = max(20, min(_MEASURE, self.scrollable_content_region.width - 2))
        self._sheet = Sheet()
        if self._item is not None and self._book is not None:
            looks, compact = looks_for(self.app), self.size.height < _ROOMY
            self._sheet = sheet_of(
                self._item,
                self._book,
                self._chosen,
                cells,
                looks,
                compact=compact,
                named=self._is_named,
            )
        self.virtual_size = Size(0, len(self._sheet.lines))
        self.refresh()

    def _keep_chosen_in_sight(self) -> None:
        """Scroll no more than needed to show the whole of the chosen place."""
        height, (first, last) = self.size.height, self._sheet.chosen
        if not height or not last:
            return
        top = self.scroll_offset.y
        if last > top + height:
            top = last - height
        self.scroll_to(y=min(top, first), animate=False, force=True)

    def on_resize(self) -> None:
        """Set the lines anew."""
        self._set()
        self._keep_chosen_in_sight()

    def on_click(self, event: Click) -> None:
        """Tell which place was clicked."""
        number = self._sheet.choice_at(event.y + self.scroll_offset.y)
        if number is not None:
            self.post_message(self.Pointed(number))

    def render_line(self, y: int) -> Strip:
        """Return the strip of a line of the widget."""
        ground: Style = looks_for(self.app).text
        width, number = self.scrollable_content_region.width, y + self.scroll_offset.y
        if number >= len(self._sheet.lines):
            return Strip.blank(width, ground)
        strip = Strip(self._sheet.lines[number]).apply_style(ground)
        return strip.adjust_cell_length(width, ground)
