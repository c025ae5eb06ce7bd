"""A peer: the panes of a reader with nothing behind them, the least that has its look.

Run it with the name of a file. A list, a text, a margin and a bottom line are drawn on Textual's
line API; the text is cut into lines, and no key does anything.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.app import App
from textual.containers import Horizontal
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

_MEASURE = 76


class Pane(ScrollView, can_focus=True):
    """Shows lines.

    Args:
        lines: The lines.
        id: By which it is styled.
    """

    def __init__(self, lines: Sequence[str], id: str) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._lines = lines

    def render_line(self, y: int) -> Strip:
        """Return a line."""
        words = self._lines[y] if y < len(self._lines) else ""
        return Strip([Segment(words, self.rich_style)]).adjust_cell_length(self.size.width)


class BottomLine(Widget):
    """Says something below."""

    def render_line(self, _: int) -> Strip:
        """Return the line."""
        words = Segment("a line of words", self.rich_style)
        return Strip([words]).adjust_cell_length(self.size.width)


class PanesApp(App[None]):
    """Nothing but the panes.

    Args:
        path: The file whose text is shown.
    """

    CSS = """
    #list { width: 30; }
    #text { width: 1fr; }
    #margin { width: 30; }
    BottomLine { height: 1; }
    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        text = path.read_text(encoding="utf-8").replace("\n", " ")
        self._lines = [text[at : at + _MEASURE] for at in range(0, len(text), _MEASURE)]

    def compose(self) -> ComposeResult:
        """Set the panes side by side."""
        with Horizontal():
            yield Pane(("an article", "another"), "list")
            yield Pane(self._lines, "text")
            yield Pane(("a note",), "margin")
        yield BottomLine()


if __name__ == "__main__":
    PanesApp(Path(sys.argv[1])).run()
