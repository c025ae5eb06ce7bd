"""The sidebar: a heading, the filter line, the list of articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.containers import Vertical
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from tui.looks import looks_for
from tui.reading.cells import fit, width
from tui.reading.shelf import missing_heading
from tui.widgets.articles import ArticleList
from tui.widgets.filter import FilterLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from tui.reading.shelf import Row


class Heading(Widget):
    """One line: a title on the left, a count on the right."""

    DEFAULT_CSS = """
    Heading { height: 2; }
    """

    title: reactive[str] = reactive("Articles")
    """What is listed."""

    count: reactive[str] = reactive("")
    """How many, and in what order."""

    def render_line(self, y: int) -> Strip:
        """Return the line; the one below it is air."""
        looks, cells = looks_for(self.app), self.size.width
        if y:
            return Strip.blank(cells, looks.text)
        count = fit(self.count, max(0, cells - width(self.title) - 4))
        gap = max(1, cells - width(self.title) - width(count) - 3)
        segments = [
            Segment(f"  {self.title}", looks.text + Style(bold=True)),
            Segment(" " * gap, looks.text),
            Segment(count, looks.text + looks.quiet),
        ]
        return Strip(segments).adjust_cell_length(cells, looks.text)


class Sidebar(Vertical):
    """Lists the articles of a corpus.

    Args:
        id: The widget's id.
    """

    DEFAULT_CSS = """
    Sidebar {
        width: 30;
        background: $background;
        border-right: solid $line;
        padding-top: 1;
        & > FilterLine { display: none; height: 2; padding: 0 1 0 2; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.heading = Heading()
        self.filter = FilterLine()
        self.list = ArticleList(empty="no articles yet")

    def compose(self) -> ComposeResult:
        """Set heading, filter line and list under one another."""
        yield self.heading
        yield self.filter
        yield self.list

    def show(
        self, rows: Sequence[Row], missing: Sequence[Row], *, of: int, order: str, scanning: bool
    ) -> None:
        """Show rows, and below them the missing articles.

        Args:
            rows: What the filter leaves.
            missing: The same of articles that the corpus no longer has.
            of: How many articles there are without it.
            order: What they are sorted by.
            scanning: Whether there are more to come.
        """
        self.list.empty = "nothing fits the filter" if of else "no articles yet"
        below = [missing_heading(len(missing)), *missing] if missing else []
        self.list.fill([*rows, *below] if below else rows)
        if len(rows) != of:
            self.heading.count = f"{len(rows):,} of {of:,}"
        else:
            self.heading.count = f"{of:,}…" if scanning else f"{of:,} · by {order}"

    def open_filter(self) -> None:
        """Give the filter line the keys."""
        # Not by a class, nor by `focus`: both wait, and the next keys may have been typed already.
        self.filter.display = True
        self.screen.set_focus(self.filter)

    def close_filter(self) -> None:
        """Take the filter line away."""
        self.filter.display = False
