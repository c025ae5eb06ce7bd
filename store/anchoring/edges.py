"""Where a passage begins and ends, when the words at its ends have changed."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import Levenshtein

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.anchoring.passage import Passage
    from store.anchoring.version import Version

    Pair = tuple[int, int]
    """A word of the old text and its image in the new one."""

_WIDEST_EDGE = 60
# Words that may have been put in the place of a passage's first or last ones.
_STRETCH = 3
# A passage may have grown to so many times its words, and a sentence more.
_MORE = 40
_SLACK = 12
# Letters by which what was written at an end may be longer than twice what was lost there.
_ASTRAY = 4
# Words beside a place among which those that left it are looked for.


class Bounds(NamedTuple):
    """The words that a passage has become.

    Args:
        words: Their numbers in the new text.
        is_sure: Whether nothing was written at an end that may be part of it or not.
    """

    words: range
    is_sure: bool


def edges(passage: Passage, new: Version, pairs: Sequence[Pair]) -> Bounds | None:
    """Return the words of the new text that a passage has become.

    Args:
        passage: The passage as it was.
        new: The text as it is now.
        pairs: Words in and around the passage with their images, both rising.

    Returns:
        None where neither its words nor its neighbours say so, or where it would be too wide.
    """
    words = passage.words
    before = [pair for pair in pairs if pair[0] < words.start]
    behind = [pair for pair in pairs if pair[0] >= words.stop]
    inside = [pair for pair in pairs if pair[0] in words]
    inside = _without_strays(passage, new, inside, before[-1:], behind[:1])
    widest = _STRETCH * len(words) + _MORE
    if not inside:
        if not before or not behind:
            return None
        between = range(before[-1][1] + 1, behind[0][1])
        return Bounds(between, is_sure=True) if 0 < len(between) <= widest else None
    ahead, is_start_sure = _ahead(passage, new, before[-1] if before else None, inside[0])
    after, is_end_sure = _after(passage, new, inside[-1], behind[0] if behind else None)
    start, stop = inside[0][1] - ahead, inside[-1][1] + 1 + after
    missing = Counter(passage.version.words[word] for word in words)
    missing.subtract(new.words[image] for _, image in inside)
    low = max(before[-1][1] + 1 if before else 0, start - _ASTRAY)
    high = min(behind[0][1] if behind else len(new), stop + _ASTRAY)
    start -= _astray(new.words[low:start][::-1], missing)
    stop += _astray(new.words[stop:high], missing)
    if stop - start > widest:
        return None
    return Bounds(range(start, stop), is_start_sure and is_end_sure)


def _astray(beside: Sequence[str], missing: Counter[str]) -> int:
    """Count the words beside a place up to the last one that its passage lacks.

    Words that changed places may have left the stretch that keeps its order.

    Args:
        beside: Words that belong to nothing else, the nearest first.
        missing: The words that the place lacks; no more of them than that are looked at.
    """
    near = beside[: max(0, missing.total())]
    found = [number for number, word in enumerate(near, 1) if word.isalnum() and missing[word] > 0]
    return max(found, default=0)


def _without_strays(
    passage: Passage, new: Version, inside: list[Pair], before: list[Pair], behind: list[Pair]
) -> list[Pair]:
    """Return the pairs without those at the ends that hang on to the rest by chance.

    A full stop or an article is found again in almost any sentence added beside a passage.
    """
    kept = list(inside)
    while stray := _stray(passage, new, kept, before, 1):
        del kept[:stray]
    while stray := _stray(passage, new, kept[::-1], behind, -1):
        del kept[-stray:]
    return kept


def _stray(
    passage: Passage, new: Version, pairs: list[Pair], outside: list[Pair], step: int
) -> int:
    """Return the length of the run of pairs at one end if it is short beside the gap behind it.

    Args:
        passage: The passage as it was.
        new: The text as it is now.
        pairs: Words of the passage with their images, from the end in question on.
        outside: The nearest word outside that end with its image, if any.
        step: 1 where the end is the beginning, else -1.
    """
    length = next(
        (at for at, (one, other) in enumerate(pairwise(pairs), 1) if other != _next(one, step)),
        len(pairs),
    )
    if length == len(pairs):
        return 0
    run, following = pairs[:length], pairs[length]
    last = run[-1]
    size = sum(len(new.words[image]) for _, image in run)
    gap = abs(new.starts[following[1]] - new.starts[last[1]])
    old_gap = abs(passage.version.starts[following[0]] - passage.version.starts[last[0]])
    if gap - old_gap <= 4 * size + 8:
        return 0
    # Together with what stood outside it is no chance, unless the same words stand next to the
    # rest as well: then the gap is a sentence added before them.
    images = [image for _, image in run]
    slid = [following[1] - step * (length - at) for at in range(length)]
    can_slide = all(
        0 <= there < len(new) and new.words[here] == new.words[there]
        for here, there in zip(images, slid, strict=True)
    )
    is_attached = bool(outside) and _next(outside[0], step) == run[0]
    is_attached = is_attached and any(new.words[image].isalnum() for image in images)
    return 0 if is_attached and not can_slide else length


def _next(pair: Pair, step: int) -> Pair:
    return pair[0] + step, pair[1] + step


def _ahead(passage: Passage, new: Version, before: Pair | None, first: Pair) -> tuple[int, bool]:
    """Return how many words before the first one left belong to a passage, and if that is sure."""
    old, image = first
    lost = old - passage.words.start
    low = image - min(_WIDEST_EDGE, 2 * lost + _MORE) if before is None else before[1] + 1
    low = max(0, low, image - _WIDEST_EDGE)
    outside = before[0] + 1 if before else max(passage.around.start, passage.words.start - lost)
    return _share(
        passage.version.words[outside : passage.words.start],
        passage.version.words[passage.words.start : old],
        new.words[low:image],
    )


def _after(passage: Passage, new: Version, last: Pair, behind: Pair | None) -> tuple[int, bool]:
    """Return how many words behind the last one left belong to a passage, and if that is sure."""
    old, image = last
    lost = passage.words.stop - 1 - old
    high = image + 1 + 2 * lost + _MORE if behind is None else behind[1]
    high = min(len(new), high, image + 1 + _WIDEST_EDGE)
    outside = behind[0] if behind else min(passage.around.stop, passage.words.stop + lost)
    return _share(
        passage.version.words[passage.words.stop : outside][::-1],
        passage.version.words[old + 1 : passage.words.stop][::-1],
        new.words[image + 1 : high][::-1],
    )


def _share(outside: Sequence[str], inside: Sequence[str], new: Sequence[str]) -> tuple[int, bool]:
    """Return how much of what was written at an end of a passage belongs to it.

    Args:
        outside: Words of the old text that stood before that end and are lost.
        inside: Words of the passage from that end on that are lost.
        new: The words that stand there now, in the same direction.

    Returns:
        The number of new words nearest the passage that are its own, and whether that is sure.
    """
    if not inside or not new:
        return 0, True
    if new[-len(inside) :] == inside:
        return len(inside), True
    is_attached = not outside and new[0] == inside[0] and new[0].isalnum()
    room = 2 * len(" ".join([*outside, *inside])) + _SLACK
    is_sure = is_attached or len(" ".join(new)) <= room
    if not outside:
        return len(new), is_sure
    return len(new) - _cut(outside, inside, new), is_sure


def _cut(outside: Sequence[str], inside: Sequence[str], new: Sequence[str]) -> int:
    """Return how many of the new words resemble what stood outside, the rest what was inside."""

    def cost(cut: int) -> tuple[int, int]:
        within = Levenshtein.distance(" ".join(inside), " ".join(new[cut:]))
        return within + Levenshtein.distance(" ".join(outside), " ".join(new[:cut])), within

    return min(range(len(new) + 1), key=cost)
