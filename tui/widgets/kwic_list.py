"""KwicList: the hits of a query, each on a line of its own, one below the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style

from store.search.concordance import Sort
from tui.concordance import Key, key_of
from tui.looks import looks_for
from tui.reading.kwic import aligned, sorted_by
from tui.widgets.rows import RowList
from tui.widgets.segments import PLAIN, Piece, padded, pieces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rich.segment import Segment

    from store.search.concordance import Line
    from store.span import Span
    from tui.concordance import Concordance

_DATED = 88
"""Cells from which a line has room for the article's date whatever lines are sorted by."""

_SIGNS = 4
"""Cells of tick and tag before a line, with a blank behind each."""

_DATE = 12

_TITLED, _TITLE = 160, 22
"""Columns of the screen from which a line names its article, and the cells it takes for that."""


class KwicList(RowList["Line"]):
    """A line a hit: its tick, the tag on it, and the hit with what stands around it.

    Args:
        found: The concordance: which hits are ticked, and in what order they stand.
        tick_of: Gives the sign of what was chosen or decided.
        bar_of: Gives the sign of what is marked there already.
    """

    def __init__(
        self,
        found: Concordance,
        tick_of: Callable[[Line], Piece],
        bar_of: Callable[[Line], Piece],
    ) -> None:
        super().__init__()
        self.found = found
        self._tick_of = tick_of
        self._bar_of = bar_of

    def key_of(self, item: Line) -> Key:
        """Return the hit's article and place."""
        return key_of(item)

    def grown(self) -> None:
        """Show that hits were added at the end."""
        self._measure()
        self.refresh()

    def row_lines(self, item: Line, width: int, *, here: bool) -> Sequence[Sequence[Segment]]:
        """Return the hit's line."""
        looks, quiet = looks_for(self.app), self.quiet(here=here)
        is_ticked = key_of(item) in self.found.ticked
        words = PLAIN if is_ticked else quiet
        (tick, tick_look), (bar, bar_look) = self._tick_of(item), self._bar_of(item)
        is_dated = width >= _DATED or self.found.sort is Sort.DATE
        date = _DATE if is_dated else 0
        title = _TITLE if self.app.size.width >= _TITLED else 0
        cells = width - _SIGNS - date - title
        hit = aligned(item.left, item.match, item.right, cells)
        left, right = sorted_by(hit, item, self.found.sort)
        line = [
            (f"{tick:1} ", tick_look),
            (f"{bar:1} ", bar_look),
            *_lit(hit.left, left, words),
            (hit.match, looks.accent + Style(bold=True)),
            *_lit(hit.right, right, words),
        ]
        if date:
            line.insert(2, (f"{item.article.date or '':<{_DATE}}", quiet))
        if title:
            set_ = padded(pieces(line, width - title), width - title + 2)
            return ([*set_, *pieces([(item.article.title, quiet)], title - 2)],)
        return (pieces(line, width),)


def _lit(text: str, word: Span | None, look: Style) -> Iterator[Piece]:
    """Yield a text with one of its words not as quiet as the others."""
    if word is None:
        yield text, look
        return
    yield text[: word.start], look
    yield word.of(text), PLAIN
    yield text[word.end :], look
