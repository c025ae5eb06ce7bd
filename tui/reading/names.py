"""Names: what the sidebar's rows are called, to be looked through for words."""

from __future__ import annotations

from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from tui.reading.shelf import Row

_ID = attrgetter("id")
_HAYSTACK = attrgetter("haystack")


class Names:
    """What rows are called, one after the other in memory, and where in them words were found.

    Rows lie in memory as they were read and not as they are sorted: to fetch 100,000 from all over
    takes 70 ms, to look through what lies side by side 10; and where a word is still being typed
    only those are looked through that held it as far as it went.

    Args:
        rows: The rows; told by their places among them.
    """

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows
        self._found: dict[str, Sequence[int]] = {}
        self.every: Sequence[int] = range(len(rows))
        """The places of all rows."""

    @cached_property
    def haystacks(self) -> Sequence[str]:
        """Title, path and tags of each row, made comparable."""
        return _copied(map(_HAYSTACK, self._rows))

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return dict(zip(_copied(map(_ID, self._rows)), self.every, strict=True))

    def make_ready(self) -> None:
        """Fetch what is looked for; any thread may."""
        _ = self.haystacks, self._places

    def of(self, ids: Iterable[str]) -> Sequence[int]:
        """Return the places of rows, in order; ids of none are passed over."""
        places = self._places
        return sorted(places[each] for each in ids if each in places)

    def holding(self, needle: str) -> Sequence[int]:
        """Return the places of the rows that hold a word."""
        found = self._found.get(needle)
        if found is None:
            found = self._found[needle] = self._look_for(needle)
        return found

    def _look_for(self, needle: str) -> Sequence[int]:
        haystacks = self.haystacks
        known = (places for part, places in self._found.items() if part in needle)
        among = min(known, key=len, default=None)
        if among is None:
            return [at for at, words in enumerate(haystacks) if needle in words]
        return [at for at in among if needle in haystacks[at]]

    def forget_all_but(self, needles: Collection[str]) -> None:
        """Forget where words were found that are no part of these."""
        self._found = {
            part: places
            for part, places in self._found.items()
            if any(part in needle for needle in needles)
        }


def _copied(texts: Iterable[str]) -> Sequence[str]:
    """Return texts, none of which holds a NUL, side by side."""
    return "\0".join(("", *texts)).split("\0")[1:]
