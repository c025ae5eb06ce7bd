"""Standing questions: what the list and the saved searches ask of index and notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from store.search.notes_leaves import asks_notes, noted
from store.search.query import Is, Leaf, Query, State
from tui.reading.sieve import leaves

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterable, Mapping

    from store.search.known import Known
    from store.search.query import Node
    from store.search.snapshot import Snapshot
    from tui.searching import Searcher


class Answers(Struct, frozen=True):
    """What was answered.

    Args:
        ids: For each query the ids of the articles that it finds.
        counts: For each query how many of them the corpus lists.
        indexed: How many articles the index had.
    """

    ids: Mapping[Node, frozenset[str]]
    counts: Mapping[Node, int]
    indexed: int


class _Kept(Struct, frozen=True):
    """An answer, and what it rests on."""

    ids: frozenset[str]
    snapshot: Snapshot
    known: Known


class Standing:
    """Answers questions, and keeps the answers as long as they hold.

    Args:
        searcher: Where one searches.
    """

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher
        self._kept: dict[Node, _Kept] = {}

    def answers(self, nodes: Iterable[Node], known: Known, stop: threading.Event) -> Answers | None:
        """Return for each of some queries the articles that it finds; None where it was stopped.

        To be called on a worker's thread.

        Args:
            nodes: What is asked.
            known: What notes and reading say now.
            stop: Ends it when set, for then nobody waits for the answer any more.

        Raises:
            BrokenIndex: If the index cannot be read.
        """
        snapshot = self._searcher.snapshot()
        kept: dict[Node, _Kept] = {}
        for node in nodes:
            last = self._kept.get(node)
            if last is None or not _holds(node, last, snapshot, known):
                last = _Kept(_ids(node, snapshot, known, stop), snapshot, known)
            if stop.is_set():
                return None
            kept[node] = last
        self._kept = kept
        ids = {node: each.ids for node, each in kept.items()}
        counts = {node: self._searcher.listed(each) for node, each in ids.items()}
        return Answers(ids, counts, snapshot.size)


def _is_of_notes(node: Node) -> bool:
    """Tell whether the notes alone answer a query.

    What is unread, and whatever else is not so, is known only of the articles that there are.
    """
    return isinstance(node, Leaf) and asks_notes(node) and node != Is(State.UNREAD)


def _ids(node: Node, snapshot: Snapshot, known: Known, stop: threading.Event) -> frozenset[str]:
    if isinstance(node, Leaf) and _is_of_notes(node):
        return noted(node, known).articles
    return snapshot.ask(Query("", node), known).ids(stop)


def _holds(node: Node, kept: _Kept, snapshot: Snapshot, known: Known) -> bool:
    """Tell whether an answer still holds."""
    if kept.snapshot is not snapshot and not _is_of_notes(node):
        return False
    asked = tuple(leaves(node))
    if not any(map(asks_notes, asked)):
        return True
    # What is lost is known only by looking for it.
    return (
        Is(State.ORPHAN) not in asked
        and kept.known.read == known.read
        and kept.known.annotations == known.annotations
    )
