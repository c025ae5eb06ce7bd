"""Key bindings, made from the commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding, BindingType

from tui.commands import OF_THE_APP, commands_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.command import Command, Group, Place


def _of(command: Command, target: str) -> Iterator[BindingType]:
    action = f"{'app.' if command.id in OF_THE_APP else target}{command.id}"
    if command.each:
        for key in command.keys:
            yield Binding(
                key, f"{action}('{key}')", command.label, id=f"{command.id}.{key}", show=False
            )
        return
    if command.keys:
        yield Binding(",".join(command.keys), action, command.label, id=command.id, show=False)


def bindings_at(*places: Place, own: frozenset[Group] | None = None) -> list[BindingType]:
    """Return the bindings of all commands that work at the places.

    The action of a binding is the command's id: the widget or screen that takes these bindings
    has a method `action_<id>` for each of them.

    Args:
        places: Where the commands work.
        own: The groups of commands that a widget carries out itself, where the others are its
            screen's; by default all of them.
    """
    return [
        binding
        for command in commands_at(*places)
        for binding in _of(command, "" if own is None or command.group in own else "screen.")
    ]
