"""An index through its life: a corpus that changes, and what the index should hold of it."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

import tantivy

from store.corpus import Corpus
from store.search.building import build, compare
from store.search.index import SearchIndex
from store.search.known import Known
from store.search.query import Not, Phrase, Prefix, Query, Word
from store.search.schema import build_schema
from store.search.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from store.search.found import Found
    from store.search.query import Node

LONG_AGO = 1_000_000_000

EVERYTHING = Not(Word("thiswordisinnoarticle"))
QUERIES: tuple[Node, ...] = (
    EVERYTHING,
    Word("border"),
    Prefix("minist"),
    Phrase(("the", "border")),
    Not(Word("border")),
)


def write(folder: Path, path: str, text: str, seconds: int = 0) -> Path:
    """Write an article that was last changed so many seconds after a day long ago."""
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    os.utime(file, (LONG_AGO + seconds, LONG_AGO + seconds))
    return file


def scanned(root: Path, *, cache: bool = True) -> Corpus:
    """Return the corpus as it is now."""
    corpus = Corpus(root, cache=cache)
    for _ in corpus.scan():
        pass
    return corpus


def update(index: SearchIndex, corpus: Corpus) -> int:
    """Bring an index up to date; return how many words on its progress there were."""
    updating = index.update(corpus.entries, corpus.parse, whole=True, state=corpus.state)
    return len(list(updating))


def indexed(root: Path) -> SearchIndex:
    """Return the index of a corpus as it is now."""
    index = SearchIndex(root)
    update(index, scanned(root))
    return index


def fresh(corpus: Corpus) -> Snapshot:
    """Return an index of a corpus that was never another."""
    made = tantivy.Index(build_schema())
    for _ in build(made, compare(corpus.entries, {}, whole=True), corpus.parse, threading.Event()):
        pass
    made.reload()
    return Snapshot(made)


def found(snapshot: Snapshot, node: Node) -> tuple[Found, ...]:
    """Return what a query finds, by path, without scores: those depend on what was deleted."""
    answer = snapshot.ask(Query("", node), Known())
    ids = sorted(answer.ids())
    return tuple(sorted(answer.found(ids), key=lambda each: each.article.path))


def answers(snapshot: Snapshot) -> list[tuple[Found, ...]]:
    """Return what all the queries find."""
    return [found(snapshot, node) for node in QUERIES]


def paths(snapshot: Snapshot) -> list[str]:
    """Return the paths of all articles."""
    return [each.article.path for each in found(snapshot, EVERYTHING)]


def agrees(index: SearchIndex, corpus: Corpus) -> bool:
    """Tell whether an index answers like one that was never another."""
    return answers(index.snapshot()) == answers(fresh(corpus))


def files(index: SearchIndex) -> Iterator[Path]:
    """Yield the files that an index is made of, by name."""
    yield from sorted(item for item in index.folder.iterdir() if not item.name.startswith("."))
