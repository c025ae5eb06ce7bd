"""Open a large corpus again, and lay out every hit of a word, beside reading its directory.

Run `python -m tests.bench.search_life [COUNT] [--rounds N]`; without a count, with 100,000 articles
of 4 KB.

*Opening first* lists the articles and builds their index; it reads every file. *Opening again* is
what a later session does with a corpus that has not changed until it can search: it lists the
articles, sees that the index holds for them, and opens it. Beside it stands reading the directory
twice, file sizes and times included, as listing the articles does.

*First lines* of a concordance are everything from what was typed to the first batch of lines, *all
lines* everything to the last; then they are put in other orders. The figures are medians and the
slowest of the rounds, in milliseconds.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from contextlib import contextmanager
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING

from store.corpus import Corpus
from store.search.concordance import Line, Sort, arrange, gather
from store.search.index import SearchIndex
from store.search.known import Known
from store.search.language import parse
from store.walk import walk
from tests.bench.search_corpus import corpus, vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from store.search.answer import Answer
    from store.search.found import Found

_FREQUENT = 63
"""Rank of the word that is asked for: 70,000 times among 100,000 articles."""


class Stopwatch:
    """Keeps how long things took, in the order in which they were first done."""

    def __init__(self) -> None:
        self._times: dict[str, list[float]] = {}

    @contextmanager
    def timing(self, name: str) -> Iterator[None]:
        """Add how long a block takes."""
        gc.collect()
        start = perf_counter()
        yield
        self._times.setdefault(name, []).append((perf_counter() - start) * 1000)

    def tell(self) -> None:
        """Print a line for each thing."""
        for name, times in self._times.items():
            sys.stdout.write(f"{name:<28}{median(times):>12,.1f}{max(times):>12,.1f}\n")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("count", nargs="?", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    folder = corpus(arguments.count)
    watch = Stopwatch()
    with TemporaryDirectory() as cache:
        # The reader's own cache is not to be filled with this corpus.
        os.environ["XDG_CACHE_HOME"] = cache
        with watch.timing("opening first"):
            opened(folder)
        for _ in range(arguments.rounds):
            with watch.timing("opening again"):
                listed, index = opened(folder)
            with watch.timing("directory, twice"):
                for _ in range(2):
                    sum(1 for _ in walk(folder))
        order = [entry.id for entry in listed.entries]
        word = vocabulary()[_FREQUENT]
        lay_out(lambda: index.snapshot().ask(parse(word), Known()), order, watch)
        index.close()
    watch.tell()


def opened(folder: Path) -> tuple[Corpus, SearchIndex]:
    """Open a corpus until it can be searched."""
    listed, index = Corpus(folder), SearchIndex(folder)
    for _ in listed.scan():
        pass
    for _ in index.update(listed.entries, listed.parse, whole=True, state=listed.state):
        pass
    index.snapshot()
    return listed, index


def lay_out(ask: Callable[[], Answer], order: Sequence[str], watch: Stopwatch) -> None:
    """Lay out the concordance of a word, and sort it.

    Args:
        ask: Asks for the word.
        order: Ids of all articles, in the order in which the lines come.
        watch: What keeps the time.
    """
    lines: list[Line] = []
    with watch.timing("first lines"):
        next(gather(_found(ask(), order)))
    with watch.timing("all lines"):
        for batch in gather(_found(ask(), order)):
            lines.extend(batch)
    sys.stdout.write(f"{len(lines):,} lines\n")
    for sort in Sort:
        with watch.timing(f"sorted by {sort.value}"):
            arrange(lines, sort)


def _found(answer: Answer, order: Sequence[str]) -> Iterator[Found]:
    candidates = frozenset(answer.candidates())
    return answer.found(each for each in order if each in candidates)


if __name__ == "__main__":
    main()
