"""Row 20: indexes that are cut, flipped, killed, and written by two processes."""

from __future__ import annotations

import random
import shutil
import time
from typing import TYPE_CHECKING, Any

from store.search.index import SearchIndex
from tests.faults.children import Child
from tests.store.search.lives import (
    LONG_AGO,
    agrees,
    answers,
    files,
    fresh,
    indexed,
    scanned,
    update,
    write,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from multiprocessing.connection import Connection
    from pathlib import Path

_WORDS = ("ministers", "met", "at", "the", "border", "council", "online", "again", "nobody")


def fill(root: Path, count: int, seed: int = 0) -> None:
    """Make articles, each of some hundred words."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, no secret
    for number in range(count):
        write(root, f"{number:04}.txt", " ".join(chance.choices(_WORDS, k=300)), seconds=seed)


def build_for_ever(pipe: Connection[Any, Any], root: Path) -> None:
    """Bring the index up to date again and again, and say how far it has come."""
    while True:
        index, corpus = SearchIndex(root), scanned(root)
        for progress in index.update(corpus.entries, corpus.parse, whole=True):
            pipe.send(progress.done)
        pipe.send(-1)


def write_and_wait(pipe: Connection[Any, Any], root: Path) -> None:
    """Begin to bring the index up to date, and go on when told to."""
    index, corpus = SearchIndex(root), scanned(root)
    for progress in index.update(corpus.entries, corpus.parse, whole=True):
        pipe.send(progress.done)
        if progress.done:
            pipe.recv()
    pipe.send(index.snapshot().size)


def kill_while_building(root: Path, trials: int, seed: int = 20) -> int:
    """Kill a program that indexes changing articles, again and again.

    Args:
        root: An empty folder.
        trials: How often.
        seed: Of the changes and of the moments.

    Returns:
        How many times the index did not answer afterwards like one that was never another.
    """
    chance = random.Random(seed)  # noqa: S311 - repeatable, no secret
    fill(root, 150)
    wrong = 0
    for trial in range(1, trials + 1):
        _change(root, trial, chance)
        with Child(build_for_ever, root) as child:
            for _ in range(chance.randrange(4)):
                child.hear()
            time.sleep(chance.uniform(0, 0.05))  # the fault itself: a moment nobody has chosen
        if trial % 3 == 0:
            index, corpus = SearchIndex(root), scanned(root)
            update(index, corpus)
            wrong += not agrees(index, corpus)
    return wrong


def _change(root: Path, trial: int, chance: random.Random) -> None:
    """Edit, remove, rename and add some articles."""
    articles = sorted(root.iterdir())
    for file in chance.sample(articles, 30):
        match chance.randrange(4):
            case 0:
                file.unlink()
            case 1:
                file.rename(file.with_name(f"renamed {trial} {file.name}"))
            case 2:
                write(root, f"new {trial} {file.name}", f"A new one at the border, {trial}.")
            case _:
                words = " ".join(chance.choices(_WORDS, k=300))
                write(root, file.name, words, seconds=LONG_AGO // 10 + trial)


def cuts(contents: Mapping[Path, bytes], each: int) -> Iterator[tuple[Path, bytes]]:
    """Yield files, each cut at so many places."""
    for file, data in contents.items():
        for place in range(each):
            yield file, data[: len(data) * place // each]


def flips(contents: Mapping[Path, bytes], each: int, seed: int = 1) -> Iterator[tuple[Path, bytes]]:
    """Yield files, each with one bit flipped at so many places."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, no secret
    for file, data in contents.items():
        bits = range(8 * len(data))
        for place in chance.sample(bits, min(each, len(bits))):
            flipped = bytearray(data)
            flipped[place // 8] ^= 1 << place % 8
            yield file, bytes(flipped)


class Spare:
    """A sound index that is put back before each fault.

    Args:
        root: The corpus.
        aside: Where the copy is kept; not there yet.
    """

    def __init__(self, root: Path, aside: Path) -> None:
        self._root = root
        self._aside = aside
        self.corpus = scanned(root)
        self.expected = answers(fresh(self.corpus))
        self._folder = indexed(root).folder
        shutil.copytree(self._folder, aside)
        self.files = {file: file.read_bytes() for file in files(SearchIndex(root))}

    def with_fault(self, file: Path, data: bytes | None) -> SearchIndex:
        """Return an index one of whose files was replaced, or removed, before it is opened."""
        shutil.rmtree(self._folder)
        shutil.copytree(self._aside, self._folder)
        if data is None:
            file.unlink()
        else:
            file.write_bytes(data)
        return SearchIndex(self._root)

    def recovers(self, damaged: SearchIndex) -> bool:
        """Tell whether an index answers after an update as if nothing had happened."""
        damaged.snapshot()
        update(damaged, self.corpus)
        return answers(damaged.snapshot()) == self.expected
