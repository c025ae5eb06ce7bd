"""What is done while searching the corpus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.command import Group, Place
from tui.declared.declare import declare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.command import Command, Situation


def _found(now: Situation) -> bool:
    return now.finding


def search_commands() -> Iterator[Command]:
    """Yield what is done in the search line and in what it found."""
    group, line, results = Group.FIND, Place.QUERY, Place.SEARCH
    yield declare(
        "query_open",
        "enter",
        "open",
        "Open the article at the hit",
        group,
        line,
        applies=lambda now: now.finding or now.broken,
        footer=1,
        label_now=lambda now: "what is wrong" if now.broken else "open",
    )
    yield declare(
        "query_down",
        "down",
        "results",
        "To the results; to a later query",
        group,
        line,
        applies=_found,
        footer=2,
    )
    yield declare("query_earlier", "up", "earlier", "Earlier query", group, line, footer=4)
    yield declare(
        "hit_next",
        "n",
        "next hit",
        "Next hit, across articles",
        group,
        results,
        applies=lambda now: now.listing,
        footer=2,
    )
    yield declare("hit_previous", "N", "hit back", "Previous hit", group, results)
    yield declare(
        "query", "s /", "search line", "Back to the search line", group, results, footer=4
    )
    yield declare(
        "concordance",
        "tab",
        "every hit",
        "Every hit on a line of its own, aligned",
        group,
        line,
        results,
        applies=lambda now: now.listing and not now.broken,
        footer=3,
    )
    yield declare(
        "search_save",
        "ctrl+s",
        "save",
        "Save the search under a name; it stands below the articles",
        group,
        line,
        results,
        applies=lambda now: now.searching and not now.broken,
        footer=5,
    )
    yield declare("query_leave", "escape", "back", "Back to where one was", group, line, footer=9)


def sidebar_commands() -> Iterator[Command]:
    """Yield what is done with saved searches in the sidebar."""
    group, folders = Group.LISTS, Place.FOLDERS
    yield declare(
        "folder_open", "enter", "only these", "List only what it finds", group, folders, footer=1
    )
    yield declare(
        "folder_search",
        "e",
        "edit",
        "Search for it, where it can be changed",
        group,
        folders,
        footer=2,
    )
    yield declare("folder_rename", "r", "rename", "Rename it", group, folders, footer=3)
    yield declare("folder_delete", "d", "delete", "Delete it", group, folders, footer=4)
