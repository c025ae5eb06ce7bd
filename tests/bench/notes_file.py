"""Load and edit notes files of several sizes, beside TinyDB's own storage.

Run `python -m tests.bench.notes_file [SIZE ...]`. Each line is the median of some rounds, in
milliseconds; the last figure is Postil's share of TinyDB's time.
"""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING

from tinydb import TinyDB

from store import clock
from store.anchor import describe
from store.annotation import Annotation, KnownArticle
from store.article import hash_text
from store.book import Book
from store.documents import Scribe
from store.merge import Change, Step
from store.notes_json import Tables, dump, parse
from store.records import TABLES, decode_all, document_id, encode, key_of
from store.span import Span
from store.storage import NotesFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from store.annotation import Record

ROUNDS = 7
PER_ARTICLE = 20
PROSE = "The question of troops on sovereign territory, open since May 2021, remained so. " * 40


def known(number: int) -> KnownArticle:
    """Return one of many articles that carry annotations."""
    path = f"2021/{number:04}-ministers-meet.txt"
    return KnownArticle(f"{number:012x}", path, hash_text(path), f"Ministers meet, day {number}")


def annotation(number: int) -> Annotation:
    """Return one of many annotations of ordinary size."""
    anchor = describe(PROSE, hash_text(PROSE), Span(number % 2000, number % 2000 + 120))
    note = "why only now, and who asked for it?" if number % 3 == 0 else ""
    tags = ("security/border", "people")[: number % 3]
    time = clock.now()
    return Annotation(
        clock.new_uuid(),
        f"{number // PER_ARTICLE:012x}",
        anchor,
        tags,
        note,
        creator="reader",
        created=time,
        modified=time,
    )


def write_notes(path: Path, size: int) -> None:
    """Write a notes file with so many annotations, twenty on each article."""
    tables: Tables = {table: {} for table in TABLES}
    records: Iterator[Record] = (annotation(number) for number in range(size))
    articles = (known(number) for number in range(-(-size // PER_ARTICLE)))
    for record in (*records, *articles):
        key = key_of(record)
        tables[key.table][str(document_id(key))] = encode(record)
    path.write_bytes(dump(tables))


def milliseconds(act: Callable[[], object]) -> float:
    """Return how long `act` takes, the median of some rounds."""
    times = []
    for _ in range(ROUNDS):
        gc.collect()
        start = perf_counter()
        result = act()
        times.append(perf_counter() - start)
        del result
    return median(times) * 1000


def load(path: Path) -> Book:
    """Load a notes file as a notebook does."""
    gc.disable()
    try:
        return Book(decode_all(parse(path.read_bytes())))
    finally:
        gc.enable()


def tinydb_all(path: Path) -> object:
    """Load a notes file as TinyDB does."""
    with TinyDB(path) as database:
        return database.table("annotations").all()


def tinydb_insert(path: Path) -> object:
    """Insert one annotation as TinyDB does."""
    with TinyDB(path) as database:
        return database.table("annotations").insert(encode(annotation(1)))


def write_one(storage: NotesFile) -> None:
    """Insert one annotation as a notebook does."""
    step = Step("highlight", (Change(None, annotation(1)),))

    def change(tables: Tables) -> None:
        Scribe().apply(tables, [step])

    storage.update(change)


def measure(size: int, folder: Path) -> None:
    """Print the figures for one size."""
    path, plain = folder / "postil.json", folder / "tinydb.json"
    write_notes(path, size)
    write_notes(plain, size)
    storage = NotesFile(path)
    write_one(storage)
    for name, mine, theirs in (
        ("load", lambda: load(path), lambda: tinydb_all(path)),
        ("edit", lambda: write_one(storage), lambda: tinydb_insert(plain)),
    ):
        own, other = milliseconds(mine), milliseconds(theirs)
        row = f"{size:>7,}  {name}  Postil {own:7.1f}  TinyDB {other:7.1f}  share {own / other:.2f}"
        sys.stdout.write(row + "\n")


if __name__ == "__main__":
    for count in map(int, sys.argv[1:] or ["1000", "10000", "50000"]):
        with TemporaryDirectory(dir=".") as place:
            measure(count, Path(place))
