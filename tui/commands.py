"""Every action of the user, declared once.

Key bindings, footer, command palette, help screen, keymap overrides and the README's key table
are derived from `COMMANDS`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from tui.declared.concordance import concordance_commands, rule_commands
from tui.declared.going import finding_commands, going_commands, house_commands
from tui.declared.lists import list_commands
from tui.declared.marks import marking_commands
from tui.declared.review import review_commands
from tui.declared.searching import search_commands, sidebar_commands
from tui.declared.text import moving_commands, selecting_commands
from tui.declared.typing import typing_commands

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tui.command import Command, Place, Situation

COMMANDS: tuple[Command, ...] = (
    *moving_commands(),
    *selecting_commands(),
    *marking_commands(),
    *finding_commands(),
    *going_commands(),
    *list_commands(),
    *review_commands(),
    *search_commands(),
    *concordance_commands(),
    *rule_commands(),
    *sidebar_commands(),
    *typing_commands(),
    *house_commands(),
)
"""All of them, in the order of the help screen."""


NAMED_FIRST: frozenset[str] = frozenset({"keys", "leave"})
"""Ids of what a bottom line names before all else: a beginner needs most what lists the rest."""

OF_THE_APP: frozenset[str] = frozenset({"suspend", "redraw", "way_out"})
"""Ids of what the app itself carries out, whatever screen is shown."""


def command(id_: str) -> Command:
    """Return the command with that id.

    Raises:
        KeyError: If there is none.
    """
    return _BY_ID[id_]


_BY_ID: Mapping[str, Command] = {each.id: each for each in COMMANDS}


def commands_at(*places: Place) -> Iterator[Command]:
    """Yield the commands that work at any of the places, in the order of the help."""
    wanted = frozenset(places)
    return (each for each in COMMANDS if each.places & wanted)


def footer_at(now: Situation, *places: Place) -> tuple[Command, ...]:
    """Return the commands the footer shows at the places, by rank, as they are called now."""
    shown: Iterable[Command] = (
        replace(each, label=each.label_now(now)) if each.label_now else each
        for each in commands_at(*places)
        if each.footer and each.applies(now)
    )
    return tuple(sorted(shown, key=lambda each: each.footer))
