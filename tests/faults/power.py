"""Row 6: the power fails.

An ext4 file system lies in an image; a program writes on it. A copy of the image is what the disk
has at a moment: nothing of what is only in the kernel's memory. The copy is then mounted as after
a start of the machine, with what that brings along of replaying the journal. The program stands
still meanwhile and the image is copied twice, until both copies are the same, so that each is the
state of one single moment.
"""

from __future__ import annotations

import random
import shutil
import time
from typing import TYPE_CHECKING, Any

from tests.faults.children import Child
from tests.faults.disks import image_mounted, make_image
from tests.faults.leftovers import litter
from tests.faults.subjects import WORDS
from tests.faults.tally import Tally

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from pathlib import Path

    from tests.faults.subjects import Subject

_MEGABYTES = 8
_CUTS_PER_DISK = 10
_TRIES = 50
_WORDS = WORDS * 40
"""So many that the file takes dozens of blocks, which no disk writes as one."""


def add_for_ever(pipe: Connection[Any, Any], subject: Subject, path: Path) -> None:
    """Add notes and remove every other one.

    Tell the number of each that is saved, and with a minus the number of each that is gone.
    """
    program = subject.open(path)
    number = 0
    while True:
        if program.add(number, _WORDS):
            pipe.send(number)
        if number % 2 and program.remove(number):
            pipe.send(-number)
        number += 1


def cut_power(subject: Subject, folder: Path, trials: int, seed: int = 6) -> Tally:
    """Cut the power again and again while a program writes.

    Args:
        subject: Which program.
        folder: An empty one.
        trials: How often.
        seed: Of the moments.
    """
    chance = random.Random(seed)  # noqa: S311 - repeatable, no secret
    tally = Tally()
    for disk in range(-(-trials // _CUTS_PER_DISK)):
        place = folder / str(disk)
        place.mkdir()
        count = min(_CUTS_PER_DISK, trials - disk * _CUTS_PER_DISK)
        tally += _one_disk(subject, place, count, chance)
    return tally


def _one_disk(subject: Subject, folder: Path, cuts: int, chance: random.Random) -> Tally:
    """Cut the power some times while a program writes on one disk."""
    image = folder / "image"
    make_image(image, _MEGABYTES)
    tally = Tally()
    with (
        image_mounted(image, folder / "disk") as disk,
        Child(add_for_ever, subject, disk / "corpus.notes.json") as child,
    ):
        saved = {child.hear()}
        for cut in range(cuts):
            time.sleep(chance.uniform(0, 0.1))  # the fault itself: a moment nobody has chosen
            child.stop()
            saved |= set(child.waiting())
            copy = folder / f"copy-{cut}"
            _copy(image, copy)
            child.go_on()
            tally += _start_again(subject, copy, saved)
            copy.unlink()
    image.unlink()
    return tally


def _copy(image: Path, copy: Path) -> None:
    """Copy what the disk has at one moment."""
    second = copy.with_suffix(".second")
    for _ in range(_TRIES):
        shutil.copyfile(image, copy)
        shutil.copyfile(image, second)
        if copy.read_bytes() == second.read_bytes():
            break
    second.unlink()


def _start_again(subject: Subject, copy: Path, saved: set[int]) -> Tally:
    """Mount a copy as after a start of the machine; look for what was saved before the cut."""
    with image_mounted(copy, copy.with_suffix(".disk")) as disk:
        path = disk / "corpus.notes.json"
        numbers = subject.numbers(path)
        if numbers is None:
            return Tally(1, len(saved), torn=1)
        due = {number for number in saved if number >= 0 and number % 2 == 0}
        gone = {-number for number in saved if number < 0}
        lost = len(due - numbers) + len(gone & numbers)
        return Tally(1, len(saved), lost=lost, litter=len(set(litter(path)) - {"lost+found"}))
