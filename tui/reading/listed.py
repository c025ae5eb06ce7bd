"""Listed: the rows that are left of many, and where each of them stands."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING, overload

from tui.reading.shelf import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Listed(Sequence[Row]):
    """Rows told by their places among others, so that no row is touched before it is drawn.

    Args:
        every: All rows, in order.
        places: Where those are that are left, in order.
        place_of: Returns where among all rows the one of an article is, as far as it knows.
        below: More rows, which stand below them.
    """

    def __init__(
        self,
        every: Sequence[Row],
        places: Sequence[int],
        place_of: Callable[[str], int | None],
        below: Sequence[Row] = (),
    ) -> None:
        self._every = every
        self._places = places
        self._place_of = place_of
        self._below = below

    def over(self, below: Sequence[Row]) -> Listed:
        """Return these rows with others below them."""
        return Listed(self._every, self._places, self._place_of, below)

    def __len__(self) -> int:
        return len(self._places) + len(self._below)

    def __iter__(self) -> Iterator[Row]:
        return chain(map(self._every.__getitem__, self._places), self._below)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        if isinstance(index, slice):
            return [self[at] for at in range(len(self))[index]]
        at = range(len(self))[index]
        left = len(self._places)
        return self._every[self._places[at]] if at < left else self._below[at - left]

    def index_of(self, article_id: str) -> int | None:
        """Return the index of an article's row; None where it has none."""
        place = self._place_of(article_id)
        if place is None:
            at = _first(self._below, article_id)
            return None if at is None else len(self._places) + at
        if place >= len(self._every) or self._every[place].id != article_id:
            return _first(self, article_id)  # Rows have come or gone since.
        index = bisect_left(self._places, place)
        is_left = index < len(self._places) and self._places[index] == place
        return index if is_left else None


def _first(rows: Sequence[Row], article_id: str) -> int | None:
    return next((at for at, row in enumerate(rows) if row.id == article_id), None)
