"""Row 25: the clock of one of two machines is an hour back, or is put back between two edits.

The machine's own clock stays as it is: each child has a shifted `store.clock.now`, the one
function from which Postil has the times that go into the file.
"""

from __future__ import annotations

import queue
import random
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from store import clock, edits
from store.annotation import Annotation
from store.events import NotebookEvent, Refreshed
from store.merge import Change, Step
from store.notebook import Notebook
from tests.faults.children import Child
from tests.faults.subjects import PATIENCE
from tests.faults.tally import Tally

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from pathlib import Path

UUID = "019a0000-0000-7000-8000-000000000001"
_HOUR = 3600.0


def write_when_told(pipe: Connection[Any, Any], path: Path) -> None:
    """Add words to one note, each time with the clock shifted by the seconds told."""
    shift = 0.0
    clock.now = lambda: _now(shift)
    notebook = Notebook.open(path, "reader")
    news: queue.SimpleQueue[Refreshed] = queue.SimpleQueue()

    def listen(event: NotebookEvent) -> None:
        if isinstance(event, Refreshed):
            news.put(event)

    notebook.listen(listen)
    while (told := pipe.recv()) is not None:
        number, shift = told
        notebook.poll()
        notebook.flush(PATIENCE)
        while not news.empty():
            notebook.take(news.get())
        notebook.edit(_step(notebook, number))
        pipe.send(notebook.flush(PATIENCE))


def two_clocks(folder: Path, edits_: int, seed: int = 25) -> Tally:
    """Have two Postils write on one note in turns, while their clocks go an hour back and forth.

    Args:
        folder: An empty one.
        edits_: How many edits, together.
        seed: Of who writes when.
    """
    chance = random.Random(seed)  # noqa: S311 - repeatable, no secret
    path = folder / "corpus.notes.json"
    with Child(write_when_told, path) as one, Child(write_when_told, path) as other:
        for number in range(edits_):
            child = chance.choice([one, other])
            child.tell((number, chance.choice([0.0, -_HOUR])))
            assert child.hear()
    note = Notebook.open(path, "reader").book.annotations()[0].note
    words = set(note.split())
    return Tally(edits_, edits_, lost=sum(str(number) not in words for number in range(edits_)))


def _step(notebook: Notebook, number: int) -> Step:
    """Return the step that adds a number to the note, or makes the note."""
    stamp = notebook.stamp()
    present = notebook.book.annotation(UUID)
    if present is not None:
        return edits.set_note(notebook.book, stamp, UUID, f"{present.note} {number}")
    note = Annotation(UUID, "id", None, note=str(number), created=stamp.time, modified=stamp.time)
    return Step("note", (Change(None, note),))


def _now(shift: float) -> str:
    """Return the present time as a clock says that goes wrong by some seconds."""
    moment = datetime.now(UTC) + timedelta(seconds=shift)
    return moment.isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"
