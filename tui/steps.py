"""Steps: keys that only move about in what has the keys, and can be taken without waiting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from textual.app import App
    from textual.widget import Widget


@runtime_checkable
class Stepping(Protocol):
    """A widget on which one moves about."""

    def is_step(self, action: str) -> bool:
        """Tell whether one of its actions does nothing now but move about in it.

        Such an action is done when its method returns, and leaves the keys where they are.

        Args:
            action: What follows `action_` in the method's name.
        """
        ...


class Steps:
    """Finds out which keys are steps in what has the keys.

    Args:
        app: Whose keys they are.
    """

    def __init__(self, app: App[int]) -> None:
        self._app = app
        self._known: tuple[Widget | None, Mapping[str, str]] = (None, {})

    def step(self, key: str) -> Callable[[], None] | None:
        """Return the step that a key makes now; None where it makes none."""
        focused = self._app.focused
        if focused is None or not isinstance(focused, Stepping):
            return None
        action = self._actions(focused).get(key)
        if action is None or not focused.is_step(action):
            return None
        step: Callable[[], None] = getattr(focused, f"action_{action}")
        return step

    def _actions(self, widget: Widget) -> Mapping[str, str]:
        """Return a widget's own actions by key; gathered when the keys come to it.

        Textual gathers all bindings anew at each key, twice, which takes longer than the step.
        """
        known_of, actions = self._known
        if known_of is not widget:
            bound = widget.screen.active_bindings.items()
            actions = {
                key: active.binding.action
                for key, active in bound
                if active.node is widget and active.enabled
            }
            self._known = (widget, actions)
        return actions
