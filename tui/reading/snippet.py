"""A hit in its sentence, cut to one line."""

from __future__ import annotations

from dataclasses import dataclass

from store.sentences import split
from store.span import Span
from tui.reading.cells import fit, width

_REACH = 300
"""Code points on each side of a hit in which its sentence is looked for: more than fits a line."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """A hit with what stands around it in its sentence, on one line.

    Args:
        before: What stands before it.
        match: The hit.
        behind: What stands behind it.
    """

    before: str
    match: str
    behind: str


def snippet(text: str, hit: Span, cells: int) -> Snippet:
    """Return a hit in its sentence, in at most `cells` cells.

    The sentence stands from its beginning on where the hit can be seen so; else it is cut before
    a word, and the hit stands in the first third of the line.

    Args:
        text: The canonical text.
        hit: Where in it.
        cells: How many the line has.
    """
    sentence = _sentence(text, hit)
    match = fit(_flat(text[hit.start : hit.end]), cells)
    before = _flat(text[sentence.start : hit.start])
    if width(before) + width(match) > cells * 2 // 3:
        before = _tail(before, cells // 3)
    behind = fit(_flat(text[hit.end : sentence.end]), cells - width(before) - width(match))
    return Snippet(before, match, behind)


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
