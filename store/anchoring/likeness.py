"""How much two whole articles have in common, to know one that was edited and renamed."""

from __future__ import annotations

from store.compiled import compiled

_WORD = r"\w+"
_SHINGLE = 3
_PIECE = 1 << 16
# Each call into C holds up the other threads; a word cut in two changes nothing.


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


def _shingles(text: str) -> set[int]:
    """Return every run of `_SHINGLE` words of a text, by its hash."""
    word = compiled(_WORD)
    words: list[str] = []
    for at in range(0, len(text), _PIECE):
        words += word.findall(text[at : at + _PIECE].casefold())
    width = min(_SHINGLE, len(words))
    return set(map(hash, zip(*(words[skip:] for skip in range(width)), strict=False)))
