"""Row 9: the disk is full."""

from __future__ import annotations

import itertools
import os
from typing import TYPE_CHECKING

from tests.faults.leftovers import litter
from tests.faults.subjects import Reader
from tests.faults.tally import Tally

if TYPE_CHECKING:
    from pathlib import Path

    from tests.faults.subjects import Program, Subject


def fill(subject: Subject, disk: Path) -> Tally:
    """Add notes until the disk is full, look at the file, make room, and look again.

    Args:
        subject: Which program.
        disk: A small file system with nothing on it.
    """
    ballast = disk / "ballast"
    ballast.write_bytes(bytes(_free(disk) // 2))
    path = disk / "corpus.notes.json"
    program = subject.open(path)
    number = next(number for number in itertools.count() if not _is_saved(program, number))
    saved = set(range(number))
    numbers = subject.numbers(path)
    ballast.unlink()
    if numbers is None:
        program.close()
        return Tally(1, number, torn=1)
    lost = len(saved - numbers)
    if isinstance(program, Reader):
        # What was typed while there was no room is on the screen, and goes into the file now.
        lost += not program.save()
        lost += len((saved | {number}) - (subject.numbers(path) or set()))
    program.close()
    return Tally(1, number, lost=lost, litter=len(litter(path)))


def _is_saved(program: Program, number: int) -> bool:
    """Add a note; tell whether the program says that it is saved."""
    try:
        return program.add(number)
    except OSError:
        return False


def _free(disk: Path) -> int:
    """Return how many bytes have room."""
    status = os.statvfs(disk)
    return status.f_bavail * status.f_frsize
