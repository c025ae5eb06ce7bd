"""Which word of an old text is which word of a new one.

A patience diff (Bram Cohen): runs of words that stand once in both texts are the same runs, as
far as they keep their order; between them the same is asked again with shorter runs. What is
left is small enough for the longest common subsequence, or is left open: that is bounded cost on
any text, and an open stretch is no evidence, which is the honest answer on one that repeats itself.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import LCSseq

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from store.anchoring.version import Version

_RUN_LENGTHS = (6, 24, 2, 1)
# The second is for texts that repeat themselves, in which no six words stand once.
_DEEPEST = 12
_MOST_CELLS = 30_000_000
# Pairs of words up to which the longest common subsequence is asked for: 10 ms and 4 MB.
_FEW_CELLS = 10_000
# So few that looking for telling runs first gains nothing.
_MOST_RUNS = 20_000
_STEPS = (512, 64, 8, 1)
# Comparing slices is one call into C for many words.


class Run(NamedTuple):
    """Words that follow one another in both texts.

    Args:
        old: Number of the first in the old text.
        new: Number of the first in the new text.
        length: How many there are.
    """

    old: int
    new: int
    length: int


class _Gap(NamedTuple):
    """A stretch of both texts that is not aligned yet."""

    old: int
    old_end: int
    new: int
    new_end: int
    level: int = 0
    depth: int = 0

    @property
    def is_open(self) -> bool:
        """Whether both texts have words in it."""
        return self.old < self.old_end and self.new < self.new_end

    @property
    def cells(self) -> int:
        """How many pairs of words can be made of its two sides."""
        return (self.old_end - self.old) * (self.new_end - self.new)


class Alignment:
    """Where the words of an old text are in a new one.

    Args:
        old: The text that anchors were made on.
        new: The text as it is now.
    """

    def __init__(self, old: Version, new: Version) -> None:
        self.old, self.new = old, new
        self._images = [-1] * len(old)
        self._origins = [-1] * len(new)
        for run in runs(old.words, new.words):
            self._images[run.old : run.old + run.length] = range(run.new, run.new + run.length)
            self._origins[run.new : run.new + run.length] = range(run.old, run.old + run.length)

    def pairs(self, words: range) -> list[tuple[int, int]]:
        """Return those of the old text's `words` that stand in the new one, each with its image."""
        images = self._images[words.start : words.stop]
        return [(old, new) for old, new in zip(words, images, strict=True) if new >= 0]

    def origins(self, words: range) -> list[tuple[int, int]]:
        """Return those of the new text's `words` that stood in the old one, with their origin."""
        origins = self._origins[words.start : words.stop]
        return [(new, old) for new, old in zip(words, origins, strict=True) if old >= 0]


def runs(old: Sequence[str], new: Sequence[str]) -> Iterator[Run]:
    """Yield the runs of words that two texts have in common, in no order, none crossing another.

    Args:
        old: The words of one text.
        new: The words of the other.
    """
    pending = [_Gap(0, len(old), 0, len(new))]
    while pending:
        gap, edges = _trimmed(old, new, pending.pop())
        yield from edges
        if not gap.is_open:
            continue
        is_worn_out = gap.level == len(_RUN_LENGTHS) or gap.depth > _DEEPEST
        is_fine = gap.level > 1 or is_worn_out
        if gap.cells <= _FEW_CELLS or (is_fine and gap.cells <= _MOST_CELLS):
            yield from _subsequence(old, new, gap)
            continue
        if is_worn_out:
            continue
        chain = _chain(_unique_runs(old, new, gap))
        yield from chain
        pending.extend(_between(gap, chain))


def _trimmed(old: Sequence[str], new: Sequence[str], gap: _Gap) -> tuple[_Gap, list[Run]]:
    """Return a gap without the words it begins and ends with in both texts, and those."""
    room = min(gap.old_end - gap.old, gap.new_end - gap.new)
    ahead = common_ahead(old, gap.old, new, gap.new, room)
    behind = common_behind(old, gap.old_end, new, gap.new_end, room - ahead)
    edges = [
        Run(gap.old, gap.new, ahead),
        Run(gap.old_end - behind, gap.new_end - behind, behind),
    ]
    rest = gap._replace(
        old=gap.old + ahead,
        new=gap.new + ahead,
        old_end=gap.old_end - behind,
        new_end=gap.new_end - behind,
    )
    return rest, [edge for edge in edges if edge.length]


def common_ahead(one: Sequence[str], at: int, other: Sequence[str], there: int, most: int) -> int:
    """Count the words that two texts have in common from two places on, at most `most`."""
    most = min(most, len(one) - at, len(other) - there)
    count = 0
    for step in _STEPS:
        while (
            count + step <= most
            and one[at + count : at + count + step] == other[there + count : there + count + step]
        ):
            count += step
    return count


def common_behind(one: Sequence[str], at: int, other: Sequence[str], there: int, most: int) -> int:
    """Count the words that two texts have in common before two places, at most `most`."""
    most = min(most, at, there)
    count = 0
    for step in _STEPS:
        while (
            count + step <= most
            and one[at - count - step : at - count] == other[there - count - step : there - count]
        ):
            count += step
    return count


def _unique_runs(old: Sequence[str], new: Sequence[str], gap: _Gap) -> list[Run]:
    """Return the runs made of overlapping stretches that stand once in both sides of a gap."""
    length = _RUN_LENGTHS[gap.level]
    here = _unique(old, gap.old, gap.old_end, length)
    there = _unique(new, gap.new, gap.new_end, length)
    found: list[Run] = []
    last = Run(-1, -1, 0)
    for stretch, at in here.items():
        image = there.get(stretch, -1)
        if at < 0 or image < 0 or old[at : at + length] != new[image : image + length]:
            continue
        follows = at - image == last.old - last.new and at <= last.old + last.length
        if follows:
            last = Run(last.old, last.new, at + length - last.old)
            found[-1] = last
        else:
            last = Run(at, image, length)
            found.append(last)
    return found


def _unique(words: Sequence[str], start: int, end: int, length: int) -> dict[int, int]:
    """Return where each stretch of `length` words stands, by its hash; -1 for one twice there."""
    places: dict[int, int] = {}
    # Numbers, because the garbage collector goes through as many tuples again and again.
    stretches = zip(*(words[start + skip : end] for skip in range(length)), strict=False)
    for at, stretch in enumerate(map(hash, stretches), start):
        places[stretch] = -1 if stretch in places else at
    return places


def _chain(found: list[Run]) -> list[Run]:
    """Return the heaviest selection of runs that keep their order in both texts.

    Args:
        found: Sorted by their place in the old text.
    """
    if len(found) > _MOST_RUNS:
        longest = sorted(found, key=lambda run: -run.length)[:_MOST_RUNS]
        found = sorted(longest)
    # The heaviest chain that ends at each place of the new text, places and weights both rising.
    ends: list[int] = []
    weights: list[int] = []
    tips: list[int] = []
    before: list[int] = []
    for number, run in enumerate(found):
        at = bisect_left(ends, run.new + 1)
        before.append(tips[at - 1] if at else -1)
        weight = run.length + (weights[at - 1] if at else 0)
        end = run.new + run.length
        at = bisect_left(ends, end)
        while at < len(ends) and weights[at] <= weight:
            del ends[at], weights[at], tips[at]
        if at and weights[at - 1] >= weight:
            continue
        ends.insert(at, end)
        weights.insert(at, weight)
        tips.insert(at, number)
    chain = []
    number = tips[-1] if tips else -1
    while number >= 0:
        chain.append(found[number])
        number = before[number]
    return list(_parted(reversed(chain)))


def _parted(chain: Iterable[Run]) -> Iterator[Run]:
    """Yield the runs of a chain, each without the words that the one before it has taken."""
    old = new = 0
    for run in chain:
        cut = max(0, old - run.old, new - run.new)
        if cut < run.length:
            yield Run(run.old + cut, run.new + cut, run.length - cut)
            old, new = run.old + run.length, run.new + run.length


def _between(gap: _Gap, chain: list[Run]) -> Iterator[_Gap]:
    """Yield the gaps that a chain of runs leaves of one."""
    if not chain:
        yield gap._replace(level=gap.level + 1)
        return
    bounds = [Run(gap.old, gap.new, 0), *chain, Run(gap.old_end, gap.new_end, 0)]
    for one, other in pairwise(bounds):
        yield gap._replace(
            old=one.old + one.length,
            old_end=other.old,
            new=one.new + one.length,
            new_end=other.new,
            depth=gap.depth + 1,
        )


def _subsequence(old: Sequence[str], new: Sequence[str], gap: _Gap) -> Iterator[Run]:
    """Yield the longest common subsequence of a small gap."""
    blocks = LCSseq.opcodes(old[gap.old : gap.old_end], new[gap.new : gap.new_end])
    for block in blocks:
        if block.tag == "equal":
            length = block.src_end - block.src_start
            yield Run(gap.old + block.src_start, gap.new + block.dest_start, length)
