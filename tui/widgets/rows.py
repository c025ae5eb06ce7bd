"""RowList: a list of any length that draws no more than what is visible."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from textual import on
from textual.events import Blur, Focus
from textual.message import Message

from tui.bindings import bindings_at
from tui.command import Place
from tui.commands import commands_at
from tui.widgets.drawn_rows import DrawnRows

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from textual.events import Click, MouseScrollDown, MouseScrollUp, Resize

Item = TypeVar("Item")

MOVES = frozenset(each.id for each in commands_at(Place.ROWS))
"""What the keys of every list do: they move its cursor."""


class RowList(DrawnRows[Item], can_focus=True, inherit_bindings=False):
    """A list whose cursor is moved by keys and mouse, and stays on its item when it is refilled.

    A subclass says what its rows look like (`row_lines`) and what tells its items apart (`key_of`).
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
        """Another item came under the cursor; of several in one go only the last is told."""

        def __init__(self, rows: RowList[Any], index: int) -> None:
            super().__init__()
            self.rows = rows
            self.index = index

        def can_replace(self, message: Message) -> bool:
            """Tell whether a later message makes this one needless."""
            return isinstance(message, RowList.Moved) and message.rows is self.rows

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

    def key_of(self, item: Item) -> Hashable:
        """Return what tells an item from the others, also after a refill; by default itself."""
        return item

    def index_of(self, key: Hashable) -> int | None:
        """Return where the item with a key is; a subclass may know without looking at them all."""
        return next((at for at, item in enumerate(self._items) if self.key_of(item) == key), None)

    def holds_cursor(self, item: Item) -> bool:  # noqa: ARG002 - a subclass looks at it
        """Tell whether the cursor may stand on an item; headings are passed over."""
        return True

    def is_step(self, action: str) -> bool:
        """Tell whether an action only moves the cursor now; a subclass may lead out of the list."""
        return action in MOVES

    def moved(self) -> None:
        """Know that another item is under the cursor; `Moved` follows."""
        self.post_message(self.Moved(self, self._cursor))

    @property
    def row_height(self) -> int:
        """How many lines each row takes."""
        return self._row_height

    @row_height.setter
    def row_height(self, lines: int) -> None:
        line = self._line
        self._row_height = lines
        self._measure()
        self._scroll_to_line(self._cursor * lines - line)
        self._show_cursor()

    def fill(self, items: Sequence[Item], *, keep: bool = True) -> None:
        """Show other items.

        Args:
            items: What to show; not copied, so not to be changed afterwards.
            keep: Leave the cursor on its item, and the item on its line of the screen. Where the
                item is gone the cursor goes to the one that took its place.
        """
        before, shown, cursor = self.item, self._items, self._cursor
        key = None if before is None else self.key_of(before)
        line = self._line
        self._items = items
        self._cursor = self._standing(self._kept(key) if keep else 0, 1)
        self._measure()
        self._scroll_to_line(self._cursor * self._row_height - line if keep else 0)
        self._show_cursor()
        self.refill(shown, cursor)
        after = self.item
        if after is not None and self.key_of(after) != key:
            self.moved()

    def refill(self, before: Sequence[Item], cursor: int) -> None:  # noqa: ARG002 - a subclass asks
        """Draw what it was filled with; a subclass may leave out what is drawn already.

        Args:
            before: What it was filled with before.
            cursor: Where the cursor was.
        """
        self.refresh()

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
        self.moved()

    def move_to_key(self, key: Hashable) -> bool:
        """Put the cursor on the item with that key; tell whether there is one."""
        index = self._index_of(key)
        if index is not None:
            self.move_to(index)
        return index is not None

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

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        """Go down by whole rows."""
        self._wheel(event, 1)

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        """Go up by whole rows."""
        self._wheel(event, -1)

    def _wheel(self, event: MouseScrollDown | MouseScrollUp, way: int) -> None:
        event.prevent_default()
        event.stop()
        rows = max(1, round(self.app.scroll_sensitivity_y / self._row_height))
        self._scroll_to_line(self.scroll_offset.y + way * rows * self._row_height)

    @on(Focus)
    @on(Blur)
    def show_whose_keys(self) -> None:
        """Show whether the keys are here."""
        self._refresh_row(self._cursor)

    def on_resize(self, _: Resize) -> None:
        """Keep the cursor in sight."""
        self._show_cursor()

    @property
    def _line(self) -> int:
        """On which line of the widget the cursor's row begins."""
        return self._cursor * self._row_height - self.scroll_offset.y

    def _kept(self, key: Hashable) -> int:
        """Return where the item with that key is now, else the nearest index to the cursor's."""
        index = None if key is None else self._index_of(key)
        return max(0, min(self._cursor, len(self._items) - 1)) if index is None else index

    def _index_of(self, key: Hashable) -> int | None:
        """Return where the item with that key is; None where there is none."""
        # Mostly it is where the cursor is.
        here = self._cursor
        if here < len(self._items) and self.key_of(self._items[here]) == key:
            return here
        return self.index_of(key)

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
            # Up to where a row begins, so that the first one is shown from there on.
            hidden = -(-(top + self._row_height - height) // self._row_height)
            self._scroll_to_line(min(top, hidden * self._row_height))
