"""The sidebar's rows: what they hold, and their order."""

from __future__ import annotations

from enum import StrEnum
from operator import attrgetter
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import force_setattr

from store.haystack import haystack
from store.progress import ReadState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class Sort(StrEnum):
    """The orders of the sidebar; the values are what the reader sees."""

    DATE = "date"
    TITLE = "title"
    NAME = "name"
    LAST_READ = "last read"

    @property
    def following(self) -> Sort:
        """The order that comes after this one when the reader asks for another."""
        orders = tuple(Sort)
        return orders[(orders.index(self) + 1) % len(orders)]


class Row(Struct, frozen=True, gc=False):
    """One article as the sidebar shows it.

    Args:
        id: The article's id.
        title: Never empty.
        path: Place inside the corpus, with `/` between folders.
        date: ISO 8601 calendar date, or None.
        words: How many the article has.
        characters: The same where words say nothing of its length; else 0.
        state: Whether it was read.
        fraction: How much of it was read, 0 to 1.
        annotations: How many it carries.
        tags: Names of all tags on it and its passages.
        error: Why it can't be read; empty where it can.
        last_read: UTC, ISO 8601; empty for never.
        missing: Whether the corpus no longer has it.
        haystack: Title, path and tags made comparable, a line each; worked out from them.
    """

    id: str
    title: str
    path: str
    date: str | None = None
    words: int = 0
    characters: int = 0
    state: ReadState = ReadState.UNREAD
    fraction: float = 0.0
    annotations: int = 0
    tags: tuple[str, ...] = ()
    error: str = ""
    last_read: str = ""
    missing: bool = False
    haystack: str = ""

    @property
    def is_heading(self) -> bool:
        """Whether it stands over articles and is none."""
        return not self.id

    def __post_init__(self) -> None:
        force_setattr(self, "haystack", haystack(self.title, self.path, *self.tags))


def missing_heading(count: int) -> Row:
    """Return the heading over so many articles that the corpus no longer has."""
    return Row(id="", title="missing", path="", annotations=count)


def order(sort: Sort) -> Callable[[Row], tuple[str, ...]]:
    """Return what rows are sorted by; those equal in it stand by title, then by path.

    By date and by last reading the newest come first, and those that have none last.
    """
    return _ORDERS[sort]


def in_order(rows: Iterable[Row], sort: Sort) -> list[Row]:
    """Return rows sorted as `order` says.

    Sorting by one thing after the other takes less than half as long as by both at once, because
    nothing has to be made for each row: 75 ms for 100,000 by date instead of 165.
    """
    if sort is Sort.NAME:
        return sorted(rows, key=_by_name)
    by_title = sorted(rows, key=_HAYSTACK)
    if sort is Sort.TITLE:
        return by_title
    return sorted(by_title, key=_TIMES[sort], reverse=True)


def _by_title(row: Row) -> tuple[str, ...]:
    # It begins with the title, and its line feed sorts before every other character.
    return (row.haystack,)


def _by_name(row: Row) -> tuple[str, ...]:
    return haystack(row.path), row.haystack


def _by_date(row: Row) -> tuple[str, ...]:
    return _newest_first(row.date or ""), row.haystack


def _by_last_read(row: Row) -> tuple[str, ...]:
    return _newest_first(row.last_read), row.haystack


_HAYSTACK = attrgetter("haystack")

_TIMES: dict[Sort, Callable[[Row], str]] = {
    Sort.DATE: lambda row: row.date or "",
    Sort.LAST_READ: attrgetter("last_read"),
}

_ORDERS = {
    Sort.DATE: _by_date,
    Sort.TITLE: _by_title,
    Sort.NAME: _by_name,
    Sort.LAST_READ: _by_last_read,
}

_TURNED = {code: 0x9F - code for code in range(0x21, 0x7F)}


def _newest_first(time: str) -> str:
    """Return what sorts the other way round than a time in the form of ISO 8601, none last."""
    return f"{time.translate(_TURNED)}\x7f"
