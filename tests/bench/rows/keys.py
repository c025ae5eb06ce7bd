"""Rows: from a key in the text to the painted screen, beside a bare pager of the same text."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.bench.harness.inputs import KB, MB
from tests.bench.harness.opened import ANNOTATIONS, DOWN, PAGER, QUIET, in_pager, in_postil
from tests.bench.harness.row import Line, Measure, Plan, Row, Sample, Target

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.bench.harness.terminal import Watched

_SMALL, _LARGE = 10 * KB, 10 * MB
_ROUNDS = 12
_BESIDE_PAGER = (Target(Measure.RATIO, 1.5),)
_BESIDE_ITSELF = (Target(Measure.RATIO, 1.2),)
_PAGE_UP = "\x1b[5~"
_HELD = 200


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

    @property
    def what(self) -> str:
        """What is measured of it."""
        return f"key to painted screen: {self.name}"


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
        bare = stack.enter_context(in_postil(plan, sizes[-1], annotated=False))
        for each in (*postils.values(), bare):
            each.key(DOWN)
        for way in _WAYS:
            for number in plan.rounds(_ROUNDS):
                key, pager_key = (keys[number % len(keys)] for keys in (way.postil, way.pager))
                taken = {size: _taken(each, key) for size, each in postils.items()}
                for size, pager in pagers.items():
                    line = Line(way.what, f"{size // KB:,} KB", PAGER, _BESIDE_PAGER, size=size)
                    yield line.postil(taken[size])
                    yield line.peer(_taken(pager, pager_key))
                yield from _beside_itself(way, taken)
                if way.name != "next annotation":
                    line = Line(
                        way.what, f"{ANNOTATIONS:,} annotations", "the same without", _BESIDE_ITSELF
                    )
                    yield line.postil(taken[sizes[-1]])
                    yield line.peer(_taken(bare, key))


def _taken(terminal: Watched, key: str) -> float:
    return terminal.key(key, QUIET).milliseconds


def _beside_itself(way: _Way, taken: dict[int, float]) -> Iterator[Sample]:
    """Yield the largest article beside the smallest."""
    small, large = min(taken), max(taken)
    if small == large:
        return
    line = Line(way.what, f"{large // KB:,} KB", f"the same in {small // KB} KB", _BESIDE_ITSELF)
    yield line.postil(taken[large])
    yield line.peer(taken[small])


def _held(plan: Plan) -> Iterator[Sample]:
    """Yield how long it takes until keys that come all at once are painted."""
    for size in plan.sizes(_SMALL, MB, _LARGE):
        what = f"key held down, {_HELD} lines at once"
        line = Line(what, f"{size // KB:,} KB", PAGER, _BESIDE_PAGER, size=size)
        with in_postil(plan, size) as postil, in_pager(size) as pager:
            for number in plan.rounds(6):
                keys = "jk"[number % 2] * _HELD
                yield line.postil(_taken(postil, keys))
                yield line.peer(_taken(pager, keys))


def _marking(plan: Plan) -> Iterator[Sample]:
    """Yield how long it takes until a sentence that is marked shows it."""
    for size in plan.sizes(_SMALL, MB, _LARGE):
        what = "mark a sentence: key to repaint"
        line = Line(what, f"{size // KB:,} KB", PAGER, _BESIDE_PAGER, size=size)
        with in_postil(plan, size, annotated=False) as postil, in_pager(size) as pager:
            for _ in plan.rounds(_ROUNDS):
                postil.key(")")
                # What is painted last tells that it is saved, which is another row.
                yield line.postil(postil.key("\r").first)
                yield line.peer(pager.key("j").first)


ROWS = (Row("keys", _keys), Row("held", _held), Row("marking", _marking))
