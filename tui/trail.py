"""The trail: where the reader was before a jump."""

from __future__ import annotations

from msgspec import Struct

_KEPT = 100


class Stop(Struct, frozen=True):
    """A place the reader left.

    Args:
        article: Id of the article.
        offset: Where the cursor stood.
    """

    article: str
    offset: int


class Trail:
    """The places left, the last one on top."""

    def __init__(self) -> None:
        self._stops: list[Stop] = []

    def __bool__(self) -> bool:
        return bool(self._stops)

    def leave(self, stop: Stop) -> None:
        """Remember a place."""
        if not self._stops or self._stops[-1] != stop:
            self._stops = [*self._stops[-_KEPT:], stop]

    def back(self) -> Stop | None:
        """Return the last place and forget it; None where there is none."""
        return self._stops.pop() if self._stops else None
