"""What is wrong with a query, gathered while it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.search.query import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.span import Span


class Complaints:
    """What could not be understood, and what would be wrong if nothing came behind it."""

    def __init__(self) -> None:
        self._refused: list[Problem] = []
        self._missed: list[Problem] = []
        self._strange: list[Span] = []

    def refuse(self, words: str, span: Span) -> None:
        """Note a stretch that was not understood."""
        self._strange.append(span)
        self._refused.append(Problem(words, span))

    def miss(self, words: str, span: Span) -> None:
        """Note something that is understood as it stands, but whose end is missing."""
        self._missed.append(Problem(words, span))

    def overlook(self, span: Span) -> None:
        """Note a stretch that says nothing and does no harm."""
        self._strange.append(span)

    @property
    def first(self) -> Problem | None:
        """The problem that stands first in the query."""
        return _first(self._missed + self._refused)

    @property
    def first_refused(self) -> Problem | None:
        """What is wrong with the first stretch that was not understood."""
        return _first(self._refused)

    @property
    def strange(self) -> tuple[Span, ...]:
        """What was not understood, in order, not overlapping."""
        return tuple(_united(sorted(self._strange)))


def _first(problems: list[Problem]) -> Problem | None:
    return min(problems, key=lambda each: each.span, default=None)


def _united(spans: list[Span]) -> Iterator[Span]:
    last: Span | None = None
    for span in spans:
        if last is None or last.end <= span.start:
            if last is not None:
                yield last
            last = span
        else:
            last = last.hull(span)
    if last is not None:
        yield last
