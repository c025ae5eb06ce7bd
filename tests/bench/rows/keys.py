"""Rows: from a key in the text to the painted screen, beside a bare pager of the same text."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from tests.bench.harness.inputs import KB, MB, told
from tests.bench.harness.opened import ANNOTATIONS, DOWN, PAGER, QUIET, in_pager, in_postil
from tests.bench.harness.row import Line, Measure, Plan, Row, Sample, Target

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.bench.harness.terminal import Watched

_SMALL, _LARGE = 10 * KB, 10 * MB
_ROUNDS = 12
_MORE_ROUNDS = 24
"""Rounds in which two medians of 5 ms each come out within a twentieth of one another."""

_BESIDE_PAGER = (Target(Measure.RATIO, 1.5),)
_BESIDE_ITSELF = (Target(Measure.RATIO, 1.2),)
_PAGE_UP = "\x1b[5~"
_HELD = 200
_FEWER = (10, 100)
"""Annotations, besides as many as an annotated article has."""


@dataclass(frozen=True, slots=True)
class _Way:
    """A way to go.

    Args:
        name: What it is.
        postil: The keys of Postil, which are pressed by turns.
        pager: The keys of the pager that compare to them.
    """

    name: str
    postil: tuple[str, ...]
    pager: tuple[str, ...]


# What the article has to have annotations for comes last.
_WAYS = (
    _Way("line", ("j",), ("j",)),
    _Way("page", (" ", _PAGE_UP), (" ", "b")),
    _Way("next sentence", (")",), ("j",)),
    _Way("next annotation", ("]", "["), (" ", "b")),
)


def _keys(plan: Plan) -> Iterator[Sample]:
    sizes = plan.sizes(_SMALL, MB, _LARGE)
    with ExitStack() as stack:
        postils = {size: stack.enter_context(in_postil(plan, size)) for size in sizes}
        pagers = {size: stack.enter_context(in_pager(size)) for size in sizes}
        largest = {
            count: stack.enter_context(in_postil(plan, sizes[-1], count)) for count in (0, *_FEWER)
        }
        largest[ANNOTATIONS] = postils[sizes[-1]]
        for each in {*postils.values(), *largest.values()}:
            each.key(DOWN)
        for way, number in product(_WAYS, plan.rounds(_ROUNDS)):
            key, pager_key = (keys[number % len(keys)] for keys in (way.postil, way.pager))
            taken = _in_turn(postils, key, number)
            for size, pager in pagers.items():
                line = Line(way.name, told(size), PAGER, _BESIDE_PAGER, size=size)
                yield line.postil(taken[size])
                yield line.peer(_taken(pager, pager_key))
            yield from _beside_itself(way, taken)
        for each in largest.values():
            each.key(f"g{DOWN}")
        for way, number in product(_WAYS[:-1], plan.rounds(_MORE_ROUNDS)):
            key = way.postil[number % len(way.postil)]
            yield from _annotated(way, _in_turn(largest, key, number))


def _in_turn(terminals: dict[int, Watched], key: str, number: int) -> dict[int, float]:
    """Return how long each takes for a key; in each round another one comes first."""
    first = number % len(terminals)
    order = [*terminals][first:] + [*terminals][:first]
    return {each: _taken(terminals[each], key) for each in order}


def _taken(terminal: Watched, key: str) -> float:
    return terminal.key(key, QUIET).milliseconds


def _beside_itself(way: _Way, taken: dict[int, float]) -> Iterator[Sample]:
    """Yield the largest article beside the smallest."""
    small, large = min(taken), max(taken)
    if small == large:
        return
    line = Line(way.name, told(large), f"the same in {told(small)}", _BESIDE_ITSELF)
    yield line.postil(taken[large])
    yield line.peer(taken[small])


def _annotated(way: _Way, taken: dict[int, float]) -> Iterator[Sample]:
    """Yield the largest article with annotations beside itself without."""
    for count in (*_FEWER, ANNOTATIONS):
        targets = _BESIDE_ITSELF if count == ANNOTATIONS else ()
        line = Line(way.name, f"{count:,} annotations", "the same without", targets, size=count)
        yield line.postil(taken[count])
        yield line.peer(taken[0])


def _held(plan: Plan) -> Iterator[Sample]:
    """Yield how long it takes until keys that come all at once are painted."""
    for size in plan.sizes(_SMALL, MB, _LARGE):
        line = Line("", told(size), PAGER, _BESIDE_PAGER, size=size)
        with in_postil(plan, size) as postil, in_pager(size) as pager:
            for number in plan.rounds(_MORE_ROUNDS):
                keys = "jk"[number % 2] * _HELD
                yield line.postil(_taken(postil, keys))
                yield line.peer(_taken(pager, keys))


def _marking(plan: Plan) -> Iterator[Sample]:
    """Yield how long it takes until a sentence that is marked shows it."""
    for size in plan.sizes(_SMALL, MB, _LARGE):
        line = Line("", told(size), PAGER, _BESIDE_PAGER, size=size)
        with in_postil(plan, size, annotations=0) as postil, in_pager(size) as pager:
            for _ in plan.rounds(_MORE_ROUNDS):
                postil.key(")")
                # What is painted last tells that it is saved, which is another row.
                yield line.postil(postil.key("\r").first)
                yield line.peer(pager.key("j").first)


ROWS = (
    Row("keys", "from a key to the painted screen", _keys),
    Row("held", f"a key held down, {_HELD} lines at once, to the last repaint", _held),
    Row("marking", "a sentence marked, from the key to the repaint", _marking),
)
