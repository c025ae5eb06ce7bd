"""HelpScreen: the keys that apply here."""

from __future__ import annotations

import textwrap
from collections import Counter
from itertools import chain, groupby
from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from tui.bindings import bindings_at
from tui.command import Group, Place
from tui.commands import commands_at
from tui.keys import keys_for
from tui.screens.dialog import NARROW
from tui.screens.scrolled import Scrolled
from tui.signs import MEANINGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.events import Resize
    from textual.widget import Widget

    from tui.command import Command, Situation

_GAP = 2
_LEAST_FOR_TWO = 100
"""Cells of the screen from which on two columns are easier to read than one."""


_SHARED = frozenset({Place.READING, Place.ROWS})
"""Places whose keys work in many others too."""

_LINES = frozenset({Place.FILTER, Place.NARROWING, Place.QUERY})
"""Places above a list: their keys stand apart, since the list means others by the same."""

_ORDER = tuple(Group)


class HelpScreen(Scrolled):
    """Keys and what they do, group by group; what the place itself is about comes first.

    Args:
        places: Whose keys are listed.
        situation: What holds at the moment; commands that would do nothing are left out.
    """

    BINDINGS = bindings_at(Place.ROWS, Place.KEYS)
    DEFAULT_CSS = """
    HelpScreen {
        & > .dialog { width: 150; }
        & Horizontal { height: auto; }
        & .column { width: 1fr; padding-right: 2; }
    }
    """

    def __init__(self, places: Sequence[Place], situation: Situation) -> None:
        super().__init__("Keys", Place.KEYS)
        self._places = tuple(places)
        self._situation = situation
        self._columns = (
            Static(classes="column", markup=False),
            Static(classes="column", markup=False),
        )

    def content(self) -> Iterable[Widget]:
        """Return the columns."""
        return (Horizontal(*self._columns),)

    def on_resize(self, event: Resize) -> None:
        """Set the groups in as many columns as there is room for."""
        wide = event.size.width >= _LEAST_FOR_TWO
        self._columns[1].display = wide
        is_narrow = event.size.width < NARROW[1][0]
        room = min(150, event.size.width if is_narrow else event.size.width * 9 // 10) - 5
        cells = (room // 2 if wide else room) - _GAP
        groups = [group for group in self._groups(cells) if group]
        parts = _halves(groups) if wide else (groups, [])
        for column, part in zip(self._columns, parts, strict=True):
            column.update(Content("\n\n").join(Content("\n").join(group) for group in part))

    def action_keys_leave(self) -> None:
        """Close."""
        self.dismiss(None)

    def _groups(self, cells: int) -> Iterable[list[Content]]:
        """Yield the lines of each group, its name first."""
        listed = [
            (" ".join(self._keys(command)), command)
            for command in commands_at(*self._places)
            if command.applies(self._situation) and self._keys(command)
        ]
        own = Counter(each.group for _, each in listed if each.places & self._own_places)
        first = max(own, key=lambda group: own[group], default=None)
        listed.sort(key=lambda entry: self._rank(entry[1], first))
        widest = max((len(keys) for keys, _ in listed), default=0)
        for heading, entries in groupby(listed, key=lambda entry: self._heading(entry[1])):
            lines = [Content.styled(heading, "$accent")]
            for keys, command in entries:
                lines += _entry(keys, command.help, widest, cells)
            yield lines
        if Place.READING in self._places:
            told = (_entry(sign, words, widest, cells) for sign, words in MEANINGS)
            signs = chain.from_iterable(told)
            yield [Content.styled("Signs", "$accent"), *signs]

    def _heading(self, command: Command) -> str:
        """Return under what a command is listed: what it is about, or the line it works in."""
        here = command.places & frozenset(self._places)
        line = next(iter(here & _LINES), None)
        return line.value if line and here <= _LINES else command.group.value

    def _rank(self, command: Command, first: Group | None) -> tuple[bool, str, int]:
        """Return what commands are sorted by: what the place is about, then its line, the rest."""
        heading, group = self._heading(command), command.group
        line = heading if heading != group.value else ""
        return group != first, line, _ORDER.index(group)

    @property
    def _own_places(self) -> frozenset[Place]:
        """Whose keys come first: those that the place does not share with all others."""
        return frozenset(self._places) - _SHARED

    def _keys(self, command: Command) -> tuple[str, ...]:
        return command.told_keys(keys_for(self.app, command))


def _entry(keys: str, words: str, widest: int, cells: int) -> Iterable[Content]:
    """Yield the lines of a command: its keys, and beside them what it does."""
    room = max(10, cells - widest - _GAP)
    for number, part in enumerate(textwrap.wrap(words, room)):
        beside = keys if number == 0 else ""
        yield Content.assemble((beside.ljust(widest + _GAP), "$foreground"), (part, "$quiet"))


def _halves(groups: list[list[Content]]) -> tuple[list[list[Content]], list[list[Content]]]:
    """Part groups into two columns of nearly the same height."""
    total = sum(len(group) + 1 for group in groups)
    for count in range(1, len(groups)):
        if sum(len(group) + 1 for group in groups[:count]) * 2 >= total:
            return groups[:count], groups[count:]
    return groups, []
