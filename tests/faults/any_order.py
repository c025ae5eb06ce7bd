"""Row 12: edits of two programs, restarts, deletions and a sync tool, in any order."""

from __future__ import annotations

import contextlib
from random import Random
from typing import TYPE_CHECKING

from tests.faults.replaced import sync_in
from tests.faults.tally import Tally

if TYPE_CHECKING:
    from pathlib import Path

    from tests.faults.subjects import Program, Subject

_DEEDS = ("add", "add", "add", "remove", "sync", "restart")
_COMPLAINTS = (ValueError, KeyError, TypeError, AttributeError, StopIteration)
_KEPT_FIRST = 8
# So many that a state which lacks a few is taken over, and not held back to be asked about.


def in_any_order(subject: Subject, folder: Path, runs: int, steps: int) -> Tally:
    """Do to two programs on one file what may happen to them, in an order that chance makes.

    What Postil alone is asked for (a broken file, a disk that is gone) is in the machine of its
    notebook, whose promises plain TinyDB does not know.

    Args:
        subject: Which program.
        folder: An empty one.
        runs: How many orders.
        steps: How much happens in each.
    """
    tally = Tally()
    for run in range(runs):
        path = folder / str(run) / "corpus.notes.json"
        path.parent.mkdir()
        tally += _run(subject, path, Random(run), steps)  # noqa: S311 - an order, no secret
    return tally


def _run(subject: Subject, path: Path, chance: Random, steps: int) -> Tally:
    """Return what came of one order."""
    programs = [subject.open(path), subject.open(path)]
    mine: list[list[int]] = [[], []]
    due: set[int] = set()
    for number in range(_KEPT_FIRST + steps):
        which = chance.randrange(2)
        deed = "add" if number < _KEPT_FIRST else chance.choice(_DEEDS)
        # Plain TinyDB refuses ids that the other program took, and trips over a torn file.
        with contextlib.suppress(*_COMPLAINTS):
            if deed == "add":
                _add(programs[which], number, mine[which], due)
            elif deed == "remove" and mine[which]:
                gone = mine[which].pop(chance.randrange(len(mine[which])))
                due.discard(gone)
                programs[which].remove(gone)
            elif deed == "sync":
                sync_in(path, -1 - number)
                due.add(-1 - number)
            elif deed == "restart":
                programs[which].close()
                programs[which] = subject.open(path)
                mine[which].clear()
    for program in programs:
        program.settle()
        program.close()
    return _judge(subject, path, due)


def _add(program: Program, number: int, mine: list[int], due: set[int]) -> None:
    """Add a note and remember whether it is saved."""
    if program.add(number):
        mine.append(number)
        due.add(number)


def _judge(subject: Subject, path: Path, due: set[int]) -> Tally:
    """Look whether everything saved and not removed is there."""
    numbers = subject.numbers(path)
    if numbers is None:
        return Tally(1, len(due), torn=1)
    return Tally(1, len(due), lost=len(due - numbers))
