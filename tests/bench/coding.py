"""Give many hits a tag at once: make the step, do it, save it, undo it, open the notes again.

Run `python -m tests.bench.coding [HITS ...]`. Each figure is the median of some rounds, in
milliseconds; what happens on the event loop is `do`, `undo` and `redo`. The last column is the size
of the undo log that the next session reads.
"""

from __future__ import annotations

import os
import re
import sys
from itertools import islice
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING

from store.annotation import Origin, Width
from store.article import Article, Block, BlockKind, Parsed, hash_text
from store.notebook import Notebook
from store.search.coding import Coding
from store.span import Span
from tests.store.search.batches import batch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

ROUNDS = 3
HITS_IN_AN_ARTICLE = 3
_PATIENCE = 120.0
_WORDS = "the question of troops on sovereign territory open since May remained so"
_COLUMNS = ("make", "do", "save", "undo", "redo", "open", "open+log", "log MB")

Chosen = list[tuple[Article, list[Span]]]


def article(number: int, chance: Random) -> Article:
    """Return an article of eight paragraphs, each of four sentences."""
    sentences = (
        " ".join(chance.choices(_WORDS.split(), k=18)).capitalize() + "." for _ in range(32)
    )
    made = list(sentences)
    paragraphs = [" ".join(made[at : at + 4]) for at in range(0, len(made), 4)]
    blocks, at = [], 0
    for words in paragraphs:
        blocks.append(Block(BlockKind.PARAGRAPH, at, at + len(words)))
        at += len(words) + 2
    text = "\n\n".join(paragraphs)
    parsed = Parsed(f"Article {number}", None, None, None, text, tuple(blocks))
    return Article(f"{number:012x}", f"2022/{number}.txt", parsed, hash_text(text))


def chosen(hits: int) -> Chosen:
    """Return articles with hits in them."""
    chance = Random(1)  # noqa: S311 - the same articles in each run, no secret
    articles = (article(number, chance) for number in range(hits // HITS_IN_AN_ARTICLE))
    return [(each, list(islice(_hits(each.text), HITS_IN_AN_ARTICLE))) for each in articles]


def _hits(text: str) -> Iterator[Span]:
    return (Span(*found.span()) for found in re.finditer("troops", text))


def took(what: Callable[[], object]) -> float:
    """Return how many milliseconds something takes."""
    before = perf_counter()
    what()
    return 1000 * (perf_counter() - before)


def measure(top: Path, hits: Chosen, width: Width) -> list[float]:
    """Return the figures of one round, in the order of the columns."""
    os.environ["XDG_STATE_HOME"] = str(top / "state")
    path = top / "corpus.notes.json"
    notebook = Notebook.open(path, "reader")
    coding = Coding(("war",), width=width, origin=Origin("troops", notebook.stamp().time))
    before = perf_counter()
    step = batch(notebook.book, notebook.stamp(), hits, coding).step
    figures = [1000 * (perf_counter() - before), took(lambda: notebook.edit(step))]
    figures.append(took(lambda: notebook.flush(_PATIENCE)))
    for turn in (notebook.undo, notebook.redo):
        figures.append(took(turn))
        notebook.flush(_PATIENCE)
    notebook.close(_PATIENCE)
    figures.append(took(lambda: Notebook.open(path, "reader", writing=False)))
    figures.append(took(lambda: Notebook.open(path, "reader")))
    [log] = (top / "state" / "postil" / "undo").iterdir()
    return [*figures, log.stat().st_size / 1e6]


def _row(cells: Iterable[str]) -> str:
    return "".join(cells) + "\n"


def main() -> None:
    """Print a line for each number of hits and each width."""
    sys.stdout.write(f"{'hits':>7} {'width':<10}{_row(f'{each:>10}' for each in _COLUMNS)}")
    for number in map(int, sys.argv[1:] or ["1000", "10000"]):
        hits = chosen(number)
        for width in Width:
            rounds = []
            for _ in range(ROUNDS):
                with TemporaryDirectory() as top:
                    rounds.append(measure(Path(top), hits, width))
            figures = (median(each) for each in zip(*rounds, strict=True))
            row = _row(f"{figure:>10.1f}" for figure in figures)
            sys.stdout.write(f"{number:>7,} {width:<10}{row}")


if __name__ == "__main__":
    main()
