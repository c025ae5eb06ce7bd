"""Rows: notes files of several sizes, loaded and edited, beside TinyDB with its own storage."""

from __future__ import annotations

import gc
import threading
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING

from tinydb import TinyDB

from store import edits
from store.annotation import Annotation
from store.article import Article, Parsed, hash_text
from store.notebook import Notebook, NotebookEvent, SaveState, StatusChanged
from store.records import ANNOTATIONS, encode
from store.span import Span
from tests.bench.harness.row import Line, Measure, Plan, Row, Sample, Target
from tests.bench.notes_file import PROSE, write_notes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from store.merge import Step
    from store.notes_json import Document

_ROUNDS = {1_000: 36, 10_000: 9, 50_000: 9}
"""With a thousand annotations it is milliseconds, for which the disk never takes as long twice."""
_READER = "reader"
_PATIENCE = 60.0
_PARSED = Parsed("Talks", None, None, None, PROSE, ())
_ARTICLE = Article("0" * 12, "talks.txt", _PARSED, hash_text(PROSE))


def _loads(plan: Plan) -> Iterator[Sample]:
    """Yield how long it takes until all notes are at hand."""
    for size in plan.sizes(1_000, 10_000, 50_000):
        line = Line(
            "",
            f"{size:,} annotations",
            "TinyDB's all()",
            # With a thousand it is a matter of milliseconds, and nothing is promised of it.
            (Target(Measure.RATIO, 0.8),) if size > 1_000 else (),
            size=size,
        )
        path = plan.place / f"loaded-{size}.json"
        write_notes(path, size)
        for _ in plan.rounds(_ROUNDS[size]):
            yield line.postil(_opened(path))
            yield line.peer(_timed(partial(_read_plainly, path)))


def _opened(path: Path) -> float:
    """Return how many milliseconds a notebook takes to open."""
    notebooks: list[Notebook] = []
    taken = _timed(lambda: notebooks.append(Notebook.open(path, _READER)))
    # As a session ends: the next one finds the file as it was left.
    notebooks.pop().close()
    return taken


def _read_plainly(path: Path) -> object:
    with TinyDB(path) as database:
        return database.table(ANNOTATIONS).all()


def _edits(plan: Plan) -> Iterator[Sample]:
    """Yield how long it takes from the key that marks a sentence until the mark is durable."""
    for size in plan.sizes(1_000, 10_000, 50_000):
        line = Line(
            "",
            f"{size:,} annotations",
            "TinyDB's insert()",
            (Target(Measure.RATIO, 0.35),),
            size=size,
        )
        path, plain = (plan.place / f"{name}-{size}.json" for name in ("marked", "plain"))
        write_notes(path, size)
        write_notes(plain, size)
        marker = _Marker(path)
        with TinyDB(plain) as database:
            table = database.table(ANNOTATIONS)
            marker.mark()  # which makes the day's and the week's backup
            for _ in plan.rounds(_ROUNDS[size]):
                record = marker.record()
                yield line.postil(_timed(marker.mark))
                yield line.peer(_timed(partial(table.insert, record)))
        marker.close()


class _Marker:
    """Marks a sentence again and again.

    Args:
        path: The notes file.
    """

    def __init__(self, path: Path) -> None:
        self._notebook = Notebook.open(path, _READER)
        self._is_saved = threading.Event()
        self._notebook.listen(self._hear)
        self.close = self._notebook.close

    def mark(self) -> None:
        """Mark a sentence, and return when the notebook says that it is saved."""
        self._is_saved.clear()
        self._notebook.edit(self._step())
        if not self._is_saved.wait(_PATIENCE):
            raise OSError(self._notebook.status.problem)

    def record(self) -> Document:
        """Return what the notes file would have of a mark; nothing is left to be done any more."""
        self._notebook.flush(_PATIENCE)
        made = (change.after for change in self._step().changes)
        return next(encode(record) for record in made if isinstance(record, Annotation))

    def _step(self) -> Step:
        notebook = self._notebook
        return edits.mark(notebook.book, notebook.stamp(), _ARTICLE, Span(243, 323))

    def _hear(self, event: NotebookEvent) -> None:
        if isinstance(event, StatusChanged) and event.status.state is SaveState.SAVED:
            self._is_saved.set()


def _timed(act: Callable[[], object]) -> float:
    """Return how many milliseconds something takes, the memory tidied up before."""
    gc.collect()
    start = perf_counter()
    kept = act()
    taken = perf_counter() - start
    del kept
    return taken * 1000


ROWS = (
    Row("durable", "a sentence marked, from the step to the disk", _edits),
    Row("load", "all notes read from their file", _loads),
)
