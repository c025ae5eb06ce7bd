"""Rows: what it takes to be ready to search a corpus that has not changed since it was indexed.

*Ready to search* is opening the corpus and its index, so that what was indexed last can be
searched; *known to be current* is that, and knowing besides that nothing has changed. The files'
names and times lie in the system's memory for all of them.
"""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from store.session import Session
from store.walk import walk
from tests.bench.harness.inputs import corpus
from tests.bench.harness.places import home
from tests.bench.harness.row import Line, Measure, Plan, Row, Sample, Target
from tests.bench.rows.start import seen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_ROUNDS = 5
_AGAINST = "reading the directory"
_TWICE = (Target(Measure.RATIO, 2),)


def _samples(plan: Plan) -> Iterator[Sample]:
    for count in plan.sizes(1_000, 10_000, 100_000):
        root = corpus(count)
        is_ready, is_current = (
            Line(what, f"{count:,}", _AGAINST, targets, size=count)
            for what, targets in (("ready to search", _TWICE), ("known to be current", ()))
        )
        with home(plan.place / str(count), seen(root)):
            for _ in plan.rounds(_ROUNDS):
                directory = _timed(_directory, root)
                for line, opened in ((is_ready, _ready), (is_current, _current)):
                    yield line.postil(_timed(opened, root))
                    yield line.peer(directory)


def _directory(root: Path) -> int:
    return sum(1 for _ in walk(root))


def _ready(root: Path) -> int:
    """Open a corpus and its index; return how many articles can be searched."""
    session = Session.open(root, None, remember=False, writing=False)
    return session.search.snapshot().size


def _current(root: Path) -> int:
    """Open a corpus and its index, and bring both up to date; return the same."""
    session = Session.open(root, None, remember=False, writing=False)
    corpus, search = session.corpus, session.search
    for _ in corpus.scan():
        pass
    for _ in search.update(corpus.entries, corpus.parse, whole=True, state=corpus.state):
        pass
    return search.snapshot().size


def _timed(act: Callable[[Path], int], root: Path) -> float:
    """Return how many milliseconds something takes with a corpus."""
    start = perf_counter()
    act(root)
    return (perf_counter() - start) * 1000


ROWS = (Row("reopening", "an unchanged corpus opened again", _samples),)
