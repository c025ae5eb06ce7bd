"""SaveSearch: asks for the name under which a search is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store import saved
from tui.screens.ask import Ask

if TYPE_CHECKING:
    from store.book import Book


class SaveSearch(Ask):
    """A line for the name of a search; in it stands the name it has already, else the query.

    Args:
        book: Where searches are saved.
        text: The query, without blanks around it.
    """

    def __init__(self, book: Book, text: str) -> None:
        searches = book.searches()
        # A name that another search has must be typed, because that one would be replaced.
        new = "" if any(each.name == text for each in searches) else text
        super().__init__(
            "Save the search as",
            value=next((each.name for each in searches if each.query == text), new),
            placeholder="name",
            suggestions=[each.name for each in searches],
            check=saved.check_name,
        )
