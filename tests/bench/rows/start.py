"""Rows: from the start of the program to its first painted article."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

from store.places import sample_corpus
from tests.bench.harness.inputs import corpus
from tests.bench.harness.places import KEPT, home
from tests.bench.harness.row import Line, Measure, Plan, Row, Sample, Target
from tests.bench.harness.terminal import POSTIL, Watched, has_prose, peer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_WHAT = "start to the first painted article"
_ROUNDS = 10


def _samples(plan: Plan) -> Iterator[Sample]:
    yield from _compared(plan, _line("sample corpus", 1.5), sample_corpus())
    yield from _beside_panes(plan)
    for count, at_most in ((1_000, 1.8), (10_000, 1.8), (100_000, 2.5)):
        if count in plan.sizes(1_000, 10_000, 100_000):
            yield from _seen_before(plan, count, at_most)
    yield from _never_seen(plan, 1_000 if plan.is_quick else 10_000)


def _beside_panes(plan: Plan) -> Iterator[Sample]:
    """Measure beside a program that only looks like Postil, which is the least to be reached."""
    root, notes = sample_corpus(), plan.place / "notes.json"
    line = Line(_WHAT, "sample corpus", "the bare panes with its text")
    panes = peer("panes", str(root / "start-here.md"))
    for _ in plan.rounds(_ROUNDS):
        yield line.postil(_opened(root, notes))
        with Watched(*panes) as terminal:
            yield line.peer(terminal.when(has_prose))


def _line(case: str, at_most: float, size: int | None = None) -> Line:
    return Line(_WHAT, case, "an empty Textual app", (Target(Measure.RATIO, at_most),), size=size)


def _seen_before(plan: Plan, count: int, at_most: float) -> Iterator[Sample]:
    """Measure with a corpus that was scanned and indexed, and read in an earlier session."""
    root = corpus(count)
    line = _line(f"{count:,} articles seen before", at_most, count)
    with home(plan.place / f"home-{count}", seen(root)):
        yield from _compared(plan, line, root)


def _compared(plan: Plan, line: Line, root: Path) -> Iterator[Sample]:
    notes = plan.place / f"{root.name}.notes.json"
    _opened(root, notes)
    _empty_app()
    for _ in plan.rounds(_ROUNDS):
        yield line.postil(_opened(root, notes))
        yield line.peer(_empty_app())


def _never_seen(plan: Plan, count: int) -> Iterator[Sample]:
    """Measure with a corpus of which nothing is kept from before."""
    root = corpus(count)
    line = _line(f"{count:,} articles never seen", 2.0)
    for number in plan.rounds(_ROUNDS):
        place = plan.place / f"never-{number}"
        with home(place):
            yield line.postil(_opened(root, place / "notes.json", leaves=False))
            yield line.peer(_empty_app())
        shutil.rmtree(place)


def seen(root: Path) -> Path:
    """Return a cache directory in which a corpus is catalogued and indexed as it is now.

    It is kept, because it takes minutes with very many articles; Postil itself makes good what
    has changed.
    """
    cache = KEPT / f"cache-{root.name}"
    with home(KEPT, cache):
        subprocess.run([*POSTIL, "index", "--corpus", root], check=True, stdout=subprocess.DEVNULL)
    return cache


def _opened(root: Path, notes: Path, *, leaves: bool = True) -> float:
    """Return how many milliseconds Postil takes until an article is on the screen.

    Args:
        root: The corpus.
        notes: The notes file.
        leaves: Whether it is left as a reader does; else killed in the middle of its scan.
    """
    with Watched(*POSTIL, str(root), "--notes", str(notes)) as terminal:
        taken = terminal.when(has_prose)
        if leaves:
            terminal.rest()
            terminal.leave("q")
    return taken


def _empty_app() -> float:
    """Return how many milliseconds an empty Textual app takes until its screen is painted."""
    with Watched(*peer("empty_app")) as terminal:
        return terminal.painted()


ROWS = (Row("start", _samples),)
