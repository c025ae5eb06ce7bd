"""QueueList: the review queue, a heading over each of its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui import telling
from tui.looks import looks_for
from tui.review_queue import Heading, Item, Passage
from tui.widgets.rows import RowList
from tui.widgets.segments import PLAIN, Piece, pieces, spread

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rich.segment import Segment

    from store.annotation import Annotation, Colour

_MOST_CELLS_SHOWN = 200


class QueueList(RowList[Item | Heading]):
    """Two lines an item: its passage, and the article it belongs to.

    Args:
        colour_of: Gives the colour of an annotation.
    """

    def __init__(self, colour_of: Callable[[Annotation], Colour]) -> None:
        super().__init__(row_height=2, empty="nothing to review: every passage is where it belongs")
        self._colour_of = colour_of

    def key_of(self, item: Item | Heading) -> str:
        """Return what tells an item from the others."""
        return item.key

    def holds_cursor(self, item: Item | Heading) -> bool:
        """Tell whether it is an item, and no heading."""
        return not isinstance(item, Heading)

    @property
    def case(self) -> Item | None:
        """The item under the cursor; None where there is none."""
        return None if isinstance(self.item, Heading) else self.item

    def row_lines(
        self, item: Item | Heading, width: int, *, here: bool
    ) -> Sequence[Sequence[Segment]]:
        """Return an item's two lines, or a heading below a line of air."""
        looks, quiet = looks_for(self.app), self.quiet(here=here)
        if isinstance(item, Heading):
            count = (f"{item.count:,}", looks.faint)
            return [], spread([(item.group.value, looks.quiet)], count, width)
        if isinstance(item, Passage):
            bar: Piece = ("▎", looks.ink(self._colour_of(item.annotation)))
            anchor = item.annotation.anchor
            words = " ".join(anchor.exact[:_MOST_CELLS_SHOWN].split()) if anchor else ""
            about = item.article.title
        else:
            bar, words = (" ", PLAIN), item.article.title
            about = telling.count(len(item.missing.annotations), "annotation")
        # What was given up is settled, and asks for less than what is not.
        ink = quiet if isinstance(item, Passage) and item.is_given_up else PLAIN
        score = telling.share(item.found.score) if isinstance(item, Passage) else ""
        shown = score if item.group.value == "moved" else ""
        return (
            pieces([bar, (words, ink)], width),
            spread([bar, (about, quiet)], (shown, quiet), width),
        )
