"""Row 8: a program that knows no lock replaces the file by rename while it is open."""

from __future__ import annotations

import json
import os
import secrets
import signal
from typing import TYPE_CHECKING, Any

from store.clock import new_uuid
from store.notes_json import Tables, dump, parse
from store.storage import NotesFile
from tests.faults import strace
from tests.faults.children import Child
from tests.faults.leftovers import litter
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


def kill_while_replaced(folder: Path) -> Tally:
    """Kill Postil's storage at each system call of a write into which a sync tool gets.

    Args:
        folder: An empty one.
    """
    clean = folder / "without a fault" / "corpus.notes.json"
    _write_while_replaced(clean)
    tally = Tally()
    for call in strace.calls_in(clean.parent.with_suffix(".strace")):
        path = folder / f"{call.name} {call.nth}" / "corpus.notes.json"
        _write_while_replaced(path, f"{call.name}:signal=KILL:when={call.nth}")
        tally += _judge_copies(path)
    return tally


def _write_while_replaced(path: Path, fault: str = "") -> None:
    """Have a child write, a sync tool replace the file meanwhile, and a fault happen."""
    path.parent.mkdir()
    with Child(_update_while_replaced, path) as child:
        child.hear()
        with strace.attached(
            child.pid, strace.CHANGING_CALLS, path.parent.with_suffix(".strace"), fault
        ):
            os.kill(child.pid, signal.SIGUSR1)
            child.end()


def _update_while_replaced(pipe: Connection[Any, Any], path: Path) -> None:
    """Write once, and once more while the file is replaced."""
    storage = NotesFile(path)
    storage.update(lambda tables: tables.update(annotations={"1": {"uuid": "first"}}))
    synced = path.with_name("synced")
    synced.write_bytes(dump({"annotations": {"1": {"uuid": "first"}, "2": {"uuid": "theirs"}}}))

    def change(tables: Tables) -> None:
        tables["annotations"]["3"] = {"uuid": "ours"}
        if synced.exists():
            synced.rename(path)

    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
    pipe.send("ready")
    signal.sigwait({signal.SIGUSR1})
    storage.update(change)
    os._exit(0)


def _judge_copies(path: Path) -> Tally:
    """Look whether the sync tool's text is in the file, in a conflict copy, or not synced yet."""
    NotesFile(path)
    files = sorted(path.parent.glob("*.json"))
    uuids = {
        document["uuid"]
        for file in files
        for document in parse(file.read_bytes())["annotations"].values()
    }
    due = {"first"} if path.with_name("synced").exists() else {"first", "theirs"}
    known = {*(file.name for file in files), "synced"}
    return Tally(1, 2, lost=len(due - uuids), litter=len(set(litter(path)) - known))


def _judge(subject: Subject, path: Path, due: set[int], trials: int) -> Tally:
    """Look whether both texts are there: the program's own and the synced ones."""
    numbers = subject.numbers(path)
    if numbers is None:
        return Tally(trials, len(due), torn=1)
    return Tally(trials, len(due), lost=len(due - numbers))
