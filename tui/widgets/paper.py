"""Paper: the rows of an article that are in sight, drawn with all that lies on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from rich.segment import Segment
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from store.graphemes import next_offset
from store.span import Span
from tui.looks import looks_for
from tui.reading.cells import fit
from tui.reading.paint import changed
from tui.reading.row import RowKind
from tui.reading.sight import top_keeping
from tui.widgets.strips import GUTTER, Frame, Here, draw

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.annotation import Term
    from store.article import Article
    from tui.reading.page import Page
    from tui.reading.paint import Highlight
    from tui.reading.selection import Selection

_KEPT_STRIPS = 1024
_NOTHING = Here()


class Paper(ScrollView):
    """Draws the visible rows of a page, with the cursor and the selection on them.

    Args:
        id: The widget's id.
    """

    DEFAULT_CSS = """
    Paper {
        background: $background;
        scrollbar-size: 0 0;
        overflow-x: hidden;
    }
    """
    ALLOW_SELECT = False

    virtual_size: reactive[Size] = reactive(Size(0, 0))
    """Rows and cells of the whole page; panes do not depend on it, so nothing is laid out anew."""

    measure: reactive[int] = reactive(76, init=False)
    """Width of the text in cells."""

    meta: reactive[str] = reactive("", init=False)
    """The line under the headline."""

    empty: reactive[str] = reactive("", init=False)
    """What stands there while there is no article."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.page: Page | None = None
        self.cursor = 0
        self.selection: Selection | None = None
        self._strips: dict[tuple[int, Here], Strip] = {}
        self._frame = Frame()
        self._top = self._cursor_row = 0
        self._drawn: tuple[int, Span | None] = (0, None)

    # What is shown

    is_provisional: bool = False
    """Whether the page was laid out while there was no room to draw it in yet."""

    @property
    def article(self) -> Article | None:
        """The article, None while there is none."""
        return self.page.article if self.page else None

    @property
    def passage(self) -> Span | None:
        """What is selected, None while nothing is."""
        if self.page is None or self.selection is None:
            return None
        return self.page.layout.outside_folds(self.selection.span(self.page.article))

    @property
    def cursor_span(self) -> Span:
        """The grapheme under the cursor."""
        if self.page is None or not self.page.article.text:
            return Span(0, 0)
        return Span(self.cursor, next_offset(self.page.article.text, self.cursor))

    def wear(self, highlights: Sequence[Highlight], terms: Sequence[Term]) -> None:
        """Lay highlights and terms over the text."""
        before = self.page
        if before is None:
            return
        self.page = replace(before, highlights=tuple(highlights), terms=tuple(terms))
        if before.terms != self.page.terms:
            self._repaint()
            return
        for each in changed(before.highlights, self.page.highlights):
            self._redraw(each.span)

    def wear_hits(self, hits: tuple[Span, ...], hit: int | None) -> None:
        """Lay the hits of a search over the text; `hit` is the one the reader stands on."""
        if self.page and (self.page.hits, self.page.hit) != (hits, hit):
            self.page = replace(self.page, hits=hits, hit=hit)
            self._repaint()

    # Where it stands

    @property
    def top_row(self) -> int:
        """Number of the row at the top of the screen."""
        return self.scroll_offset.y

    @property
    def cursor_row(self) -> int | None:
        """Row of the screen on which the cursor stands, from 0; None where it is on none."""
        row = self.page.layout.row_at(self.cursor) - self.top_row if self.page else -1
        return row if 0 <= row < self.size.height else None

    @property
    def left(self) -> int:
        """Cells left of the measure."""
        cells = self.page.layout.cells if self.page else self._cells()
        return max(GUTTER, (self.size.width - cells) // 2)

    @property
    def fraction(self) -> float:
        """How much of the prose has passed the screen, from 0 to 1."""
        if self.page is None:
            return 0.0
        return self.page.fraction_above(self.top_row + max(1, self.size.height))

    def shows(self, span: Span) -> bool:
        """Tell whether a passage begins on the screen."""
        if self.page is None:
            return False
        return self.top_row <= self.page.layout.row_at(span.start) < self.top_row + self.size.height

    def _cells(self) -> int:
        return max(8, min(self.measure, self.size.width - GUTTER - 1))

    def _keep_in_sight(self) -> None:
        """Scroll no more than it takes to see the cursor."""
        if self.page is None or not self.size.height:
            return
        top = top_keeping(self.page.layout.row_at(self.cursor), self.top_row, self.size.height)
        if top != self.top_row:
            self._scroll_row(top)

    def _scroll_row(self, row: int) -> None:
        length = len(self.page.layout) if self.page else 0
        top = max(0, min(row, length - self.size.height))
        self.scroll_to(y=top, animate=False, force=True)

    # Drawing

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the strips of a part of the widget; Textual asks for it.

        Its own way looks on each line for border, padding, tint and hatch, which takes a fifth of
        the paint.
        """
        frame = Frame(self.size.width, self.left, self.has_focus, looks_for(self.app))
        if frame != self._frame:
            self._frame = frame
            self._strips.clear()
        self._top = self.top_row
        self._cursor_row = self.page.layout.row_at(self.cursor) if self.page else 0
        if self.gutter:
            return super().render_lines(crop)
        strips = [self.render_line(y) for y in crop.line_range]
        background = self.background_colors[1]
        for each in self.get_line_filters():
            strips = [strip.apply_filter(each, background) for strip in strips]
        if crop.column_span == (0, frame.cells):
            return strips
        return [strip.crop(*crop.column_span) for strip in strips]

    def render_line(self, y: int) -> Strip:
        """Return the strip of a line of the widget, as `render_lines` found things."""
        frame = self._frame
        if self.page is None or self.is_provisional:
            is_told = y == 1 and self.page is None
            words = f"   {fit(self.empty, self.size.width - 3)}" if is_told else ""
            style = frame.looks.text + frame.looks.quiet
            return Strip([Segment(words, style)]).adjust_cell_length(frame.cells, style)
        number = y + self._top
        here = self._here(number, has_cursor=number == self._cursor_row)
        key = (number, here)
        strip = self._strips.get(key)
        if strip is None:
            if len(self._strips) > _KEPT_STRIPS:
                self._strips.clear()
            strip = draw(self.page, number, frame, here)
            self._strips[key] = strip
        return strip

    def _here(self, number: int, *, has_cursor: bool) -> Here:
        """Return what of cursor, selection and headline is on a row."""
        if self.page is None or number >= len(self.page.layout):
            return _NOTHING
        if not (has_cursor or self.selection is not None or self.page.layout.is_meta(number)):
            return _NOTHING
        row = self.page.layout.row(number)
        if row.kind is RowKind.META:
            return Here(meta=self.meta)
        if row.kind not in (RowKind.TEXT, RowKind.FOLD):
            return _NOTHING
        cursor = self.cursor_span if has_cursor else None
        passage = self.passage
        if passage is None or passage.start >= row.end or passage.end <= row.start:
            return Here(cursor)
        return Here(cursor, Span(max(passage.start, row.start), min(passage.end, row.end)))

    def _repaint(self) -> None:
        self._strips.clear()
        self.refresh()

    def _redraw(self, span: Span) -> None:
        """Draw the rows of a passage anew, what lies on them having changed."""
        if self.page is None:
            return
        row_at, last = self.page.layout.row_at, max(span.start, span.end - 1)
        rows = range(row_at(span.start), row_at(last) + 1)
        self._strips = {key: strip for key, strip in self._strips.items() if key[0] not in rows}
        self._refresh_rows(span.start, last)

    def _refresh_changed(self) -> None:
        """Draw anew only the rows that cursor and selection left or reached."""
        if self.page is None:
            return
        cursor, passage = self._drawn
        self._refresh_rows(cursor, cursor)
        self._refresh_rows(self.cursor, self.cursor)
        if passage != self.passage:
            for changed in (passage, self.passage):
                if changed is not None:
                    self._refresh_rows(changed.start, changed.end)

    def _refresh_rows(self, first: int, last: int) -> None:
        """Draw anew the rows from one offset to another, as far as they are in sight."""
        if self.page is None:
            return
        top = max(self.page.layout.row_at(first), self.top_row)
        bottom = min(self.page.layout.row_at(last), self.top_row + self.size.height - 1)
        if bottom >= top:
            self.refresh_lines(top, bottom - top + 1)

    def watch_meta(self) -> None:
        """Draw the line under the headline anew."""
        self.refresh()
