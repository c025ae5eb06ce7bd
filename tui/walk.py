"""The walk: where among the articles that were found the reader is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from msgspec import Struct
from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.span import Span
    from tui.concordance import Going
    from tui.searching import Results


class Stage(Struct, frozen=True):
    """An article on the way.

    Args:
        article: Its id.
        hits: Where the hits were when it was found.
    """

    article: str
    hits: Sequence[Span]


class Walk(Struct, frozen=True):
    """The results of a search, and the place in them from which one goes on.

    Args:
        results: The results, as far as they are fetched.
        place: Of the article in them, from 0.
    """

    results: Results
    place: int = 0

    @property
    def here(self) -> Stage | None:
        """The article one is at; None where nothing was found."""
        return self._stage(self.place) if self.place < self.stages else None

    @property
    def stages(self) -> int:
        """How many articles there are to go to, as far as they are fetched."""
        return len(self.results.found)

    def place_of(self, article_id: str) -> int | None:
        """Return the place of an article, from 0; None where it was not found."""
        return self.results.place_of(article_id)

    def _stage(self, place: int) -> Stage:
        found = self.results.found[place]
        return Stage(found.article.id, found.hits)

    def at(self, article_id: str) -> Self:
        """Return the walk at an article; as it is where the article was not found."""
        here = self.here
        if here is not None and here.article == article_id:
            return self
        place = self.place_of(article_id)
        return self if place is None else replace(self, place=place)

    def step(self, step: int) -> Self | None:
        """Return the walk one article on (1) or back (-1); None where there is none fetched."""
        place = self.place + step
        return replace(self, place=place) if 0 <= place < self.stages else None


class LineWalk(Walk, frozen=True, kw_only=True):
    """The hits of a concordance, article by article, and the line from which one came.

    Args:
        going: That line, and the concordance.
    """

    going: Going

    @property
    def stages(self) -> int:
        """How many articles have hits."""
        return self.going.found.articles

    def place_of(self, article_id: str) -> int | None:
        """Return the place of an article in the order of the corpus, from 0."""
        return self.going.found.place_of(article_id)

    def _stage(self, place: int) -> Stage:
        lines = self.going.found.lines_at(place)
        return Stage(lines[0].article.id, tuple(line.span for line in lines))
