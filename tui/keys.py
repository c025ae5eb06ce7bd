"""The keys of a command as they are set for the app one looks at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.settings import Settings

if TYPE_CHECKING:
    from tui.command import Command

_DEFAULTS = Settings()


def keys_for(app: object, command: Command) -> tuple[str, ...]:
    """Return a command's keys in an app; its own where the app has no `settings`."""
    settings = getattr(app, "settings", None)
    keys = (settings if isinstance(settings, Settings) else _DEFAULTS).keys_of(command)
    return tuple("," if key == "comma" else key for key in keys)
