"""Hits in their sentence, cut to one line."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from msgspec import Struct

from store.sentences import split
from store.span import Span
from tui.reading.cells import fit, width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_REACH = 300
"""Code points on each side of a hit in which its sentence is looked for: more than fits a line."""


class Part(Struct, frozen=True):
    """A stretch of a snippet.

    Args:
        words: What stands there.
        is_hit: Whether it is a hit.
    """

    words: str
    is_hit: bool = False


class Snippet(Struct, frozen=True):
    """A hit, and others in the same sentence, on one line.

    Args:
        parts: What stands on the line.
        following: Index of the first hit behind those that the line shows whole.
    """

    parts: tuple[Part, ...]
    following: int


def snippet(text: str, hits: Sequence[Span], index: int, cells: int) -> Snippet:
    """Return a hit in its sentence, in at most `cells` cells.

    The sentence stands from its beginning on where the hit can be seen so; else it is cut before
    a word, and the hit stands in the first third of the line.

    Args:
        text: The canonical text.
        hits: Where the hits are in it, in order, not overlapping.
        index: Of the hit.
        cells: How many the line has.
    """
    hit = hits[index]
    sentence = _sentence(text, hit)
    before = _flat(text[sentence.start : hit.start])
    if width(before) + width(text, hit.start, hit.end) > cells * 2 // 3:
        before = _tail(before, cells // 3)
    rest = _flat(text[hit.start : sentence.end])
    shown = fit(rest, cells - width(before))
    # What stands for the words that were cut off is none of them.
    end = hit.start + len(shown) - (shown != rest)
    begun = bisect_left(hits, end, lo=index, key=lambda each: each.start)
    whole = bisect_right(hits, end, lo=index, key=lambda each: each.end)
    behind = _parts(hits[index : max(begun, index + 1)], hit.start, shown)
    return Snippet((Part(before), *behind), max(whole, index + 1))


def _parts(hits: Sequence[Span], start: int, shown: str) -> Iterator[Part]:
    """Yield a stretch of text, which begins at an offset, parted at the hits in it."""
    done = 0
    for hit in hits:
        first, last = hit.start - start, min(hit.end - start, len(shown))
        yield Part(shown[done:first])
        yield Part(shown[first:last], is_hit=True)
        done = last
    yield Part(shown[done:])


def _sentence(text: str, hit: Span) -> Span:
    """Return the stretch around a hit to the ends of the sentences in which it begins and ends."""
    start = max(text.rfind("\n", 0, hit.start) + 1, hit.start - _REACH)
    end = text.find("\n", hit.end)
    end = min(len(text) if end < 0 else end, hit.end + _REACH)
    around = [each for each in split(text, Span(start, end)) if each.overlaps(hit)]
    return Span(min(around[0].start, hit.start), max(around[-1].end, hit.end)) if around else hit


def _tail(words: str, cells: int) -> str:
    """Return the last words of a text, as many as fit behind a `…`."""
    if width(words) <= cells:
        return words
    kept = words[max(0, len(words) - cells + 1) :]
    while width(kept) > cells - 1:
        kept = kept[1:]
    return f"…{kept.partition(' ')[2]}"


def _flat(text: str) -> str:
    return text.replace("\n", " ")
