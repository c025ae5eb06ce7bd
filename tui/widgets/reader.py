"""The reader pane: a sheet that keys and mouse move about on."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from store.graphemes import next_offset
from tui.bindings import bindings_at
from tui.command import Group, Place
from tui.commands import commands_at
from tui.reading import motions
from tui.reading.layout import Place as Cell
from tui.reading.selection import Selection, Unit, grown, shrunk, unit_at
from tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from textual import events
    from textual.binding import BindingType

    from tui.reading.motions import Motion


_WHEEL_ROWS = 3

_OWN = frozenset({Group.MOVE, Group.SELECT})
_STEPS = frozenset(each.id for each in commands_at(Place.READER) if each.group in _OWN)


class Reader(Sheet, can_focus=True):
    """Shows one article, with a text cursor that is always on.

    Its keys move and select; what is done with a passage is its screen's affair.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings_at(Place.READER, own=_OWN)

    _dragging = False

    def is_step(self, action: str) -> bool:
        """Tell whether an action only moves about in the text, as all of its own do."""
        return action in _STEPS

    def _move(self, motion: Motion, *, step: int = 1, extend: bool | None = None) -> None:
        if self.article is not None:
            self.go(motion(self.article, self.cursor), extend=extend, settle_step=step)

    def _line(self, step: int, *, extend: bool = False) -> None:
        if self.page is None:
            return
        layout = self.page.layout
        here = layout.place_of(self.cursor)
        row = layout.landing(max(0, min(here.row + step, len(layout) - 1)), step)
        if (row - here.row) * step > 0:
            self.step_to(row, here.column if self.goal is None else self.goal, extend=extend)

    def action_line_down(self) -> None:
        """Go a line down."""
        self._line(1)

    def action_line_up(self) -> None:
        """Go a line up."""
        self._line(-1)

    def action_left(self) -> None:
        """Go a character to the left."""
        self._move(motions.left, step=-1)

    def action_right(self) -> None:
        """Go a character to the right."""
        self._move(motions.right)

    def action_word_next(self) -> None:
        """Go to the next word."""
        self._move(motions.word_next)

    def action_word_previous(self) -> None:
        """Go back to the word's start."""
        self._move(motions.word_previous, step=-1)

    def action_word_end(self) -> None:
        """Go on to the word's end."""
        self._move(motions.word_end)

    def action_sentence_next(self) -> None:
        """Go to the next sentence."""
        self._move(motions.sentence_next)

    def action_sentence_previous(self) -> None:
        """Go to the previous sentence."""
        self._move(motions.sentence_previous, step=-1)

    def action_paragraph_next(self) -> None:
        """Go to the next paragraph."""
        self._move(motions.paragraph_next)

    def action_paragraph_previous(self) -> None:
        """Go to the previous paragraph."""
        self._move(motions.paragraph_previous, step=-1)

    def action_top(self) -> None:
        """Go to the top."""
        self._move(lambda article, _: motions.top(article))
        if self.selection is None:
            self.scroll_rows(-self.top_row)

    def action_bottom(self) -> None:
        """Go to the bottom."""
        self._move(lambda article, _: motions.bottom(article), step=-1)

    def action_page_down(self) -> None:
        """Go a page down, two lines of the last one staying in sight."""
        self.scroll_rows(max(1, self.size.height - 2))

    def action_page_up(self) -> None:
        """Go a page up."""
        self.scroll_rows(-max(1, self.size.height - 2))

    def action_half_down(self) -> None:
        """Go half a page down."""
        self.scroll_rows(max(1, self.size.height // 2))

    def action_half_up(self) -> None:
        """Go half a page up."""
        self.scroll_rows(-max(1, self.size.height // 2))

    def action_select(self) -> None:
        """Begin to select by character, or stop."""
        self._begin(Unit.CHARACTER)

    def action_select_sentences(self) -> None:
        """Begin to select by sentence, or stop."""
        self._begin(Unit.SENTENCE)

    def _begin(self, unit: Unit) -> None:
        if self.article is None or not self.article.text:
            return
        now = self.selection
        if now is not None and now.unit is unit:
            self.select(None)
            return
        anchor = self.cursor if now is None else now.anchor
        self.select(Selection(anchor, self.cursor, unit))

    def action_select_left(self) -> None:
        """Select a character to the left."""
        if self.article is not None and self.selection is None:
            before = motions.left(self.article, self.cursor)
            self.select(Selection(before, before))
            return
        self._move(motions.left, step=-1, extend=True)

    def action_select_right(self) -> None:
        """Select a character to the right."""
        if self.article is None:
            return
        if self.selection is None:
            self.select(Selection(self.cursor, self.cursor))
            return
        if next_offset(self.article.text, self.cursor) < len(self.article.text):
            self._move(motions.right, extend=True)

    def action_select_up(self) -> None:
        """Select a line up."""
        self._line(-1, extend=True)

    def action_select_down(self) -> None:
        """Select a line down."""
        self._line(1, extend=True)

    def action_grow(self) -> None:
        """Grow the selection."""
        if self.article is not None and self.article.text:
            self.select(grown(self.article, self.cursor, self.selection))

    def action_shrink(self) -> None:
        """Shrink the selection."""
        if self.article is not None and self.selection is not None:
            self.select(shrunk(self.article, self.selection))

    def action_other_end(self) -> None:
        """Go to the selection's other end."""
        if self.selection is not None:
            self.select(self.selection.turned())

    # The mouse

    def _offset_under(self, event: events.MouseEvent) -> int | None:
        if self.page is None:
            return None
        cell = Cell(int(event.y) + self.top_row, int(event.x) - self.left)
        if not 0 <= cell.row < len(self.page.layout):
            return None
        return self.page.layout.offset_at(cell)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Put the cursor under the mouse and begin to select."""
        offset = self._offset_under(event)
        if offset is None or event.button != 1:
            return
        self.selection = None
        self.go(offset)
        self._dragging = True
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select from where the button went down to the mouse."""
        offset = self._offset_under(event)
        if self._dragging and offset is not None and offset != self.cursor:
            self.go(offset, extend=True)

    def on_mouse_up(self) -> None:
        """End selecting."""
        self._dragging = False
        self.release_mouse()

    def _on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll as the keys do, the cursor going along."""
        event.stop()
        event.prevent_default()
        self.scroll_rows(_WHEEL_ROWS)

    def _on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll as the keys do, the cursor going along."""
        event.stop()
        event.prevent_default()
        self.scroll_rows(-_WHEEL_ROWS)

    def on_click(self, event: events.Click) -> None:
        """Select a word at the second click, a sentence at the third; open leftovers."""
        if self.page is None:
            return
        if self.open_fold():
            return
        if event.chain in (2, 3):
            unit = Unit.WORD if event.chain == 2 else Unit.SENTENCE
            self.take(unit_at(self.page.article, self.cursor, unit))
