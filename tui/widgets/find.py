"""FindBar: the line in which one looks for words in the article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Static

from tui.bindings import bindings_at
from tui.command import Place
from tui.widgets.recalling_line import RecallingLine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from tui.widgets.line import Line


class FindLine(RecallingLine):
    """The line itself; enter goes to a hit, escape closes the bar."""

    BINDINGS = bindings_at(Place.FIND)

    def action_line_submit(self) -> None:
        """Go to a hit."""
        self.post_message(self.Done(self))

    def action_line_close(self) -> None:
        """Stop looking for anything."""
        self.clear_and_close()

    def action_line_earlier(self) -> None:
        """Put in the line what was looked for before."""
        self.recall(-1)

    def action_line_later(self) -> None:
        """Put in the line what was looked for after it."""
        self.recall(1)


class FindBar(Horizontal):
    """A line to type in, and beside it how many hits there are.

    Args:
        id: Id of the widget.
    """

    DEFAULT_CSS = """
    FindBar {
        height: 1;
        & > .slash { width: 2; color: $accent; }
        & > FindLine { width: 1fr; }
        & > .tally { width: auto; padding: 0 1; color: $quiet; }
    }
    """

    class Changed(Message):
        """Other words are to be looked for.

        Args:
            text: The words.
        """

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Submitted(Message):
        """The reader goes to a hit."""

    class Closed(Message):
        """Nothing is to be looked for any more."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # the name Textual's widgets give it
        super().__init__(id=id)
        self._line = FindLine(placeholder="find in the article")
        self._tally = Static("", classes="tally", markup=False)

    def compose(self) -> ComposeResult:
        """Set the line between its sign and the tally."""
        yield Static("/", classes="slash", markup=False)
        yield self._line
        yield self._tally

    @property
    def text(self) -> str:
        """The words looked for."""
        return self._line.value

    @property
    def recalls(self) -> bool:
        """Whether anything was looked for before."""
        return self._line.recalls

    def open(self, text: str = "", recent: Sequence[str] = ()) -> None:
        """Give the line the keys.

        Args:
            text: Words it holds at first, all selected.
            recent: What was looked for before, the newest last.
        """
        # Not by a class, nor by `focus`: both wait, and the next keys may have been typed already.
        self.display = True
        self._line.value = text
        self._line.remember(recent)
        self.screen.set_focus(self._line)
        self._line.action_select_all()

    def close(self) -> None:
        """Take the line away."""
        self.display = False

    def tell(self, tally: str) -> None:
        """Show how many hits there are, `3 of 12`; empty for nothing to say."""
        self._tally.update(tally)

    def on_input_changed(self, event: Line.Changed) -> None:
        """Pass on what is typed."""
        event.stop()
        self.post_message(self.Changed(event.value))

    def on_line_done(self, event: Line.Done) -> None:
        """Pass on that the reader goes to a hit."""
        event.stop()
        self.post_message(self.Submitted())

    def on_line_closed(self, event: Line.Closed) -> None:
        """Pass on that the bar is done with."""
        event.stop()
        self.post_message(self.Closed())
