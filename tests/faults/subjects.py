"""The programs that the faults are tried on: Postil, and TinyDB with its own storage.

Both do the same: they add numbered notes, and say of each when it is saved.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Protocol

from tinydb import TinyDB, where

from store import clock
from store.annotation import Annotation
from store.merge import Change, Step
from store.notebook import Notebook
from store.records import decode_all
from store.storage import NotesFile

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

WORDS = "why only now, and who asked for it? " * 8
PATIENCE = 60.0
"""Seconds after which a test gives up on a save; no test comes near it."""


class Program(Protocol):
    """A program that has a notes file open."""

    def add(self, number: int, words: str = WORDS) -> bool:
        """Add a note with this number; tell whether it is saved."""

    def remove(self, number: int) -> bool:
        """Remove the note that this program added with this number; tell whether that is saved."""

    def settle(self) -> None:
        """Look at the file once more, as an idle program does from time to time."""

    def close(self) -> None:
        """End the program in good order."""


class Subject(Protocol):
    """A kind of program."""

    @property
    def name(self) -> str:
        """What the tables call it."""

    def open(self, path: Path) -> Program:
        """Start a program on a notes file, which need not exist."""

    def numbers(self, path: Path) -> set[int] | None:
        """Open the file anew and return the numbers of all notes; None if it can't be read."""


class Postil:
    """A notebook, as the reader uses it."""

    name = "Postil"

    def open(self, path: Path) -> Reader:
        """Start a program on a notes file."""
        return Reader(Notebook.open(path, "reader"))

    def numbers(self, path: Path) -> set[int] | None:
        """Return the numbers of all notes."""
        notebook = Notebook.open(path, "reader")
        try:
            if notebook.read_only:
                return None
            # Not the notebook's own: of a file that lost most, it shows what there was before.
            tables = NotesFile(path).load()
            records = decode_all(tables)
            return {number_of(one.note) for one in records if isinstance(one, Annotation)}
        finally:
            notebook.close()


class Reader:
    """A reader at work in Postil."""

    def __init__(self, notebook: Notebook) -> None:
        self.notebook = notebook
        self._mine: dict[int, Annotation] = {}

    def write(self, number: int, words: str = WORDS) -> None:
        """Add a note with this number without waiting for it to be saved."""
        time = clock.now()
        note = Annotation(
            clock.new_uuid(), "id", None, note=f"{number} {words}", created=time, modified=time
        )
        self._mine[number] = note
        self.notebook.edit(Step("note", (Change(None, note),)))

    def add(self, number: int, words: str = WORDS) -> bool:
        """Add a note with this number; tell whether it is saved."""
        self.write(number, words)
        return self.save()

    def remove(self, number: int) -> bool:
        """Remove a note of one's own."""
        note = self._mine.pop(number)
        self.notebook.edit(Step("delete", (Change(note, None),)))
        return self.save()

    def save(self) -> bool:
        """Wait until everything is saved; a failed attempt is followed by another, as always."""
        return any(self.notebook.flush(PATIENCE) for _ in range(20))

    def settle(self) -> None:
        """Look at the file once more."""
        self.notebook.poll()
        self.save()

    def close(self) -> None:
        """End in good order."""
        self.notebook.close(PATIENCE)


class PlainTinyDB:
    """TinyDB as it comes, with its JSONStorage."""

    name = "TinyDB's JSONStorage"

    def open(self, path: Path) -> Inserter:
        """Start a program on a notes file."""
        return Inserter(path)

    def numbers(self, path: Path) -> set[int] | None:
        """Return the numbers of all notes."""
        try:
            with TinyDB(path) as database:
                return {number_of(one["note"]) for one in database.table("annotations")}
        except (ValueError, KeyError, TypeError, AttributeError):
            return None


class Inserter:
    """A program that inserts documents by plain TinyDB; an insert that returns is saved."""

    def __init__(self, path: Path) -> None:
        self._database = TinyDB(path)
        self._table = self._database.table("annotations")

    def add(self, number: int, words: str = WORDS) -> bool:
        """Add a note with this number."""
        self._table.insert({"uuid": str(number), "note": f"{number} {words}"})
        return True

    def remove(self, number: int) -> bool:
        """Remove a note."""
        self._table.remove(where("uuid") == str(number))
        return True

    def settle(self) -> None:
        """Do nothing: plain TinyDB does not look at its file between two operations."""

    def close(self) -> None:
        """End in good order."""
        self._database.close()


class WithoutSync(Postil):
    """Postil on a system whose fsync does nothing; shows what the fsync is for."""

    name = "Postil without fsync"

    def open(self, path: Path) -> Reader:
        """Start a program on a notes file, in a process of its own."""
        nothing: Callable[[int], None] = lambda _: None  # noqa: E731 - a typed no-op
        os.fsync = nothing  # type: ignore[assignment]  # for this process only
        return super().open(path)


def number_of(note: str) -> int:
    """Return the number that a note begins with."""
    return int(note.split(maxsplit=1)[0])
