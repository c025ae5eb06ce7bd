"""Leaves: what a single term of a query asks for."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from msgspec import Struct

from store.fold import fold
from store.search.analysis import words
from store.search.language.dates import DateError, dated
from store.search.language.tokens import DATE, IS, TAG
from store.search.query import Field, Fuzzy, Is, Near, Phrase, Prefix, State, Tagged, Word
from store.span import Span

if TYPE_CHECKING:
    from store.search.language.complaints import Complaints
    from store.search.query import Leaf

_SHORT = 5
"""Letters up to which a misspelt word is only looked for with one of them wrong."""

_FARTHEST = 1000
"""Words that a stretch of words near one another may have at most."""

_STATES = ", ".join(f"is:{state}" for state in State)


class Term(Struct, frozen=True):
    """What stands in a query where a word may stand.

    Args:
        text: Its words as typed, without quotes and signs.
        start: Offset of `text` in the query.
        span: Where the whole term stands, its signs included.
        tilde: Where it says that the word may be misspelt; None where it does not.
        star: Where it says that the last word need only begin so; None where it does not.
        within: Where it says how near its words are; None where it does not.
        distance: How near, in digits; may be empty.
    """

    text: str
    start: int
    span: Span
    tilde: Span | None = None
    star: Span | None = None
    within: Span | None = None
    distance: str = ""


def leaf(term: Term, field: str, complaints: Complaints) -> Leaf | None:
    """Return what a term asks for, or None where it makes no sense, with a complaint.

    Args:
        term: The term.
        field: Where it is looked for; empty for the text.
        complaints: Takes what is not understood.
    """
    if field in {TAG, DATE, IS}:
        _refuse_signs(term, field, complaints)
    match field:
        case "tag":
            return _tagged(term, complaints)
        case "date":
            return _dated(term, complaints)
        case "is":
            return _is(term, complaints)
        case _:
            return _of_words(term, Field(field), complaints)


def _refuse_signs(term: Term, field: str, complaints: Complaints) -> None:
    """Complain of signs that only make sense on words."""
    if term.tilde:
        complaints.refuse(f"“{field}:” knows no misspelt ones; leave ~ out", term.tilde)
    if term.within:
        complaints.refuse(f"“{field}:” knows no distance; leave it out", term.within)
    if term.star and field != TAG:
        complaints.refuse(f"“{field}:” knows no *; leave it out", term.star)


def _tagged(term: Term, complaints: Complaints) -> Leaf | None:
    is_open = term.star is not None
    name = fold(unicodedata.normalize("NFC", term.text.strip()))
    name = name if is_open else name.rstrip("/")
    if not name:
        complaints.refuse("“tag:” needs a name", term.span)
        return None
    return Tagged(name, is_open=is_open)


def _dated(term: Term, complaints: Complaints) -> Leaf | None:
    try:
        return dated(term.text)
    except DateError as error:
        start = min(term.start + error.start, term.span.end - 1)
        complaints.refuse(f"{error}", Span(start, min(term.start + error.end, term.span.end)))
        return error.understood


def _is(term: Term, complaints: Complaints) -> Leaf | None:
    try:
        return Is(State(term.text.strip().lower()))
    except ValueError:
        complaints.refuse(f"an article can be {_STATES}", term.span)
        return None


def _of_words(term: Term, field: Field, complaints: Complaints) -> Leaf | None:
    found = words(term.text)
    if not found:
        # Punctuation makes no difference anywhere else, so here too it may stand and say nothing.
        complaints.overlook(term.span)
        return None
    inner = term.text.rstrip("*").find("*")
    if inner >= 0:
        where = Span(term.start + inner, term.start + inner + 1)
        complaints.refuse("* stands behind the last word only", where)
    if term.tilde:
        return _fuzzy(term, found, field, complaints)
    if term.within:
        return _near(term, found, field, complaints)
    return _plain(found, field, is_open=term.star is not None)


def _plain(found: tuple[str, ...], field: Field, *, is_open: bool) -> Leaf:
    if len(found) > 1:
        return Phrase(found, field, is_open=is_open)
    return Prefix(found[0], field) if is_open else Word(found[0], field)


def _fuzzy(term: Term, found: tuple[str, ...], field: Field, complaints: Complaints) -> Leaf | None:
    tilde = term.tilde or term.span
    if term.star:
        complaints.refuse("a word is either misspelt (~) or cut short (*), not both", term.star)
    if len(found) > 1:
        complaints.refuse("~ finds one misspelt word, not several", tilde)
        return _plain(found, field, is_open=False)
    return Fuzzy(found[0], 1 if len(found[0]) <= _SHORT else 2, field)


def _near(term: Term, found: tuple[str, ...], field: Field, complaints: Complaints) -> Leaf | None:
    where = term.within or term.span
    if term.star:
        complaints.refuse("words near one another are whole ones; leave * out", term.star)
    within = _number(term.distance)
    wrong = _wrong_distance(found, within)
    if wrong:
        complaints.refuse(wrong, where)
    if within > _FARTHEST and len(found) > 1:
        return Near(found, _FARTHEST, field)
    return _plain(found, field, is_open=False) if wrong else Near(found, within, field)


def _number(digits: str) -> int:
    """Return the number that digits make, 0 for none; one beyond `_FARTHEST` stands for all."""
    digits = digits.lstrip("0")
    # Python refuses to read thousands of digits.
    is_long = len(digits) > len(str(_FARTHEST))
    return _FARTHEST + 1 if is_long else int(digits or 0)


def _wrong_distance(found: tuple[str, ...], within: int) -> str:
    if len(found) == 1:
        return "only several words can be near one another"
    if not within:
        return "say within how many words, like ~8"
    if within > _FARTHEST:
        return f"words are near one another within {_FARTHEST:,} at most"
    if within < len(found):
        return f"{len(found)} words do not fit within {within}"
    return ""
