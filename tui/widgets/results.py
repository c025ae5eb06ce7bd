"""ResultList: the articles that a query found, each with its first hits."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from rich.style import Style
from textual.message import Message

from store.search.found import Found
from tui.looks import Depth, looks_for
from tui.reading.snippet import snippet
from tui.signs import READ_SIGNS
from tui.widgets.rows import RowList
from tui.widgets.segments import PLAIN, pieces, spread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rich.segment import Segment

    from store.annotation import Tag
    from store.progress import ReadState
    from tui.widgets.segments import Piece

_INDENT = "  "
WITHOUT_HITS = 3
"""Lines of a row that show no hits: title, what is known of it, air."""

_snippet = lru_cache(maxsize=1024)(snippet)
# Of what is on the screen, for it is drawn anew at each move of the cursor.


class ResultList(RowList[Found]):
    """An article's title, what is known of it, and its first hits in their sentences.

    Args:
        tags_of: Returns the tags on an article and its passages.
        state_of: Tells whether an article was read.
    """

    class WantsMore(Message):
        """The cursor was to go below the last article that is listed, but not the last found.

        Args:
            index: Where it was to go.
        """

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(
        self,
        tags_of: Callable[[str], Sequence[Tag]],
        state_of: Callable[[str], ReadState],
    ) -> None:
        super().__init__(row_height=5)
        self._tags_of = tags_of
        self._state_of = state_of
        self.hit = 0
        """Number of the hit on which one stands in the article under the cursor, from 0."""
        self.has_more = False
        """Whether more was found than is listed, and can come below."""
        self._is_backing = False

    def key_of(self, item: Found) -> str:
        """Return the article's id."""
        return item.article.id

    def stand_on(self, hit: int) -> None:
        """Stand on another hit of the article under the cursor."""
        self.hit = hit
        self._refresh_row(self.cursor)

    def is_step(self, action: str) -> bool:
        """Tell whether an action only moves the cursor now; at the end more may have to come."""
        is_last = self.cursor + 1 >= len(self.items)
        return super().is_step(action) and not (self.has_more and is_last)

    def move_to(self, index: int) -> None:
        """Put the cursor on the item at `index`, as soon as it comes; at the end, as near to it."""
        last = len(self.items) - 1
        if self.has_more and index > last == self.cursor:
            self.post_message(self.WantsMore(index))
        else:
            super().move_to(index)

    def step_hit(self, step: int) -> None:
        """Go to the next hit (1) or the one before (-1), across articles."""
        hit = self.hit + step
        if self.item is not None and 0 <= hit < len(self.item.hits):
            self.stand_on(hit)
            self.post_message(self.Moved(self, self.cursor))
        elif step > 0:
            self.move_to(self.cursor + 1)
        elif self.cursor:
            self._is_backing = True
            self.move_to(self.cursor - 1)

    def moved(self) -> None:
        """Stand on the first hit of another article; going back hit by hit, on its last."""
        item = self.item
        self.stand_on(max(0, len(item.hits) - 1) if self._is_backing and item else 0)
        self._is_backing = False
        super().moved()

    def row_lines(self, item: Found, width: int, *, here: bool) -> Sequence[Sequence[Segment]]:
        """Return the title's line, the quiet one under it, and those of the hits."""
        looks, quiet = looks_for(self.app), self.quiet(here=here)
        sign = READ_SIGNS[self._state_of(item.article.id)]
        hit = self.hit if here else 0
        title = [(f"{sign} ", quiet if here else looks.faint), (item.article.title, PLAIN)]
        return (
            spread(title, (self._count(item, hit), looks.accent), width),
            pieces([(_INDENT, PLAIN), *self._about(item, quiet)], width),
            *self._hit_lines(item, hit, width, quiet),
        )

    def _count(self, item: Found, hit: int) -> str:
        count = f"{len(item.hits):,}" if item.hits else ""
        return f"{hit + 1:,} of {count}" if hit else count

    def _about(self, item: Found, quiet: Style) -> Iterator[Piece]:
        """Yield date, tags and source, dots between them; the path where there are none."""
        looks, article = looks_for(self.app), item.article
        tags = [(each.name, looks.ink(each.colour)) for each in self._tags_of(article.id)]
        told = [(article.date or "", quiet), *tags, (article.source or "", quiet)]
        told = [piece for piece in told if piece[0]] or [(article.path, quiet)]
        for number, piece in enumerate(told):
            yield " · " if number else "", quiet
            yield piece

    def _hit_lines(
        self, item: Found, index: int, width: int, quiet: Style
    ) -> Iterator[list[Segment]]:
        looks = looks_for(self.app)
        # Where the cursor's line has no colours, a hit is still to be told from the rest.
        found = looks.accent + Style(bold=looks.depth is not Depth.FULL)
        for _ in range(self.row_height - WITHOUT_HITS):
            if index >= len(item.hits):
                return
            room = max(8, width - len(_INDENT))
            shown = _snippet(item.article.text, item.hits, index, room)
            parts = [(part.words, found if part.is_hit else quiet) for part in shown.parts]
            yield pieces([(_INDENT, PLAIN), *parts], width)
            index = shown.following
