"""Describe a passage so that it can be found again, and find it again or say that it is gone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from store.anchoring.likeness import likeness
from store.annotation import Anchor
from store.article import NORMALISER
from store.graphemes import snap
from store.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from store.annotation import Annotation

__all__ = [
    "CONTEXT",
    "Candidate",
    "Placement",
    "State",
    "describe",
    "likeness",
    "place",
    "place_all",
]

CONTEXT = 32
"""How many code points before and behind a passage an anchor keeps."""

_TELLING_LENGTH = 24
# So many code points of a quote are evidence enough where it stands only once: shorter ones
# ("the border") turn up by chance after the passage itself was deleted.
_CLEAR_LEAD = 8
# By so many code points of context the best place must lead: a comma and a space agree by chance.
_MANY = 1000
# A quote of one letter stands everywhere; more places than this are not weighed one by one.


class State(StrEnum):
    """How sure the place of a passage is."""

    EXACT = "exact"
    MOVED = "moved"
    REVIEW = "review"
    ORPHAN = "orphan"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A plausible place of a passage.

    Args:
        span: The place.
        score: How much speaks for it, 0 to 1; 1 is the same words in the same surroundings.
    """

    span: Span
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a passage is in a text.

    Args:
        state: How sure that is.
        span: The passage; None where nobody can say (review, orphan).
        score: How much speaks for the best place, 0 to 1.
        margin: By how much it leads over the next best, 0 to 1.
        candidates: In review the plausible places, the likeliest first; else empty.
    """

    state: State
    span: Span | None = None
    score: float = 1.0
    margin: float = 1.0
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class _Occurrence:
    """A place where the quote stands, with how much of the anchor's context stands around it."""

    span: Span
    context: int
    distance: int


def describe(text: str, text_hash: str, span: Span) -> Anchor:
    """Return the anchor of a passage, widened to whole graphemes.

    Args:
        text: The article's canonical text.
        text_hash: Its SHA-256 in hex.
        span: The passage.
    """
    passage = snap(text, span)
    return Anchor(
        start=passage.start,
        end=passage.end,
        exact=passage.of(text),
        prefix=text[max(0, passage.start - CONTEXT) : passage.start],
        suffix=text[passage.end : passage.end + CONTEXT],
        text_hash=text_hash,
        normaliser=NORMALISER,
    )


def place(text: str, text_hash: str, anchor: Anchor, old_text: str | None = None) -> Placement:
    """Find an anchor's passage in a text.

    In the text that the anchor was made on its offsets hold. Elsewhere every occurrence of the
    quote is weighed by the context around it; a place is taken only where it has evidence of its
    own and a clear lead, so that a look-alike is never taken in silence.

    Args:
        text: The article's canonical text as it is now.
        text_hash: Its SHA-256 in hex.
        anchor: The passage as it was.
        old_text: The text that the anchor was made on, where it is still known.
    """
    del old_text
    if text_hash == anchor.text_hash and text[anchor.start : anchor.end] == anchor.exact != "":
        return Placement(State.EXACT, anchor.span)
    candidates = sorted(_candidates(text, anchor), key=lambda one: (-one.context, one.distance))
    if not candidates:
        return Placement(State.ORPHAN)
    if _is_clear(anchor, candidates):
        return Placement(State.EXACT, candidates[0].span)
    return Placement(State.REVIEW, candidates=tuple(Candidate(one.span) for one in candidates))


def place_all(
    article_text: str,
    text_hash: str,
    annotations: Sequence[Annotation],
    old_text_of: Callable[[str], str | None],
) -> tuple[Placement | None, ...]:
    """Find the passages of an article's annotations.

    Args:
        article_text: The article's canonical text as it is now.
        text_hash: Its SHA-256 in hex.
        annotations: The article's annotations, in any order.
        old_text_of: Returns the text with a hash, None where it is no longer known.

    Returns:
        A placement for each annotation, in their order; None for one on the whole article.
    """
    return tuple(
        _of_annotation(article_text, text_hash, annotation, old_text_of)
        for annotation in annotations
    )


def _of_annotation(
    text: str, text_hash: str, annotation: Annotation, old_text_of: Callable[[str], str | None]
) -> Placement | None:
    """Find the passage of one annotation, minding what the reader said of it."""
    anchor = annotation.anchor
    if anchor is None:
        return None
    if annotation.lost_in == text_hash:
        return Placement(State.ORPHAN)
    old_text = None if anchor.text_hash == text_hash else old_text_of(anchor.text_hash)
    placement = place(text, text_hash, anchor, old_text)
    if annotation.lost_in and placement.state is State.REVIEW:
        return Placement(State.ORPHAN)
    return placement


def _is_clear(anchor: Anchor, candidates: list[_Occurrence]) -> bool:
    """Tell whether the first candidate has enough evidence and nobody comes near it."""
    best = candidates[0]
    available = len(anchor.prefix) + len(anchor.suffix)
    is_supported = best.context * 2 >= available
    if len(candidates) == 1:
        return is_supported or len(anchor.exact) >= _TELLING_LENGTH
    return is_supported and best.context - candidates[1].context >= _CLEAR_LEAD


def _candidates(text: str, anchor: Anchor) -> Iterator[_Occurrence]:
    """Yield the places where the quote stands in whole graphemes, at most `_MANY`."""
    if not anchor.exact:
        return
    start = text.find(anchor.exact)
    for _ in range(_MANY):
        if start < 0:
            return
        span = Span(start, start + len(anchor.exact))
        if snap(text, span) == span:
            yield _Occurrence(span, _context(text, span, anchor), abs(start - anchor.start))
        start = text.find(anchor.exact, start + 1)


def _context(text: str, span: Span, anchor: Anchor) -> int:
    """Count the code points of prefix and suffix that stand unbroken around `span`."""
    before = text[max(0, span.start - len(anchor.prefix)) : span.start]
    behind = text[span.end : span.end + len(anchor.suffix)]
    return _agreement(before[::-1], anchor.prefix[::-1]) + _agreement(behind, anchor.suffix)


def _agreement(one: str, other: str) -> int:
    """Count the leading code points that two strings have in common."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count
