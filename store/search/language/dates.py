"""Dates of a query: days, months, years, and stretches of them."""

from __future__ import annotations

import re
from calendar import month_name, monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta

from store.search.query import Dated

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_DAY = timedelta(days=1)

FORMS = "2022, 2022-05, 2022-05-13, 2022-05..2022-12 or >2022"
"""What a date may look like, for messages."""


class DateError(ValueError):
    """Says what is wrong with a date, and where.

    Args:
        words: What is wrong.
        start: Offset of its first code point.
        end: Offset behind its last one.
        understood: What could be understood all the same.
    """

    def __init__(self, words: str, start: int, end: int, understood: Dated | None = None) -> None:
        super().__init__(words)
        self.start = start
        self.end = end
        self.understood = understood


def dated(text: str) -> Dated:
    """Return the days that `text` means.

    Args:
        text: `2022`, `2022-05`, `2022-05-13`, two of them with `..` between or beside, or one
            behind `>`, `>=`, `<` or `<=`; a month or year counts as all of its days, so that
            `>2022` begins after its last one.

    Raises:
        DateError: If it makes no sense, or not yet.
    """
    if text[:1] in {">", "<"}:
        return _beyond(text)
    if ".." in text:
        return _between(text)
    first, last = _days(text, 0)
    return Dated(first.isoformat(), last.isoformat())


def _beyond(text: str) -> Dated:
    """Return the days on one side of a date."""
    sign = text[: 2 if text[1:2] == "=" else 1]
    first, last = _days(text[len(sign) :], len(sign))
    try:
        match sign:
            case ">":
                return Dated((last + _DAY).isoformat(), None)
            case ">=":
                return Dated(first.isoformat(), None)
            case "<":
                return Dated(None, (first - _DAY).isoformat())
            case _:
                return Dated(None, last.isoformat())
    except OverflowError:
        raise DateError("there is no day beyond it", 0, len(text)) from None


def _between(text: str) -> Dated:
    """Return the days from one date to another; what one side says holds without the other."""
    left, _, right = text.partition("..")
    if not left and not right:
        raise DateError("a stretch of days needs a first one, a last one or both", 0, len(text))
    first = last = None
    wrong: DateError | None = None
    try:
        first = _days(left, 0)[0].isoformat() if left else None
    except DateError as error:
        wrong = error
    try:
        last = _days(right, len(text) - len(right))[1].isoformat() if right else None
    except DateError as error:
        wrong = wrong or error
    if wrong is not None:
        wrong.understood = Dated(first, last) if first or last else None
        raise wrong
    if first and last and last < first:
        words = "the days end before they begin; put the earlier date first"
        raise DateError(words, 0, len(text), Dated(first, last))
    return Dated(first, last)


def _days(text: str, at: int) -> tuple[date, date]:
    """Return the first and the last day of a date that stands at an offset."""
    hit = _DATE.fullmatch(text)
    if hit is None:
        raise DateError(f"not a date; write {FORMS}", at, at + max(1, len(text)))
    year, month, day = (int(part) if part else None for part in hit.groups())
    if year is None or not MINYEAR <= year <= MAXYEAR:
        raise DateError(f"there is no year {hit[1]}", at, at + 4)
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if not 1 <= month <= 12:
        raise DateError(f"there is no month {hit[2]}", at + 5, at + 7)
    length = monthrange(year, month)[1]
    if day is None:
        return date(year, month, 1), date(year, month, length)
    if not 1 <= day <= length:
        words = f"there is no day {hit[3]} in {month_name[month]} {year}"
        raise DateError(words, at + 8, at + 10)
    return date(year, month, day), date(year, month, day)
