"""QueryMarks: how a query looks in a line, what was not understood marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.highlighter import Highlighter
from rich.style import Style

from tui.looks import looks_for

if TYPE_CHECKING:
    from rich.text import Text

    from store.span import Span
    from tui.widgets.line import Line


class QueryMarks(Highlighter):
    """Marks what is no word to look for, what was not understood, and what is wrong.

    Args:
        line: The line it is for.
    """

    def __init__(self, line: Line) -> None:
        self._line = line
        self._wrong: Span | None = None

    def blame(self, span: Span | None) -> None:
        """Mark what is wrong in the query; None for nothing any more."""
        if span != self._wrong:
            self._wrong = span
            self._line.refresh()

    def highlight(self, text: Text) -> None:
        """Style a query as it stands in the line."""
        if not text.plain.strip():
            return
        from store.search.language import Role, parse, pieces

        looks = looks_for(self._line.app)
        # What one looks for; the rest says how.
        plain = {Role.WORD, Role.PHRASE, Role.REGEX, Role.VALUE}
        for piece in pieces(text.plain):
            if piece.role not in plain:
                text.stylize(looks.quiet, piece.span.start, piece.span.end)
        for span in parse(text.plain).strange:
            text.stylize(looks.quiet + Style(underline=True), span.start, span.end)
        if self._wrong is not None:
            wrong = looks.alarm + Style(underline=True)
            text.stylize(wrong, self._wrong.start, self._wrong.end)
