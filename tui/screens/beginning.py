"""The beginning: what is typed before there is an article waits for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.early import ABOUT_ARTICLE, ABOUT_LIST
from tui.screens.narrowing import Narrowing
from tui.typed import look_at_keys_again

if TYPE_CHECKING:
    from textual import events

    from tui.messages import Loaded, Scanned

NEIGHBOURS = {"article_next": 1, "article_previous": -1}
"""What goes to a neighbour in the list, and which way."""

_PATIENCE = 10.0
"""Seconds after which what is typed waits no longer, because nothing may ever come."""


class Beginning(Narrowing):
    """Knows what is still to come when keys are there already."""

    _stood_at = 0
    _is_over = False

    def on_mount(self) -> None:
        """Let nothing wait for ever."""
        self.set_timer(_PATIENCE, self._give_up)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Go on with what waited until something has the keys."""
        del event
        self.call_next(self._go_on)

    def on_scanned(self, message: Scanned) -> None:
        """Go on with what waited for the list."""
        del message
        self.call_next(self._go_on)

    def on_loaded(self, message: Loaded) -> None:
        """Go on where there is nothing to be shown."""
        del message
        self.call_next(self._go_on)

    def on_sheet_shown(self) -> None:
        """Go on with what waited for an article."""
        self.call_next(self._go_on)

    def _give_up(self) -> None:
        self._is_over = True
        look_at_keys_again(self.app)

    def _go_on(self) -> None:
        if self._is_over:
            return
        self._is_over = self.was_scanned and not self._is_article_coming
        look_at_keys_again(self.app)

    @property
    def is_beginning(self) -> bool:
        """Whether an article or the list may still be on its way."""
        return not self._is_over

    @property
    def _is_article_coming(self) -> bool:
        """Whether there is no article yet, and one may come."""
        if self.reader.article is not None:
            return False
        return self.is_under_way or not (self.has_opened or self.was_scanned)

    def is_early(self, action: str) -> bool:
        """Tell whether an action needs what is still on its way.

        Args:
            action: What follows `action_` in the method's name.
        """
        if self._is_over:
            return False
        is_listed = self.was_scanned or bool(len(self.sidebar.list.items))
        if self.in_sidebar and not is_listed:
            return action in ABOUT_LIST
        if action in NEIGHBOURS and not self.was_scanned:
            return self._is_article_coming or self.toward(NEIGHBOURS[action]) is None
        return not self.in_sidebar and self._is_article_coming and action in ABOUT_ARTICLE

    def toward(self, step: int) -> int | None:
        """Return the place in the list of the nearest article one way; None where there is none.

        Args:
            step: 1 for those behind the open article, -1 for those before it.
        """
        rows = self.shelf.rows()
        here = rows.index_of(self.open_id)
        if here is not None:
            self._stood_at = here
            at = here + step
        else:
            # The open article has left the list: its neighbours have closed the gap.
            at = min(self._stood_at, len(rows)) if step > 0 else self._stood_at - 1
        while 0 <= at < len(rows) and rows[at].error:
            at += step
        return at if 0 <= at < len(rows) else None
