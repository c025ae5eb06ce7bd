"""DrawnRows: a sequence of items of any length, of which no more is drawn than what is visible."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.looks import Depth, looks_for
from tui.reading.wrap import lines as wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

Item = TypeVar("Item")


class DrawnRows(ScrollView, Generic[Item]):
    """Draws items line by line, one of them as that on which the cursor stands.

    A subclass says what its rows look like (`row_lines`), and moves the cursor.

    Args:
        row_height: How many lines each row takes.
        empty: What stands there while there are no items.
        name: Name of the widget.
        id: Id of the widget.
        classes: CSS classes of the widget.
    """

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

    @property
    def max_scroll_y(self) -> int:
        """The last line that can be the first one shown: where a row begins, be there air below."""
        height = self._row_height
        hidden = -(-super().max_scroll_y // height)
        return max(0, min(hidden, len(self._items) - 1)) * height

    def validate_scroll_y(self, value: float) -> float:
        """Return the place to scroll to that is nearest to `value` and cuts no row in two."""
        return self._at_row(super().validate_scroll_y(value))

    def validate_scroll_target_y(self, value: float) -> float:
        """Return the same of the place where scrolling shall end."""
        return self._at_row(super().validate_scroll_target_y(value))

    def _at_row(self, y: float) -> int:
        return round(y / self._row_height) * self._row_height

    @property
    def _page(self) -> int:
        return max(1, self.size.height // self._row_height - 1)

    def _cursor_style(self) -> Style:
        looks = looks_for(self.app)
        return looks.chosen if self.has_focus else looks.resting

    def _blank(self, y: int, width: int, ground: Style) -> Strip:
        said = [] if self._items else wrapped(self.empty, max(1, width - 2))
        if y >= len(said):
            return Strip.blank(width, ground)
        quiet = ground + looks_for(self.app).quiet
        return Strip([Segment(f" {said[y]}", quiet)]).adjust_cell_length(width, ground)

    def _measure(self) -> None:
        self.virtual_size = Size(0, len(self._items) * self._row_height)
        if self.size.height:
            # Else Textual would draw them all, find that there are too many, and draw them again.
            self._refresh_scrollbars()

    def _scroll_to_line(self, y: int) -> None:
        if self.size.height:
            self.scroll_to(y=y, animate=False, force=True)

    def _refresh_row(self, index: int) -> None:
        self.refresh_lines(index * self._row_height, self._row_height)
