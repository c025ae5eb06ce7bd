"""What is done with the places found: one is taken, or the reader is asked, or it is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store import graphemes
from store.anchoring.placement import Candidate, Placement, State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from store.anchoring.window import Window
    from store.span import Span

MOST_CANDIDATES = 8
"""Places that a reader is asked about at most."""
MARGIN = 0.1
"""By so much of the score a place must lead over the next best to be taken."""
_SAME_WORDS = 0.6
# Similarity from which a place may be worth the reader's look whatever stands around it.
_SOMETHING = 0.4
# The same, where the surroundings are the passage's own.


def distinct(windows: Iterable[Window]) -> list[Window]:
    """Return the places best first, of several that overlap only the one that came first.

    Args:
        windows: The better founded first. It is not always the one of the better score: where a
            sentence was added beside the passage, one that includes it has more of its context.
    """
    kept: list[Window] = []
    for window in windows:
        if not any(window.span.overlaps(other.span) for other in kept):
            kept.append(window)
    return sorted(kept, key=_best_first)


def decide(
    text: str,
    exact: str,
    windows: Sequence[Window],
    is_sure: Callable[[Window, Sequence[Window]], bool],
    tightened: Callable[[Window], Window],
) -> Placement:
    """Return the placement that the places found come to.

    Args:
        text: The text as it is now.
        exact: The passage's words as they were.
        windows: Places, best first, none overlapping another.
        is_sure: Tells whether the first place may be taken, given the others.
        tightened: Returns a place that the reader is asked about without what is not the passage's.
    """
    plausible = [window for window in windows if is_plausible(window)]
    if not plausible:
        score = windows[0].score if windows else 0.0
        return Placement(State.ORPHAN, score=_rounded(score), margin=0.0)
    best, others = plausible[0], plausible[1:]
    margin = best.score - (others[0].score if others else 0.0)
    if margin >= MARGIN and best.is_bounded and is_sure(best, others):
        span = graphemes.snap(text, best.span)
        state = State.EXACT if span.of(text) == exact else State.MOVED
        return Placement(state, span, _rounded(best.score), _rounded(margin))
    asked = sorted(map(tightened, plausible[:MOST_CANDIDATES]), key=_best_first)
    candidates = tuple(
        Candidate(graphemes.snap(text, window.span), _rounded(window.score)) for window in asked
    )
    margin = asked[0].score - (asked[1].score if asked[1:] else 0.0)
    return Placement(State.REVIEW, None, candidates[0].score, _rounded(margin), candidates)


def _best_first(window: Window) -> tuple[float, Span]:
    return -window.score, window.span


def is_plausible(window: Window) -> bool:
    """Tell whether a place is worth the reader's look."""
    if window.quote >= _SAME_WORDS:
        return True
    return window.quote >= _SOMETHING and max(window.prefix, window.suffix) >= _SAME_WORDS


def _rounded(value: float) -> float:
    return round(min(1.0, max(0.0, value)), 4)
