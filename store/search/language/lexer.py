"""The lexer: parts a query into tokens; every text has some."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from store.fold import LOOKALIKES
from store.search.language.tokens import FIELDS, Kind, Token
from store.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_QUOTES = re.escape(LOOKALIKES[0].replace("″", ""))  # inches and seconds quote nothing
_BLANKS = re.compile(r"\s*")
_KEYWORD = re.compile(rf"(OR|AND|NOT)(?=[\s(){_QUOTES}]|\Z)")
_FIELD = re.compile(rf"({'|'.join(sorted(FIELDS))}):", re.IGNORECASE | re.ASCII)
_QUOTED = re.compile(rf"[{_QUOTES}]([^{_QUOTES}]*)([{_QUOTES}]?)")
# A slash inside the expression ends it only where a query could go on behind it, so that few need
# an escape; one between blanks, as in “and / or”, begins none.
_REGEX = re.compile(r"/(?![\s)]|\Z)((?:\\.|(?!/(?:[\s)]|\Z))[^\\])*\\?)(/?)", re.DOTALL)
_BARE = re.compile(rf"[^\s(){_QUOTES}]+")
_STARS = re.compile(r"\*+")
_WITHIN = re.compile(r"~([0-9]*)")
_SIGNS = {"(": Kind.OPEN, ")": Kind.CLOSE, "-": Kind.MINUS, "~": Kind.TILDE}
_PREFIXES = frozenset({Kind.FIELD, Kind.MINUS, Kind.TILDE})


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a query, in order; between them stands nothing but white space."""
    last: Token | None = None
    place = _end_of_blanks(text, 0)
    while place < len(text):
        last = _token(text, place, last)
        yield last
        place = _end_of_blanks(text, last.span.end)


def _end_of_blanks(text: str, place: int) -> int:
    hit = _BLANKS.match(text, place)
    return hit.end() if hit else place


def _token(text: str, place: int, last: Token | None) -> Token:
    before = last.kind if last is not None and last.span.end == place else None
    if before is Kind.QUOTED and (hit := _WITHIN.match(text, place)):
        return Token(Kind.WITHIN, Span(*hit.span()), hit[1])
    if hit := _STARS.match(text, place):
        return Token(Kind.STAR, Span(*hit.span()), hit[0])
    if text[place] in _SIGNS:
        return Token(_SIGNS[text[place]], Span(place, place + 1), text[place])
    if before not in _PREFIXES and (hit := _KEYWORD.match(text, place)):
        return Token(Kind[hit[1]], Span(*hit.span()), hit[1])
    if hit := _FIELD.match(text, place):
        return Token(Kind.FIELD, Span(*hit.span()), hit[1].lower())
    return _term(text, place, before)


def _term(text: str, place: int, before: Kind | None) -> Token:
    if hit := _QUOTED.match(text, place):
        return Token(Kind.QUOTED, Span(*hit.span()), hit[1], is_closed=bool(hit[2]))
    if before is not Kind.FIELD and (hit := _REGEX.match(text, place)):
        return Token(Kind.REGEX, Span(*hit.span()), hit[1], is_closed=bool(hit[2]))
    hit = _BARE.match(text, place)
    bare = hit[0].rstrip("*") if hit else text[place]
    return Token(Kind.BARE, Span(place, place + len(bare)), bare)
