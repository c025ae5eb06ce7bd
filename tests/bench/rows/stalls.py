"""Rows: how long the event loop stands still while a corpus is read and a key is held."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from tests.bench.harness.inputs import corpus
from tests.bench.harness.places import home
from tests.bench.harness.row import Line, Measure, Plan, Row, Sample, Target
from tests.bench.harness.terminal import Watched, has_prose

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROUNDS = 3
_KEYS_EVERY = 0.033
"""Seconds between two keys where one is held, at the usual 30 a second."""

_TO_LIST, _HELD = "\t", "j"


def _samples(plan: Plan) -> Iterator[Sample]:
    for count in plan.sizes(1_000, 3_000, 10_000):
        targets = (Target(Measure.MOST, 50), Target(Measure.P99, 16))
        line = Line("", f"{count:,} articles", "the same app at rest", targets, size=count)
        for number in plan.rounds(_ROUNDS):
            yield from _one_round(plan, line, count, number)


def _one_round(plan: Plan, line: Line, count: int, number: int) -> Iterator[Sample]:
    place = plan.place / f"{count}-{number}"
    with home(place):
        place.mkdir()
        file, notes = place / "ticks.json", place / "notes.json"
        module = (sys.executable, "-m", "tests.bench.ticking")
        with Watched(*module, str(file), str(corpus(count)), str(notes)) as terminal:
            terminal.when(has_prose)
            terminal.hold(_TO_LIST, 1)
            while terminal.process.poll() is None:
                terminal.hold(_HELD, _KEYS_EVERY)
    ticks = json.loads(file.read_text(encoding="utf-8"))
    yield line.postil(*ticks["busy"])
    yield line.peer(*ticks["idle"])


ROWS = (
    Row(
        "stalls",
        "a turn of the event loop, a key held while new articles are read and indexed",
        _samples,
    ),
)
