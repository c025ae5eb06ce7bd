"""The experiments of the soak: which fault, how often, on which programs."""

from __future__ import annotations

import queue
import time
from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import TYPE_CHECKING

from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from store.events import NotebookEvent, StatusChanged
from store.notebook import Notebook
from tests.faults import damaged, disks, strace
from tests.faults.any_order import in_any_order
from tests.faults.children import PATIENCE, Child
from tests.faults.clock_back import two_clocks
from tests.faults.crowd import all_at_once, hold_lock, two_terminals
from tests.faults.kills import kill_at_random
from tests.faults.no_locks import REFUSALS, save_without_lock
from tests.faults.no_room import fill
from tests.faults.power import cut_power
from tests.faults.replaced import between_edits, during_edits
from tests.faults.subjects import PlainTinyDB, Postil, Reader, WithoutSync
from tests.faults.system_calls import Edit, Fault, at_each_call
from tests.faults.tally import Tally
from tests.store.notebook_machine import Faults

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from tests.faults.subjects import Subject


@dataclass(frozen=True, slots=True)
class Result:
    """What came of an experiment.

    Args:
        postil: With Postil.
        plain: With TinyDB and its JSONStorage; None where that would say nothing.
        remark: What else was measured.
    """

    postil: Tally
    plain: Tally | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Experiment:
    """One fault.

    Args:
        name: What it goes by on the command line.
        row: The number of the fault, as the README's table has it.
        fault: What happens.
        run: Given an empty folder, and whether to be quick about it.
    """

    name: str
    row: str
    fault: str
    run: Callable[[Path, bool], Result]


def _calls(folder: Path, is_quick: bool) -> Result:  # noqa: FBT001 - one of Experiment.run
    strace.required()
    names = strace.CHANGING_CALLS if is_quick else strace.FILE_CALLS

    def each(subject: Subject, where: Path) -> Tally:
        return _sum(
            at_each_call(subject, fault, edit, _new(where, f"{fault.name}-{edit}"), names)
            for fault in Fault
            for edit in Edit
        )

    return Result(each(Postil(), _new(folder, "a")), each(PlainTinyDB(), _new(folder, "b")))


def _kills(folder: Path, is_quick: bool) -> Result:  # noqa: FBT001
    trials = 10 if is_quick else 1000
    postil = kill_at_random(Postil(), _new(folder, "a"), trials)
    return Result(postil, kill_at_random(PlainTinyDB(), _new(folder, "b"), max(200, trials)))


def _power(folder: Path, is_quick: bool) -> Result:  # noqa: FBT001
    disks.require_images()
    trials = 10 if is_quick else 1000
    postil = cut_power(Postil(), _new(folder, "a"), trials)
    plain = cut_power(PlainTinyDB(), _new(folder, "b"), 100)
    without = cut_power(WithoutSync(), _new(folder, "c"), 10 if is_quick else 100)
    remark = f"without fsync: {without.lost:,} / {without.torn} in {without.trials}"
    return Result(postil, plain, remark)


def _terminals(folder: Path, is_quick: bool) -> Result:  # noqa: FBT001
    edits = 100 if is_quick else 10_000
    waits = [_wait_for_a_stopped_holder(_new(folder, f"wait {n}")) for n in range(3)]
    postil = two_terminals(Postil(), _new(folder, "a"), edits)
    plain = two_terminals(PlainTinyDB(), _new(folder, "b"), 1000)
    return Result(postil, plain, f"a word after {max(waits):.1f} s")


def _crowd(folder: Path, is_quick: bool) -> Result:  # noqa: FBT001
    count = 10 if is_quick else 250
    postil = all_at_once(Postil(), _new(folder, "a"), 4, count)
    return Result(postil, all_at_once(PlainTinyDB(), _new(folder, "b"), 4, 250))


def _replaced(folder: Path, is_quick: bool) -> Result:  # noqa: FBT001
    trials = 10 if is_quick else 500
    postil = between_edits(Postil(), _new(folder, "a"), trials)
    postil += during_edits(Postil(), _new(folder, "b"), trials)
    return Result(postil, between_edits(PlainTinyDB(), _new(folder, "c"), trials))


def _disk(folder: Path, is_quick: bool) -> Result:  # noqa: FBT001
    disks.require_mounts()

    def each(subject: Subject, where: Path) -> Tally:
        tally = Tally()
        for number in range(2 if is_quick else 50):
            with disks.tmpfs(where / str(number), 100_000 + 7_000 * number) as disk:
                tally += fill(subject, disk)
        return tally

    return Result(each(Postil(), _new(folder, "a")), each(PlainTinyDB(), _new(folder, "b")))


def _damaged(folder: Path, is_quick: bool) -> Result:  # noqa: FBT001
    every = 100 if is_quick else 1
    path = _new(folder, "good") / "corpus.notes.json"
    reader = Postil().open(path)
    for number in range(3):
        reader.add(number, "why now?")
    reader.remove(1)
    reader.close()
    good = path.read_bytes()

    def each(subject: Subject, where: Path) -> Tally:
        return (
            damaged.open_and_edit(subject, _new(where, "cuts"), damaged.cuts(good, every))
            + damaged.open_and_edit(subject, _new(where, "flips"), damaged.flips(good, every))
            + damaged.open_and_edit(subject, _new(where, "strange"), damaged.strange(good))
        )

    return Result(each(Postil(), _new(folder, "a")), each(PlainTinyDB(), _new(folder, "b")))


def _machine(folder: Path, is_quick: bool) -> Result:  # noqa: FBT001
    examples = 10 if is_quick else 1000
    how = settings(max_examples=examples, stateful_step_count=50, deadline=None, database=None)
    run_state_machine_as_test(Faults, settings=how)
    orders = 5 if is_quick else 200
    postil = in_any_order(Postil(), _new(folder, "a"), orders, 50)
    plain = in_any_order(PlainTinyDB(), _new(folder, "b"), orders, 50)
    remark = f"the machine {examples:,} x up to 50 steps, file = model; {orders} orders of both"
    return Result(postil + Tally(examples), plain, remark)


def _clock(folder: Path, is_quick: bool) -> Result:  # noqa: FBT001
    return Result(two_clocks(folder, 20 if is_quick else 1000))


def _locks(folder: Path, is_quick: bool) -> Result:  # noqa: FBT001
    strace.required()
    count = 2 if is_quick else 50
    slowest, tally = 0.0, Tally()
    for refusal in REFUSALS:
        path = _new(folder, refusal) / "corpus.notes.json"
        answers = save_without_lock(path, refusal, count)
        slowest = max(slowest, *(answer.seconds for answer in answers))
        kept = Postil().numbers(path) or set()
        silent = sum("no locks" not in answer.word for answer in answers)
        lost = len(set(range(1 + count)) - kept)
        tally += Tally(count, sum(answer.is_saved for answer in answers), lost=lost + silent)
    return Result(tally, remark=f"at most {slowest:.2f} s, always with a word")


def _wait_for_a_stopped_holder(folder: Path) -> float:
    """Return the seconds after which a reader is told that another program keeps the lock."""
    path = folder / "corpus.notes.json"
    with Child(hold_lock, path) as holder:
        holder.hear()
        holder.stop()
        notebook = Notebook.open(path, "reader")
        told: queue.SimpleQueue[float] = queue.SimpleQueue()

        def listen(event: NotebookEvent) -> None:
            if isinstance(event, StatusChanged) and "another program" in event.status.problem:
                told.put(time.monotonic())

        notebook.listen(listen)
        reader = Reader(notebook)
        start = time.monotonic()
        reader.write(1)
        waited = told.get(timeout=PATIENCE) - start
    assert reader.save()
    return waited


def _sum(tallies: Iterable[Tally]) -> Tally:
    """Return one tally for many."""
    return reduce(add, tallies, Tally())


def _new(folder: Path, name: str) -> Path:
    """Make a folder in a folder."""
    path = folder / name
    path.mkdir()
    return path


EXPERIMENTS = (
    Experiment("calls", "4", "KILL, EIO, ENOSPC at each system call of an edit", _calls),
    Experiment("kills", "5", "random `kill -9`", _kills),
    Experiment("power", "6", "power cut (ext4 image)", _power),
    Experiment("terminals", "7", "two terminals, one killed or stopped", _terminals),
    Experiment("crowd", "7", "four programs × 250 edits at once", _crowd),
    Experiment("replaced", "8", "file replaced by rename while open", _replaced),
    Experiment("disk", "9", "full disk", _disk),
    Experiment("damaged", "10", "cut at each byte, each bit flipped, conflicts, newer", _damaged),
    Experiment("machine", "12", "any order of faults", _machine),
    Experiment("clock", "25", "clock an hour back and forth", _clock),
    Experiment("locks", "26", "lock refused", _locks),
)
"""All experiments, in the order of the table."""
