"""What notes say of articles, as the index is asked for it or what it finds is sifted by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field
from tantivy import Query

from store.search.known import Known
from store.search.notes_leaves import asks_notes, noted
from store.search.numbers import number_of
from store.search.query import And, Is, Not, Or, State
from store.search.schema import Column

if TYPE_CHECKING:
    from tantivy import Schema

    from store.search.query import Leaf, Node

_MOST_NUMBERS = 5_000
"""Articles for which the index is asked one by one: each costs it a microsecond, each time. To
leave out 50,000 read ones from what it finds takes 1 ms, and 40 where hardly one is left."""


class Sieve(Struct, frozen=True):
    """Which of the articles that the index finds are meant.

    Args:
        numbers: Of articles.
        is_wanted: Whether these are meant, or all but these.
    """

    numbers: frozenset[int]
    is_wanted: bool

    def lets_through(self, number: int) -> bool:
        """Tell whether the article with a number is meant."""
        return (number in self.numbers) == self.is_wanted


class _Kept(Struct, frozen=True):
    """What was made while notes said one thing; another thread may ask about another."""

    known: Known
    queries: dict[Leaf, Query] = field(default_factory=dict)
    numbers: dict[Leaf, frozenset[int]] = field(default_factory=dict)


class NotesTerms:
    """What notes say of articles, for the index; kept while they stay the same."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema
        self._kept = _Kept(Known())

    def query(self, leaf: Leaf, known: Known) -> Query:
        """Return what finds the articles that a leaf holds for.

        Args:
            leaf: One that the notes decide.
            known: What they say.
        """
        queries = self._kept_for(known).queries
        if leaf not in queries:
            numbers = self._numbers_of(leaf, known)
            terms = Query.term_set_query(self._schema, Column.NUMBER, sorted(numbers))
            # Of no weight beside the words looked for.
            unscored = Query.const_score_query(terms, 0.0)
            queries[leaf] = unscored if numbers else Query.empty_query()
        return queries[leaf]

    def sieve(self, node: Node, known: Known) -> Sieve | None:
        """Return what lets through the articles that a part of a query holds for.

        Args:
            node: The part; all that is found is to hold for it.
            known: What the notes say.

        Returns:
            None where they do not decide, or where it is quicker to ask the index.
        """
        is_wanted = True
        while isinstance(node, Not):
            node, is_wanted = node.part, not is_wanted
        if node == Is(State.UNREAD):
            node, is_wanted = Is(State.READ), not is_wanted
        if isinstance(node, And | Or) or not asks_notes(node):
            return None
        numbers = self._numbers_of(node, known)
        return Sieve(numbers, is_wanted) if len(numbers) > _MOST_NUMBERS else None

    def _numbers_of(self, leaf: Leaf, known: Known) -> frozenset[int]:
        numbers = self._kept_for(known).numbers
        if leaf not in numbers:
            numbers[leaf] = frozenset(map(number_of, noted(leaf, known).articles))
        return numbers[leaf]

    def _kept_for(self, known: Known) -> _Kept:
        kept = self._kept
        if kept.known is not known:
            self._kept = kept = _Kept(known)
        return kept
