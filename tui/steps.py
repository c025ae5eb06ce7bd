"""Steps: keys that only move about in what has the keys, and can be taken without waiting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from msgspec import Struct
from textual.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from textual.app import App
    from textual.dom import DOMNode
    from textual.events import Key
    from textual.widget import Widget

_ON_SCREEN = "screen."
"""What stands before an action of the screen in a widget's bindings."""


@runtime_checkable
class Stepping(Protocol):
    """A widget or screen on which one moves about."""

    def is_step(self, action: str) -> bool:
        """Tell whether one of its actions does nothing now but move about in it.

        Such an action leaves the keys where they are. It is done when its method returns, or the
        method has the keys held (`hold_keys`) until it is; but a screen's steps are not held.

        Args:
            action: What follows `action_` in the method's name.
        """
        ...


class _Found(Struct, frozen=True):
    """An action that may be a step.

    Args:
        of: Whose action it is.
        action: What follows `action_` in the method's name.
        is_of_screen: Whether it is one of the screen.
    """

    of: Stepping
    action: str
    is_of_screen: bool


class Steps:
    """Finds out which keys are steps in what has the keys.

    Args:
        app: Whose keys they are.
    """

    def __init__(self, app: App[int]) -> None:
        self._app = app
        self._known: tuple[Widget | None, Mapping[str, _Found]] = (None, {})

    def step(self, event: Key, *, is_held: bool) -> Callable[[], None] | None:
        """Return the step that a key makes now; None where it makes none.

        Args:
            event: The key.
            is_held: Whether keys are held, so that only steps of the screen are made.
        """
        focused = self._app.focused
        if focused is None or (event.is_printable and not isinstance(focused, Stepping)):
            return None
        found = self._found(focused).get(event.key)
        if found is None or (is_held and not found.is_of_screen):
            return None
        if not found.of.is_step(found.action):
            return None
        step: Callable[[], None] = getattr(found.of, f"action_{found.action}")
        return step

    def action(self, event: Key) -> str:
        """Return what a key is about to do; empty where it is typed into a line, or does nothing.

        Args:
            event: The key.
        """
        focused = self._app.focused
        if event.is_printable and not (focused is None or isinstance(focused, Stepping)):
            return ""
        active = self._app.screen.active_bindings.get(event.key)
        if active is None or not active.enabled:
            return ""
        return _resolved(active.node, active.binding.action)[1].partition("(")[0]

    def _found(self, widget: Widget) -> Mapping[str, _Found]:
        """Return what may be steps, by key; gathered when the keys come to a widget.

        Textual gathers all bindings anew at each key, twice, which takes longer than the step.
        """
        known_of, found = self._known
        if known_of is not widget:
            found = {}
            for key, active in widget.screen.active_bindings.items():
                node, action = _resolved(active.node, active.binding.action)
                if active.enabled and isinstance(node, Stepping):
                    found[key] = _Found(node, action, is_of_screen=isinstance(node, Screen))
            self._known = (widget, found)
        return found


def _resolved(node: DOMNode, action: str) -> tuple[DOMNode, str]:
    """Return whose action it is, and what follows `action_` in the method's name."""
    if action.startswith(_ON_SCREEN):
        return node.screen, action.removeprefix(_ON_SCREEN)
    return node, action
