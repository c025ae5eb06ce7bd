"""Text made comparable without moving an offset."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LOOKALIKES = ('"“”„‟«»″', "'‘’‚‛′ʼ՚", "-‐‑‒–—―−")
"""Marks that are typed for one another, the plain one first: double and single quotes, dashes."""

_PLAIN = str.maketrans({mark: marks[0] for marks in LOOKALIKES for mark in marks})
_STRETCH = 16 * 1024
"""Code points that are folded in one call: no other thread runs meanwhile, for half a second where
10 million are folded at once."""

_VOICING = frozenset("\u3099\u309a")  # with them a kana is another letter, not an accented one


def fold(text: str, *, case: bool = True) -> str:
    """Return `text` with quotes, dashes and white space alike, accents and capitals gone.

    Each code point gives exactly one, so offsets in the result are offsets in `text`.

    Args:
        text: Canonical text, or what a person typed.
        case: Whether capitals are folded as well.
    """
    if len(text) <= _STRETCH:
        return _folded(text, case=case)
    return "".join(fold_stretches(text, case=case))


def fold_stretches(text: str, *, case: bool = True) -> Iterator[str]:
    """Yield what `fold` returns, stretch by stretch: between two one may leave off."""
    for start in range(0, len(text), _STRETCH):
        yield _folded(text[start : start + _STRETCH], case=case)


def _folded(text: str, *, case: bool) -> str:
    table = {
        ord(each): folded for each in set(text) if (folded := _fold_one(each, case=case)) != each
    }
    return text.translate(table) if table else text


@lru_cache(maxsize=8192)
def _fold_one(character: str, *, case: bool) -> str:
    if character.isspace():
        return " "
    alike = _unaccented(character).translate(_PLAIN)
    if not case:
        return alike
    # The small sigma at the end of a word has no capital of its own, so lower() is not enough.
    return next((each for each in (alike.casefold(), alike.lower()) if len(each) == 1), alike)


def _unaccented(character: str) -> str:
    """Return the letter under an accent; syllables of Korean are made of letters and stay."""
    apart = unicodedata.normalize("NFD", character)
    is_accented = all(unicodedata.combining(mark) and mark not in _VOICING for mark in apart[1:])
    return apart[0] if is_accented else character
