"""Rows: the list of articles, long beside short."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from tests.bench.harness.inputs import corpus
from tests.bench.harness.places import home
from tests.bench.harness.row import Line, Measure, Plan, Row, Sample, Target
from tests.bench.harness.terminal import POSTIL, Watched, has_prose
from tests.bench.rows.start import seen

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHORT = 100
_AGAINST = f"the same list with {_SHORT}"
_MOVES = tuple("jjjkjjkj")
_PAGES = (" ", "\x1b[5~") * 3
"""Down and up by turns: at either end nothing would be painted."""
_TYPED = (*"karo", *("\x7f",) * 4)
"""Letters that most titles have, then fewer, and the way back."""

_ROUNDS = 3
_SECONDS_AT_REST = 2.0

_TO_LIST, _TO_FILTER = "\t", "f"


def _samples(plan: Plan) -> Iterator[Sample]:
    for count in plan.sizes(1_000, 10_000, 100_000):
        with ExitStack() as stack:
            long, short = (stack.enter_context(_listed(plan, each)) for each in (count, _SHORT))
            keys = (
                (_line("a line down or up", count, Target(Measure.RATIO, 1.3)), _TO_LIST, _MOVES),
                (_line("a page down or up", count, Target(Measure.RATIO, 1.3)), "", _PAGES),
                (
                    _line("a letter of a filter", count, Target(Measure.MORE, 50)),
                    _TO_FILTER,
                    _TYPED,
                ),
            )
            for line, before, typed in keys:
                if before:
                    long.key(before)
                    short.key(before)
                for _ in plan.rounds(_ROUNDS):
                    for key in typed:
                        yield line.postil(long.key(key).milliseconds)
                        yield line.peer(short.key(key).milliseconds)


def _line(what: str, count: int, target: Target) -> Line:
    # What is reached with 100,000 is reached with fewer.
    targets = (target,) if count == 100_000 else ()
    return Line(what, f"{count:,} articles", _AGAINST, targets, size=count)


def _listed(plan: Plan, count: int) -> Watched:
    """Return a reader in which a corpus is open that was read and indexed before."""
    root = corpus(count)
    place, notes = plan.place / f"home-{count}", plan.place / f"{count}.notes.json"
    with home(place, seen(root)):
        terminal = Watched(*POSTIL, str(root), "--notes", str(notes))
    terminal.when(has_prose)
    terminal.rest(_SECONDS_AT_REST)
    return terminal


ROWS = (Row("list", "a key in the list of articles, to the painted screen", _samples),)
