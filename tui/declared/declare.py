"""Declaring a command in one breath, and when the common ones apply."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.command import Command, Group, Place, Situation, always

if TYPE_CHECKING:
    from collections.abc import Callable


def declare(
    id_: str,
    keys: str,
    label: str,
    help_: str,
    group: Group,
    *places: Place,
    applies: Callable[[Situation], bool] = always,
    footer: int = 0,
    each: bool = False,
    label_now: Callable[[Situation], str] | None = None,
) -> Command:
    """Return a command; the arguments are those of `Command`, its keys parted by spaces."""
    return Command(
        id_,
        tuple(keys.split()),
        label,
        help_,
        group,
        frozenset(places),
        applies,
        footer,
        each,
        label_now,
    )


def reading(now: Situation) -> bool:
    """Tell whether an article is open."""
    return now.article


def listing(now: Situation) -> bool:
    """Tell whether there are articles to be searched and listed."""
    return now.articles and now.searchable


def finding(now: Situation) -> bool:
    """Tell whether there is text in which one can go and find."""
    return now.article and now.text


def writing(now: Situation) -> bool:
    """Tell whether there is text, or an article in the list, that can be written on."""
    return now.writable and now.article and now.target


def annotating(now: Situation) -> bool:
    """Tell whether annotations can be made and changed, which waits while one is placed.

    A saved search cannot be annotated.
    """
    return writing(now) and not now.picking and not now.folders
