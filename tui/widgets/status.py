"""The bottom line: where one is, whether all is saved, and the keys that matter here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from tui.commands import NAMED_FIRST
from tui.looks import looks_for
from tui.reading.cells import fit, width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual import events
    from textual.timer import Timer

_SAID_FOR = 4.0
"""Seconds that a passing word stays."""

_FOR_STATE = 46
"""Cells kept for where one is on a wide screen: keys beside it would come and go with it."""

_FOR_KEYS = 69
"""Cells that keys may take whatever is kept for where one is."""

KeyHint = tuple[str, str, str]
"""A key, what it does in a word or two, and the id of its command."""


class StatusLine(Widget):
    """Shows a state on the left, or for a few seconds a passing word, and keys on the right.

    Args:
        id: The widget's id.
    """

    DEFAULT_CSS = """
    StatusLine { height: 1; dock: bottom; background: $background; }
    """
    ALLOW_SELECT = False

    state: reactive[str] = reactive("", init=False, repaint=False)
    """Where one is."""

    warning: reactive[str] = reactive("", init=False)
    """What is wrong and stays wrong; shown before everything else."""

    hints: reactive[tuple[KeyHint, ...]] = reactive((), init=False)
    """The keys that matter here, the most important first."""

    class Clicked(Message):
        """The key of a command was clicked.

        Args:
            command_id: The command.
        """

        def __init__(self, command_id: str) -> None:
            super().__init__()
            self.command_id = command_id

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._said = ""
        self._timer: Timer | None = None
        self._drawn_hints: list[KeyHint] = []

    @property
    def said(self) -> str:
        """The passing word, empty for none."""
        return self._said

    def say(self, words: str) -> None:
        """Show a passing word in place of the state; an empty one takes it back."""
        if words == self._said == "":
            return
        self._said = words
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(_SAID_FOR, self._hush) if words else None
        self.refresh()

    def watch_state(self, before: str, state: str) -> None:
        """Draw anew what it says, but not the keys where they stay the same.

        It changes with nearly every move of the cursor.
        """
        if self.warning or self._said or self._shown_hints() != self._drawn_hints:
            self.refresh()
            return
        cells = 1 + max(width(before), width(state))
        self.refresh(Region(0, 0, min(cells, self.size.width), 1))

    def _hush(self) -> None:
        self._said = ""
        self.refresh()

    def render_line(self, _: int) -> Strip:
        """Return the line."""
        looks, cells = looks_for(self.app), self.size.width
        ground = looks.text
        left, style = self._left(), ground + looks.quiet
        if self.warning:
            style = ground + looks.alarm
        elif self._said:
            style = ground + looks.accent
        hints = self._drawn_hints = self._shown_hints()
        taken = sum(width(f"{key} {label}") for key, label, _id in hints) + 3 * max(
            0, len(hints) - 1
        )
        left = fit(left, cells - 2 - (taken + 3 if hints else 0))
        segments = [Segment(" ", ground), Segment(left, style)]
        segments.append(Segment(" " * max(0, cells - 2 - width(left) - taken), ground))
        for number, (key, label, _id) in enumerate(hints):
            segments.append(Segment(" · " if number else "", ground + looks.faint))
            segments.append(Segment(key, ground + looks.accent))
            segments.append(Segment(f" {label}", ground + looks.quiet))
        return Strip(segments).adjust_cell_length(cells, ground)

    def _left(self) -> str:
        parts = [self.warning, self._said] if self.warning else [self._said or self.state]
        if self._said.startswith(self.warning):
            parts = [self._said or self.state]
        return " · ".join(part for part in parts if part)

    def _shown_hints(self) -> list[KeyHint]:
        """Return the hints that fit beside what stands on the left."""
        room = self.size.width - 2 - 3
        steady = max(_FOR_KEYS, room - _FOR_STATE)
        shown = [*_fitting(self.hints, min(steady, room - width(self._left())))]
        if not shown and not self._said:
            # Where one is can be cut; a passing word cannot, and soon makes room again.
            shown = [*_fitting([each for each in self.hints if each[2] in NAMED_FIRST], room)]
        return shown

    def on_click(self, event: events.Click) -> None:
        """Tell which command's key was clicked."""
        at = self.size.width - 1
        for key, label, command_id in reversed(self._shown_hints()):
            at -= width(f"{key} {label}")
            if event.x >= at:
                self.post_message(self.Clicked(command_id))
                return
            at -= 3


def _fitting(hints: Sequence[KeyHint], room: int) -> Iterator[KeyHint]:
    """Yield the hints for which there is room, in their order: `NAMED_FIRST` before all others."""
    left = room + 3
    chosen: set[KeyHint] = set()
    for hint in sorted(hints, key=lambda each: each[2] not in NAMED_FIRST):
        left -= width(f"{hint[0]} {hint[1]}") + 3
        if left < 0:
            break
        chosen.add(hint)
    return (hint for hint in hints if hint in chosen)
