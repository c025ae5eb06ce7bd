"""Narrowable: a list that is narrowed by what is typed in a line above it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from tui.command import Place

if TYPE_CHECKING:
    from textual.events import DescendantFocus
    from textual.widget import Widget

    from tui.widgets.hints import Hints
    from tui.widgets.line import Line


class Narrowable:
    """What goes to and fro between a list and the line above it, on a screen and in a dialog.

    A subclass binds `narrow` at its place, and says what other words in the line leave (`narrow`).
    """

    LINE_PLACE: ClassVar[Place] = Place.FILTER
    """Whose keys the last line names while one types."""

    place: Place
    """Whose keys it names else."""

    filter: Line
    """What is typed to narrow the list."""

    hints: Hints
    """The line that names the keys."""

    @property
    def narrowed(self) -> Widget:
        """What is narrowed, and has the keys when the line is left."""
        raise NotImplementedError

    def narrow(self) -> None:
        """Show what the words in the line leave."""
        raise NotImplementedError

    def on_descendant_focus(self, _: DescendantFocus) -> None:
        """Name the keys of what has them."""
        self.hints.show_keys(self.LINE_PLACE if self.filter.has_focus else self.place)

    def on_input_changed(self, event: Line.Changed) -> None:
        """Narrow the list."""
        event.stop()
        self.narrow()

    def on_line_done(self, event: Line.Done) -> None:
        """Go to the list."""
        event.stop()
        self.narrowed.focus()

    def on_line_down(self, event: Line.Down) -> None:
        """Go to the list."""
        event.stop()
        self.narrowed.focus()

    def on_line_closed(self, event: Line.Closed) -> None:
        """Go to the whole list."""
        event.stop()
        self.narrowed.focus()

    def action_narrow(self) -> None:
        """Go to the line that narrows."""
        self.filter.focus()
