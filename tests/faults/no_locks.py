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


def save_without_lock(path: Path, refusal: str, count: int = 1) -> list[Answer]:
    """Make some edits on a file system that answers each lock with an error."""
    log = path.with_name("strace")
    with Child(_edit, path, count) as child:
        child.hear()
        with strace.attached(child.pid, "flock,fcntl", log, f"flock,fcntl:error={refusal}"):
            os.kill(child.pid, signal.SIGUSR1)
            return [answer for answer in child.rest() if isinstance(answer, Answer)]


def _edit(pipe: Connection[Any, Any], path: Path, count: int) -> None:
    """Save a note, wait for the tracer, and save some more."""
    reader = Postil().open(path)
    assert reader.add(0)
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
    pipe.send("ready")
    signal.sigwait({signal.SIGUSR1})
    for number in range(1, count + 1):
        start = time.monotonic()
        is_saved = reader.add(number)
        word = reader.notebook.status.problem
        pipe.send(Answer(is_saved, word, time.monotonic() - start))
    os._exit(0)
