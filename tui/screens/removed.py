"""RemovedScreen: what was taken out of an article because no screen may show it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.widgets import Static

from store.sources.removals import MOST_LINES
from tui import telling
from tui.bindings import bindings_at
from tui.command import Place
from tui.screens.scrolled import Scrolled

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.binding import BindingType
    from textual.widget import Widget

    from store.sources.removals import Removal


class RemovedScreen(Scrolled):
    """Lists removals: what it was, how often, where, and how it reads with its signs spelt out.

    Args:
        removals: At least one.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings_at(Place.ROWS, Place.NOTICE)

    def __init__(self, removals: Sequence[Removal]) -> None:
        super().__init__("Taken out of this article", Place.NOTICE)
        self._removals = tuple(removals)

    def content(self) -> Iterable[Widget]:
        """Return the list, two lines a removal."""
        lines = (line for removal in self._removals for line in _told(removal))
        return (Static(Content("\n").join(lines), markup=False),)

    def action_notice_leave(self) -> None:
        """Close."""
        self.dismiss(None)


def _told(removal: Removal) -> Iterable[Content]:
    """Yield the lines of a removal."""
    lines = ", ".join(map(str, removal.lines))
    more = ", …" if len(removal.lines) == MOST_LINES else ""
    where = f" · line {lines}{more}" if lines else ""
    yield Content.styled(f"{telling.removal(removal)}{where}", "$quiet")
    yield Content(f"  {removal.form}")
