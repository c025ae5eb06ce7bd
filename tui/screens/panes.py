"""The panes: list, text and margin side by side, as many as there is room for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.screen import Screen

from tui.command import Place
from tui.widgets.margin import Margin
from tui.widgets.peek import Peek
from tui.widgets.reader import Reader
from tui.widgets.sidebar import Sidebar
from tui.widgets.status import StatusLine

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

    from tui.widgets.find import FindBar

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
        self.status = StatusLine(id="status")

    def compose(self) -> ComposeResult:
        """Set the panes side by side, the lines below them."""
        with Horizontal(id="panes"):
            yield self.sidebar
            yield self.reader
            yield self.margin
        yield self.peek
        yield self.status

    def on_resize(self, _: events.Resize) -> None:
        """Show as many panes as there is room for."""
        self.arrange_panes()

    @cached_property
    def find_bar(self) -> FindBar:
        """The line to find words in the article; set below the panes when it is first wanted."""
        from tui.widgets.find import FindBar

        bar = FindBar(id="find")
        self.mount(bar, after=self.peek)
        return bar

    @property
    def finds(self) -> bool:
        """Whether the line to find words is there."""
        return "find_bar" in self.__dict__ and self.find_bar.display

    @property
    def in_sidebar(self) -> bool:
        """Whether list or filter line have the keys."""
        return self.focused is not None and self.sidebar in self.focused.ancestors_with_self

    @property
    def is_typing(self) -> bool:
        """Whether a line has the keys, into which they are typed."""
        return Place.READING not in self.places

    def arrange_panes(self) -> None:
        """Show as many panes as there is room for."""
        columns = self.size.width or self.app.size.width
        beside = columns >= ROOMY and not self.text_only
        self.sidebar.set_class(not beside, "-over")
        self.sidebar.display = beside or self.in_sidebar
        self.sidebar.styles.width = max(30, min(38, columns * 22 // 100)) if beside else columns
        self.peek.visible = beside or not self.in_sidebar
        wide = columns >= WIDE and not self.text_only
        self.margin.display = wide
        self.margin.styles.width = max(26, min(40, columns * 21 // 100))

    def say(self, words: str) -> None:
        """Show a passing word in place of where one is."""
        self.status.say(words)

    def hush(self) -> None:
        """Take back what was said."""
        self.status.say("")

    @property
    def places(self) -> tuple[Place, ...]:
        """Whose keys apply."""
        if self.sidebar.is_filtering:
            return (Place.FILTER,)
        if self.finds and self.find_bar.has_focus_within:
            return (Place.FIND,)
        if self.in_sidebar:
            listed = Place.FOLDERS if self.sidebar.folders.has_focus else Place.ARTICLES
            return (Place.READING, Place.ROWS, listed)
        return (Place.READING, Place.READER)
