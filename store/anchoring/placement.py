"""What can be said of the place of a passage."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from store.span import Span


class State(StrEnum):
    """How sure the place of a passage is."""

    EXACT = "exact"
    MOVED = "moved"
    REVIEW = "review"
    ORPHAN = "orphan"
    CONFIRMED = "confirmed"
    """It is where the reader said that it is, who alone can say so."""


class Candidate(Struct, frozen=True):
    """A plausible place of a passage.

    Args:
        span: The place.
        score: How much speaks for it, 0 to 1; 1 is the same words in the same surroundings.
    """

    span: Span
    score: float = 0.0


class Placement(Struct, frozen=True):
    """Where a passage is in a text.

    Args:
        state: How sure that is.
        span: The passage; None where nobody can say (review, orphan).
        score: How much speaks for the best place, 0 to 1; 0 where there is none.
        margin: By how much it leads over the next best, 0 to 1.
        candidates: In review the plausible places, the likeliest first; else empty.
    """

    state: State
    span: Span | None = None
    score: float = 1.0
    margin: float = 1.0
    candidates: tuple[Candidate, ...] = ()


ORPHAN = Placement(State.ORPHAN, score=0.0, margin=0.0)
"""Of a passage that is gone without a trace."""
