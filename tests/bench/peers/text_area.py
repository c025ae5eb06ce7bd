"""A peer: Textual's own text area, read-only, that shows a file.

Run it with the names of files. It shows the first, and at each `n` it loads the next.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import App
from textual.widgets import TextArea

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType


class TextAreaApp(App[None]):
    """Nothing but a text area.

    Args:
        paths: The files to show.
    """

    BINDINGS: ClassVar[list[BindingType]] = [("n", "following")]

    def __init__(self, *paths: Path) -> None:
        super().__init__()
        self._paths = list(paths)

    def compose(self) -> ComposeResult:
        """Make the text area."""
        yield TextArea(self._next(), read_only=True, soft_wrap=True, show_line_numbers=False)

    def action_following(self) -> None:
        """Load the next file."""
        self.query_one(TextArea).load_text(self._next())

    def _next(self) -> str:
        return self._paths.pop(0).read_text(encoding="utf-8")


if __name__ == "__main__":
    TextAreaApp(*map(Path, sys.argv[1:])).run()
