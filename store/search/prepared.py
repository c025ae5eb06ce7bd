"""Prepared: the leaves of a query, each with what answers it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.search.finders import Wording, finder
from store.search.notes_leaves import asks_notes, noted
from store.search.patterns import Timed
from store.search.query import And, Field, Is, Not, Or, Regex, State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.search.finders import Finder
    from store.search.known import Known
    from store.search.notes_leaves import Noted
    from store.search.query import Leaf, Node

_OF_ARTICLES = frozenset({Is(State.READ), Is(State.UNREAD), Is(State.ORPHAN)})


class Prepared:
    """A query with what answers its leaves.

    Args:
        root: What to look for.
        known: What the notes say; it is asked at once.

    Raises:
        PatternError: If a regular expression in it makes no sense.
    """

    def __init__(self, root: Node, known: Known) -> None:
        self.root: Node = _without_unread(root)
        self.passages = known.passages
        """Finds where passages stand."""
        self.finders: dict[Leaf, Finder] = {}
        self.patterns: dict[Leaf, Timed] = {}
        self.noted: dict[Leaf, Noted] = {}
        """Of each leaf that the notes answer, what it holds for."""
        wanted: dict[Leaf, None] = {}
        for leaf, is_wanted in _leaves(self.root, is_wanted=True):
            self._prepare(leaf, known)
            if is_wanted:
                wanted[leaf] = None
        self.lit: tuple[Leaf, ...] = tuple(filter(_is_in_text, wanted))
        """What is looked for in texts, and not only to be left out."""
        self.marked: tuple[Leaf, ...] = () if self.lit else tuple(filter(_is_of_passages, wanted))
        """Where nothing is: by what passages are looked for, and not only to be left out."""

    def _prepare(self, leaf: Leaf, known: Known) -> None:
        if leaf in self.finders or leaf in self.patterns or leaf in self.noted:
            return
        if asks_notes(leaf):
            self.noted[leaf] = noted(leaf, known)
        elif isinstance(leaf, Regex):
            self.patterns[leaf] = Timed(leaf.pattern)
        elif isinstance(leaf, Wording):
            self.finders[leaf] = finder(leaf)


def has_hits(root: Node) -> bool:
    """Tell whether a query looks for words in texts or for passages, and so has hits to show."""
    return any(
        is_wanted and (_is_in_text(leaf) or _is_of_passages(leaf))
        for leaf, is_wanted in _leaves(root, is_wanted=True)
    )


def _leaves(node: Node, *, is_wanted: bool) -> Iterator[tuple[Leaf, bool]]:
    """Yield the leaves below a node, each with whether it is wanted there or to be left out."""
    match node:
        case Not(part):
            yield from _leaves(part, is_wanted=not is_wanted)
        case And(parts) | Or(parts):
            for part in parts:
                yield from _leaves(part, is_wanted=is_wanted)
        case _:
            yield node, is_wanted


def _is_in_text(leaf: Leaf) -> bool:
    if isinstance(leaf, Regex):
        return True
    return getattr(leaf, "field", None) is Field.TEXT


def _is_of_passages(leaf: Leaf) -> bool:
    """Tell whether a leaf asks what the reader wrote on passages that are there."""
    return asks_notes(leaf) and leaf not in _OF_ARTICLES


def _without_unread(node: Node) -> Node:
    match node:
        case Is(State.UNREAD):
            return Not(Is(State.READ))
        case Not(part):
            return Not(_without_unread(part))
        case And(parts):
            return And(tuple(map(_without_unread, parts)))
        case Or(parts):
            return Or(tuple(map(_without_unread, parts)))
        case _:
            return node
