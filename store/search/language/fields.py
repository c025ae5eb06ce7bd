"""Fields that nobody knows: where a query names one, and which one may be meant."""

from __future__ import annotations

import re

from msgspec import Struct
from rapidfuzz.distance import OSA

from store.search.language.lexer import tokens
from store.search.language.tokens import FIELDS, Kind

_NAMED = re.compile(r"([^\W\d_]+):")
_VALUE = re.compile(r"[^\s/]|\Z")
# What a field begins with, or may once it is typed; prose goes on with a blank, an address with /.

_FARTHEST = 2
"""Letters in which a name may differ from a field's, and no more than half of the field's own."""


class Misspelt(Struct, frozen=True):
    """What stands before a colon like a field, and is none.

    Args:
        name: As typed.
        meant: The field whose name is nearest; empty where none is near.
    """

    name: str
    meant: str

    def __str__(self) -> str:
        """Say so, in a few words."""
        if not self.meant:
            return f"“{self.name}:” is no field"
        return f"no field “{self.name}”; did you mean “{self.meant}:”?"


def misspelt(text: str) -> Misspelt | None:
    """Return the first field of a query that may be misspelt, else the first that is none.

    Such a name is looked for as a word: addresses and times have a colon too. So this is worth
    asking only where nothing was found.

    Args:
        text: The query as typed.

    Returns:
        None where every name before a colon is a field's, or is plainly not meant as one.
    """
    unknown: Misspelt | None = None
    for token in tokens(text):
        hit = _NAMED.match(token.text) if token.kind is Kind.BARE else None
        if hit is None:
            continue
        if meant := _nearest(hit[1].lower()):
            return Misspelt(hit[1], meant)
        if unknown is None and _VALUE.match(text, token.span.start + hit.end()):
            unknown = Misspelt(hit[1], "")
    return unknown


def _nearest(name: str) -> str:
    """Return the field that a name is nearest to; empty where it is far from all."""
    near = sorted(
        (distance, field)
        for field in FIELDS
        if (distance := OSA.distance(name, field)) <= min(_FARTHEST, len(field) // 2)
    )
    return near[0][1] if near else ""
