"""Groups: parentheses made to come in pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.search.language.tokens import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.search.language.complaints import Complaints
    from store.search.language.tokens import Token

_DEEPEST = 30
"""Groups within one another; whatever reads a query calls itself as often."""


def paired(stream: Iterable[Token], complaints: Complaints) -> tuple[Token, ...]:
    """Return the tokens without parentheses that have no other half, or are nested too deep.

    One that is still open at the end stays: it may be closed yet.

    Args:
        stream: The tokens of a query.
        complaints: Takes what is left out, and what is not closed.
    """
    kept: list[Token] = []
    opened: list[Token] = []
    for token in stream:
        depth = len(opened)
        if token.kind is Kind.OPEN:
            opened.append(token)
            depth += 1
            if depth > _DEEPEST:
                complaints.refuse(f"groups go {_DEEPEST} deep at most", token.span)
        elif token.kind is Kind.CLOSE:
            if not opened:
                complaints.refuse("no group is open here; leave ) out", token.span)
                continue
            opened.pop()
        if token.kind not in {Kind.OPEN, Kind.CLOSE} or depth <= _DEEPEST:
            kept.append(token)
    for token in opened[:_DEEPEST]:
        complaints.miss("the group is not closed; put ) at its end", token.span)
    return tuple(kept)
