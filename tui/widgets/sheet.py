"""A sheet: an article on which a cursor and a selection move about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.reading.blocks import settle
from tui.reading.layout import Place as Cell
from tui.reading.selection import Selection, selected
from tui.reading.sight import top_with
from tui.widgets.spread import Spread

if TYPE_CHECKING:
    from store.span import Span


class Sheet(Spread, can_focus=True):
    """Shows one article, and moves the cursor and the screen on it.

    Args:
        id: The widget's id.
    """

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
            self._open_at(self.page.article, span.start)
            self._lay_out(self.page.article, span.start)
            return
        start = fold.start if fold else span.start
        self.cursor, self.goal = settle(self.page.article, start, 1), None
        self._tell()
        row = self.page.layout.row_at(self.cursor)
        if not self.top_row <= row < self.top_row + self.size.height - 1:
            self._scroll_row(top_with(row, self.size.height))
        self._after_move()

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

    def scroll_rows(self, rows: int) -> None:
        """Scroll, and take the cursor along so that it stays on the same line of the screen."""
        if self.page is None:
            return
        self._tell()
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
        self._tell()
        top = self.top_row
        self._keep_in_sight()
        if self.top_row == top:
            self._refresh_changed()
        self._drawn = (self.cursor, self.passage)

    def _tell(self) -> None:
        """Tell the screen of a move, before anything is drawn anew.

        Straight and first: then what the screen makes of the move is painted in the same frame as
        the move itself, and not in one of its own.
        """
        self.screen.post_message(self.Moved(self, by_hand=True))
