"""Rows: from the start of the program to its first painted article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.places import sample_corpus
from tests.bench.harness.row import Line, Measure, Plan, Row, Sample, Target
from tests.bench.harness.terminal import POSTIL, Watched, peer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_WHAT = "start to the first painted article"
_ROUNDS = 10
_WELCOME = "Welcome to Postil. You read"
"""The first words of what the sample corpus opens with."""


def _samples(plan: Plan) -> Iterator[Sample]:
    yield from _sample_corpus(plan)


def _sample_corpus(plan: Plan) -> Iterator[Sample]:
    line = Line(_WHAT, "sample corpus", "an empty Textual app", (Target(Measure.RATIO, 1.5),))
    root, notes = sample_corpus(), plan.place / "notes.json"
    _opened(root, notes, _WELCOME)
    for _ in plan.rounds(_ROUNDS):
        yield line.postil(_opened(root, notes, _WELCOME))
        yield line.peer(_empty_app())


def _opened(root: Path, notes: Path, shows: str) -> float:
    """Return how many milliseconds Postil takes until words of an article are on the screen."""
    with Watched(*POSTIL, str(root), "--notes", str(notes)) as terminal:
        taken = terminal.until(shows)
        terminal.rest()
        terminal.leave("q")
    return taken


def _empty_app() -> float:
    """Return how many milliseconds an empty Textual app takes until its screen is painted."""
    with Watched(*peer("empty_app")) as terminal:
        return terminal.painted()


ROWS = (Row("start", _samples),)
