"""The walk: where among the articles that a search found the reader is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store.search.found import Found
    from tui.searching import Results


@dataclass(frozen=True, slots=True)
class Walk:
    """The results of a search, and the place in them from which one goes on.

    Args:
        results: The results, as far as they are fetched.
        place: Of the article in them, from 0.
    """

    results: Results
    place: int = 0

    @property
    def found(self) -> Found | None:
        """The article one is at; None where nothing was found."""
        found = self.results.found
        return found[self.place] if self.place < len(found) else None

    def at(self, article_id: str) -> Walk:
        """Return the walk at an article; as it is where the article was not found."""
        here = self.found
        if here is not None and here.article.id == article_id:
            return self
        place = self.results.place_of(article_id)
        return self if place is None else replace(self, place=place)

    def step(self, step: int) -> Walk | None:
        """Return the walk one article on (1) or back (-1); None where there is none fetched."""
        place = self.place + step
        return replace(self, place=place) if 0 <= place < len(self.results.found) else None
