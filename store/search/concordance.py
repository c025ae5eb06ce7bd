"""Concordance: every hit on a line of its own, with what stands around it (KWIC)."""

from __future__ import annotations

import time
from enum import StrEnum
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING

from msgspec import Struct

from store import graphemes
from store.search import neighbours

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from store.search.found import Found, Indexed
    from store.span import Span

CONTEXT = 100
"""Code points that a line holds on each side of its match at most."""

_FIRST, _MOST = 64, 4096
# Lines of the first batch, which is to be on the screen at once, and of the largest, which is
# still taken over without a halt.
_OFFSET_BITS = 32
# More than an article has code points.
_END, _FILE, _FOLDER = "\0", "\1", "\2"
# The end of a name, before all that can stand in one; a file, before any folder beside it.
_PATIENCE = 0.1
# Seconds after which what there is goes on its way, where hits are rare.


class Sort(StrEnum):
    """An order of lines; the values are how it is named to the reader."""

    PLACE = "place"
    DATE = "date"
    LEFT_1 = "left 1"
    LEFT_2 = "left 2"
    LEFT_3 = "left 3"
    RIGHT_1 = "right 1"
    RIGHT_2 = "right 2"
    RIGHT_3 = "right 3"


class Listed(Struct, frozen=True):
    """An article as its lines know it, without its text.

    Args:
        id: The article's id.
        path: Place inside the corpus, with `/` between folders.
        title: Never empty.
        date: ISO 8601 calendar date `YYYY-MM-DD`, or None.
        text_hash: SHA-256 of the canonical text that the spans refer to, in hex.
        length: Of that text, in code points.
    """

    id: str
    path: str
    title: str
    date: str | None
    text_hash: str
    length: int


class Line(Struct, frozen=True):
    """A hit with its surroundings, line feeds as blanks.

    Args:
        article: Where it is; the same object for all lines of an article.
        span: The hit in its canonical text.
        left: What stands before it, up to 100 code points where no fewer were asked for, whole
            graphemes.
        match: Its words.
        right: What stands behind it, likewise.
        left_words: The last five words before it, folded, the nearest first; fewer where the
            text begins.
        right_words: The first five behind it, likewise.
    """

    article: Listed
    span: Span
    left: str
    match: str
    right: str
    left_words: tuple[str, ...]
    right_words: tuple[str, ...]


def around(text: str, span: Span, most: int = CONTEXT) -> tuple[str, str]:
    """Return what stands before a span and what behind it, in whole graphemes.

    Args:
        text: The text.
        span: The span; it cuts no grapheme.
        most: How many code points of each at most.
    """
    first = graphemes.ceil(text, max(0, span.start - most))
    last = graphemes.floor(text, min(len(text), span.end + most))
    return text[first : span.start], text[span.end : last]


def lines_of(found: Found, most: int = CONTEXT) -> tuple[Line, ...]:
    """Return the lines of one article, in the order of its text.

    Args:
        found: The article with its hits.
        most: How many code points a line holds on each side of its match at most.
    """
    listed = _listed(found.article)
    text = found.article.text
    return tuple(_line(listed, text, hit, most) for hit in found.hits)


def gather(found: Iterable[Found], most: int = CONTEXT) -> Iterator[tuple[Line, ...]]:
    """Yield the lines of articles in their order, in batches none of which is empty.

    The first comes at once and the next ones grow; where hits are rare, a batch comes about every
    tenth of a second.

    Args:
        found: Articles with their hits, read one at a time, as the batches are asked for.
        most: How many code points a line holds on each side of its match at most.
    """
    batch: list[Line] = []
    size, due = _FIRST, time.monotonic() + _PATIENCE
    for each in found:
        batch.extend(lines_of(each, most))
        if len(batch) < size and not (batch and time.monotonic() >= due):
            continue
        yield tuple(batch)
        batch = []
        size, due = min(2 * size, _MOST), time.monotonic() + _PATIENCE
    if batch:
        yield tuple(batch)


def arrange(lines: Iterable[Line], sort: Sort) -> tuple[Line, ...]:
    """Return lines in an order.

    By place they come as the corpus lists its articles: a folder's own, then its folders'. By
    date the oldest come first and the undated last. By the first, second or third word to a side
    the words further away on that side decide between equal ones; a line without such a word
    comes first. Between lines that are equal so far, place decides.

    Args:
        lines: In any order.
        sort: Which.
    """
    placed = _by_place(tuple(lines))
    match sort:
        case Sort.PLACE:
            return placed
        case Sort.DATE:
            return _by_date(placed)
    return _by_words(placed, sort)


def _by_place(lines: Sequence[Line]) -> tuple[Line, ...]:
    # As they come, not as a set: what was gathered from a corpus is in order already, and putting
    # that in order takes a tenth of the time, in which the screen stands still.
    paths = sorted(dict.fromkeys(line.article.path for line in lines), key=_place)
    ranks = {path: rank << _OFFSET_BITS for rank, path in enumerate(paths)}
    return tuple(sorted(lines, key=lambda line: ranks[line.article.path] + line.span.start))


def _by_date(placed: Iterable[Line]) -> tuple[Line, ...]:
    groups: dict[str | None, list[Line]] = {}
    for line in placed:
        groups.setdefault(line.article.date, []).append(line)
    dates = sorted(groups, key=lambda date: (date is None, date))
    return tuple(chain.from_iterable(groups[date] for date in dates))


def _by_words(placed: Iterable[Line], sort: Sort) -> tuple[Line, ...]:
    """Return lines that are in order of place by the words on a side.

    They are parted by the first of these words and each part put in order for itself: no other
    thread can interrupt a sort, and that of all lines would hold up the screen.
    """
    first = int(sort.value[-1]) - 1
    words_of = attrgetter("left_words" if sort.value.startswith("left") else "right_words")
    groups: dict[str, list[Line]] = {}
    for line in placed:
        groups.setdefault("".join(words_of(line)[first : first + 1]), []).append(line)
    for group in groups.values():
        # Strings are compared at a fifth of the cost of tuples of words.
        group.sort(key=lambda line: "\0".join(words_of(line)[first + 1 :]))
    return tuple(chain.from_iterable(groups[word] for word in sorted(groups)))


def _place(path: str) -> str:
    """Return what puts a path where a corpus lists it."""
    # No name has a NUL in it. Strings are compared at a fifth of the cost of tuples of names.
    folder, slash, name = path.rpartition("/")
    if not slash:
        return _FILE + name
    folders = folder.replace("/", _END + _FOLDER)
    return f"{_FOLDER}{folders}{_END}{_FILE}{name}"


def _listed(article: Indexed) -> Listed:
    """Return an article without its text."""
    return Listed(
        article.id,
        article.path,
        article.title,
        article.date,
        article.text_hash,
        len(article.text),
    )


def _line(listed: Listed, text: str, hit: Span, most: int) -> Line:
    """Return the line of a hit."""
    left, right = around(text, hit, most)
    return Line(
        listed,
        hit,
        left.replace("\n", " "),
        hit.of(text).replace("\n", " "),
        right.replace("\n", " "),
        neighbours.before(text, hit.start),
        neighbours.behind(text, hit.end),
    )
