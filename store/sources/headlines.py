"""Title, date, author and source of an article that names them in its text alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from store import graphemes
from store.furniture.phrases import Phrase, classify, is_leftover
from store.sources.credits import is_above_date, is_byline, read_credits
from store.sources.datelines import find_dateline
from store.sources.dates import parse_date, split_dated_headline
from store.sources.sanitize import clean_line
from store.span import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

TITLE_LENGTH = 80
"""Code points that a title made from a sentence has at most."""

LONGEST_TITLE = 200
"""Code points that any title has at most."""

_HEADLINE_LENGTH = 160
_LONG_LINE = 200
"""Code points from which a line is a paragraph and nothing of an article's opening."""

_TOP_LINES = 6
"""Lines, not counting empty ones, among which date, author and source are looked for."""

_LOOK_AHEAD = 600

_RUNS_ON = re.compile(r"[.,;:…։。،][\"”’»)\]]*$")
_ENDS_IN_INITIALS = re.compile(r"(?:^|[\s(])(?:[^\W\d_]\.){2,}[\"”’»)]*$")
_BULLET = re.compile(r"[-*•–—>#|]\s|\d{1,3}[.)]\s")


class Opening(Struct, frozen=True):
    """What the first lines of an article say about it.

    Args:
        headline: Index of the line that is the headline, or None.
        parted: Indices of the lines that are paragraphs of their own whatever stands around them.
        title: From the headline, without the date at its end; None where there is no headline.
        date: ISO 8601 calendar date, or None.
        author: None where no line names one.
        source: None where no line names one.
    """

    headline: int | None = None
    parted: frozenset[int] = frozenset()
    title: str | None = None
    date: str | None = None
    author: str | None = None
    source: str | None = None


def read_opening(lines: Sequence[str]) -> Opening:
    """Read headline, date line, byline and dateline from the first lines of an article.

    Args:
        lines: Trimmed lines, empty ones included; only the first few are looked at.
    """
    reader = _OpeningReader(lines)
    seen = 0
    for index, line in enumerate(lines):
        if not line:
            continue
        if seen == _TOP_LINES or not reader.take(index):
            break
        seen += 1
    return reader.opening()


class _OpeningReader:
    """Takes the lines of an opening one by one, as long as they may belong to it.

    Args:
        lines: All lines.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._headline: int | None = None
        self._parted: set[int] = set()
        self._title: str | None = None
        self._date: str | None = None
        self._revised: str | None = None
        self._author: str | None = None
        self._source: str | None = None

    def opening(self) -> Opening:
        """Return what the lines taken so far say."""
        return Opening(
            self._headline,
            frozenset(self._parted),
            self._title,
            self._date or self._revised,
            self._author,
            self._source,
        )

    def take(self, index: int) -> bool:
        """Read one line; tell whether the next one may still belong to the opening."""
        line, following = self._lines[index], self._line(index + 1)
        if len(line) < _LONG_LINE and self._is_credit(index):
            self._parted.add(index)
            return True
        if len(line) < _LONG_LINE and not following and is_leftover(line):
            return True
        if self._headline is None and self._is_headline(index):
            self._headline = index
            self._parted.add(index)
            self._title, date = split_dated_headline(line)
            self._date = self._date or date
            return True
        if (dateline := find_dateline(line)) is not None:
            self._date = self._date or dateline.date
            self._source = self._source or dateline.agency
            return False
        # A short line by itself may be a second headline, with the date still to come.
        may_be = not following and len(line) < _LONG_LINE
        may_be = may_be or is_above_date(line, following, self._line(index + 2))
        return self._headline is not None and may_be

    def _line(self, index: int) -> str | None:
        """Return a line; None where there is none."""
        return self._lines[index] if 0 <= index < len(self._lines) else None

    def _is_headline(self, index: int) -> bool:
        following, after = self._line(index + 1), self._line(index + 2)
        is_dated = self._is_beside_date(index + 1)
        return is_headline(self._lines[index], following, after, is_dated=is_dated)

    def _is_beside_date(self, index: int) -> bool:
        """Tell whether the line above or below is a date, or the one beyond an empty line."""
        above = self._line(index - 1) or self._line(index - 2)
        below = self._line(index + 1) or self._line(index + 2)
        return any(parse_date(near or "") for near in (above, below))

    def _is_credit(self, index: int) -> bool:
        """Take date, author or source from a line that says nothing else."""
        above, is_certain = self._line(index - 1), self._is_beside_date(index)
        is_headed = self._headline is not None or parse_date(above or "") is not None
        found = read_credits(self._lines[index], is_headed=is_headed, is_certain=is_certain)
        for credit in found:
            self._date = self._date or credit.date
            self._revised = self._revised or credit.revised
            self._author = self._author or credit.author
            self._source = self._source or credit.source
        return bool(found)


def is_headline(
    line: str, following: str | None, after: str | None = None, *, is_dated: bool = False
) -> bool:
    """Tell whether the first line of an article is its headline.

    Args:
        line: The line, trimmed.
        following: The next line, empty where an empty line follows; None at the end of the text.
        after: The line behind that one.
        is_dated: Whether there is a date beside the next line.
    """
    if len(line) > _HEADLINE_LENGTH or following is None:
        return False
    if _RUNS_ON.search(line) and not _ENDS_IN_INITIALS.search(line):
        return False
    first = next((char for char in line if char.isalnum()), "")
    if not first or first.islower() or _BULLET.match(line) or find_dateline(line) is not None:
        return False
    return (
        not following
        or len(following) >= _LONG_LINE
        or bool(read_credits(following, is_headed=True, is_certain=is_dated))
        or is_above_date(following, after)
        or find_dateline(following) is not None
    )


def is_aside(paragraph: str) -> bool:
    """Tell whether a paragraph at the top is a date line, a byline or a web page's leftover."""
    return (
        parse_date(paragraph) is not None
        or is_byline(paragraph[:_LONG_LINE])
        or classify(paragraph) not in {None, Phrase.LIKELY, Phrase.POSSIBLE}
    )


def title_of(prose: str) -> str:
    """Make a title from the first paragraph of an article without a headline.

    Returns:
        The first sentence without a dateline, cut at a word if need be; empty where the
        paragraph is.
    """
    from store import sentences

    opening = prose[:_LOOK_AHEAD].partition("\n")[0]
    dateline = find_dateline(opening)
    report = opening[dateline.length :] if dateline else opening
    found = sentences.split(report, Span(0, len(report)))
    return shorten(found[0].of(report) if found else report)


def shorten(text: str, length: int = TITLE_LENGTH) -> str:
    """Return `text` on one line of at most `length` code points, cut at a word with `…`."""
    line = clean_line(text)
    if len(line) <= length:
        return line
    cut = line.rfind(" ", length // 2, length)
    if cut < 0:
        cut = graphemes.floor(line, length - 1)
    return (line[:cut].rstrip(" ,;:–—-") or line[:cut].rstrip()) + "…"
