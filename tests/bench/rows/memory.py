"""Rows: the most memory that a session takes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.harness.inputs import MB, article, corpus, told
from tests.bench.harness.places import home
from tests.bench.harness.row import Line, Measure, PeerMissing, Plan, Row, Sample, Target
from tests.bench.harness.terminal import POSTIL, Watched, has_prose, peer
from tests.bench.rows.start import seen

if TYPE_CHECKING:
    from collections.abc import Iterator

_AGAINST = "an empty Textual app"
_ROUNDS = 3
_SECONDS_AT_REST = 3.0
_BYTES_A_BYTE = 8
"""Bytes of memory that a byte of an article may take."""


def _samples(plan: Plan) -> Iterator[Sample]:
    if not Path("/proc/self/status").is_file():
        raise PeerMissing("there is no /proc, which tells how much memory a program takes")
    for count in plan.sizes(1_000, 10_000, 100_000):
        line = _line("articles seen before, after the scan", f"{count:,}", 150, count)
        root = corpus(count)
        with home(plan.place / f"home-{count}", seen(root)):
            yield from _compared(plan, line, root)
    for size in plan.sizes(10_000, 1_000_000, 10_000_000):
        yield from _article(plan, size)


def _article(plan: Plan, size: int) -> Iterator[Sample]:
    """Measure an article when it is opened first, and again: what is kept then spares much."""
    more = max(1, _BYTES_A_BYTE * size // MB) if size == 10 * MB else None
    first = _line("an article never seen", told(size), more, size)
    again = _line("an article read before", told(size), more, size)
    for number in plan.rounds(_ROUNDS):
        with home(plan.place / f"article-{size}-{number}"):
            yield from _one_round(plan, first, article(size))
            yield from _one_round(plan, again, article(size))


def _line(what: str, case: str, more: float | None, size: int) -> Line:
    targets = () if more is None else (Target(Measure.MORE, more),)
    return Line(what, case, _AGAINST, targets, "MB", size)


def _compared(plan: Plan, line: Line, root: Path) -> Iterator[Sample]:
    for _ in plan.rounds(_ROUNDS):
        yield from _one_round(plan, line, root)


def _one_round(plan: Plan, line: Line, root: Path) -> Iterator[Sample]:
    notes = plan.place / f"{root.name}.notes.json"
    yield line.postil(_peak(*POSTIL, str(root), "--notes", str(notes)))
    yield line.peer(_peak_of_empty_app())


def _peak(*command: str) -> float:
    """Return the MB that Postil has taken by when nothing more happens."""
    with Watched(*command) as terminal:
        terminal.when(has_prose)
        terminal.rest(_SECONDS_AT_REST)
        taken = terminal.peak_memory()
        terminal.leave("q")
    return taken


def _peak_of_empty_app() -> float:
    with Watched(*peer("empty_app")) as terminal:
        terminal.painted()
        terminal.rest()
        return terminal.peak_memory()


ROWS = (Row("memory", "the most memory of a session", _samples),)
