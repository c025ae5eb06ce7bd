"""The date that the name of a file, or of the folders it lies in, begins or ends with."""

from __future__ import annotations

import datetime as dt
import re

_YEAR = r"(?:1[89]|20)\d\d"
_PARTED = re.compile(rf"(?<!\d)({_YEAR})([-_.])(\d\d)\2(\d\d)(?!\d)")
# Without anything between its numbers a date looks like part of a number or of a checksum.
_TOGETHER = re.compile(rf"(?<![^\W_])({_YEAR})()(\d\d)(\d\d)(?:(?=T\d)|(?![^\W_]))")
_OF_FOLDERS = re.compile(rf"(?:^|/)({_YEAR})(/)(\d\d)/(\d\d)/")


def date_of_path(path: str) -> str | None:
    """Return the calendar date that a path names, as `YYYY-MM-DD`.

    Year, month and day in this order, in full: `2022-05-05-e.txt`, `20220505_e.md`,
    `2022-05-05/e.txt`, `2022/05/05/e.txt`; of the years 1800 to 2099. A name that tells of two
    days is dated by the first where it begins with it, and else by none.

    Args:
        path: Place inside the corpus, with `/` between folders.
    """
    folders, _, name = path.rpartition("/")
    if found := _days(name):
        return found[0] if len(set(found)) == 1 or name.startswith(found[0][:4]) else None
    for folder in reversed(folders.split("/")):
        if (whole := _PARTED.fullmatch(folder) or _TOGETHER.fullmatch(folder)) is not None:
            return _day(whole)
    within = _OF_FOLDERS.search(path)
    return _day(within) if within else None


def _days(name: str) -> list[str]:
    """Return the days that a file's name tells of, in their order."""
    matches = [*_PARTED.finditer(name), *_TOGETHER.finditer(name)]
    days = (_day(match) for match in sorted(matches, key=re.Match.start))
    return [day for day in days if day]


def _day(match: re.Match[str]) -> str | None:
    """Return a calendar date, or None where there is no such day."""
    try:
        return dt.date(int(match[1]), int(match[3]), int(match[4])).isoformat()
    except ValueError:
        return None
