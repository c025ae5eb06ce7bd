"""Row 4: the program is killed, or the disk fails, at each single system call of one edit."""

from __future__ import annotations

import os
import signal
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from tests.faults import strace
from tests.faults.children import Child
from tests.faults.leftovers import litter
from tests.faults.tally import Tally

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from pathlib import Path

    from tests.faults.subjects import Program, Subject


class Fault(StrEnum):
    """What happens at the call, in strace's words."""

    KILL = "signal=KILL"
    EIO = "error=EIO"
    ENOSPC = "error=ENOSPC"


class Edit(StrEnum):
    """The edit during which it happens: one that makes the file longer, one that shortens it."""

    ADD = "add"
    REMOVE = "remove"


_SAVED, _NOT_SAVED = 0, 3


def edit_once(pipe: Connection[Any, Any], subject: Subject, edit: Edit, path: Path) -> None:
    """Save notes 1 and 2, wait for the tracer, edit; the exit status says whether it is saved."""
    # Before there is any other thread, which would take the signal, and die of it.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
    program = subject.open(path)
    assert program.add(1)
    assert program.add(2)
    pipe.send("ready")
    # A message would be a system call on a file, and could be the one that fails.
    signal.sigwait({signal.SIGUSR1})
    os._exit(_SAVED if _is_saved(program, edit) else _NOT_SAVED)


def at_each_call(subject: Subject, fault: Fault, edit: Edit, folder: Path, calls: str) -> Tally:
    """Bring the fault about at every single call that an edit makes.

    Args:
        subject: Which program.
        fault: What happens; an error comes once, and the program may try again.
        edit: What the program is doing.
        folder: An empty one.
        calls: Names of the calls that count, from `strace`.
    """
    clean = _Place(folder, "without a fault")
    _run(subject, edit, clean, calls)
    tally = Tally()
    for call in strace.calls_in(clean.trace):
        place = _Place(folder, f"{call.name} {call.nth}")
        what = f"{call.name}:{fault}:when={call.nth}"
        is_saved = _run(subject, edit, place, calls, what)
        tally += _judge(subject, edit, place.notes, is_saved=is_saved)
    return tally


class _Place:
    """A folder for one run, with its notes file, and the trace beside it."""

    def __init__(self, folder: Path, name: str) -> None:
        place = folder / name
        place.mkdir()
        self.notes = place / "corpus.notes.json"
        self.trace = place.with_suffix(".strace")


def _run(subject: Subject, edit: Edit, place: _Place, calls: str, fault: str = "") -> bool:
    """Have a program edit with a tracer upon it; tell whether it said that the edit is saved."""
    with Child(edit_once, subject, edit, place.notes) as child:
        child.hear()
        with strace.attached(child.pid, calls, place.trace, fault):
            os.kill(child.pid, signal.SIGUSR1)
            return child.end() == _SAVED


def _is_saved(program: Program, edit: Edit) -> bool:
    """Make the edit; tell whether the program says that it is saved."""
    try:
        return program.add(3) if edit is Edit.ADD else program.remove(1)
    except OSError:
        return False


def _judge(subject: Subject, edit: Edit, path: Path, *, is_saved: bool) -> Tally:
    """Look at what is left of the file: it must hold the old notes or, if saved, the new."""
    numbers = subject.numbers(path)
    if numbers is None:
        return Tally(trials=1, edits=2 + is_saved, torn=1)
    old = {1, 2}
    new = {1, 2, 3} if edit is Edit.ADD else {2}
    is_right = numbers == new or (numbers == old and not is_saved)
    return Tally(1, 2 + is_saved, 0, 0 if is_right else 1, len(litter(path)))
