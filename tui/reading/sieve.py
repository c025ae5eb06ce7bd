"""The sieve: which rows of the sidebar a query leaves, as far as it is answered."""

from __future__ import annotations

import re
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from store.haystack import haystack
from store.search.query import And, Field, Is, Not, Or, Phrase, Prefix, State, Word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import TypeGuard

    from store.search.query import Leaf, Node
    from tui.reading.names import Names

    Ids = frozenset[str]
    Plain = Word | Prefix | Phrase
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


def is_plain(leaf: Leaf) -> TypeGuard[Plain]:
    """Tell whether a leaf is words that title, path or tags may hold anywhere."""
    return isinstance(leaf, _PLAIN) and leaf.field is Field.TEXT


def sift(
    names: Names, root: Node | None, answers: Answers, among: Sequence[int] | None = None
) -> Sequence[int]:
    """Return the places of the rows that a query leaves.

    A plain word also holds where it occurs anywhere in title, path or tags; such words need not
    wait for the index. A row stays as long as only an answer that is not there yet could take it
    away.

    Args:
        names: Of the rows.
        root: What they are looked through for; None for nothing, which leaves them all.
        answers: For what of its leaves is answered, the ids of the articles for which it holds.
        among: The places of the rows that are looked through, in order; by default all.
    """
    places = names.every if among is None else among
    if root is None:
        return places
    words = (_needles(leaf) for leaf in leaves(root) if is_plain(leaf))
    names.forget_all_but(tuple(chain.from_iterable(words)))
    return _Sieve(names, answers).left(places, root, sure=False)


class _Sieve:
    """Looks rows through, for each part of a query those that the parts before have left.

    Args:
        names: Of all the rows.
        answers: For what is answered, the ids of the articles for which it holds.
    """

    def __init__(self, names: Names, answers: Answers) -> None:
        self._names = names
        self._answers = answers

    def left(self, places: Sequence[int], node: Node, *, sure: bool) -> Sequence[int]:
        """Return the places of the rows for which a node holds.

        Args:
            places: Of the rows that are looked through.
            node: What they are looked through for.
            sure: Whether for certain; else also those for which it may.
        """
        match node:
            case And(parts):
                for part in parts:
                    places = self.left(places, part, sure=sure)
                return places
            case Or(parts):
                found = (self.left(places, part, sure=sure) for part in parts)
                return _merged(*found)
            case Not(part):
                gone = set(self.left(places, part, sure=not sure))
                return [at for at in places if at not in gone]
            case Is(State.UNREAD):
                return self.left(places, Not(_READ), sure=sure)
            case _:
                return self._leaf(places, node, sure=sure)

    def _leaf(self, places: Sequence[int], leaf: Leaf, *, sure: bool) -> Sequence[int]:
        answer = self._answers.get(leaf)
        if is_plain(leaf):
            return self._named(places, leaf, answer or frozenset())
        if answer is None:
            return () if sure else places
        return self._common(places, self._names.of(answer))

    def _named(self, places: Sequence[int], leaf: Plain, others: Ids) -> Sequence[int]:
        """Return where plain words occur in title, path or tags, and the places of some others."""
        needles = _needles(leaf)
        if len(needles) == 1:
            return self._holding(places, needles[0], others)
        haystacks, phrase = self._names.haystacks, _following(needles)
        named = places
        for needle in needles:
            named = self._common(named, self._names.holding(needle))
        named = [at for at in named if phrase.search(haystacks[at])]
        return _merged(named, self._common(places, self._names.of(others)))

    def _holding(self, places: Sequence[int], needle: str, others: Ids) -> Sequence[int]:
        """Return where a word is held, and the places of some others."""
        haystacks = self._names.haystacks
        # Most of what the index finds has the word in its name too: half typed, all of it.
        beside = [at for at in self._names.of(others) if needle not in haystacks[at]]
        named = self._names.holding(needle)
        return self._common(places, _merged(named, beside) if beside else named)

    def _common(self, places: Sequence[int], others: Sequence[int]) -> Sequence[int]:
        """Return the places that are among others too."""
        if places is self._names.every:
            return others
        few, many = sorted((places, others), key=len)
        kept = set(few)
        return [at for at in many if at in kept]


def _merged(*several: Sequence[int]) -> Sequence[int]:
    """Return several runs of places as one, each place once."""
    # Sorting finds the runs and merges them.
    return list(dict.fromkeys(sorted(chain.from_iterable(several))))


def _needles(leaf: Plain) -> tuple[str, ...]:
    """Return the words of a leaf as they stand in a haystack."""
    return tuple(haystack(word) for word in _words_of(leaf))


def _words_of(leaf: Plain) -> tuple[str, ...]:
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
