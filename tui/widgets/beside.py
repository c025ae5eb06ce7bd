"""Beside: what stands beside the lines of a concordance: collocates, and where the hits lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from store.search.dispersion import strip
from tui.looks import looks_for
from tui.reading.cells import fit
from tui.widgets.segments import PLAIN, padded, pieces, spread

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.segment import Segment

    from store.search.collocates import Collocate
    from store.search.concordance import Line
    from tui.looks import Looks

_HEIGHTS = "▁▃▅▆▇█"
"""No hit, one, two, and so on, the last for all that are more."""

_STRIP = 18
"""Cells of an article's strip."""

_COUNT, _LIKELIHOOD = 6, 10
"""Cells of the columns beside a word."""


class Beside(Widget, can_focus=False):
    """The words around the hits, and below them the articles around the one with the cursor."""

    DEFAULT_CSS = """
    Beside { background: $background; }
    """
    ALLOW_SELECT = False

    class Resized(Message):
        """It came to be seen, or has another size."""

    def __init__(self) -> None:
        super().__init__()
        self._collocates: Sequence[Collocate] = ()
        self._lacks_words = False
        self._articles: Sequence[Sequence[Line]] = ()
        self._here: Line | None = None
        self._lines: list[list[Segment]] = []

    @property
    def strips(self) -> int:
        """How many articles there is room for."""
        return max(0, self.size.height - self._upper - 4)

    @property
    def _upper(self) -> int:
        """Lines of the upper half."""
        return self.size.height * 3 // 5

    def show_collocates(self, collocates: Sequence[Collocate], *, done: bool) -> None:
        """Show the words around the hits, the most telling first.

        Args:
            collocates: The words.
            done: Whether no others are to come.
        """
        self._collocates, self._lacks_words = collocates, done and not collocates
        self._set()

    def show_articles(self, articles: Sequence[Sequence[Line]], here: Line | None) -> None:
        """Show where the hits lie.

        Args:
            articles: The hits of each, of those around the one with the cursor; no more than
                `strips`.
            here: The hit under the cursor.
        """
        self._articles, self._here = articles, here
        self._set()

    def on_resize(self) -> None:
        """Set the lines anew, and tell that there may be room for more or fewer articles."""
        self._set()
        self.post_message(self.Resized())

    def _set(self) -> None:
        width = max(0, self.size.width)
        upper = [*self._collocate_lines(width)][: self._upper]
        upper += [[] for _ in range(self._upper - len(upper))]
        self._lines = [*upper, *self._spread_lines(width)]
        self.refresh()

    def _collocate_lines(self, width: int) -> Iterator[list[Segment]]:
        looks = looks_for(self.app)
        word = width - 2 * _COUNT - _LIKELIHOOD
        head = f"{'left':>{_COUNT}}{'right':>{_COUNT}}{'G²':>{_LIKELIHOOD}}"
        yield [
            *padded(pieces([("Collocates", Style(bold=True))], word), word),
            *pieces([(head, looks.quiet)], width),
        ]
        yield []
        if self._lacks_words:
            yield pieces([("no word stands out around the hits", looks.quiet)], width)
        for each in self._collocates:
            counts = f"{each.left or '':>{_COUNT}}{each.right or '':>{_COUNT}}"
            numbers = f"{counts}{each.log_likelihood:>{_LIKELIHOOD},.1f}"
            yield [
                *padded(pieces([(each.word, PLAIN)], word - 1), word),
                *pieces([(numbers, looks.quiet)], width),
            ]

    def _spread_lines(self, width: int) -> Iterator[list[Segment]]:
        looks = looks_for(self.app)
        if not self._articles:
            return
        yield []
        yield pieces([("Dispersion", Style(bold=True))], width)
        yield []
        for hits in self._articles:
            article, here = hits[0].article, self._here
            is_here = here is not None and article.id == here.article.id
            title = fit(article.title, width - _STRIP - _COUNT - 1)
            line = [*_strip_pieces(hits, _STRIP, here if is_here else None, looks)]
            line += [("  ", PLAIN), (title, PLAIN if is_here else looks.quiet)]
            yield spread(line, (f"{len(hits):,}", looks.quiet), width)

    def render_line(self, y: int) -> Strip:
        """Return the strip of a line of the widget."""
        ground, width = looks_for(self.app).text, self.size.width
        if y >= len(self._lines):
            return Strip.blank(width, ground)
        return Strip(self._lines[y]).apply_style(ground).adjust_cell_length(width, ground)


def _strip_pieces(
    hits: Sequence[Line], cells: int, here: Line | None, looks: Looks
) -> Iterator[tuple[str, Style]]:
    """Yield an article's strip, the hit under the cursor in the accent."""
    length = hits[0].article.length
    counts = strip((hit.span.start for hit in hits), length, cells)
    at = here.span.start * cells // length if here else -1
    for cell, count in enumerate(counts):
        sign = _HEIGHTS[min(count, len(_HEIGHTS) - 1)]
        yield sign, looks.accent if cell == at else looks.quiet if count else looks.line
