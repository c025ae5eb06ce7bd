"""What it takes to be ready to search a corpus that has not changed since it was indexed.

Run `python -m tests.bench.reopening [ARTICLES]`: 100,000 unless told otherwise, of 3 KB each, made
in a temporary folder, which takes some minutes. It prints a table: opening the corpus and its
index, so that what was indexed last can be searched; doing that and knowing besides that nothing
has changed; and reading the corpus's directory, which is the measure of both. Each is the best of
five; the files' names and times lie in the system's memory for all of them.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from store.session import Session
from store.walk import walk

if TYPE_CHECKING:
    from collections.abc import Callable

_ROUNDS = 5
_WORDS = 650
_IN_A_FOLDER = 1000
_LONG_AGO = 1_000_000_000


def main() -> None:
    """Make a corpus, index it, and print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory(prefix="postil-bench-") as folder:
        for kind in ("CONFIG", "STATE", "CACHE", "DATA"):
            os.environ[f"XDG_{kind}_HOME"] = str(Path(folder) / kind.lower())
        root = Path(folder) / "articles"
        make(root, count)
        current(root)
        reading = best(lambda: sum(1 for _ in walk(root)))
        print(f"| {count:,} articles | seconds | directories read |\n|---|---|---|")  # noqa: T201
        for name, work in (("ready to search", ready), ("and known to be current", current)):
            seconds = best(lambda work=work: work(root))  # type: ignore[misc]  # a bound default
            print(f"| {name} | {seconds:.3f} | {seconds / reading:.2f} |")  # noqa: T201
        print(f"| reading the directory | {reading:.3f} | 1 |")  # noqa: T201


def make(root: Path, count: int) -> None:
    """Write so many articles, which were last changed long ago."""
    chance = Random(4)  # noqa: S311 - repeatable, no secret
    words = [f"word{number}" for number in range(20_000)]
    weights = [1 / (number + 3) for number in range(len(words))]
    for number in range(count):
        folder = root / f"{number // _IN_A_FOLDER:03}"
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / f"{number:06}.txt"
        file.write_text(" ".join(chance.choices(words, weights, k=_WORDS)))
        os.utime(file, (_LONG_AGO, _LONG_AGO))


def ready(root: Path) -> int:
    """Open a corpus and its index; return how many articles can be searched."""
    session = Session.open(root, None, remember=False, writing=False)
    return session.search.snapshot().size


def current(root: Path) -> int:
    """Open a corpus and its index, and bring both up to date; return the same."""
    session = Session.open(root, None, remember=False, writing=False)
    corpus, search = session.corpus, session.search
    for _ in corpus.scan():
        pass
    for _ in search.update(corpus.entries, corpus.parse, whole=True, state=corpus.state):
        pass
    return search.snapshot().size


def best(work: Callable[[], object]) -> float:
    """Return the seconds that the quickest of some runs took."""
    taken = []
    for _ in range(_ROUNDS):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return min(taken)


if __name__ == "__main__":
    main()
