"""A sheet: an article drawn row by row, with a cursor and a selection on it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from store.graphemes import next_offset
from store.span import Span
from tui.looks import looks_for
from tui.reading.blocks import settle
from tui.reading.cells import NARROW
from tui.reading.layout import Layout, lay_out
from tui.reading.layout import Place as Cell
from tui.reading.page import Page, prose_end
from tui.reading.row import RowKind
from tui.reading.selection import Selection, selected
from tui.widgets.strips import GUTTER, Frame, Here, draw

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.annotation import Term
    from store.article import Article
    from tui.reading.paint import Highlight

_KEPT_ROWS = 2
_LARGE = 1_000_000
_LARGE_WIDE = 50_000
_KEPT_STRIPS = 1024


class Sheet(ScrollView, can_focus=True):
    """Shows one article, and moves the cursor and the screen on it.

    It draws the visible rows only.

    Args:
        id: The widget's id.
    """

    DEFAULT_CSS = """
    Sheet {
        background: $background;
        scrollbar-size: 0 0;
        overflow-x: hidden;
    }
    """
    ALLOW_SELECT = False

    measure: reactive[int] = reactive(76, init=False)
    """Width of the text in cells."""

    meta: reactive[str] = reactive("", init=False)
    """The line under the headline."""

    empty: reactive[str] = reactive("", init=False)
    """What stands there while there is no article."""

    @dataclass
    class Moved(Message):
        """The cursor, the selection or the rows on the screen changed.

        Args:
            sheet: The sheet.
            by_hand: Whether the reader moved, and not the layout.
        """

        sheet: Sheet
        by_hand: bool

    @dataclass
    class Shown(Message):
        """An article stands on the screen."""

        sheet: Sheet

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.page: Page | None = None
        self.cursor = 0
        self.selection: Selection | None = None
        self.goal: int | None = None
        self._opened: frozenset[int] = frozenset()
        self._strips: dict[object, Strip] = {}
        self._asked = 0
        self._is_hidden = False
        self._drawn: tuple[int, Span | None] = (0, None)

    # What is shown

    @property
    def article(self) -> Article | None:
        """The article, None while there is none."""
        return self.page.article if self.page else None

    def show(self, article: Article, offset: int = 0) -> None:
        """Show an article with the cursor at an offset, under the title or a third down the screen.

        A large article is laid out in a worker; `Shown` is posted when it stands there.
        """
        self._opened = frozenset()
        self.selection = None
        self._lay_out(article, settle(article, offset, 1))

    def wear(self, highlights: Sequence[Highlight], terms: Sequence[Term]) -> None:
        """Lay highlights and terms over the text."""
        if self.page:
            self.page = replace(self.page, highlights=tuple(highlights), terms=tuple(terms))
            self._repaint()

    def wear_hits(self, hits: tuple[Span, ...], hit: int | None) -> None:
        """Lay the hits of a search over the text; `hit` is the one the reader stands on."""
        if self.page:
            self.page = replace(self.page, hits=hits, hit=hit)
            self._repaint()

    def _lay_out(self, article: Article, offset: int, screen_row: int | None = None) -> None:
        cells, opened = self._cells(), self._opened
        self._asked += 1
        asked = self._asked
        if not _is_slow(article.text):
            self._take(lay_out(article, cells, opened), offset, screen_row)
            return

        def take(layout: Layout) -> None:
            if asked == self._asked:
                self._take(layout, offset, screen_row)

        def work() -> None:
            self.app.call_from_thread(take, lay_out(article, cells, opened))

        self.run_worker(work, thread=True, exclusive=True, group="layout")

    def _take(self, layout: Layout, offset: int, screen_row: int | None) -> None:
        before = self.page
        if before and before.article is layout.article:
            self.page = replace(before, layout=layout)
        else:
            self.page = Page(layout)
        self._is_hidden = not self.size.height
        fold = layout.fold_at(offset)
        self.cursor, self.goal = (fold.start if fold else offset), None
        self.virtual_size = Size(self.size.width, len(layout))
        self._repaint()
        row = layout.row_at(offset)
        self._scroll_row(self._top_over(row) if screen_row is None else row - screen_row)
        self.post_message(self.Shown(self))
        self.post_message(self.Moved(self, by_hand=False))

    def _cells(self) -> int:
        return max(8, min(self.measure, self.size.width - GUTTER - 1))

    # Where the cursor is

    @property
    def passage(self) -> Span | None:
        """What is selected, None while nothing is."""
        if self.page is None or self.selection is None:
            return None
        return self._outside_folds(self.selection.span(self.page.article))

    def _outside_folds(self, span: Span) -> Span:
        """Return a stretch without folded leftovers at its end."""
        if self.page is None:
            return span
        text = self.page.article.text
        for fold in self.page.layout.folds:
            if span.start < fold.start < span.end <= fold.end:
                end = fold.start
                while end > span.start + 1 and text[end - 1].isspace():
                    end -= 1
                return Span(span.start, end)
        return span

    @property
    def cursor_span(self) -> Span:
        """The grapheme under the cursor."""
        if self.page is None or not self.page.article.text:
            return Span(0, 0)
        return Span(self.cursor, next_offset(self.page.article.text, self.cursor))

    @property
    def top_row(self) -> int:
        """Number of the row at the top of the screen."""
        return self.scroll_offset.y

    @property
    def left(self) -> int:
        """Cells left of the measure."""
        cells = self.page.layout.cells if self.page else self._cells()
        return max(GUTTER, (self.size.width - cells) // 2)

    @property
    def fraction(self) -> float:
        """How much of the prose has passed the screen, from 0 to 1."""
        if self.page is None or not len(self.page.layout):
            return 0.0
        layout = self.page.layout
        end = prose_end(layout.article)
        last = min(len(layout) - 1, self.top_row + max(1, self.size.height) - 1)
        seen = layout.row(last).end
        return 1.0 if seen >= end else seen / end

    def go(self, offset: int, *, extend: bool | None = None, settle_step: int = 1) -> None:
        """Move the cursor, and the screen no more than it must.

        Args:
            offset: Where to; the nearest grapheme outside folded leftovers.
            extend: Whether the selection goes along; by default where there is one.
            settle_step: Which way to look for that grapheme first, 1 or -1.
        """
        if self.page is None:
            return
        before = self.cursor
        offset = settle(self.page.article, offset, settle_step)
        if fold := self.page.layout.fold_at(offset):
            offset = self._past(fold, before, offset)
        self.cursor, self.goal = offset, None
        if self.selection is not None:
            self.selection = self.selection.moved(offset) if extend is not False else None
        elif extend:
            self.selection = Selection(before, offset)
        self._after_move()

    def jump(self, span: Span, *, unfold: bool = True) -> None:
        """Go to a passage; if it was not in sight, under the title or a third down the screen.

        Args:
            span: The passage.
            unfold: Whether leftovers that hide it are opened.
        """
        if self.page is None:
            return
        self.selection = None
        fold = self.page.layout.fold_at(span.start)
        if fold and unfold:
            self._opened |= {fold.start}
            self._lay_out(self.page.article, span.start)
            return
        start = fold.start if fold else span.start
        self.cursor, self.goal = settle(self.page.article, start, 1), None
        row = self.page.layout.row_at(self.cursor)
        if not self.top_row <= row < self.top_row + self.size.height - 1:
            self._scroll_row(self._top_over(row))
        self._after_move()

    def _top_over(self, row: int) -> int:
        """Return the top row with which another stands a third down, or the title with it."""
        if row <= self.size.height - 1 - _KEPT_ROWS:
            return 0
        return row - self.size.height // 3

    def shows(self, span: Span) -> bool:
        """Tell whether a passage begins on the screen."""
        if self.page is None:
            return False
        return self.top_row <= self.page.layout.row_at(span.start) < self.top_row + self.size.height

    def _past(self, fold: Span, before: int, offset: int) -> int:
        """Take folded leftovers as one place: step onto them first, then over them."""
        if self.page is None or before != fold.start or offset <= before:
            return fold.start
        beyond = settle(self.page.article, fold.end, 1)
        return beyond if beyond >= fold.end else fold.start

    def select(self, selection: Selection | None) -> None:
        """Select, the cursor at the selection's head; None drops the selection."""
        self.selection = selection
        if selection is not None:
            self.cursor, self.goal = selection.head, None
        self._after_move()

    def take(self, span: Span) -> None:
        """Select exactly a stretch of text."""
        if self.page:
            self.select(selected(self.page.article, span))

    def open_fold(self, offset: int) -> bool:
        """Open the leftovers that hide an offset; False where none do."""
        fold = self.page.layout.fold_at(offset) if self.page else None
        if fold is None:
            return False
        self._fold(self._opened | {fold.start})
        return True

    def toggle_folds(self) -> bool:
        """Open all leftovers, or fold them; False where there are none."""
        if self.page is None:
            return False
        closed = frozenset(fold.start for fold in self.page.layout.folds)
        if not closed and not self._opened:
            return False
        self._fold(self._opened | closed if closed else frozenset())
        return True

    def _fold(self, opened: frozenset[int]) -> None:
        if self.page is None:
            return
        self._opened = opened
        row = self.page.layout.row_at(self.cursor) - self.top_row
        self._lay_out(self.page.article, self.cursor, row)

    def scroll_rows(self, rows: int) -> None:
        """Scroll, and take the cursor along so that it stays on the same line of the screen."""
        if self.page is None:
            return
        layout, here = self.page.layout, self.page.layout.place_of(self.cursor)
        goal = here.column if self.goal is None else self.goal
        self._scroll_row(self.top_row + rows)
        row = layout.landing(max(0, min(here.row + rows, len(layout) - 1)), 1 if rows > 0 else -1)
        self.step_to(row, goal)

    def step_to(self, row: int, goal: int, *, extend: bool = False) -> None:
        """Put the cursor on a row, as near to the column `goal` as its text reaches."""
        if self.page is None:
            return
        offset = self.page.layout.offset_at(Cell(row, goal))
        self.go(offset, extend=True if extend else None)
        self.goal = goal

    def _after_move(self) -> None:
        top = self.top_row
        self._keep_in_sight()
        if self.top_row == top:
            self._refresh_changed()
        self._drawn = (self.cursor, self.passage)
        self.post_message(self.Moved(self, by_hand=True))

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

    def _keep_in_sight(self) -> None:
        if self.page is None or not self.size.height:
            return
        row = self.page.layout.row_at(self.cursor)
        kept = min(_KEPT_ROWS, (self.size.height - 1) // 2)
        if row < self.top_row + kept:
            self._scroll_row(row - kept)
        elif row > self.top_row + self.size.height - 1 - kept:
            self._scroll_row(row - self.size.height + 1 + kept)

    def _scroll_row(self, row: int) -> None:
        length = len(self.page.layout) if self.page else 0
        top = max(0, min(row, length - self.size.height))
        self.scroll_to(y=top, animate=False, force=True)

    # Drawing

    def render_line(self, y: int) -> Strip:
        """Return the strip of a line of the widget."""
        frame = self._frame()
        if self.page is None:
            words = f"   {self.empty}" if y == 1 else ""
            style = frame.looks.text + frame.looks.quiet
            return Strip([Segment(words, style)]).adjust_cell_length(self.size.width, style)
        number = y + self.top_row
        here = self._here(number)
        key = (number, frame, here)
        strip = self._strips.get(key)
        if strip is None:
            if len(self._strips) > _KEPT_STRIPS:
                self._strips.clear()
            strip = draw(self.page, number, frame, here)
            self._strips[key] = strip
        return strip

    def _here(self, number: int) -> Here:
        """Return what of cursor, selection and headline is on a row."""
        if self.page is None or number >= len(self.page.layout):
            return Here()
        row = self.page.layout.row(number)
        if row.kind is RowKind.META:
            return Here(meta=self.meta)
        if row.kind not in (RowKind.TEXT, RowKind.FOLD):
            return Here()
        cursor = self.cursor_span if row.start <= self.cursor < row.end else None
        passage = self.passage
        if passage is None or passage.start >= row.end or passage.end <= row.start:
            return Here(cursor)
        return Here(cursor, Span(max(passage.start, row.start), min(passage.end, row.end)))

    def _frame(self) -> Frame:
        return Frame(self.size.width, self.left, self.has_focus, looks_for(self.app))

    def _repaint(self) -> None:
        self._strips.clear()
        self.refresh()

    def on_resize(self) -> None:
        """Keep the place when the widget's size changes."""
        if self.page is None:
            return
        row = self.page.layout.row_at(self.cursor) - self.top_row
        if self._is_hidden:
            self._lay_out(self.page.article, self.cursor)
            return
        if self._cells() != self.page.layout.cells:
            self._lay_out(self.page.article, self.cursor, max(0, min(row, self.size.height - 1)))
            return
        self.virtual_size = Size(self.size.width, len(self.page.layout))
        self._keep_in_sight()
        self._repaint()

    def watch_measure(self) -> None:
        """Lay the article out anew."""
        self.on_resize()

    def watch_meta(self) -> None:
        """Draw the line under the headline anew."""
        self.refresh()


def _is_slow(text: str) -> bool:
    """Tell whether a text takes longer to lay out than a key may wait."""
    if len(text) < _LARGE_WIDE:
        return False
    return len(text) >= _LARGE or NARROW.fullmatch(text.replace("\n", " ")) is None
