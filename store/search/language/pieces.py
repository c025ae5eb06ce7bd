"""Pieces: what each part of a query is, for whoever shows it in colours."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from msgspec import Struct

from store.search.language.lexer import tokens
from store.search.language.tokens import DATE, IS, LONGEST, TAG, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.search.language.tokens import Token
    from store.span import Span


class Role(Enum):
    """What a part of a query is."""

    WORD = auto()
    """A word."""

    PHRASE = auto()
    """Words in quotes, the quotes included."""

    REGEX = auto()
    """A regular expression, its slashes included."""

    FIELD = auto()
    """What names a field, its colon included."""

    VALUE = auto()
    """A tag, a date or a state."""

    OPERATOR = auto()
    """What joins, excludes or groups."""

    SIGN = auto()
    """What makes a word looser: `*`, `~`, `~8`."""


class Piece(Struct, frozen=True):
    """A part of a query.

    Args:
        span: Where it stands; code points.
        role: What it is.
    """

    span: Span
    role: Role


def pieces(text: str) -> Iterator[Piece]:
    """Yield the parts of a query in order; between them stands white space, if anything.

    One that is too long to be a query has none.
    """
    if len(text) > LONGEST:
        return
    last: Token | None = None
    for token in tokens(text):
        yield Piece(token.span, _role(token, last))
        last = token


def _role(token: Token, last: Token | None) -> Role:
    of_value = last is not None and last.kind is Kind.FIELD and last.text in {TAG, DATE, IS}
    if of_value and token.kind in {Kind.BARE, Kind.QUOTED}:
        return Role.VALUE
    return _ROLES.get(token.kind, Role.OPERATOR)


_ROLES = {
    Kind.BARE: Role.WORD,
    Kind.QUOTED: Role.PHRASE,
    Kind.REGEX: Role.REGEX,
    Kind.FIELD: Role.FIELD,
    Kind.STAR: Role.SIGN,
    Kind.TILDE: Role.SIGN,
    Kind.WITHIN: Role.SIGN,
}
