"""Dialog: what lies over the text for a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from textual.await_complete import AwaitComplete
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.reading.cells import width
from tui.telling import first_words
from tui.widgets.hints import Hints

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult
    from textual.widget import Widget

    from tui.command import Place

Answer = TypeVar("Answer")

NARROW = [(0, "-narrow"), (96, "-beside")]
"""Classes of what lies over the text, by columns: where few would be left of it on the sides, those
would show but stray letters."""


_HIGH = 18
_LOW = [(0, "-low"), (_HIGH, "-high")]
"""Classes by lines: where there are few, what lies over the text may take them all."""


_IN_TITLE = 54
"""Cells of a passage in a title, beside quotation marks and the words before them."""


class Dialog(ModalScreen[Answer], Generic[Answer]):
    """A title, what it is about, and a line that names the keys.

    Args:
        title: The first line.
        places: Whose keys the last line names.
    """

    HORIZONTAL_BREAKPOINTS = NARROW
    VERTICAL_BREAKPOINTS = _LOW
    # Not among the defaults, which an application's ground for all screens would overrule.
    SCOPED_CSS = False
    CSS = """
    Dialog {
        background: $background 50%;
        &:ansi { background: transparent; }
    }
    """
    DEFAULT_CSS = """
    Dialog {
        align: center middle;
        & > .dialog {
            width: 72;
            max-width: 90%;
            height: auto;
            max-height: 90%;
            padding: 0 1;
            border: round $line;
            background: $panel;
        }
        &.-narrow > .dialog { width: 100%; max-width: 100%; }
        & .title {
            height: 1;
            width: 100%;
            margin-bottom: 1;
            text-style: bold;
            text-wrap: nowrap;
            text-overflow: ellipsis;
        }
        & Hints { margin-top: 1; }
        &.-low > .dialog { max-height: 100%; }
        &.-low .title { margin-bottom: 0; }
        &.-low Hints { margin-top: 0; }
        & VerticalScroll, & RowList, & TextArea {
            scrollbar-size-vertical: 1;
            scrollbar-background: $panel;
            scrollbar-background-hover: $panel;
            scrollbar-background-active: $panel;
        }
    }
    """

    def __init__(self, title: str, *places: Place) -> None:
        super().__init__()
        self._title = title
        self.hints = Hints(*places)

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Leave with an answer, once; a second key of one burst comes too late."""
        return super().dismiss(result) if self.app.screen is self else AwaitComplete()

    def body(self) -> Iterable[Widget]:
        """Return what stands between the title and the keys."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Set title, body and keys under one another."""
        with Vertical(classes="dialog"):
            yield Static(self._title, classes="title", markup=False)
            yield from self.body()
            yield self.hints


def room_for_body(lines: int) -> int:
    """Return how many lines there are between the title and the keys.

    Args:
        lines: How many the screen has.
    """
    # Beside the border, title and keys, on a high screen each with a line of air.
    return lines - 4 if lines < _HIGH else lines * 9 // 10 - 6


def in_title(passage: str, before: str = "") -> str:
    """Return the beginning of a passage in quotation marks, as long as a title has room for.

    Args:
        passage: Its words.
        before: What stands before them beside `Note on`.
    """
    return before + first_words(passage, _IN_TITLE - width(before))
