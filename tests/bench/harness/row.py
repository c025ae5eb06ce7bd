"""What a row of the benchmarks is: how it is sampled, against whom, and what it is to reach."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


class Side(StrEnum):
    """Who was measured."""

    POSTIL = "postil"
    PEER = "peer"


class Measure(StrEnum):
    """What of the samples is held against a target."""

    RATIO = "ratio"
    """Postil's median in multiples of its peer's."""
    MORE = "more"
    """What Postil's median has beyond its peer's, in the unit of the samples."""
    MOST = "most"
    """Postil's largest sample."""
    P95 = "p95"
    """What 95 of 100 of Postil's samples do not exceed."""
    P99 = "p99"
    """What 99 of 100 of Postil's samples do not exceed."""


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be reached; it is printed, nothing fails where it is not.

    Args:
        measure: What of the samples counts.
        at_most: The most it may be.
    """

    measure: Measure
    at_most: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a row's table: one thing measured, at one size, of Postil and of its peer.

    Args:
        what: The thing, in few words, as in "a page"; empty where the row has only one.
        case: What tells the line from others of the same thing, as in "10 KB".
        against: Who the peer is, as in "an empty Textual app".
        targets: What is to be reached.
        unit: Of the samples.
        size: What the growth of the cost is reckoned over, among lines of the same thing beside
            the same peer; None for what has no size.
    """

    what: str
    case: str
    against: str
    targets: tuple[Target, ...] = ()
    unit: str = "ms"
    size: int | None = None

    def postil(self, *values: float) -> Sample:
        """Return what Postil took, one value or several."""
        return Sample(self, Side.POSTIL, values)

    def peer(self, *values: float) -> Sample:
        """Return what its peer took, one value or several."""
        return Sample(self, Side.PEER, values)


@dataclass(frozen=True, slots=True)
class Sample:
    """What was measured at a time.

    Args:
        line: Where it belongs.
        side: Who was measured.
        values: In the line's unit.
    """

    line: Line
    side: Side
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """How thoroughly to measure, and where.

    Args:
        place: An empty folder that goes away when the row is done.
        is_quick: Whether to see only that everything works.
    """

    place: Path
    is_quick: bool = False

    def rounds(self, count: int) -> range:
        """Return the rounds to be measured, of so many; in each, Postil and peer take turns."""
        return range(min(count, 2) if self.is_quick else count)

    def sizes(self, *sizes: int) -> tuple[int, ...]:
        """Return the sizes to be measured, of these in ascending order."""
        return sizes[:1] if self.is_quick else sizes


@dataclass(frozen=True, slots=True)
class Row:
    """A part of the benchmarks that can be asked for by name.

    Args:
        name: One word.
        about: What is measured, as in "from a key to the painted screen".
        samples: Measures; Postil and its peer are to take turns in it, round by round.
    """

    name: str
    about: str
    samples: Callable[[Plan], Iterator[Sample]]


class PeerMissing(Exception):  # noqa: N818 - no error: a peer that is not installed is passed over
    """What is left of a row cannot be measured because its peer is not installed; says which."""
