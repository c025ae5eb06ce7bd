"""Placing a passage when nothing is left of the old text but what its anchor kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from store.anchoring import judge, search, window
from store.anchoring.placement import State
from store.anchoring.tightening import tightened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.anchoring.passage import Passage
    from store.anchoring.placement import Placement
    from store.anchoring.version import Version
    from store.anchoring.window import Window

_ENOUGH = 0.6
# Similarity of words and of each context from which they are evidence.
_SOME = 0.4
# Similarity of a context from which it makes another place possible.
_MARGIN = 0.15
# More than where a diff helps to tell twins apart.
_NEAR = 2_000
# Code points from the stored offset at which that says half of what it says on the spot.


def place(passage: Passage, new: Version) -> Placement:
    """Find a passage by its words, what stood around them, and the offset as a hint.

    A place is taken only with the context of both sides, or of one at the very offset: a sentence
    of a refrain has one side in common with its twins, which may be what is left of it.

    Args:
        passage: What is looked for.
        new: The text as it is now.
    """
    near = passage.anchor.start
    same = [window.measure(passage, new, span) for span in search.occurrences(new, passage, near)]
    if len(same) >= search.FEW_PLACES:
        asked = _decided(passage, new, same)
        if asked.state is State.REVIEW:  # what is less like it changes nothing, and costs the most
            return asked
    return _decided(passage, new, [*same, *window.resembling(passage, new)])


def _decided(passage: Passage, new: Version, found: Sequence[Window]) -> Placement:
    """Return the placement that some places come to."""
    return judge.decide(
        new.text,
        passage.anchor.exact,
        judge.distinct([_measured(passage, each) for each in found]),
        lambda best, others: _is_sure(passage, new, best, others),
        lambda best: _tightened(passage, new, best),
    )


def _tightened(passage: Passage, new: Version, found: Window) -> Window:
    span = tightened(passage, new, found.span)
    if span == found.span:
        return found
    return _measured(passage, window.measure(passage, new, span))


def _measured(passage: Passage, found: Window) -> Window:
    away = abs(found.span.start - passage.anchor.start)
    return replace(found, place=_NEAR / (_NEAR + away))


def _is_sure(passage: Passage, new: Version, best: Window, others: Sequence[Window]) -> bool:
    """Tell whether the best place has evidence that no twin of the passage would have."""
    if min(best.quote, best.prefix, best.suffix) < _ENOUGH:
        return False
    if others and best.score - others[0].score < _MARGIN:
        return False
    if any(_threatens(other, best) for other in others):
        return False
    return not _has_context_elsewhere(passage, new, [best, *others])


def _has_context_elsewhere(passage: Passage, new: Version, found: Sequence[Window]) -> bool:
    """Tell whether what stood beside the passage stands elsewhere, without the passage.

    Then the passage may be gone from there, and the place found be its twin.
    """
    words, near = passage.version.words, found[0].span.start
    own = [new.words_in(each.span) for each in found]
    # The first word before and the last behind may have been cut when the anchor was made.
    before = words[1 : passage.words.start]
    behind = words[passage.words.stop : -1]
    ends = [first + len(before) for first in search.runs_of(new, before, near)] if before else []
    starts = search.runs_of(new, behind, near) if behind else []
    return not (
        {each.start for each in own}.issuperset(ends)
        and {each.stop for each in own}.issuperset(starts)
    )


def _threatens(other: Window, best: Window) -> bool:
    """Tell whether the passage may as well be at another place.

    The same words elsewhere, with all that stands around them, may be a refrain; then a place
    nearer the old one, with some of the context, is what the passage was rewritten to.
    """
    if other.prefix + other.suffix > best.prefix + best.suffix - _ENOUGH:
        return True
    enough = _ENOUGH if other.quote == 1.0 else _SOME
    return other.place > best.place and max(other.prefix, other.suffix) >= enough
