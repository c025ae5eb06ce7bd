"""Several programs write one notes file at once; and row 7: one of two is killed or stopped."""

from __future__ import annotations

import contextlib
import random
import time
from typing import TYPE_CHECKING, Any

from filelock import FileLock

from tests.faults.children import Child
from tests.faults.kills import Run, edit_for_ever
from tests.faults.leftovers import litter
from tests.faults.tally import Tally

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from pathlib import Path

    from tests.faults.subjects import Subject


_LONG_ENOUGH = 0.3
"""Seconds in which a program that is free to do so saves many notes."""


def add_some(
    pipe: Connection[Any, Any], subject: Subject, path: Path, first: int, count: int
) -> None:
    """Add some notes when told to; tell the number of each that is saved."""
    program = subject.open(path)
    pipe.send("ready")
    pipe.recv()
    for number in range(first, first + count):
        # Plain TinyDB reads what others are just writing, and fails.
        with contextlib.suppress(ValueError, KeyError):
            if program.add(number):
                pipe.send(number)
    program.close()


def all_at_once(subject: Subject, folder: Path, programs: int, count: int) -> Tally:
    """Have several programs add notes to one file at the same time.

    Args:
        subject: Which program.
        folder: An empty one.
        programs: How many.
        count: How many notes each adds.
    """
    path = folder / "corpus.notes.json"
    with contextlib.ExitStack() as stack:
        children = [
            stack.enter_context(Child(add_some, subject, path, which * count, count))
            for which in range(programs)
        ]
        for child in children:
            child.hear()
        for child in children:
            child.tell("go")
        saved = {number for child in children for number in child.rest()}
    numbers = subject.numbers(path)
    if numbers is None:
        return Tally(1, len(saved), torn=1)
    return Tally(1, len(saved), lost=len(saved - numbers), litter=len(litter(path)))


def two_terminals(subject: Subject, folder: Path, edits: int, seed: int = 7) -> Tally:
    """Have two programs write, and now and then stop or kill one of them, until enough is saved.

    Args:
        subject: Which program.
        folder: An empty one.
        edits: How many notes are to be saved, together.
        seed: Of the random moments.
    """
    chance = random.Random(seed)  # noqa: S311 - repeatable, no secret
    tally = Tally()
    for trial in range(edits):
        if tally.edits >= edits:
            break
        place = folder / str(trial)
        place.mkdir()
        tally += _disturb(subject, place / "corpus.notes.json", chance)
    return tally


def _disturb(subject: Subject, path: Path, chance: random.Random, disturbances: int = 6) -> Tally:
    """Let two programs write while one after the other is stopped or killed; judge the file."""
    runs: list[Run] = []
    with contextlib.ExitStack() as stack:
        starts = [0, 1_000_000]
        children = [
            stack.enter_context(Child(edit_for_ever, subject, path, first)) for first in starts
        ]
        for _ in range(disturbances):
            which = chance.randrange(2)
            for _ in range(chance.randrange(1, 20)):
                children[which].says_something(_LONG_ENOUGH)
            time.sleep(chance.uniform(0, 0.01))  # the fault itself: a moment nobody has chosen
            if chance.random() < 0.5:
                children[which].stop()
                # Nothing comes if the stopped one holds the lock; the other waits for it.
                children[1 - which].says_something(_LONG_ENOUGH)
                children[which].go_on()
                continue
            children[which].kill()
            runs.append(Run(starts[which], max(children[which].rest(), default=starts[which] - 1)))
            starts[which] += 10_000
            child = Child(edit_for_ever, subject, path, starts[which])
            children[which] = stack.enter_context(child)
        for which, child in enumerate(children):
            child.kill()
            runs.append(Run(starts[which], max(child.rest(), default=starts[which] - 1)))
    numbers = subject.numbers(path)
    edits = sum(run.last - run.first + 1 for run in runs)
    if numbers is None:
        return Tally(disturbances, edits, torn=1)
    lost = sum(run.broken_promises(numbers) for run in runs)
    return Tally(disturbances, edits, lost=lost, litter=len(litter(path)))


def hold_lock(pipe: Connection[Any, Any], path: Path) -> None:
    """Hold the lock of a notes file for ever, as a program does that is stopped while writing."""
    with FileLock(path.with_name(f".{path.name}.lock")):
        pipe.send("held")
        pipe.recv()
