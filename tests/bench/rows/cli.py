"""Rows: commands that print something and end."""

from __future__ import annotations

import subprocess
import sys
from time import perf_counter
from typing import TYPE_CHECKING

from tests.bench.harness.inputs import corpus
from tests.bench.harness.row import Line, Measure, Plan, Row, Sample, Target
from tests.bench.harness.terminal import POSTIL

if TYPE_CHECKING:
    from collections.abc import Iterator

_AGAINST = "`python -c 'import click'`"
_PEER = (sys.executable, "-c", "import click")
_ROUNDS = 20


def _samples(plan: Plan) -> Iterator[Sample]:
    yield from _compared(plan, Line("`postil --help`", "", _AGAINST, _at_most(2)), "--help")
    for count in plan.sizes(10, 1_000, 10_000):
        line = Line(
            "`postil list`",
            f"{count:,} articles",
            _AGAINST,
            _at_most(4) if count == 10 else (),
            size=count,
        )
        yield from _compared(plan, line, "list", "--corpus", str(corpus(count)))


def _at_most(ratio: float) -> tuple[Target, ...]:
    return (Target(Measure.RATIO, ratio),)


def _compared(plan: Plan, line: Line, *arguments: str) -> Iterator[Sample]:
    _run(*POSTIL, *arguments)
    _run(*_PEER)
    for _ in plan.rounds(_ROUNDS):
        yield line.postil(_run(*POSTIL, *arguments))
        yield line.peer(_run(*_PEER))


def _run(*command: str) -> float:
    """Return how many milliseconds a command takes from its start to its end."""
    began = perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return (perf_counter() - began) * 1000


ROWS = (Row("cli", "a command, from its start to its end", _samples),)
