"""Scrolled: a dialog with more in it than may fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import VerticalScroll

from tui.screens.dialog import Dialog, room_for_body

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.events import Resize
    from textual.widget import Widget

    from tui.command import Place


class Scrolled(Dialog[None]):
    """A dialog whose content scrolls by the keys of `Place.ROWS`.

    Args:
        title: The first line.
        places: Whose keys the last line names.
    """

    ABOVE: ClassVar[int] = 0
    """Lines that what stands above the content takes."""

    DEFAULT_CSS = """
    Scrolled VerticalScroll { height: auto; max-height: 36; }
    """

    def __init__(self, title: str, *places: Place) -> None:
        super().__init__(title, *places)
        self._scroll = VerticalScroll()

    def content(self) -> Iterable[Widget]:
        """Return what is scrolled."""
        raise NotImplementedError

    def body(self) -> Iterable[Widget]:
        """Return the content in what scrolls it."""
        self._scroll = VerticalScroll(*self.content())
        return (self._scroll,)

    def on_resize(self, event: Resize) -> None:
        """Leave the screen room for title and keys."""
        self._scroll.styles.max_height = max(1, room_for_body(event.size.height) - self.ABOVE)

    def action_line_down(self) -> None:
        """Scroll a line down."""
        self._scroll.scroll_down(animate=False)

    def action_line_up(self) -> None:
        """Scroll a line up."""
        self._scroll.scroll_up(animate=False)

    def action_page_down(self) -> None:
        """Scroll a page down."""
        self._scroll.scroll_page_down(animate=False)

    def action_page_up(self) -> None:
        """Scroll a page up."""
        self._scroll.scroll_page_up(animate=False)

    def action_half_down(self) -> None:
        """Scroll half a page down."""
        self._scroll.scroll_relative(y=self._scroll.size.height // 2, animate=False)

    def action_half_up(self) -> None:
        """Scroll half a page up."""
        self._scroll.scroll_relative(y=-self._scroll.size.height // 2, animate=False)

    def action_top(self) -> None:
        """Scroll to the top."""
        self._scroll.scroll_home(animate=False)

    def action_bottom(self) -> None:
        """Scroll to the bottom."""
        self._scroll.scroll_end(animate=False)
