"""Credits: the lines at an article's top that say who wrote it, when, and for whom."""

from __future__ import annotations

import re

from msgspec import Struct

from store.sources.dates import is_revision, leads_on, parse_date, split_dated_headline
from store.sources.months import CALENDAR

_LONGEST = 120
"""Code points in the longest line that several credits share."""

_LONGEST_NAME = 60
"""Code points in the longest name of a person or a paper that stands on a line of its own."""

_NAME = r"[^\W\d_a-zа-яա-ֆ][\w.’'-]*"
_NAMES = rf"{_NAME}(?:(?:\s+|,\s+|\s+(?:and|&)\s+){_NAME})"
_BYLINE = re.compile(rf"(?:[Bb]y|BY)\s+({_NAMES}{{1,7}})")
_SHORT_BYLINE = re.compile(rf"(?:[Bb]y|BY)\s+({_NAME})")
_WORD = re.compile(r"[^\W\d_]+")
_NAMED = re.compile(rf"{_NAMES}{{0,7}}")
_LABELLED = re.compile(r"([^\W\d_]+(?: [^\W\d_]+)?)\s?[:՝]\s?(\S.{1,98})")
_AUTHOR_LABELS = frozenset(
    ("author", "authors", "by", "written by", "автор", "авторы", "autor", "auteur", "հեղինակ")
)
_SOURCE_LABELS = frozenset(("source", "источник", "quelle", "fuente", "աղբյուր"))

_BETWEEN = re.compile(
    r"\s*[|·•;]\s*|\s+[—–-]\s+"
    r"|,?\s+(?=(?:by|(?:last )?updated|(?:first )?published|modified|date|author|source)\b)",
    re.IGNORECASE,
)
_RUNS_ON = re.compile(r"[.,;:!?…։。،][\"”’»)\]]*$")


class Credit(Struct, frozen=True):
    """What a line, or a part of one, says about its article; None for what it does not say.

    Args:
        date: ISO 8601 calendar date on which the article came out.
        revised: The same of the day on which it was changed.
        author: Several are parted as the line parts them.
        source: The publication.
    """

    date: str | None = None
    revised: str | None = None
    author: str | None = None
    source: str | None = None


def read_credits(line: str, *, is_headed: bool, is_certain: bool) -> tuple[Credit, ...]:
    """Return what a line says that says nothing else; nothing where it says more.

    Args:
        line: The line, trimmed.
        is_headed: Whether the headline stands above it; a line that only may be a byline is else
            taken for the headline.
        is_certain: Whether a date beside the line leaves no doubt that a `By` in it is followed
            by a name, even by a single one.
    """
    credit = _byline(line, is_certain=is_certain) if is_headed else None
    credit = credit or _dated(line) or _labelled(line)
    return (credit,) if credit else _shared(line, is_headed=is_headed)


def is_byline(line: str) -> bool:
    """Tell whether a line names an author in two words at least, wherever it stands."""
    return _author(line, is_certain=False) is not None


def is_above_date(line: str, following: str | None, after: str | None = None) -> bool:
    """Tell whether a line can be a name, or a heading, with the date on the next line or after it.

    Args:
        line: The line, trimmed.
        following: The next line; empty where there is an empty one, None at the end.
        after: The line behind that one.
    """
    if not following or len(line) > _LONGEST_NAME or line[:1].islower():
        return False
    if _RUNS_ON.search(line) or leads_on(line):
        return False
    return parse_date(following) is not None or is_above_date(following, after)


def _dated(line: str) -> Credit | None:
    date = parse_date(line)
    if date is None:
        return None
    return Credit(revised=date) if is_revision(line) else Credit(date=date)


def _labelled(line: str) -> Credit | None:
    """Read a line such as `Author: Jane Doe`."""
    match = _LABELLED.fullmatch(line)
    label = match[1].casefold() if match else ""
    if match and label in _AUTHOR_LABELS:
        return Credit(author=match[2])
    return Credit(source=match[2]) if match and label in _SOURCE_LABELS else None


def _byline(line: str, *, is_certain: bool) -> Credit | None:
    """Read a line such as `By Jane Doe`, with or without a date at its end."""
    head, date = split_dated_headline(line)
    author = _author(head, is_certain=is_certain or date is not None)
    return Credit(date=date, author=author) if author else None


def _author(line: str, *, is_certain: bool) -> str | None:
    """Return who a byline names; `By Monday` is when something is to happen and names nobody."""
    byline = _BYLINE.fullmatch(line) or (_SHORT_BYLINE.fullmatch(line) if is_certain else None)
    if byline is None:
        return None
    words = {word.casefold() for word in _WORD.findall(byline[1])} - {"and"}
    return None if words <= CALENDAR else byline[1]


def _shared(line: str, *, is_headed: bool) -> tuple[Credit, ...]:
    """Read a line of several credits, such as `Harbour Post | 5 May 2022 | By Jane Doe`.

    Above the headline, a name without `By` could be the headline.
    """
    pieces = [piece for piece in _BETWEEN.split(line) if piece] if len(line) <= _LONGEST else []
    if len(pieces) < 2:
        return ()
    found: list[Credit] = []
    for piece in pieces:
        credit = _byline(piece, is_certain=True) or _dated(piece) or _labelled(piece)
        if credit is not None:
            found.append(credit)
        elif not is_headed or not _NAMED.fullmatch(piece):
            return ()
    return tuple(found) if any(one.date or one.revised for one in found) else ()
