"""Row 26: the file system refuses to lock."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.faults import strace
from tests.faults.children import Child
from tests.faults.subjects import Postil

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from pathlib import Path

REFUSALS = ("ENOLCK", "ENOSYS", "EOPNOTSUPP", "EINVAL")
"""How file systems without locks answer."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a program says of an edit that it made without a lock.

    Args:
        is_saved: Whether it is saved.
        word: What the status line says besides.
        seconds: How long that took.
    """

    is_saved: bool
    word: str
    seconds: float


def save_without_lock(path: Path, refusal: str, count: int, first: int = 0) -> list[Answer]:
    """Make some edits on a file system that answers each lock with an error.

    Args:
        path: The notes file.
        refusal: Name of the error.
        count: How many edits.
        first: Number of the note that is there before; the others follow.
    """
    log = path.with_name(f"strace-{first}")
    with Child(_edit, path, first, count) as child:
        child.hear()
        with strace.attached(child.pid, "flock,fcntl", log, f"flock,fcntl:error={refusal}"):
            os.kill(child.pid, signal.SIGUSR1)
            return [answer for answer in child.rest() if isinstance(answer, Answer)]


def _edit(pipe: Connection[Any, Any], path: Path, first: int, count: int) -> None:
    """Save a note, wait for the tracer, and save some more."""
    # Before there is any other thread, which would take the signal, and die of it.
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
    reader = Postil().open(path)
    assert reader.add(first)
    pipe.send("ready")
    signal.sigwait({signal.SIGUSR1})
    for number in range(first + 1, first + 1 + count):
        start = time.monotonic()
        is_saved = reader.add(number)
        word = reader.notebook.status.problem
        pipe.send(Answer(is_saved, word, time.monotonic() - start))
    os._exit(0)
