"""The parser: what a query means, or as much of it as can be understood so far."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from store.search.language.complaints import Complaints
from store.search.language.groups import paired
from store.search.language.leaves import leaf
from store.search.language.lexer import tokens
from store.search.language.terms import pattern, term
from store.search.language.tokens import LONGEST, Kind
from store.search.query import And, Not, Or, Query
from store.span import Span

if TYPE_CHECKING:
    from store.search.language.tokens import Token
    from store.search.query import Node

_BREAKS = frozenset({Kind.OR, Kind.CLOSE})


# The list is filled at every step of the reader, and asks for each saved search what it means.
@lru_cache(maxsize=64)
def parse(text: str) -> Query:
    """Return what a query means.

    It never fails: what is half typed means what is there so far, and what can't be understood is
    left out and told.

    Args:
        text: As typed.
    """
    complaints = Complaints()
    if len(text) > LONGEST:
        words = f"a query has {LONGEST:,} characters at most; this one has {len(text):,}"
        complaints.refuse(words, Span(LONGEST, len(text)))
        return Query(text, None, complaints.strange, complaints.first, complaints.first)
    root = _Parser(paired(tokens(text), complaints), complaints).query()
    if root is None and text.strip() and complaints.first is None:
        words = "there is no letter or digit to look for; /…/ finds signs"
        complaints.miss(words, Span(0, len(text)))
    problem = complaints.first
    loss = problem if root is None else complaints.first_refused
    return Query(text, root, complaints.strange, problem, loss)


class _Parser:
    """Reads tokens from left to right; each method takes what it knows and stops before the rest.

    Args:
        stream: The tokens; its groups are closed in pairs and not too deep.
        complaints: Takes what is not understood.
    """

    def __init__(self, stream: tuple[Token, ...], complaints: Complaints) -> None:
        self._stream = stream
        self._place = 0
        self._complaints = complaints

    def query(self, field: str = "") -> Node | None:
        """Read what `OR` parts, up to the end or the end of a group."""
        parts: list[Node | None] = []
        sign: Token | None = None
        while True:
            start = self._place
            part = self._all(field)
            is_empty = self._place == start
            following = self._taken(Kind.OR)
            if is_empty and (sign or following):
                self._lonely(sign or following)
            parts.append(part)
            if following is None:
                return _joined(Or, parts)
            sign = following

    def _all(self, field: str) -> Node | None:
        """Read what must hold together."""
        parts: list[Node | None] = []
        before: Token | None = None
        while (token := self._next) and token.kind not in _BREAKS:
            if token.kind is Kind.AND:
                self._place += 1
                if before is None or not self._has_more:
                    self._lonely(token)
            else:
                parts.append(self._one(field))
            before = token
        return _joined(And, parts)

    def _one(self, field: str) -> Node | None:
        """Read one thing, with the `NOT`, `-` and `field:` before it."""
        is_negative = False
        while (token := self._next) and token.kind in {Kind.NOT, Kind.MINUS, Kind.FIELD}:
            self._place += 1
            if not self._is_followed(token):
                self._lonely(token)
                return None
            if token.kind is Kind.FIELD:
                field = token.text
            else:
                is_negative = not is_negative
        part = self._group(field) if token and token.kind is Kind.OPEN else self._leaf(field)
        return Not(part) if part is not None and is_negative else part

    def _group(self, field: str) -> Node | None:
        opening = self._stream[self._place]
        self._place += 1
        start = self._place
        part = self.query(field)
        closing = self._taken(Kind.CLOSE)
        if self._place == start + (closing is not None):
            end = closing or opening
            self._complaints.refuse("there is nothing in the group", opening.span.hull(end.span))
        return part

    def _leaf(self, field: str) -> Node | None:
        """Read a term, which is more than one token where signs touch it."""
        first = self._stream[self._place]
        self._place += 1
        if first.kind is Kind.REGEX:
            return pattern(first, field, self._complaints)
        run = [first]
        while (token := self._next) and self._belongs(run[-1], token):
            run.append(token)
            self._place += 1
        read = term(run, self._complaints)
        return leaf(read, field, self._complaints) if read else None

    def _belongs(self, last: Token, token: Token) -> bool:
        """Tell whether a token goes on with the term that `last` is of."""
        if not last.touches(token):
            return False
        if last.kind is Kind.TILDE:
            return token.kind in {Kind.BARE, Kind.QUOTED}
        return token.kind in {Kind.STAR, Kind.WITHIN} and last.kind not in {Kind.STAR, Kind.WITHIN}

    def _is_followed(self, sign: Token) -> bool:
        """Tell whether behind a sign stands what it is about."""
        token = self._next
        if token is None or token.kind in {*_BREAKS, Kind.AND}:
            return False
        return sign.kind is Kind.NOT or sign.touches(token)

    @property
    def _has_more(self) -> bool:
        return self._next is not None and self._next.kind not in {*_BREAKS, Kind.AND}

    @property
    def _next(self) -> Token | None:
        return self._stream[self._place] if self._place < len(self._stream) else None

    def _taken(self, kind: Kind) -> Token | None:
        token = self._next
        if token is None or token.kind is not kind:
            return None
        self._place += 1
        return token

    def _lonely(self, token: Token | None) -> None:
        """Complain of a sign that joins or changes nothing."""
        if token is not None:
            self._complaints.refuse(_LONELY[token.kind].format(token.text), token.span)


_LONELY = {
    Kind.OR: "OR stands between two things",
    Kind.AND: "AND stands between two things",
    Kind.NOT: "NOT stands before what must not be there",
    Kind.MINUS: "- stands right before what must not be there",
    Kind.FIELD: "“{}:” stands right before what is looked for in it",
}


def _joined(kind: type[And | Or], parts: list[Node | None]) -> Node | None:
    """Return the parts as one, without those that were not understood."""
    flat: list[Node] = []
    for part in parts:
        if isinstance(part, kind):
            flat.extend(part.parts)
        elif part is not None:
            flat.append(part)
    if len(flat) > 1:
        return kind(tuple(flat))
    return flat[0] if flat else None
