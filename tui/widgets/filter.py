"""FilterLine: what is typed here narrows a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.actions import SkipAction

from tui.bindings import bindings_at
from tui.command import Place
from tui.widgets.line import Line

if TYPE_CHECKING:
    from textual.binding import BindingType


class FilterLine(Line):
    """The line over a list; enter goes to the list, escape shows all of it again.

    Args:
        placeholder: What stands there while it is empty.
        id: Id of the widget.
    """

    BINDINGS = bindings_at(Place.FILTER)

    def __init__(self, *, placeholder: str = "/ to narrow", id: str | None = None) -> None:  # noqa: A002  # the name Textual's widgets give it
        super().__init__(placeholder=placeholder, id=id)
        self._resting = placeholder

    def on_focus(self) -> None:
        """Say what typing does."""
        self.placeholder = "type to narrow"

    def on_blur(self) -> None:
        """Say again how one comes here."""
        self.placeholder = self._resting

    def action_filter_done(self) -> None:
        """Go to the list."""
        self.post_message(self.Done(self))

    def action_filter_down(self) -> None:
        """Go to the list."""
        self.post_message(self.Down(self))

    def action_filter_clear(self) -> None:
        """Show the whole list again and leave."""
        self.clear_and_close()


class NarrowingLine(FilterLine, inherit_bindings=False):
    """The same where enter opens what is chosen, and escape leads back from an empty line."""

    BINDINGS: ClassVar[list[BindingType]] = [*Line.BINDINGS, *bindings_at(Place.NARROWING)]

    def action_narrowing_open(self) -> None:
        """Open what is chosen in the list."""
        self.post_message(self.Done(self))

    def action_scope(self) -> None:
        """Leave to the screen what is listed.

        Raises:
            SkipAction: Always, so that the key goes on to the screen.
        """
        raise SkipAction

    def action_narrowing_leave(self) -> None:
        """Leave to the screen what is listed then, or where one goes."""
        self.post_message(self.Closed(self))
