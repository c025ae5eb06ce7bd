"""Folder: a saved search as the sidebar shows it."""

from __future__ import annotations

from msgspec import Struct


class Folder(Struct, frozen=True):
    """A saved search.

    Args:
        name: Its own.
        query: As it was typed.
        count: How many articles it finds; None as long as nobody has counted.
        is_partial: Whether there may be more, in articles that are not indexed yet.
        is_open: Whether the list shows only what it finds.
    """

    name: str
    query: str
    count: int | None = None
    is_partial: bool = False
    is_open: bool = False
