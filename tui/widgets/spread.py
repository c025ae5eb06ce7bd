"""A spread: an article broken into rows of the width there is, with its leftovers folded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from textual.geometry import Size
from textual.message import Message

from tui.reading.blocks import settle
from tui.reading.cells import NARROW
from tui.reading.layout import Layout, lay_out
from tui.reading.page import Page
from tui.reading.rows import leftovers_start
from tui.reading.sight import top_keeping, top_with
from tui.widgets.paper import Paper

if TYPE_CHECKING:
    from store.article import Article
    from store.span import Span

_LARGE = 1_000_000
_LARGE_WIDE = 50_000


class Spread(Paper):
    """Lays one article out, anew when its width changes or leftovers are opened.

    Args:
        id: The widget's id.
    """

    class Moved(Message, bubble=False, namespace="sheet"):
        """The cursor, the selection or the rows on the screen changed; told to the screen alone.

        Args:
            sheet: The sheet.
            by_hand: Whether the reader moved, and not the layout.
        """

        def __init__(self, sheet: Spread, *, by_hand: bool) -> None:
            super().__init__()
            self.sheet = sheet
            self.by_hand = by_hand

        def can_replace(self, message: Message) -> bool:
            """Let the last of several moves stand for all of them; Textual asks for it."""
            return (
                isinstance(message, Spread.Moved)
                and message.sheet is self.sheet
                and message.by_hand is self.by_hand
            )

    class Shown(Message, bubble=False, namespace="sheet"):
        """An article stands on the screen, which alone is told.

        Args:
            sheet: The sheet.
        """

        def __init__(self, sheet: Spread) -> None:
            super().__init__()
            self.sheet = sheet

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.goal: int | None = None
        self._opened: frozenset[int] = frozenset()
        self._asked = 0
        self._wanted_row: int | None = None

    def show(
        self, article: Article, offset: int = 0, row: int | None = None, *, unfold: bool = False
    ) -> None:
        """Show an article with the cursor at an offset.

        A large article is laid out in a worker; `Shown` is posted when it stands there.

        Args:
            article: The article.
            offset: Where the cursor goes.
            row: Of the screen, where it goes there; None for under the title or a third down.
            unfold: Whether leftovers that begin there are opened.
        """
        self._opened = frozenset()
        self.selection = None
        offset = settle(article, offset, 1)
        # Behind their start one can have been only while they were open.
        if unfold or offset != leftovers_start(article, offset):
            self._open_at(article, offset)
        self._lay_out(article, offset, row)

    def _open_at(self, article: Article, offset: int) -> None:
        """Have leftovers that hold an offset stand open once the article is laid out."""
        start = leftovers_start(article, offset)
        if start is not None:
            self._opened |= {start}

    @property
    def fold_here(self) -> Span | None:
        """The folded leftovers on which the cursor stands; None outside of such."""
        return self.page.layout.fold_at(self.cursor) if self.page else None

    def open_fold(self) -> bool:
        """Open the leftovers on which the cursor stands; False where there are none."""
        fold = self.fold_here
        if fold is None:
            return False
        self._fold(self._opened | {fold.start})
        return True

    @property
    def opened_here(self) -> int | None:
        """Where the opened leftovers begin in which the cursor stands; None outside of such."""
        if self.page is None or not self._opened:
            return None
        start = leftovers_start(self.page.article, self.cursor)
        return start if start in self._opened else None

    def close_fold(self) -> None:
        """Fold the leftovers in which the cursor stands."""
        if (start := self.opened_here) is not None:
            self._fold(self._opened - {start})

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

    def _lay_out(self, article: Article, offset: int, screen_row: int | None = None) -> None:
        """Break an article into rows, and show them with an offset on a row of the screen."""
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
        self.is_provisional, self._wanted_row = not self.size.height, screen_row
        fold = layout.fold_at(offset)
        self.cursor, self.goal = (fold.start if fold else offset), None
        # Before anything is drawn, so that what the screen makes of it is in the same frame.
        self.screen.post_message(self.Shown(self))
        self.screen.post_message(self.Moved(self, by_hand=False))
        self.virtual_size = Size(self.size.width, len(layout))
        self._repaint()
        row, height = layout.row_at(offset), self.size.height
        if screen_row is None or not height:
            self._scroll_row(top_with(row, height))
        else:
            # On a smaller screen than it was, it may not have that row.
            self._scroll_row(top_keeping(row, row - screen_row, height))

    def on_resize(self) -> None:
        """Keep the place when the widget's size changes."""
        if self.page is None:
            return
        row = self.page.layout.row_at(self.cursor) - self.top_row
        if self.is_provisional:
            self._lay_out(self.page.article, self.cursor, self._wanted_row)
            return
        if self._cells() != self.page.layout.cells:
            self._lay_out(self.page.article, self.cursor, max(0, min(row, self.size.height - 1)))
            return
        # What has another size is drawn anew by Textual; the first one it has it was drawn for.
        self.virtual_size = Size(self.size.width, len(self.page.layout))
        self._keep_in_sight()
        self.screen.post_message(self.Moved(self, by_hand=False))

    def watch_measure(self) -> None:
        """Lay the article out anew."""
        self.on_resize()


def _is_slow(text: str) -> bool:
    """Tell whether a text takes longer to lay out than a key may wait."""
    if len(text) < _LARGE_WIDE:
        return False
    return len(text) >= _LARGE or NARROW.fullmatch(text.replace("\n", " ")) is None
