"""What stands in the sidebar, for tests: articles, and saved searches with their counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store import saved

if TYPE_CHECKING:
    from tests.tui.driver import Driver


def keep(reader: Driver, name: str, query: str) -> None:
    """Save a search."""
    notebook = reader.screen.session.notebook
    notebook.edit(saved.save_search(notebook.book, name, query))


def counts(reader: Driver) -> dict[str, int | None]:
    """Return the saved searches as the sidebar shows them, each with its count."""
    return {each.name: each.count for each in reader.screen.sidebar.folders.items}


def listed(reader: Driver) -> list[str]:
    """Return the paths of the articles in the list."""
    return [row.path for row in reader.screen.sidebar.list.items]


BOTH = ["council.md", "ministers.txt"]
