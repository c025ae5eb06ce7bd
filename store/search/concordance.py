"""Concordance: every hit on a line of its own, with what stands around it (KWIC)."""

from __future__ import annotations

import time
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from store import graphemes
from store.search import neighbours

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from store.search.found import Found, Indexed
    from store.span import Span

_T = TypeVar("_T")

CONTEXT = 100
"""Code points that a line holds on each side of its match at most."""

_FIRST, _MOST = 64, 4096
# Lines of the first batch, which is to be on the screen at once, and of the largest, which is
# still taken over without a halt.
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


@dataclass(frozen=True, slots=True)
class Listed:
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


@dataclass(frozen=True, slots=True)
class Line:
    """A hit with its surroundings, line feeds as blanks.

    Args:
        article: Where it is; the same object for all lines of an article.
        span: The hit in its canonical text.
        left: What stands before it, up to 100 code points, whole graphemes.
        match: Its words.
        right: What stands behind it, up to 100 code points, whole graphemes.
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


def lines_of(found: Found) -> tuple[Line, ...]:
    """Return the lines of one article, in the order of its text."""
    listed = _listed(found.article)
    text = found.article.text
    return tuple(_line(listed, text, hit) for hit in found.hits)


def gather(found: Iterable[Found]) -> Iterator[tuple[Line, ...]]:
    """Yield the lines of articles in their order, in batches none of which is empty.

    The first comes at once and the next ones grow; where hits are rare, a batch comes about every
    tenth of a second.

    Args:
        found: Articles with their hits, read one at a time, as the batches are asked for.
    """
    batch: list[Line] = []
    size, due = _FIRST, time.monotonic() + _PATIENCE
    for each in found:
        batch.extend(lines_of(each))
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
    given = tuple(lines)
    places = _ranks({line.article.path for line in given}, _place)
    if sort is Sort.PLACE:
        return tuple(sorted(given, key=lambda line: (places[line.article.path], line.span.start)))
    keys = _by_date(given) if sort is Sort.DATE else _by_words(given, sort)
    # Numbers are compared at a fifth of the cost of tuples of words, and the one call of `sort`
    # that no other thread can interrupt stays short: 40 ms for 70,000 lines.
    ranked = sorted(
        (*key, places[line.article.path], line.span.start, index)
        for index, (key, line) in enumerate(zip(keys, given, strict=True))
    )
    return tuple(given[key[-1]] for key in ranked)


def _by_date(lines: Sequence[Line]) -> list[tuple[int, ...]]:
    """Return for each line the rank of its article's date."""
    ranks = _ranks({line.article.date for line in lines}, lambda date: (date is None, date))
    return [(ranks[line.article.date],) for line in lines]


def _by_words(lines: Sequence[Line], sort: Sort) -> list[tuple[int, ...]]:
    """Return for each line the ranks of its words on a side, and -1 where they end."""
    first = int(sort.value[-1]) - 1
    if sort.value.startswith("left"):
        sides = [line.left_words[first:] for line in lines]
    else:
        sides = [line.right_words[first:] for line in lines]
    ranks = _ranks({word for side in sides for word in side}, str)
    return [(*map(ranks.__getitem__, side), -1) for side in sides]


def _ranks(values: set[_T], key: Callable[[_T], Any]) -> dict[_T, int]:
    """Return the place of each value among all in the order of a key."""
    return {value: rank for rank, value in enumerate(sorted(values, key=key))}


def _place(path: str) -> tuple[tuple[bool, str], ...]:
    """Return what puts a path where a corpus lists it."""
    *folders, name = path.split("/")
    return (*((True, folder) for folder in folders), (False, name))


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


def _line(listed: Listed, text: str, hit: Span) -> Line:
    """Return the line of a hit."""
    left, right = around(text, hit)
    return Line(
        listed,
        hit,
        left.replace("\n", " "),
        hit.of(text).replace("\n", " "),
        right.replace("\n", " "),
        neighbours.before(text, hit.start),
        neighbours.behind(text, hit.end),
    )
