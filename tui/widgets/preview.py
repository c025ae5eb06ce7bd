"""Preview: an article as it will be when it is opened, to be looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.widgets.sheet import Sheet

if TYPE_CHECKING:
    from tui.widgets.strips import Here


class Preview(Sheet, can_focus=False):
    """A sheet without a cursor; its place is the hit one stands on."""

    def _here(self, number: int, *, has_cursor: bool) -> Here:
        del has_cursor  # it is nowhere
        return super()._here(number, has_cursor=False)
