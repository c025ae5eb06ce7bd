"""The panes: list, text and margin side by side, as many as there is room for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.screen import Screen

from tui.command import Place
from tui.widgets.banner import Banner
from tui.widgets.find import FindBar
from tui.widgets.margin import Margin
from tui.widgets.peek import Peek
from tui.widgets.reader import Reader
from tui.widgets.sidebar import Sidebar
from tui.widgets.status import StatusLine

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

WIDE = 120
"""Columns from which there is room for a margin."""

ROOMY = 100
"""Columns from which the list stands beside the text; below it lies over it."""


class Panes(Screen[None]):
    """Sets the panes and gives them the room there is."""

    AUTO_FOCUS = "#reader"
    DEFAULT_CSS = """
    Panes {
        layers: base over;
        background: $background;
        & #panes { height: 1fr; }
        & Reader { width: 1fr; }
        & Margin { width: 30; }
        & Sidebar.-over { layer: over; position: absolute; height: 100%; }
        & FindBar { display: none; padding: 0 1; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self.text_only = False
        self.sidebar = Sidebar(id="sidebar")
        self.reader = Reader(id="reader")
        self.margin = Margin(self.reader, id="margin")
        self.peek = Peek(id="peek")
        self.find_bar = FindBar(id="find")
        self.status = StatusLine(id="status")

    def compose(self) -> ComposeResult:
        """Set the panes side by side, the lines below them."""
        yield Banner()
        with Horizontal(id="panes"):
            yield self.sidebar
            yield self.reader
            yield self.margin
        yield self.peek
        yield self.find_bar
        yield self.status

    def on_resize(self, _: events.Resize) -> None:
        """Show as many panes as there is room for."""
        self.arrange_panes()

    @property
    def in_sidebar(self) -> bool:
        """Whether list or filter line have the keys."""
        return self.focused is not None and self.sidebar in self.focused.ancestors_with_self

    def arrange_panes(self) -> None:
        """Show as many panes as there is room for."""
        columns = self.size.width or self.app.size.width
        beside = columns >= ROOMY and not self.text_only
        self.sidebar.set_class(not beside, "-over")
        self.sidebar.display = beside or self.in_sidebar
        self.sidebar.styles.width = max(30, min(38, columns * 22 // 100)) if beside else columns
        wide = columns >= WIDE and not self.text_only
        self.margin.display = wide
        self.margin.styles.width = max(26, min(40, columns * 21 // 100))

    @property
    def places(self) -> tuple[Place, ...]:
        """Whose keys apply."""
        if self.sidebar.filter.has_focus:
            return (Place.FILTER,)
        if self.find_bar.has_focus_within:
            return (Place.FIND,)
        if self.in_sidebar:
            listed = Place.FOLDERS if self.sidebar.folders.has_focus else Place.ARTICLES
            return (Place.READING, Place.ROWS, listed)
        return (Place.READING, Place.READER)
