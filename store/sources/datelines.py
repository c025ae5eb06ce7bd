"""Datelines: the place, agency and day that open a news report."""

from __future__ import annotations

import re
from dataclasses import dataclass

from store.sources.dates import parse_date

_LOOK_AHEAD = 400
"""Code points of a paragraph in which its dateline is looked for."""

_BEFORE_DASH = re.compile(
    r"(?P<place>[^\W\d_][^\n()—–:;!?\"“”]{1,60}?)\s*"
    r"(?:\((?P<agency>[^()\n]{2,30})\)\s*)?"
    r"(?:(?<=[\w).])[—–]|[—–]|--|(?<=\s)-)\s*(?=[\w\"“„«‘(\[])"
)
_BEFORE_STOP = re.compile(
    r"(?P<place>[^\W\d_](?:[^\W\d_]|[ .’'-]){2,30}),\s(?P<day>[^,.\n]{3,30}),\s"
    r"(?P<agency>[^\W\d_]{4,20})\.\s+"
)

_SHORTEST_REPORT = 60
"""Code points behind a dash from which the line is a report's opening, not a headline's."""

_ENDS_SENTENCE = re.compile(r"[.!?…։。][\"”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class Dateline:
    """What stands before a report's first sentence.

    Args:
        length: Code points up to that sentence.
        agency: The news agency, or None.
        date: The day as `YYYY-MM-DD` where it is named with its year, else None.
    """

    length: int
    agency: str | None
    date: str | None


def find_dateline(paragraph: str) -> Dateline | None:
    """Return the dateline that a paragraph opens with, or None.

    The place is in capitals (`YEREVAN — `, `WASHINGTON, DC — `) or an agency is named behind it
    (`Yerevan (Reuters) - `); `YEREVAN, 1 DECEMBER, ARMENPRESS. ` is one too.
    """
    opening = paragraph[:_LOOK_AHEAD]
    match = _BEFORE_STOP.match(opening)
    if match is not None and match["place"].isupper() and match["agency"].isupper():
        return Dateline(match.end(), match["agency"], parse_date(match["day"]))
    match = _BEFORE_DASH.match(opening)
    if match is None or not _is_report(opening[match.end() :]):
        return None
    place, _, rest = match["place"].partition(",")
    if len(place) < 3 or len(place.split()) > 4:
        return None
    if place.isupper() or (match["agency"] and place.istitle()):
        return Dateline(match.end(), match["agency"], parse_date(rest))
    return None


def _is_report(rest: str) -> bool:
    """Tell whether what follows a dash is a report rather than the rest of a headline."""
    first_line = rest.partition("\n")[0].rstrip()
    return len(first_line) >= _SHORTEST_REPORT or _ENDS_SENTENCE.search(first_line) is not None
