"""RowList: a list of any length that draws no more than what is visible."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual import on
from textual.events import Blur, Focus
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.bindings import bindings_at
from tui.command import Place
from tui.looks import Depth, looks_for

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from textual.events import Click, Resize

Item = TypeVar("Item")


class RowList(ScrollView, Generic[Item], can_focus=True, inherit_bindings=False):
    """A list with a cursor, drawn line by line from a sequence of items.

    A subclass says what its rows look like (`row_lines`) and what tells its items apart (`key_of`).

    Args:
        row_height: How many lines each row takes.
        empty: What stands there while there are no items.
        name: Name of the widget.
        id: Id of the widget.
        classes: CSS classes of the widget.
    """

    BINDINGS = bindings_at(Place.ROWS)
    DEFAULT_CSS = """
    RowList {
        background: $background;
        color: $foreground;
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
    }
    """

    class Moved(Message):
        """Another item came under the cursor."""

        def __init__(self, rows: RowList[Any], index: int) -> None:
            super().__init__()
            self.rows = rows
            self.index = index

        @property
        def control(self) -> RowList[Any]:
            """The list it happened in."""
            return self.rows

    class Chosen(Message):
        """The item under the cursor was clicked twice."""

        def __init__(self, rows: RowList[Any], index: int) -> None:
            super().__init__()
            self.rows = rows
            self.index = index

        @property
        def control(self) -> RowList[Any]:
            """The list it happened in."""
            return self.rows

    def __init__(
        self,
        *,
        row_height: int = 1,
        empty: str = "",
        name: str | None = None,
        id: str | None = None,  # noqa: A002  # the name Textual's widgets give it
        classes: str | None = None,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self._items: Sequence[Item] = ()
        self._cursor = 0
        self._row_height = row_height
        self.empty = empty

    def row_lines(self, item: Item, width: int, *, here: bool) -> Sequence[Sequence[Segment]]:
        """Return the lines of an item's row.

        Args:
            item: The item.
            width: Cells there are in a line.
            here: Whether the cursor stands on it.

        Returns:
            Lines of segments; shorter ones are filled up, longer ones cut. Where they are fewer
            than `row_height`, the rest is air, on which the cursor does not show.
        """
        raise NotImplementedError

    def key_of(self, item: Item) -> Hashable:
        """Return what tells an item from the others, also after a refill; by default itself."""
        return item

    def holds_cursor(self, item: Item) -> bool:  # noqa: ARG002 - a subclass looks at it
        """Tell whether the cursor may stand on an item; headings are passed over."""
        return True

    def quiet(self, *, here: bool) -> Style:
        """Return the style of what is said beside an item, legible on the cursor's ground too."""
        return Style() if here and self.has_focus else looks_for(self.app).quiet

    @property
    def items(self) -> Sequence[Item]:
        """The items, in the order of the list."""
        return self._items

    @property
    def cursor(self) -> int:
        """Index of the item under the cursor; 0 in an empty list."""
        return self._cursor

    @property
    def item(self) -> Item | None:
        """The item under the cursor; None in an empty list."""
        return self._items[self._cursor] if self._items else None

    @property
    def row_height(self) -> int:
        """How many lines each row takes."""
        return self._row_height

    @row_height.setter
    def row_height(self, lines: int) -> None:
        self._row_height = lines
        self._measure()
        self._show_cursor()

    def fill(self, items: Sequence[Item], *, keep: bool = True) -> None:
        """Show other items.

        Args:
            items: What to show; not copied, so not to be changed afterwards.
            keep: Leave the cursor on its item, and the item on its line of the screen. Where the
                item is gone the cursor goes to the one that took its place.
        """
        before = self.item
        key = None if before is None else self.key_of(before)
        line = self._cursor * self._row_height - self.scroll_offset.y
        self._items = items
        self._cursor = self._standing(self._index_of(key) if keep else 0, 1)
        self._measure()
        self._scroll_to_line(self._cursor * self._row_height - line if keep else 0)
        self._show_cursor()
        self.refresh()
        after = self.item
        if after is not None and self.key_of(after) != key:
            self.post_message(self.Moved(self, self._cursor))

    def move_to(self, index: int) -> None:
        """Put the cursor on the item at `index`, or as near to it as there are items."""
        if not self._items:
            return
        index = self._standing(index, -1 if index < self._cursor else 1)
        if index == self._cursor:
            self._show_cursor()
            return
        self._refresh_row(self._cursor)
        self._cursor = index
        self._refresh_row(index)
        self._show_cursor()
        self.post_message(self.Moved(self, index))

    def move_to_key(self, key: Hashable) -> bool:
        """Put the cursor on the item with that key; tell whether there is one."""
        for index, item in enumerate(self._items):
            if self.key_of(item) == key:
                self.move_to(index)
                return True
        return False

    def render_line(self, y: int) -> Strip:
        """Draw one visible line.

        Args:
            y: Of the line, from the top of the widget.
        """
        looks, width = looks_for(self.app), self.scrollable_content_region.width
        ground = self.rich_style if looks.depth is Depth.FULL else looks.text
        index, part = divmod(y + self.scroll_offset.y, self._row_height)
        if index >= len(self._items):
            return self._blank(y, width, ground)
        here = index == self._cursor
        lines = self.row_lines(self._items[index], max(0, width - 2), here=here)
        if part >= len(lines):
            return Strip.blank(width, ground)
        segments = [Segment(" "), *lines[part]]
        style = ground + self._cursor_style() if here else ground
        if style.reverse:
            # Turned round, coloured words would be coloured blocks.
            segments = [Segment(text, look and look.without_color) for text, look, _ in segments]
        strip = Strip(segments).adjust_cell_length(max(0, width - 1))
        return strip.extend_cell_length(width).apply_style(style)

    def action_line_down(self) -> None:
        """Go to the next item."""
        self.move_to(self._cursor + 1)

    def action_line_up(self) -> None:
        """Go to the previous item."""
        self.move_to(self._cursor - 1)

    def action_page_down(self) -> None:
        """Go a page down."""
        self._leap(self._page)

    def action_page_up(self) -> None:
        """Go a page up."""
        self._leap(-self._page)

    def action_half_down(self) -> None:
        """Go half a page down."""
        self._leap(max(1, self._page // 2))

    def action_half_up(self) -> None:
        """Go half a page up."""
        self._leap(-max(1, self._page // 2))

    def action_top(self) -> None:
        """Go to the first item."""
        self.move_to(0)

    def action_bottom(self) -> None:
        """Go to the last item."""
        self.move_to(len(self._items) - 1)

    def on_click(self, event: Click) -> None:
        """Move the cursor to where the mouse points; choose by a double click."""
        index = (event.y + self.scroll_offset.y) // self._row_height
        if index >= len(self._items) or not self.holds_cursor(self._items[index]):
            return
        self.move_to(index)
        if event.chain == 2:
            self.post_message(self.Chosen(self, index))

    @on(Focus)
    @on(Blur)
    def show_whose_keys(self) -> None:
        """Show whether the keys are here."""
        self._refresh_row(self._cursor)

    def on_resize(self, _: Resize) -> None:
        """Keep the cursor in sight."""
        self._show_cursor()

    @property
    def _page(self) -> int:
        return max(1, self.size.height // self._row_height - 1)

    def _index_of(self, key: Hashable) -> int:
        """Return where the item with that key is now, else the nearest index to the cursor's."""
        old = self._cursor
        if old < len(self._items) and self.key_of(self._items[old]) == key:
            return old
        if key is not None:
            for index, item in enumerate(self._items):
                if self.key_of(item) == key:
                    return index
        return max(0, min(old, len(self._items) - 1))

    def _standing(self, index: int, step: int) -> int:
        """Return the index nearest to `index` that may hold the cursor, looking first by `step`."""
        last = len(self._items) - 1
        index = max(0, min(index, last))
        for way in (step, -step):
            at = index
            while 0 <= at <= last:
                if self.holds_cursor(self._items[at]):
                    return at
                at += way
        return index

    def _cursor_style(self) -> Style:
        looks = looks_for(self.app)
        return looks.chosen if self.has_focus else looks.resting

    def _blank(self, y: int, width: int, ground: Style) -> Strip:
        if self._items or not self.empty or y != 0:
            return Strip.blank(width, ground)
        quiet = ground + looks_for(self.app).quiet
        return Strip([Segment(f" {self.empty}", quiet)]).adjust_cell_length(width, ground)

    def _measure(self) -> None:
        self.virtual_size = Size(0, len(self._items) * self._row_height)

    def _leap(self, rows: int) -> None:
        """Move by several items and scroll as far, so that the cursor keeps its line."""
        self._scroll_to_line(self.scroll_offset.y + rows * self._row_height)
        self.move_to(self._cursor + rows)

    def _show_cursor(self) -> None:
        height, top = self.size.height, self._cursor * self._row_height
        if not height:
            return
        first = self.scroll_offset.y
        if top < first:
            # The heading over the first item, which the cursor passes over, comes along.
            is_first = self._standing(0, 1) == self._cursor
            has_room = top + self._row_height <= height
            self._scroll_to_line(0 if is_first and has_room else top)
        elif top + self._row_height > first + height:
            self._scroll_to_line(top + self._row_height - height)

    def _scroll_to_line(self, y: int) -> None:
        if self.size.height:
            self.scroll_to(y=y, animate=False, force=True)

    def _refresh_row(self, index: int) -> None:
        self.refresh_lines(index * self._row_height, self._row_height)
