"""Tokens: the pieces a query is typed in."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from msgspec import Struct

from store.search.query import Field

if TYPE_CHECKING:
    from store.span import Span

TAG, DATE, IS = "tag", "date", "is"
"""The fields that hold no words of the text."""

FIELDS = frozenset({*(field.value for field in Field if field), TAG, DATE, IS})
"""How a query names what it looks in, before a colon."""


LONGEST = 10_000
"""Code points of a query; more is a slip of the clipboard, and would take seconds to answer."""


class Kind(Enum):
    """What a token is."""

    OPEN = auto()
    CLOSE = auto()
    OR = auto()
    AND = auto()
    NOT = auto()
    MINUS = auto()
    FIELD = auto()
    TILDE = auto()
    BARE = auto()
    QUOTED = auto()
    STAR = auto()
    WITHIN = auto()
    REGEX = auto()


class Token(Struct, frozen=True):
    """A piece of a query.

    Args:
        kind: What it is.
        span: Where it stands in the query.
        text: What it holds: of a field its name in small letters, of a quoted phrase what stands
            between the quotes, of a regular expression what stands between the slashes, of a
            distance its digits; else the piece as typed.
        is_closed: Whether a quoted phrase or a regular expression has its end.
    """

    kind: Kind
    span: Span
    text: str
    is_closed: bool = True

    def touches(self, following: Token | None) -> bool:
        """Tell whether `following` stands right behind it, with no blank between."""
        return following is not None and self.span.end == following.span.start
