"""Row 5: the program is killed at random moments while it adds and removes notes."""

from __future__ import annotations

import itertools
import random
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.faults.children import Child
from tests.faults.leftovers import litter
from tests.faults.tally import Tally

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from pathlib import Path

    from tests.faults.subjects import Subject

KEPT = 5
"""How many of its notes a program keeps; it removes older ones."""

_RUNS_PER_FILE = 50


def edit_for_ever(pipe: Connection[Any, Any], subject: Subject, path: Path, first: int) -> None:
    """Add notes and remove those before the last few; tell the number of each that is saved."""
    program = subject.open(path)
    failures = 0
    for number in itertools.count(first):
        try:
            if program.add(number):
                pipe.send(number)
            if number - KEPT >= first:
                program.remove(number - KEPT)
        except (ValueError, KeyError):
            # Plain TinyDB fails on what another program is just writing; Postil never does.
            failures += 1
            if failures > 20:
                return


@dataclass(frozen=True, slots=True)
class Run:
    """What one run of `edit_for_ever` has promised.

    Args:
        first: Number of its first note.
        last: Number of the last note that it said was saved.
    """

    first: int
    last: int

    @property
    def due(self) -> set[int]:
        """The notes that must be there."""
        return set(range(max(self.first, self.last - KEPT + 1), self.last + 1))

    @property
    def gone(self) -> set[int]:
        """The notes that must not be there, because their removal was saved."""
        return set(range(self.first, self.last - KEPT))

    def broken_promises(self, numbers: set[int]) -> int:
        """Return how many notes are missing, or are there again."""
        return len(self.due - numbers) + len(self.gone & numbers)


def kill_at_random(subject: Subject, folder: Path, trials: int, seed: int = 5) -> Tally:
    """Kill a program again and again, and look each time whether its promises hold.

    Args:
        subject: Which program.
        folder: An empty one.
        trials: How often to kill.
        seed: Of the random moments.
    """
    chance = random.Random(seed)  # noqa: S311 - repeatable, no secret
    tally = Tally()
    runs: list[Run] = []
    path = folder / "0.notes.json"
    for trial in range(trials):
        if trial % _RUNS_PER_FILE == 0 or not runs:
            path = folder / str(trial) / "corpus.notes.json"
            path.parent.mkdir()
            runs = []
        runs.append(_run_and_kill(subject, path, trial * 1000, chance))
        result = judge(subject, path, runs)
        tally += result
        if result.torn:
            runs = []
    return tally


def judge(subject: Subject, path: Path, runs: list[Run]) -> Tally:
    """Look whether a file keeps what the last run has promised, and all runs before it."""
    edits = runs[-1].last - runs[-1].first + 1
    numbers = subject.numbers(path)
    if numbers is None:
        return Tally(1, edits, torn=1)
    lost = sum(run.broken_promises(numbers) for run in runs)
    return Tally(1, edits, lost=lost, litter=len(litter(path)))


def _run_and_kill(subject: Subject, path: Path, first: int, chance: random.Random) -> Run:
    """Let a program save a few notes, and kill it somewhere in the next."""
    with Child(edit_for_ever, subject, path, first) as child:
        last: int = first
        for _ in range(chance.randrange(1, 9)):
            last = child.hear()
        time.sleep(chance.uniform(0, 0.01))  # the fault itself: a moment nobody has chosen
        child.kill()
        return Run(first, max([last, *child.rest()]))
