"""Rows: from the key that leaves the reader to the shell's next prompt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.places import sample_corpus
from tests.bench.harness.inputs import corpus
from tests.bench.harness.places import home
from tests.bench.harness.row import Line, Measure, Plan, Row, Sample, Target
from tests.bench.harness.terminal import POSTIL, Watched, has_prose, peer
from tests.bench.rows.start import seen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_EMPTY = "an empty Textual app"
_ROUNDS = 10
_AS_SOON = (Target(Measure.RATIO, 1.0),)
_CTRL_Q = "\x11"


def _samples(plan: Plan) -> Iterator[Sample]:
    sample = Line("the sample corpus", "", _EMPTY, _AS_SOON)
    yield from _compared(plan, sample, sample_corpus())
    for count in plan.sizes(1_000, 10_000, 100_000):
        root = corpus(count)
        line = Line("articles", f"{count:,}", _EMPTY, _AS_SOON, size=count)
        with home(plan.place / f"home-{count}", seen(root)):
            yield from _compared(plan, line, root)


def _compared(plan: Plan, line: Line, root: Path) -> Iterator[Sample]:
    notes = plan.place / f"{root.name}.notes.json"
    for _ in plan.rounds(_ROUNDS):
        yield line.postil(_left(root, notes))
        yield line.peer(_left_empty())


def _left(root: Path, notes: Path) -> float:
    """Return how many milliseconds Postil takes to end, when it has long come up."""
    with Watched(*POSTIL, str(root), "--notes", str(notes)) as terminal:
        terminal.when(has_prose)
        terminal.idle()
        return terminal.leave("q")


def _left_empty() -> float:
    """Return how many milliseconds an empty Textual app takes to end."""
    with Watched(*peer("empty_app")) as terminal:
        terminal.painted()
        terminal.idle()
        return terminal.leave(_CTRL_Q)


ROWS = (Row("leaving", "from the key that leaves to the end of the program", _samples),)
