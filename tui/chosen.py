"""Chosen: the theme that was chosen on the screen, kept for the next time.

The settings file is the reader's own and is never written to. A theme that it names holds at every
start; what is chosen on the screen holds from then on where it names none, for all corpora.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from store import atomic
from store.places import ensure

if TYPE_CHECKING:
    from pathlib import Path

CHOICES = ("dark", "light", "terminal")
"""The themes that can be chosen on the screen."""

_FILE_NAME = "theme"
_LONGEST = 20


def kept_theme(folder: Path) -> str:
    """Return the theme that was chosen last; empty where none was.

    Args:
        folder: The user's state folder.
    """
    try:
        with (folder / _FILE_NAME).open("rb") as file:
            name = file.read(_LONGEST).decode("ascii")
    except (OSError, ValueError):
        return ""
    return name if name in CHOICES else ""


def keep_theme(folder: Path, name: str) -> None:
    """Keep the theme that was chosen; a state folder that cannot be written is no error.

    Args:
        folder: The user's state folder.
        name: Of the theme.
    """
    with suppress(OSError):
        atomic.replace(ensure(folder) / _FILE_NAME, name.encode(), durable=False)
