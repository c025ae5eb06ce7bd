"""SaveSearch: asks for the name under which a search is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store import saved
from tui.screens.ask import Ask

if TYPE_CHECKING:
    from store.book import Book


class SaveSearch(Ask):
    """A line for the name of a search; the name that it has already stands in it.

    Args:
        book: Where searches are saved.
        text: The query, without blanks around it.
    """

    def __init__(self, book: Book, text: str) -> None:
        searches = book.searches()
        super().__init__(
            "Save the search as",
            value=next((each.name for each in searches if each.query == text), ""),
            placeholder="name",
            suggestions=[each.name for each in searches],
            check=saved.check_name,
        )
