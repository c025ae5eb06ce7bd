"""The sieve: which rows of the sidebar a query leaves, as far as it is answered."""

from __future__ import annotations

import re
from itertools import chain, pairwise
from operator import attrgetter
from typing import TYPE_CHECKING

from msgspec import Struct

from store.haystack import haystack
from store.search.query import And, Field, Is, Not, Or, Phrase, Prefix, State, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from store.search.query import Leaf, Node
    from tui.reading.shelf import Row

    Ids = frozenset[str]
    Answers = Mapping[Node, Ids]

_PLAIN = (Word, Prefix, Phrase)
_ID = attrgetter("id")
_HAYSTACK = attrgetter("haystack")
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


class SideBySide(Struct, frozen=True):
    """What is looked for in rows, one after the other in memory.

    Rows lie in memory as they were read and not as they are sorted: to fetch 100,000 from all over
    takes 70 ms, to look through what lies side by side 10.

    Args:
        rows: The rows.
        haystacks: Theirs, copied.
        ids: Theirs, copied.
    """

    rows: Sequence[Row]
    haystacks: Sequence[str]
    ids: Sequence[str]

    @classmethod
    def of(cls, rows: Sequence[Row]) -> SideBySide:
        """Return what is looked for in rows."""
        if not rows:
            return cls(rows, (), ())
        return cls(rows, _copied(map(_HAYSTACK, rows)), _copied(map(_ID, rows)))

    def named(self, needle: str, others: Ids) -> list[Row]:
        """Return the rows that hold a word, and some others."""
        if others:
            both = zip(self.haystacks, self.ids, strict=True)
            places = [
                at for at, (words, id_) in enumerate(both) if needle in words or id_ in others
            ]
        else:
            places = [at for at, words in enumerate(self.haystacks) if needle in words]
        return [self.rows[at] for at in places]


def _copied(texts: Iterable[str]) -> Sequence[str]:
    """Return texts, of which none holds a NUL and there is at least one, side by side."""
    return "\0".join(texts).split("\0")


def sift(
    rows: Sequence[Row], root: Node | None, answers: Answers, beside: SideBySide | None = None
) -> tuple[Row, ...]:
    """Return the rows that a query leaves.

    A plain word also holds where it occurs anywhere in title, path or tags; such words need not
    wait for the index. A row stays as long as only an answer that is not there yet could take it
    away.

    Args:
        rows: The rows.
        root: What they are looked through for; None for nothing, which leaves them all.
        answers: For what of its leaves is answered, the ids of the articles for which it holds.
        beside: The same rows made ready to be looked through, if they are.
    """
    if root is None:
        return tuple(rows)
    return tuple(_Sieve(answers, beside).left(rows, root, sure=False))


class _Sieve:
    """Looks rows through, for each part of a query those that the parts before have left.

    Args:
        answers: For what is answered, the ids of the articles for which it holds.
        beside: All the rows made ready to be looked through, if they are.
    """

    def __init__(self, answers: Answers, beside: SideBySide | None) -> None:
        self._answers = answers
        self._beside = beside

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
            return self._named(rows, leaf, answer or frozenset())
        if answer is None:
            return () if sure else rows
        return [row for row in rows if row.id in answer]

    def _named(
        self, rows: Sequence[Row], leaf: Word | Prefix | Phrase, others: Ids
    ) -> Sequence[Row]:
        """Return the rows in whose title, path or tags plain words occur, and some others."""
        needles = [haystack(word) for word in _words_of(leaf)]
        if len(needles) > 1:
            phrase = _following(needles)
            return [row for row in rows if phrase.search(row.haystack) or row.id in others]
        if self._beside is not None and self._beside.rows is rows:
            return self._beside.named(needles[0], others)
        return [row for row in rows if needles[0] in row.haystack or row.id in others]


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
