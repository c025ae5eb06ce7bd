"""Hints: the quiet line at the bottom that names the keys, or says what just happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from tui.command import Situation
from tui.commands import NAMED_FIRST, footer_at
from tui.keys import keys_for
from tui.looks import Depth, looks_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import App
    from textual.events import Resize

    from tui.command import Command, Place

_DOT = Content(" · ")


class Hints(Static):
    """One line: the keys of a place until something is to be said.

    `now` is what holds at the moment; a screen may set it, and then calls `renew_keys`.

    Args:
        places: Whose keys are named.
        id: Id of the widget.
    """

    DEFAULT_CSS = """
    Hints {
        height: 1;
        width: 100%;
        color: $quiet;
        text-wrap: nowrap;
        text-overflow: ellipsis;
        &.-alarm { color: $error; height: auto; max-height: 3; text-wrap: wrap; }
    }
    """

    def __init__(self, *places: Place, id: str | None = None) -> None:  # noqa: A002  # the name Textual's widgets give it
        super().__init__("", id=id, markup=False)
        self._places = places
        self._said = False
        self.now = Situation()

    def on_resize(self, _: Resize) -> None:
        """Name as many keys as fit now."""
        self.renew_keys()

    def hush(self) -> None:
        """Take back what was said."""
        if self._said:
            self.show_keys()

    def renew_keys(self) -> None:
        """Name the keys that apply now, unless something is being said."""
        if not self._said:
            self.show_keys()

    def show_keys(self, *places: Place) -> None:
        """Name the keys again, in place of what was said.

        Args:
            places: Whose keys to name from now on; the same as before by default.
        """
        self._said = False
        self._places = places or self._places
        self.remove_class("-alarm")
        self.update(keys_line(self._commands(), self.app, self.size.width))

    def _commands(self) -> tuple[Command, ...]:
        return footer_at(self.now, *self._places)

    def say(self, words: str, *, alarm: bool = False) -> None:
        """Say something in place of the keys.

        Args:
            words: One line.
            alarm: Whether something went wrong.
        """
        self._said = True
        self.set_class(alarm, "-alarm")
        self.update(Content(words))


def keys_line(commands: Sequence[Command], app: App[object], cells: int) -> Content:
    """Return keys and labels on one line, the first key of each.

    Args:
        commands: What to name, the most important first.
        app: Whose settings may have changed the keys.
        cells: How many the line has; what does not fit is left out, but neither the last nor
            what is `NAMED_FIRST`.
    """
    named = [
        (command.id, key, command.label) for command in commands if (key := _key(command, app))
    ]
    kept = {"".join(id_ for id_, _, _ in named[-1:]), *NAMED_FIRST}
    style = "bold" if looks_for(app).depth is Depth.NONE else "$accent"
    while True:
        parts = [Content.assemble((key, style), f" {label}") for _, key, label in named]
        whole = _DOT.join(parts)
        spare = next((each for each in reversed(named) if each[0] not in kept), None)
        if whole.cell_length <= cells or spare is None:
            return whole
        named.remove(spare)


def _key(command: Command, app: App[object]) -> str:
    return "".join(command.told_keys(keys_for(app, command))[:1])
