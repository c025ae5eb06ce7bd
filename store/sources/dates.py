"""Dates as articles write them: whole days only, and never a guess."""

from __future__ import annotations

import datetime as dt
import re

from store.sources.months import FILLERS, JOINTS, LABELS, MONTHS, REVISED

_LONGEST = 80
"""Code points in the longest date line, weekday, place and time included."""

_ISO = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?)?"
    r"\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})?"
)
_YEAR_FIRST = re.compile(r"(\d{4})([./-])(\d{1,2})\2(\d{1,2})\.?")
_DAY_OR_MONTH_FIRST = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})\.?")
_IDEOGRAPHIC = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")

_TIME = re.compile(
    r"\b(?:at\s+|в\s+|um\s+|à\s+)?\d{1,2}:\d{2}(?::\d{2})?\b"
    r"(?:\s*[ap]\.?m\b\.?|\s*Uhr\b)?(?:\s*\(?(?:[A-Z]{2,4}T?|UTC|GMT)?\s?(?:[+-]\d{1,2}(?::?\d{2})?)?\)?)?",
    re.IGNORECASE,
)
_PLACE = re.compile(r"((?:[^\W\d_][\w.'’-]*\s?){1,3}),\s+(?=\w)")
_PART = re.compile(r"\d+|[^\W\d_]+")
_BETWEEN = re.compile(r"[\s.,'’()|·•/–—-]*")
_EDGE = " \t|·•,;–—-()[]"

_HEADLINE_TAIL = 6
"""Words at the end of a headline among which a date is looked for."""

_LABEL_WORDS = 3
"""Words in the longest label."""

_LEADS_ON_WORDS = """
on of by since until till from before after for in at the and to between through as or dated with vs
during over about around against near versus this that than
с со по до от об на в во к и или за о про после перед между накануне около
am bis vom zum seit den der dem und oder um ab nach vor für von zwischen
le au du depuis et ou jusqu'au avant après dès pour entre en à la les
de el del hasta desde al y e o antes tras para los las
և եւ ու կամ մինչև մինչեւ
"""

_LEADS_ON = frozenset(_LEADS_ON_WORDS.split())
"""Words that make a date behind them part of the sentence."""


def parse_date(text: str) -> str | None:
    """Return the calendar date that `text` consists of, as `YYYY-MM-DD`.

    A weekday, a place before the date, a time of day and a label such as `Published:` may stand
    with it. A date without its day or year, an impossible one, and one whose day and month could
    be exchanged (`03/04/2021`) give None. Between full stops the day stands first.
    """
    text = text.strip(_EDGE)
    if not text or len(text) > _LONGEST:
        return None
    text = _without_label(text)
    if (iso := _ISO.fullmatch(text)) is not None:
        return _day(iso[1], iso[2], iso[3])
    text = _TIME.sub(" ", text, count=1).strip(_EDGE)
    return _bare_date(text) or _bare_date(_without_place(text))


def split_dated_headline(line: str) -> tuple[str, str | None]:
    """Part a headline from the date at its end.

    Returns:
        The headline without the date and the date, or the whole line and None. A date that the
        headline's sentence leads on to (`Leaders to meet on 16 May 2022`) stays where it is.
    """
    starts = [match.start() for match in re.finditer(r"\S+", line)]
    for start in starts[max(1, len(starts) - _HEADLINE_TAIL) :]:
        tail = line[start:].strip(_EDGE)
        date = _bare_date(tail)
        if date is None:
            continue
        head = line[:start].rstrip()
        first = tail.split()[0].casefold().rstrip(".")
        if first in _LEADS_ON or leads_on(head) or re.search(r"\d\s?[–—-]?$", head):
            return line, None
        if first in JOINTS:
            continue
        title = head.rstrip(_EDGE)
        return (title, date) if title else (line, None)
    return line, None


def leads_on(text: str) -> bool:
    """Tell whether the last word of a text makes a date behind it part of its sentence."""
    words = text.split()
    return bool(words) and words[-1].strip(_EDGE).casefold() in _LEADS_ON


def is_revision(text: str) -> bool:
    """Tell whether a date line says when the article was changed, rather than when it came out."""
    return not REVISED.isdisjoint(re.findall(r"[^\W\d_]+", text.casefold())[:_LABEL_WORDS])


def _without_label(text: str) -> str:
    """Take off a label such as `Date:` or `Published on`."""
    label, colon, rest = text.partition(":")
    if colon and label.strip().casefold() in LABELS:
        return rest.strip()
    words = text.split()
    for count in range(_LABEL_WORDS, 0, -1):
        if " ".join(words[:count]).casefold() in LABELS:
            return " ".join(words[count:])
    return text


def _without_place(text: str) -> str:
    """Take off a place before a date, as in `Yerevan, 1 December 2020`."""
    match = _PLACE.match(text)
    if match is None or not all(word[0].isupper() for word in match[1].split()):
        return text
    return text[match.end() :]


def _bare_date(text: str) -> str | None:
    """Return the date that a text without label, time and place consists of."""
    if (match := _YEAR_FIRST.fullmatch(text)) is not None:
        return _day(match[1], match[3], match[4])
    if (match := _DAY_OR_MONTH_FIRST.fullmatch(text)) is not None:
        return _numeric(int(match[1]), int(match[3]), match[4], dotted=match[2] == ".")
    if (match := _IDEOGRAPHIC.match(text)) is not None:
        return _day(match[1], match[2], match[3])
    return _named(text)


def _numeric(first: int, second: int, year: str, *, dotted: bool) -> str | None:
    """Return the date of two numbers and a year where only one order is possible."""
    if dotted or first > 12 or first == second:
        return _day(year, second, first)
    return _day(year, first, second) if second > 12 else None


def _named(text: str) -> str | None:
    """Return the date of a text that names its month."""
    if _BETWEEN.sub("", _PART.sub("", text)):
        return None
    numbers: list[str] = []
    month = 0
    for part in _PART.findall(text):
        word = part.casefold()
        if part.isdigit():
            numbers.append(part)
        elif word in MONTHS and not month:
            month = MONTHS[word]
        elif word not in FILLERS:
            return None
    if not month or len(numbers) != 2:
        return None
    day, year = numbers if len(numbers[1]) == 4 else reversed(numbers)
    return _day(year, month, day) if len(year) == 4 and len(day) <= 2 else None


def _day(year: str | int, month: str | int, day: str | int) -> str | None:
    """Return a calendar date as `YYYY-MM-DD`, or None where there is no such day."""
    try:
        return dt.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
