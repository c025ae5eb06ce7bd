"""Line: one line to type in, without a frame."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input

if TYPE_CHECKING:
    from textual.events import Paste

_OF_THE_PLACE = frozenset({"enter"})
"""Keys that mean what the place of the line says, not what Textual's input makes of them."""


class Line(Input, inherit_bindings=False):
    """An input of one line that leaves the enter key to whoever holds it.

    It tells of every change by `Line.Changed`. Of several lines that are pasted it makes one.

    Args:
        value: What stands in it at first.
        placeholder: What stands there while it is empty.
        id: Id of the widget.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        binding
        for binding in Input.BINDINGS
        if not (isinstance(binding, Binding) and binding.key in _OF_THE_PLACE)
    ]
    DEFAULT_CSS = """
    Line {
        background: transparent;
        &:focus { background-tint: $foreground 0%; }
        & > .input--placeholder { color: $faint; }
        & > .input--cursor { background: $accent; color: $background; text-style: none; }
        &:ansi > .input--cursor {
            background: ansi_default;
            color: ansi_default;
            text-style: reverse;
        }
    }
    """

    class Done(Message):
        """The line is finished: on to what it is about."""

        def __init__(self, line: Line) -> None:
            super().__init__()
            self.line = line

        @property
        def control(self) -> Line:
            """The line it happened in."""
            return self.line

    class Down(Message):
        """The reader goes on to what lies below the line."""

        def __init__(self, line: Line) -> None:
            super().__init__()
            self.line = line

    class Closed(Message):
        """The line was left; by its own keys it is empty then."""

        def __init__(self, line: Line) -> None:
            super().__init__()
            self.line = line

        @property
        def control(self) -> Line:
            """The line it happened in."""
            return self.line

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str = "",
        id: str | None = None,  # noqa: A002  # the name Textual's widgets give it
    ) -> None:
        super().__init__(value, placeholder, id=id, compact=True, select_on_focus=False)
        self.cursor_blink = False

    def on_paste(self, event: Paste) -> None:
        """Make one line of several, of which Textual's input, called next, takes the first."""
        lines = event.text.splitlines()
        if len(lines) > 1:
            event.text = " ".join(filter(None, map(str.strip, lines)))

    def clear_and_close(self) -> None:
        """Empty the line and tell that it is left."""
        self.value = ""
        self.post_message(self.Closed(self))
