"""Plan: what the index is asked for a query, and whether its answer is the whole truth.

The index is asked for every article that may match. Where it cannot decide (words near one
another, regular expressions) it gives more than those, and the matcher has the last word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace
from rapidfuzz.distance import OSA
from tantivy import FieldType, Occur, Query

from store.search.analysis import PARTED
from store.search.literals import literals
from store.search.query import (
    NOTED_FIELDS,
    And,
    Dated,
    Field,
    Fuzzy,
    Is,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Regex,
    State,
    Tagged,
    Word,
)
from store.search.schema import COLUMNS, Column, day_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tantivy import Schema, Searcher

    from store.search.known import Known
    from store.search.literals import Clause, Literal
    from store.search.notes_terms import NotesTerms, Sieve
    from store.search.query import Leaf, Node

_MOST_WORDS = 256
"""Words that the end of a phrase, or a beginning, is spelled out to, so that it can be followed or
weighed. Measured with 100,000 articles: 64 words take 2 ms, half as long as asking unweighed."""

_LONGEST_PATTERN = 60
"""Code points of a word that go into a pattern; tantivy takes at most 1,000 bytes."""

_SHORTEST_PIECE = 2
"""Letters of a piece of a word below which most articles have it, and asking takes long."""


_SAME_BEGINNING = 2
"""Letters that most misspellings leave alone."""

_MOST_BEGUN = 10_000
"""Words that begin like a misspelt one and are compared with it: 10 ms."""


class Plan(Struct, frozen=True):
    """What the index is asked.

    Args:
        query: What tantivy looks for.
        is_exact: Whether that is what was meant, and not more.
        is_negative: Whether all articles are meant but these.
        is_scored: Whether some articles fit better than others.
        sieves: What lets through those meant of the articles that tantivy finds.
    """

    query: Query
    is_exact: bool = True
    is_negative: bool = False
    is_scored: bool = False
    sieves: tuple[Sieve, ...] = ()

    def positive(self) -> Plan:
        """Return the same plan, told by what is meant."""
        if not self.is_negative:
            return self
        rest = Query.boolean_query(
            [(Occur.Must, _unscored(Query.all_query())), (Occur.MustNot, self.query)]
        )
        return replace(self, query=rest, is_negative=False)


NOTHING = Plan(Query.empty_query())
"""No article."""

_ANY = Plan(Query.all_query(), is_exact=False)
"""Any article may match."""


class Planner:
    """Makes plans against one state of an index.

    Args:
        searcher: That state.
        schema: Its fields.
        notes: What turns answers of the notes into questions to the index.
        known: What notes and reading say.
    """

    def __init__(self, searcher: Searcher, schema: Schema, notes: NotesTerms, known: Known) -> None:
        self._searcher = searcher
        self._schema = schema
        self._notes = notes
        self._known = known

    def plan(self, root: Node) -> Plan:
        """Return what to ask for a query."""
        parts = root.parts if isinstance(root, And) else (root,)
        sieves = {part: sieve for part in parts if (sieve := self._notes.sieve(part, self._known))}
        if not sieves:
            return self._plan(root, is_negated=False).positive()
        rest = [self._plan(part, is_negated=False) for part in parts if part not in sieves]
        plan = _all(rest).positive() if rest else Plan(_unscored(Query.all_query()))
        return replace(plan, sieves=tuple(sieves.values()))

    def _plan(self, node: Node, *, is_negated: bool) -> Plan:
        match node:
            case Not(part):
                return self._plan(part, is_negated=not is_negated)
            case And(parts) | Or(parts):
                plans = [self._plan(part, is_negated=is_negated) for part in parts]
                # Not all of them: one is not. None of them: each is not.
                return _all(plans) if isinstance(node, And) != is_negated else _any(plans)
        plan = self._leaf(node)
        if not is_negated:
            return plan
        if not plan.is_exact:
            return _ANY
        return replace(plan, is_negative=not plan.is_negative, is_scored=False)

    def _leaf(self, leaf: Leaf) -> Plan:
        match leaf:
            case Dated(first, last):
                return self._dated(first, last)
            case Is(State.UNREAD):
                read = self._notes.query(Is(State.READ), self._known)
                return Plan(read, is_negative=True)
            case Tagged() | Is():
                return Plan(self._notes.query(leaf, self._known))
            case Regex(pattern):
                return self._regex(pattern)
        if leaf.field in NOTED_FIELDS:
            return Plan(self._notes.query(leaf, self._known))
        return self._words(leaf)

    def _words(self, leaf: Word | Prefix | Fuzzy | Phrase | Near) -> Plan:
        columns = self._columns(leaf.field)
        match leaf:
            case Word(word):
                return _any([self._word(column, word) for column in columns])
            case Prefix(word):
                return _any([self._prefix(column, word) for column in columns])
            case Fuzzy(word, edits):
                return _any([self._fuzzy(column, word, edits) for column in columns])
            case Phrase(words, field, is_open):
                return self._phrase(COLUMNS[field], words, is_open=is_open)
            case Near(words, _, field):
                plans = [self._word(COLUMNS[field], word) for word in dict.fromkeys(words)]
                return replace(_all(plans), is_exact=False)

    def _columns(self, field: Field) -> list[Column]:
        """Return where single words of a field stand; those parted at a line end stand apart."""
        return [Column.TEXT, Column.JOINED] if field is Field.TEXT else [COLUMNS[field]]

    def _word(self, column: Column, word: str) -> Plan:
        if not self._searcher.doc_freq(column, word):
            return NOTHING
        return Plan(Query.term_query(self._schema, column, word, "freq"), is_scored=True)

    def _prefix(self, column: Column, word: str) -> Plan:
        words = self._beginning(column, word)
        if words is not None:
            return _any([self._word(column, each) for each in words])
        beginning = word[:_LONGEST_PATTERN]
        return Plan(
            Query.regex_query(self._schema, column, beginning + ".*"), is_exact=beginning == word
        )

    def _beginning(self, column: Column, word: str) -> list[str] | None:
        """Return the words that begin so; None where they are too many to be told one by one."""
        if len(word) < _SHORTEST_PIECE and word.isascii():
            return None
        words = self._searcher.terms_with_prefix(column, word, limit=_MOST_WORDS + 1)
        return [each for each, _ in words] if len(words) <= _MOST_WORDS else None

    def _fuzzy(self, column: Column, word: str, edits: int) -> Plan:
        """Ask for all spellings, which weigh alike; those that begin as typed give weight."""
        spellings = Plan(Query.fuzzy_term_query(self._schema, column, word, edits))
        begun = self._searcher.terms_with_prefix(column, word[:_SAME_BEGINNING], limit=_MOST_BEGUN)
        weighty = [
            self._word(column, each)
            for each, _ in begun
            if OSA.distance(word, each, score_cutoff=edits) <= edits
        ]
        return _any([spellings, *weighty])

    def _phrase(self, column: Column, words: Sequence[str], *, is_open: bool) -> Plan:
        if not all(
            self._searcher.doc_freq(column, each) for each in words[: -1 if is_open else None]
        ):
            return NOTHING
        if not is_open:
            query = Query.phrase_query(self._schema, column, list(words))
            return Plan(query, is_scored=True)
        *firm, last = words
        ends = self._beginning(column, last)
        if ends is not None:
            return _any([self._phrase(column, [*firm, each], is_open=False) for each in ends])
        loose = [self._word(column, each) for each in dict.fromkeys(firm)]
        return replace(_all([*loose, self._prefix(column, last)]), is_exact=False)

    def _dated(self, first: str | None, last: str | None) -> Plan:
        low = day_number(first) if first else 0
        high = day_number(last) if last else None
        days = Query.range_query(self._schema, Column.DAY, FieldType.Unsigned, low, high)
        return Plan(_unscored(days))

    def _regex(self, pattern: str) -> Plan:
        """Ask for the words that every match must have, as far as they narrow anything."""
        narrowed = _all([self._clause(each) for each in literals(pattern)])
        if narrowed is _ANY:
            return _ANY
        # What they say of a text holds for one no run of which was parted.
        whole = _any([narrowed, self._word(Column.JOINED, PARTED)])
        return Plan(_unscored(whole.query), is_exact=False)

    def _clause(self, clause: Clause) -> Plan:
        return _any([self._literal(each) for each in clause])

    def _literal(self, literal: Literal) -> Plan:
        if not literal.is_open_left and not literal.is_open_right:
            return self._word(Column.TEXT, literal.word)
        if len(literal.word) < _SHORTEST_PIECE:
            return _ANY
        left = ".*" if literal.is_open_left else ""
        right = ".*" if literal.is_open_right else ""
        pattern = left + literal.word + right  # no longer than tantivy takes
        return Plan(Query.regex_query(self._schema, Column.TEXT, pattern))


def _all(plans: Sequence[Plan]) -> Plan:
    """Return the plan for what all plans hold for."""
    narrowing = [plan for plan in plans if plan.query is not _ANY.query]
    is_exact = all(plan.is_exact for plan in plans)
    if not narrowing:
        return _ANY
    if len(narrowing) == 1:
        return replace(narrowing[0].positive(), is_exact=is_exact)
    clauses = [
        (Occur.MustNot if plan.is_negative else Occur.Must, plan.query) for plan in narrowing
    ]
    if all(plan.is_negative for plan in narrowing):
        clauses.append((Occur.Must, _unscored(Query.all_query())))
    is_scored = any(plan.is_scored for plan in narrowing)
    return Plan(Query.boolean_query(clauses), is_exact=is_exact, is_scored=is_scored)


def _any(plans: Sequence[Plan]) -> Plan:
    """Return the plan for what at least one plan holds for."""
    if any(plan.query is _ANY.query for plan in plans):
        return _ANY
    told = [each for each in map(Plan.positive, plans) if each.query is not NOTHING.query]
    if not told:
        return NOTHING
    if len(told) == 1:
        return told[0]
    return Plan(
        Query.boolean_query([(Occur.Should, plan.query) for plan in told]),
        is_exact=all(plan.is_exact for plan in told),
        is_scored=any(plan.is_scored for plan in told),
    )


def _unscored(query: Query) -> Query:
    """Return the same query, of no weight beside the words looked for."""
    return Query.const_score_query(query, 0.0)
