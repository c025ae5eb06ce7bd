"""The words on both sides of a hit."""

from __future__ import annotations

import sys

from store.search import analysis

SPAN = 5
"""How many words on each side of a hit are its neighbours."""

_REACH = 100
# Code points in which five words mostly lie.
_FARTHEST = 1600
# Of the same beyond which nothing is a neighbour: a rule of a million dashes is read once, not at
# each hit behind it.
_EDGE = 8


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text in order, those of `analysis.located` at a tenth of the cost."""
    return tuple(analysis.spelling(text).split())


def before(text: str, offset: int, most: int = SPAN) -> tuple[str, ...]:
    """Return the last words before an offset, the nearest first.

    Args:
        text: The article's canonical text.
        offset: Where the hit starts; a word that it cuts in two is no neighbour.
        most: How many at most.
    """
    reach = _REACH
    while True:
        start = max(0, offset - reach)
        near = list(words(text[start:offset]))
        if near and is_inside_word(text, offset):
            near.pop()
        if start > 0:
            del near[:1]  # its beginning may lie further back
        if len(near) >= most or start == 0 or reach >= _FARTHEST:
            return _shared(near[: -most - 1 : -1])
        reach *= 2


def behind(text: str, offset: int, most: int = SPAN) -> tuple[str, ...]:
    """Return the first words behind an offset, the nearest first.

    Args:
        text: The article's canonical text.
        offset: Where the hit ends; a word that it cuts in two is no neighbour.
        most: How many at most.
    """
    reach = _REACH
    while True:
        end = min(len(text), offset + reach)
        near = list(words(text[offset:end]))
        if near and is_inside_word(text, offset):
            del near[0]
        if end < len(text):
            del near[-1:]  # its end may lie further on
        if len(near) >= most or end == len(text) or reach >= _FARTHEST:
            return _shared(near[:most])
        reach *= 2


def _shared(near: list[str]) -> tuple[str, ...]:
    """Return words, each the same object wherever it stands: most of a concordance's memory."""
    return tuple(map(sys.intern, near))


def is_inside_word(text: str, offset: int) -> bool:
    """Tell whether a word lies on both sides of an offset."""
    if not 0 < offset < len(text) or _parts(text[offset - 1]) or _parts(text[offset]):
        return False
    left, right = text[max(0, offset - _EDGE) : offset], text[offset : offset + _EDGE]
    return len(words(left + right)) < len(words(left)) + len(words(right))


def _parts(character: str) -> bool:
    """Tell at a glance that a character is in no word; False leaves it open."""
    return character.isascii() and not character.isalnum()
