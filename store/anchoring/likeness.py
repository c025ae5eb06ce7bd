"""How much two whole articles have in common, to know one that was edited and renamed."""

from __future__ import annotations

import regex

_WORD = regex.compile(r"\w+")
_SHINGLE = 3


def likeness(one: str, other: str) -> float:
    """Return how much of the shorter text stands in the other one.

    Args:
        one: Canonical text of an article.
        other: The same of another.

    Returns:
        0 for nothing in common, 1 for the same words in the same order.
    """
    left, right = _shingles(one), _shingles(other)
    if not left or not right:
        return 0.0
    return len(left & right) / min(len(left), len(right))


def _shingles(text: str) -> set[tuple[str, ...]]:
    """Return every run of `_SHINGLE` words of a text."""
    words = _WORD.findall(text.casefold())
    width = min(_SHINGLE, len(words))
    return (
        {tuple(words[at : at + width]) for at in range(len(words) - width + 1)} if words else set()
    )
