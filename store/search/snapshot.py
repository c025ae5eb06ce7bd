"""Snapshot: one state of the index, to be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import tantivy
from tantivy import Occur, Query

from store.search.answer import Answer
from store.search.broken import telling
from store.search.found import Found
from store.search.keywords import shared_keywords
from store.search.matching import Matcher
from store.search.notes_terms import NotesTerms
from store.search.numbers import number_of
from store.search.plan import NOTHING, Planner
from store.search.schema import Column, build_schema, stored

if TYPE_CHECKING:
    from store.search import query
    from store.search.found import Indexed
    from store.search.known import Known


class Snapshot:
    """One state of the index; it stays as it is while the index goes on.

    Args:
        index: The index; None for one without an article.

    Raises:
        BrokenIndex: If it cannot be read. Every question to it may raise that too.
    """

    def __init__(self, index: tantivy.Index | None = None) -> None:
        with telling():
            opened = tantivy.Index(build_schema()) if index is None else index
            self._schema = opened.schema
            self._searcher = opened.searcher()
        self._notes = NotesTerms(self._schema)

    @property
    def size(self) -> int:
        """How many articles there are."""
        return self._searcher.num_docs

    def ask(self, query: query.Query, known: Known) -> Answer:
        """Return the answer to a query; nothing is found for one without a root.

        Args:
            query: What is looked for.
            known: What notes and reading say.
        """
        if query.root is None:
            return Answer(self._searcher, NOTHING, None)
        with telling():
            plan = Planner(self._searcher, self._schema, self._notes, known).plan(query.root)
        return Answer(self._searcher, plan, Matcher(query.root, known))

    def article(self, article_id: str) -> Indexed | None:
        """Return an article as it was indexed; None for one that is not there."""
        with telling():
            hits = self._searcher.search(self._one(article_id), 1, count=False).hits
            return stored(self._searcher.doc(hits[0][1])) if hits else None

    def like(self, article_id: str, limit: int) -> tuple[Found, ...]:
        """Return the articles whose telling words are most like another's, best first.

        Args:
            article_id: The other's; it is not returned.
            limit: How many at most.
        """
        article = self.article(article_id)
        if article is None:
            return ()
        with telling():
            alike = shared_keywords(article.text, self._searcher, self._schema)
            others = Query.boolean_query(
                [(Occur.Must, alike), (Occur.MustNot, self._one(article_id))]
            )
            hits = self._searcher.search(others, limit, count=False).hits
            return tuple(
                Found(stored(self._searcher.doc(address)), (), score) for score, address in hits
            )

    def _one(self, article_id: str) -> Query:
        return Query.term_query(self._schema, Column.NUMBER, number_of(article_id))
