"""Key bindings, made from the commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding, BindingType

from tui.commands import commands_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.commands import Command, Place


def _of(command: Command) -> Iterator[BindingType]:
    if command.each:
        for key in command.keys:
            yield Binding(
                key, f"{command.id}('{key}')", command.label, id=f"{command.id}.{key}", show=False
            )
        return
    if command.keys:
        yield Binding(",".join(command.keys), command.id, command.label, id=command.id, show=False)


def bindings_at(*places: Place) -> list[BindingType]:
    """Return the bindings of all commands that work at the places.

    The action of a binding is the command's id: a widget or screen that takes these bindings
    has a method `action_<id>` for each of them.
    """
    return [binding for command in commands_at(*places) for binding in _of(command)]
