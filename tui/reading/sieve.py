"""The sieve: which rows of the sidebar a query leaves, as far as it is answered."""

from __future__ import annotations

import re
from itertools import chain, pairwise
from operator import attrgetter
from typing import TYPE_CHECKING

from store.haystack import haystack
from store.search.query import And, Field, Is, Not, Or, Phrase, Prefix, State, Word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from store.search.query import Leaf, Node
    from tui.reading.shelf import Row

    Ids = frozenset[str]
    Answers = Mapping[Node, Ids]

_PLAIN = (Word, Prefix, Phrase)
_ID = attrgetter("id")
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
    return tuple(rows if root is None else _Sieve(answers).left(rows, root, sure=False))


class _Sieve:
    """Looks rows through, for each part of a query those that the parts before have left.

    Args:
        answers: For what is answered, the ids of the articles for which it holds.
    """

    def __init__(self, answers: Answers) -> None:
        self._answers = answers

    def left(self, rows: Sequence[Row], node: Node, *, sure: bool) -> Sequence[Row]:
        """Return the rows for which a node holds.

        Args:
            rows: The rows.
            node: What they are looked through for.
            sure: Whether for certain; else also those for which it may.
        """
        match node:
            case And(parts):
                for part in parts:
                    rows = self.left(rows, part, sure=sure)
                return rows
            case Or(parts):
                found = (self.left(rows, part, sure=sure) for part in parts)
                ids = set(map(_ID, chain.from_iterable(found)))
                return [row for row in rows if row.id in ids]
            case Not(part):
                ids = set(map(_ID, self.left(rows, part, sure=not sure)))
                return [row for row in rows if row.id not in ids]
            case Is(State.UNREAD):
                return self.left(rows, Not(_READ), sure=sure)
            case _:
                return self._leaf(rows, node, sure=sure)

    def _leaf(self, rows: Sequence[Row], leaf: Leaf, *, sure: bool) -> Sequence[Row]:
        answer = self._answers.get(leaf)
        if isinstance(leaf, _PLAIN) and leaf.field is Field.TEXT:
            return _named(rows, leaf, answer or frozenset())
        if answer is None:
            return () if sure else rows
        return [row for row in rows if row.id in answer]


def _named(rows: Sequence[Row], leaf: Word | Prefix | Phrase, others: Ids) -> Sequence[Row]:
    """Return the rows in whose title, path or tags plain words occur, and some others."""
    needles = [haystack(word) for word in _words_of(leaf)]
    if len(needles) == 1:
        needle = needles[0]
        if not others:
            return [row for row in rows if needle in row.haystack]
        return [row for row in rows if needle in row.haystack or row.id in others]
    phrase = _following(needles)
    return [row for row in rows if phrase.search(row.haystack) or row.id in others]


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
