"""HelpScreen: the keys that apply here."""

from __future__ import annotations

import textwrap
from collections import Counter
from itertools import chain, groupby
from typing import TYPE_CHECKING

from msgspec import Struct
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from store.haystack import haystack, needles
from tui import telling
from tui.bindings import bindings_at
from tui.command import Group, Place
from tui.commands import commands_at
from tui.keys import keys_for
from tui.screens.dialog import NARROW
from tui.screens.narrowable import Narrowable
from tui.screens.scrolled import Scrolled
from tui.signs import MEANINGS
from tui.widgets.filter import FilterLine

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


class _Entry(Struct, frozen=True):
    """A command or a sign, and what it does or means.

    Args:
        heading: Under what it is listed.
        keys: Its keys, or the sign.
        words: What it does, or means.
        label: What else it is called.
    """

    heading: str
    keys: str
    words: str
    label: str = ""

    def holds(self, words: Sequence[str]) -> bool:
        """Tell whether every word occurs in it or in its heading."""
        stack = haystack(self.heading, self.keys, self.words, self.label)
        return all(word in stack for word in words)

    def lines(self, widest: int, cells: int) -> Iterable[Content]:
        """Yield its lines: its keys, and beside them what it does."""
        room = max(10, cells - widest - _GAP)
        for number, part in enumerate(textwrap.wrap(self.words, room)):
            beside = self.keys if number == 0 else ""
            yield Content.assemble((beside.ljust(widest + _GAP), "$foreground"), (part, "$quiet"))


class HelpScreen(Narrowable, Scrolled):
    """Keys and what they do, group by group; what the place itself is about comes first.

    Words typed above them leave those that they are about.

    Args:
        places: Whose keys are listed.
        situation: What holds at the moment; commands that would do nothing are left out.
    """

    BINDINGS = bindings_at(Place.ROWS, Place.KEYS)
    ABOVE = 2
    DEFAULT_CSS = """
    HelpScreen {
        & > .dialog { width: 150; }
        & FilterLine { margin-bottom: 1; }
        & Horizontal { height: auto; }
        & .column { width: 1fr; padding-right: 2; }
    }
    """

    def __init__(self, places: Sequence[Place], situation: Situation) -> None:
        super().__init__("Keys", Place.KEYS)
        self.place = Place.KEYS
        self.filter = FilterLine()
        self._places = tuple(places)
        self._situation = situation
        self._columns = (
            Static(classes="column", markup=False),
            Static(classes="column", markup=False),
        )

    def body(self) -> Iterable[Widget]:
        """Return the line that narrows, and what it narrows."""
        return (self.filter, *super().body())

    def content(self) -> Iterable[Widget]:
        """Return the columns."""
        return (Horizontal(*self._columns),)

    def on_mount(self) -> None:
        """Give the keys to what is scrolled by them."""
        self.set_focus(self._scroll)

    @property
    def narrowed(self) -> Widget:
        """What is scrolled."""
        return self._scroll

    def narrow(self) -> None:
        """Show what the words in the line are about, in the room that all of it had."""
        self._scroll.styles.min_height = self._scroll.size.height
        self._set(self.size.width)
        self.action_top()

    def on_resize(self, event: Resize) -> None:
        """Set the groups in as many columns as there is room for."""
        self._scroll.styles.min_height = 0
        self._set(event.size.width)

    def _set(self, width: int) -> None:
        wide = width >= _LEAST_FOR_TWO
        self._columns[1].display = wide
        room = min(150, width if width < NARROW[1][0] else width * 9 // 10) - 5
        cells = (room // 2 if wide else room) - _GAP
        groups = [*self._groups(cells)] or [[Content.styled(telling.NOTHING_FITS, "$quiet")]]
        parts = _halves(groups) if wide else (groups, [])
        for column, part in zip(self._columns, parts, strict=True):
            column.update(Content("\n\n").join(Content("\n").join(group) for group in part))

    def action_keys_leave(self) -> None:
        """Close."""
        self.dismiss(None)

    def _groups(self, cells: int) -> Iterable[list[Content]]:
        """Yield the lines of each group, its name first."""
        entries, words = self._entries(), needles(self.filter.value)
        widest = max((len(each.keys) for each in entries), default=0)
        left = (each for each in entries if each.holds(words))
        for heading, group in groupby(left, key=lambda each: each.heading):
            lines = chain.from_iterable(each.lines(widest, cells) for each in group)
            yield [Content.styled(heading, "$accent"), *lines]

    def _entries(self) -> list[_Entry]:
        """Return all there is to be told, in order."""
        listed = [
            command
            for command in commands_at(*self._places)
            if command.applies(self._situation) and self._keys(command)
        ]
        own = Counter(each.group for each in listed if each.places & self._own_places)
        first = max(own, key=lambda group: own[group], default=None)
        entries = [
            _Entry(self._heading(each), " ".join(self._keys(each)), each.help, each.label)
            for each in sorted(listed, key=lambda command: self._rank(command, first))
        ]
        signs = MEANINGS if Place.READING in self._places else ()
        return [*entries, *(_Entry("Signs", sign, words) for sign, words in signs)]

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


def _halves(groups: list[list[Content]]) -> tuple[list[list[Content]], list[list[Content]]]:
    """Part groups into two columns, the higher of them as low as it can be."""
    heights = [len(group) + 1 for group in groups]
    count = min(range(1, len(groups) + 1), key=lambda at: max(sum(heights[:at]), sum(heights[at:])))
    return groups[:count], groups[count:]
