"""Rows: from the start of the program to its first painted article."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

from store.places import sample_corpus
from tests.bench.harness.inputs import KB, MB, article, corpus, told
from tests.bench.harness.places import KEPT, home
from tests.bench.harness.row import Line, Measure, Plan, Row, Sample, Target
from tests.bench.harness.terminal import POSTIL, Watched, has_prose, peer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_EMPTY, _PANES = "an empty Textual app", "the bare panes with its text"
_ROUNDS = 10
_SIZES = (1_000, 10_000, 100_000)
_SEEN = {1_000: 1.8, 10_000: 1.8, 100_000: 2.5}
_NEVER_SEEN = {10_000: 2.0}
"""To be reached, by articles; of the other sizes nothing is asked."""


def _samples(plan: Plan) -> Iterator[Sample]:
    sample = Line("the sample corpus seen before", "", _EMPTY, _at_most(1.5))
    yield from _compared(plan, sample, sample_corpus())
    for count in plan.sizes(*_SIZES):
        yield from _seen_before(plan, count)
    for count in plan.sizes(*_SIZES):
        yield from _never_seen(plan, count)
    for size in plan.sizes(10 * KB, MB, 10 * MB):
        yield from _beside_panes(plan, size)


def _at_most(ratio: float | None) -> tuple[Target, ...]:
    return () if ratio is None else (Target(Measure.RATIO, ratio),)


def _seen_before(plan: Plan, count: int) -> Iterator[Sample]:
    """Measure with a corpus that was scanned and indexed, and read in an earlier session."""
    root = corpus(count)
    targets = _at_most(_SEEN[count])
    line = Line("articles seen before", f"{count:,}", _EMPTY, targets, size=count)
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
    targets = _at_most(_NEVER_SEEN.get(count))
    line = Line("articles never seen", f"{count:,}", _EMPTY, targets, size=count)
    for number in plan.rounds(_ROUNDS):
        place = plan.place / f"never-{count}-{number}"
        with home(place):
            yield line.postil(_opened(root, place / "notes.json", leaves=False))
            yield line.peer(_empty_app())
        shutil.rmtree(place)


def _beside_panes(plan: Plan, size: int) -> Iterator[Sample]:
    """Measure beside a program that only looks like Postil, which is the least to be reached."""
    path, notes = article(size), plan.place / f"article-{size}.notes.json"
    line = Line("a single article", told(size), _PANES, size=size)
    for _ in plan.rounds(_ROUNDS):
        yield line.postil(_opened(path.parent, notes))
        with Watched(*peer("panes", str(path))) as terminal:
            yield line.peer(terminal.when(has_prose))


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


ROWS = (Row("start", "from the start to the first painted article", _samples),)
