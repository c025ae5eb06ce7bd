"""Text made comparable in bulk: what a filter looks in, and what it looks for."""

from __future__ import annotations

import unicodedata

from store.fold import fold


class _Folding(dict[int, str]):
    """What each code point is compared as, found out once: a shelf folds 100,000 titles."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = fold(chr(code)).casefold()
        return folded


# Line feeds part the fields of a haystack. The capitals of the Armenian ligature are two letters,
# and other ones than Unicode's case folding makes of it.
_FOLDING = _Folding({ord("\n"): "\n", ord("և"): "եվ"})


def haystack(*fields: str) -> str:
    """Return fields made comparable, a line each: capitals and accents make no difference."""
    text = "\n".join(fields)
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", text).translate(_FOLDING)


def needles(query: str) -> list[str]:
    """Return the words of a query, made comparable, the most telling first."""
    return sorted(haystack(query).split(), key=len, reverse=True)
