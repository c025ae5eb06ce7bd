"""Row 8: a program that knows no lock replaces the file by rename while it is open."""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING, Any

from store.clock import new_uuid
from tests.faults.children import Child
from tests.faults.subjects import WORDS
from tests.faults.tally import Tally

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from pathlib import Path

    from tests.faults.subjects import Subject


def sync_in(path: Path, number: int) -> None:
    """Do what a sync tool does that brings a note from elsewhere: read, add, write, rename."""
    tables: dict[str, dict[str, Any]] = json.loads(path.read_bytes())
    table = "annotations" if "annotations" in tables else "_default"
    documents = tables[table]
    like = next(iter(documents.values()))
    note = {**like, "uuid": new_uuid(), "note": f"{number} {WORDS}"}
    documents[str(secrets.randbits(53))] = note
    fresh = path.with_name(".syncing")
    fresh.write_text(json.dumps(tables))
    fresh.replace(path)


def between_edits(subject: Subject, folder: Path, trials: int) -> Tally:
    """Replace the file after each edit of a program that has it open.

    Args:
        subject: Which program.
        folder: An empty one.
        trials: How often.
    """
    path = folder / "corpus.notes.json"
    program = subject.open(path)
    due = {number for number in (0,) if program.add(number)}
    for number in range(1, trials + 1):
        sync_in(path, -number)
        due.add(-number)
        if program.add(number):
            due.add(number)
    program.close()
    return _judge(subject, path, due, trials)


def add_until_told(pipe: Connection[Any, Any], subject: Subject, path: Path) -> None:
    """Add notes, tell the number of each that is saved, and look at the file once more."""
    program = subject.open(path)
    number = 0
    while not pipe.poll():
        if program.add(number):
            pipe.send(number)
        number += 1
    pipe.recv()
    program.settle()
    pipe.send("settled")
    program.close()


def during_edits(subject: Subject, folder: Path, trials: int) -> Tally:
    """Replace the file again and again while a program edits, at moments nobody chooses.

    The sync tool is rude: what came into the file while it was reading and writing, it drops.

    Args:
        subject: Which program.
        folder: An empty one.
        trials: How often.
    """
    path = folder / "corpus.notes.json"
    with Child(add_until_told, subject, path) as child:
        due = {child.hear()}
        for number in range(1, trials + 1):
            sync_in(path, -number)
            due.add(-number)
            child.says_something(0.02)
        child.tell("enough")
        due |= {message for message in child.rest() if message != "settled"}
    return _judge(subject, path, due, trials)


def _judge(subject: Subject, path: Path, due: set[int], trials: int) -> Tally:
    """Look whether both texts are there: the program's own and the synced ones."""
    numbers = subject.numbers(path)
    if numbers is None:
        return Tally(trials, len(due), torn=1)
    return Tally(trials, len(due), lost=len(due - numbers))
