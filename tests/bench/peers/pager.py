"""A peer: a bare scroll view on Textual's line API that pages a text.

Run it with the name of a file. Its words are wrapped once, at the width that Postil has by default,
before the first paint; a key goes to a line and repaints.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual.app import App
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult
    from textual.binding import BindingType

_MEASURE = 76


def wrapped(text: str) -> Iterator[str]:
    """Yield the lines of a text, wrapped at spaces."""
    for line in text.splitlines():
        start = 0
        while len(line) - start > _MEASURE:
            end = line.rfind(" ", start, start + _MEASURE + 1)
            end = start + _MEASURE if end <= start else end
            yield line[start:end]
            start = end + 1
        yield line[start:]


class Pager(ScrollView, can_focus=True):
    """Shows the lines of a text.

    Args:
        text: The text.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        ("j", "go(1)"),
        ("k", "go(-1)"),
        ("space", "page(1)"),
        ("b", "page(-1)"),
    ]

    def __init__(self, text: str) -> None:
        super().__init__()
        self._lines = tuple(wrapped(text))
        self.virtual_size = Size(_MEASURE, len(self._lines))

    def render_line(self, y: int) -> Strip:
        """Return a line of the text."""
        row = self.scroll_offset.y + y
        words = self._lines[row] if row < len(self._lines) else ""
        return Strip([Segment(words, self.rich_style)]).adjust_cell_length(self.size.width)

    def action_go(self, lines: int) -> None:
        """Scroll by so many lines."""
        self.scroll_to(y=self.scroll_offset.y + lines, animate=False)

    def action_page(self, pages: int) -> None:
        """Scroll by so many pages."""
        self.action_go(pages * self.size.height)


class PagerApp(App[None]):
    """Nothing but the pager.

    Args:
        path: The file to page.
    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path

    def compose(self) -> ComposeResult:
        """Make the pager."""
        yield Pager(self._path.read_text(encoding="utf-8"))


if __name__ == "__main__":
    PagerApp(Path(sys.argv[1])).run()
