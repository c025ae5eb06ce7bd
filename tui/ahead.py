"""Importing ahead what the next keys need, once nobody waits for anything."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import threading

    from tui.precedence import Precedence

_NEXT = (
    "uuid_utils",
    "filelock",
    "tui.screens.tags",
    "tui.screens.note",
    "tui.screens.search",
    "tui.screens.annotations",
    "tui.screens.codebook",
    "tui.screens.help",
)
"""What a mark and its way to the disk need; then, by how often they are opened, the screens."""

_QUIET = 0.5
"""Seconds after the first paint in which a reader looks at it, and the first files are read."""


def import_ahead(precedence: Precedence, stop: threading.Event) -> None:
    """Import what the first of many keys would else be late by.

    To be run in a worker thread.

    Args:
        precedence: Says when to stand back.
        stop: Set when the reader leaves.
    """
    if stop.wait(_QUIET):
        return
    for module in _NEXT:
        precedence.stand_back()
        if stop.is_set():
            return
        import_module(module)
