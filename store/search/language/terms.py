"""Terms: tokens that touch, taken together; and regular expressions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.search.language.leaves import Term
from store.search.language.repeats import is_too_large
from store.search.language.tokens import Kind
from store.search.patterns import PatternError, compiled
from store.search.query import Regex
from store.span import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.search.language.complaints import Complaints
    from store.search.language.tokens import Token

_CORES = frozenset({Kind.BARE, Kind.QUOTED})


def term(run: Sequence[Token], complaints: Complaints) -> Term | None:
    """Return the term that tokens make together, or None where there is no word among them.

    Args:
        run: One token or more that touch: a `~`, a word or quoted words, a `*` or a distance.
        complaints: Takes what is not understood.
    """
    core = next((token for token in run if token.kind in _CORES), None)
    span = run[0].span.hull(run[-1].span)
    if core is None:
        complaints.refuse(_ALONE.get(run[0].kind, "there is no word to it"), span)
        return None
    by_kind = {token.kind: token for token in run}
    if not core.is_closed:
        complaints.miss('the quotes are not closed; put " at their end', core.span)
    within, tilde = by_kind.get(Kind.WITHIN), by_kind.get(Kind.TILDE)
    return Term(
        text=core.text,
        start=core.span.start + (core.kind is Kind.QUOTED),
        span=span,
        tilde=tilde.span if tilde else None,
        star=_star(core, by_kind.get(Kind.STAR)),
        within=within.span if within else None,
        distance=within.text if within else "",
    )


_ALONE = {
    Kind.STAR: "* stands right behind the beginning of a word",
    Kind.TILDE: "~ stands right before a word",
    Kind.WITHIN: "a distance stands right behind quoted words",
}


def _star(core: Token, behind: Token | None) -> Span | None:
    """Return where a term says that its last word need only begin so: behind its quotes or within.

    Args:
        core: Its words.
        behind: The star behind them, if there is one.
    """
    if behind is not None:
        return behind.span
    bare = core.text.rstrip("*")
    if core.kind is not Kind.QUOTED or bare == core.text or not bare or bare[-1].isspace():
        return None
    start = core.span.start + 1 + len(bare)
    return Span(start, start + len(core.text) - len(bare))


def pattern(token: Token, field: str, complaints: Complaints) -> Regex | None:
    """Return what a regular expression asks for, or None where it makes no sense.

    Args:
        token: The expression.
        field: Where it is looked for; it makes sense in the text only.
        complaints: Takes what is not understood.
    """
    if not token.is_closed:
        complaints.miss("the regular expression is not closed; put / at its end", token.span)
    if field:
        complaints.refuse("a regular expression looks in the text only", token.span)
        return None
    if not token.text:
        complaints.refuse("there is nothing in the regular expression", token.span)
        return None
    if is_too_large(token.text):
        complaints.refuse("the regular expression repeats too much; repeat less", token.span)
        return None
    try:
        compiled(token.text)
    except PatternError as error:
        complaints.refuse(
            f"this is no regular expression: {error.words}", _within(token, error.span)
        )
        return None
    return Regex(token.text)


def _within(token: Token, span: Span) -> Span:
    """Return where in the query a part of a regular expression stands."""
    start = min(token.span.start + 1 + span.start, token.span.end - 1)
    return Span(start, min(start + max(1, len(span)), token.span.end))
