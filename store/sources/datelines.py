"""Datelines: the place, agency and day that open a news report."""

from __future__ import annotations

import re

from msgspec import Struct

from store.sources.dates import parse_date
from store.sources.months import FILLERS, MONTHS

_LOOK_AHEAD = 400
"""Code points of a paragraph in which its dateline is looked for."""

_BEFORE_DASH = re.compile(
    r"(?P<place>[^\W\d_][^\n()—–:;!?\"“”]{1,60}?)\s*"
    r"(?:\((?P<bracket>[^()\n]{2,30})\)\s*)?"
    r"(?:(?<=[\w).])[—–]|[—–]|--|(?<=\s)-)\s*(?=[\w\"“„«‘(\[])"
)
_BEFORE_STOP = re.compile(
    r"(?P<place>[^\W\d_](?:[^\W\d_]|[ .’'-]){2,30}?)[.,]\s(?P<day>[^/\n]{3,30}?)[.,]?\s"
    r"(?:(?P<slash>/)?(?P<agency>[^\W\d_][\w.-]{2,20}?(?:\s[^\W\d_][\w-]{2,15})?)(?(slash)/)"
    r"(?:\.\s+|\.?\s*[—–]\s*|\s-{1,2}\s+)(?=[\w\"“„«‘(\[])|(?<=\.\s)(?=[^\W\d_a-zа-я]))"
)
_AGENCY_BEHIND_DASH = re.compile(r"([^\W\d_][\w.-]{2,20}(?:\s[^\W\d_][\w-]{2,15})?)\.\s+(?=\S)")
_WORD = re.compile(r"[^\W\d_]+")

_AGENCY_NAMES = """
afp agerpres anadolu ansa ap apa armenpress arka azertac belta dpa efe interfax interpress itar-tass
kazinform kyodo mediamax novosti panarmenian reuters ria sputnik tass trend ukrinform unian upi
xinhua арка арменпресс белта интерфакс риа тасс укринформ
"""

_AGENCIES = frozenset(_AGENCY_NAMES.split())
"""First words of the names of news agencies that are not always written in capitals."""

_SHORTEST_REPORT = 60
"""Code points behind a dash from which the line is a report's opening, not a headline's."""

_ENDS_SENTENCE = re.compile(r"[.!?…։。][\"”’»)\]]*$")


class Dateline(Struct, frozen=True):
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
    (`Yerevan (Reuters) - `), or a day and an agency follow it (`Moscow. May 1. INTERFAX - `). In
    brackets there may be the day instead.
    """
    opening = paragraph[:_LOOK_AHEAD]
    return _before_stop(opening) or _before_dash(opening)


def _before_stop(opening: str) -> Dateline | None:
    """Return a dateline whose parts are parted by stops, as in `MOSCOW, December 1. /TASS/. `."""
    match = _BEFORE_STOP.match(opening)
    if match is None or not match["place"][0].isupper() or not _is_day(match["day"]):
        return None
    agency = match["agency"]
    if agency is None:
        is_dateline = match["place"].isupper()
    else:
        is_dateline = match["slash"] is not None or _is_agency(agency)
    return Dateline(match.end(), agency, parse_date(match["day"])) if is_dateline else None


def _before_dash(opening: str) -> Dateline | None:
    """Return a dateline that a dash ends, as in `YEREVAN — `."""
    match = _BEFORE_DASH.match(opening)
    if match is None or not _is_report(opening[match.end() :]):
        return None
    place, _, rest = match["place"].partition(",")
    if len(place) < 3 or len(place.split()) > 4:
        return None
    bracket = match["bracket"]
    if not place.isupper() and not (bracket and place.istitle()):
        return None
    agency, day = (None, bracket) if bracket and _is_day(bracket) else (bracket, rest)
    behind = _AGENCY_BEHIND_DASH.match(opening, match.end()) if not agency else None
    if behind is not None and _is_day(day) and _is_agency(behind[1]):
        return Dateline(behind.end(), behind[1], parse_date(day))
    return Dateline(match.end(), agency, parse_date(day))


def _is_day(text: str) -> bool:
    """Tell whether words name a day, with or without its year."""
    if parse_date(text) is not None:
        return True
    words = _WORD.findall(text.casefold())
    return (
        any(char.isdigit() for char in text)
        and any(word in MONTHS for word in words)
        and all(word in MONTHS or word in FILLERS for word in words)
    )


def _is_agency(name: str) -> bool:
    """Tell whether a name by itself can be a news agency's."""
    return name.isupper() or re.split(r"[\s.]", name.casefold())[0] in _AGENCIES


def _is_report(rest: str) -> bool:
    """Tell whether what follows a dash is a report rather than the rest of a headline."""
    first_line = rest.partition("\n")[0].rstrip()
    return len(first_line) >= _SHORTEST_REPORT or _ENDS_SENTENCE.search(first_line) is not None
