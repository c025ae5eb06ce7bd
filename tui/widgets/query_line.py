"""QueryLine: the line in which the corpus is searched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.highlighter import Highlighter
from rich.style import Style

from store.search.language import Role, parse, pieces
from tui.bindings import bindings_at
from tui.command import Place
from tui.looks import looks_for
from tui.widgets.line import Line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.text import Text

    from store.span import Span


class QueryLine(Line):
    """A line that shows what of a query is understood.

    Its keys are its screen's.

    Args:
        value: What stands in it at first.
        placeholder: What stands there while it is empty.
        recent: Earlier queries, the newest last.
    """

    BINDINGS = bindings_at(Place.QUERY, own=frozenset())

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str = "",
        recent: Sequence[str] = (),
    ) -> None:
        super().__init__(value, placeholder=placeholder)
        self.highlighter = _Marker(self)
        self.wrong: Span | None = None
        self._recent = [each for each in recent if each != value]
        self._typed = value
        self._recalled = len(self._recent)

    def blame(self, span: Span) -> None:
        """Mark what is wrong in the query, until it is changed."""
        self.wrong = span
        self.refresh()

    def follow(self, value: str) -> None:
        """Take over that other words stand in the line, typed or recalled."""
        self.wrong = None
        is_recalled = self._recalled < len(self._recent)
        if not is_recalled or value != self._recent[self._recalled]:
            self._typed, self._recalled = value, len(self._recent)

    def recall(self, step: int) -> bool:
        """Put an earlier query in the line (-1), or a later one (1), at last what was typed.

        Returns:
            Whether there is one.
        """
        place = self._recalled + step
        if not 0 <= place <= len(self._recent):
            return False
        self._recalled = place
        self.value = (*self._recent, self._typed)[place]
        self.action_end()
        return True


_PLAIN = frozenset({Role.WORD, Role.PHRASE, Role.REGEX, Role.VALUE})
"""What one looks for; the rest says how."""


class _Marker(Highlighter):
    """Marks what is no word to look for, what was not understood, and what is wrong."""

    def __init__(self, line: QueryLine) -> None:
        self._line = line

    def highlight(self, text: Text) -> None:
        """Style a query as it stands in the line."""
        looks = looks_for(self._line.app)
        for piece in pieces(text.plain):
            if piece.role not in _PLAIN:
                text.stylize(looks.quiet, piece.span.start, piece.span.end)
        for span in parse(text.plain).strange:
            text.stylize(looks.faint + Style(underline=True), span.start, span.end)
        if self._line.wrong is not None:
            wrong = looks.alarm + Style(underline=True)
            text.stylize(wrong, self._line.wrong.start, self._line.wrong.end)
