"""Numbers: articles' ids as the whole numbers that the index keeps in columns."""

from __future__ import annotations

import hashlib
import re

_ORDINARY = re.compile(r"[0-9a-f]{12}", re.ASCII)
_FIRST_ODD = 1 << 48
_ODD_BYTES = (
    7  # so that an odd id's number stays below 2**57, far from the end of a column's 64 bits
)


def number_of(article_id: str) -> int:
    """Return the number of an article: never negative, below 2**57, another one for another id.

    Args:
        article_id: Mostly twelve hex digits; a notes file from elsewhere may bring others, whose
            numbers are hashes.
    """
    if _ORDINARY.fullmatch(article_id):
        return int(article_id, 16)
    digest = hashlib.blake2b(article_id.encode(errors="surrogatepass"), digest_size=_ODD_BYTES)
    return _FIRST_ODD + int.from_bytes(digest.digest())


def id_of(number: int) -> str | None:
    """Return the id of the article with a number; None for one that only its record tells."""
    return f"{number:012x}" if number < _FIRST_ODD else None
