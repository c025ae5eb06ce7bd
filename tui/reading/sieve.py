"""The sieve: which rows of the sidebar a query leaves, as far as it is answered."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from store.haystack import haystack
from store.search.query import And, Field, Is, Not, Or, Phrase, Prefix, State, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from store.search.query import Leaf, Node
    from tui.reading.shelf import Row

    Ids = frozenset[str]
    Answers = Mapping[Node, Ids]

_PLAIN = (Word, Prefix, Phrase)
_READ = Is(State.READ)


def leaves(node: Node) -> Iterator[Leaf]:
    """Yield what a query asks of index and notes, to be answered by the ids of articles.

    What is unread neither of them can list: it is all but what was read.
    """
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                yield from leaves(part)
        case Not(part):
            yield from leaves(part)
        case Is(State.UNREAD):
            yield _READ
        case _:
            yield node


def is_plain(leaf: Leaf) -> bool:
    """Tell whether a leaf is words that title, path or tags may hold anywhere."""
    return isinstance(leaf, _PLAIN) and leaf.field is Field.TEXT


def sift(rows: Sequence[Row], root: Node | None, answers: Answers) -> tuple[Row, ...]:
    """Return the rows that a query leaves.

    A plain word also holds where it occurs anywhere in title, path or tags; such words need not
    wait for the index. A row stays as long as only an answer that is not there yet could take it
    away.

    Args:
        rows: The rows.
        root: What they are looked through for; None for nothing, which leaves them all.
        answers: For what of its leaves is answered, the ids of the articles for which it holds.
    """
    if root is None:
        return tuple(rows)
    possible = _Sieve(rows, answers).bounds(root).possible
    return tuple(row for row in rows if row.id in possible)


class _Bounds(NamedTuple):
    """For which articles something certainly holds, and for which it may."""

    certain: Ids
    possible: Ids


class _Sieve:
    """Rows, and what is known of them."""

    def __init__(self, rows: Iterable[Row], answers: Answers) -> None:
        self._rows = rows
        self._answers = answers

    @cached_property
    def _all(self) -> Ids:
        return frozenset([row.id for row in self._rows])

    def bounds(self, node: Node) -> _Bounds:
        """Return for which articles a node holds."""
        match node:
            case And(parts):
                each = [self.bounds(part) for part in parts]
                certain = frozenset.intersection(*(bounds.certain for bounds in each))
                possible = frozenset.intersection(*(bounds.possible for bounds in each))
                return _Bounds(certain, possible)
            case Or(parts):
                each = [self.bounds(part) for part in parts]
                certain = frozenset().union(*(bounds.certain for bounds in each))
                possible = frozenset().union(*(bounds.possible for bounds in each))
                return _Bounds(certain, possible)
            case Not(part):
                other = self.bounds(part)
                return _Bounds(self._all - other.possible, self._all - other.certain)
            case Is(State.UNREAD):
                return self.bounds(Not(_READ))
            case _:
                return self._leaf(node)

    def _leaf(self, leaf: Leaf) -> _Bounds:
        answer = self._answers.get(leaf)
        if isinstance(leaf, _PLAIN) and leaf.field is Field.TEXT:
            named = self._named(leaf)
            ids = named | answer if answer else named
            return _Bounds(ids, ids)
        if answer is None:
            return _Bounds(frozenset(), self._all)
        return _Bounds(answer, answer)

    def _named(self, leaf: Word | Prefix | Phrase) -> Ids:
        """Return the articles in whose title, path or tags plain words occur."""
        needles = [haystack(word) for word in _words_of(leaf)]
        left = self._rows
        for needle in needles:
            left = [row for row in left if needle in row.haystack]
        if len(needles) > 1:
            phrase = _following(needles)
            left = [row for row in left if phrase.search(row.haystack)]
        return frozenset([row.id for row in left])


def _words_of(leaf: Word | Prefix | Phrase) -> tuple[str, ...]:
    return leaf.words if isinstance(leaf, Phrase) else (leaf.word,)


def _following(needles: Sequence[str]) -> re.Pattern[str]:
    """Return what finds words one after another in a line, as `analysis` parts words.

    Letters of scripts without blanks are words side by side; analysing 20,000 titles instead would
    take a quarter of a second.
    """
    pattern = re.escape(needles[0])
    for before, after in pairwise(needles):
        between = "+" if before.isascii() and after.isascii() else "*"
        pattern += rf"[^\w\n]{between}{re.escape(after)}"
    return re.compile(pattern)
