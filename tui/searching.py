"""Asking the index: what a query found so far, page by page."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from store.search.found import Found
    from store.search.known import Known
    from store.search.query import Query
    from store.search.snapshot import Snapshot
    from store.session import Session
    from store.span import Span
    from tui.concordance import Going

PAGE = 50
"""Articles that are fetched at a time: several screens of them."""


class Searcher(Protocol):
    """Where one searches."""

    def known(self) -> Known:
        """Return what the notes say now; on the thread that shows them."""

    def snapshot(self) -> Snapshot:
        """Return the index as it is now; on a worker's thread."""


class Pages:
    """The articles that a query finds, fetched page by page; by any thread.

    Args:
        snapshot: The index.
        query: What is looked for.
        known: What notes and reading say.
    """

    def __init__(self, snapshot: Snapshot, query: Query, known: Known) -> None:
        self._snapshot, self._query, self._known = snapshot, query, known
        self._answer = snapshot.ask(query, known)
        # An answer is for one thread at a time.
        self._lock = threading.Lock()

    def after(self, first: int) -> tuple[Found, ...]:
        """Return the page behind so many articles; a shorter one is the last."""
        with self._lock:
            return self._answer.page(first, PAGE)

    def total(self, stop: threading.Event) -> int:
        """Count all articles, which may take its time; `stop` ends that early."""
        # Pages are wanted meanwhile: the count has an answer of its own.
        return self._snapshot.ask(self._query, self._known).total(stop)


@dataclass(frozen=True, slots=True)
class Results:
    """What a query found so far.

    Args:
        query: The query.
        known: What the notes said when it was asked.
        pages: Where the other articles come from; None where all are here.
        found: The articles, the best first.
        total: How many match; None while they are being counted.
        indexed: How many articles the index had.
        title: What the articles are where no query found them; else empty.
    """

    query: Query
    known: Known
    pages: Pages | None = None
    found: tuple[Found, ...] = ()
    total: int | None = 0
    indexed: int = 0
    title: str = ""

    @property
    def has_more(self) -> bool:
        """Whether there may be articles that are not in `found`."""
        return self.pages is not None and (self.total is None or len(self.found) < self.total)

    def grown(self) -> Results:
        """Return the results with their next page; to be called on a worker's thread."""
        if self.pages is None or not self.has_more:
            return self
        page = self.pages.after(len(self.found))
        found = self.found + page
        return replace(self, found=found, total=len(found) if len(page) < PAGE else self.total)

    def hits(self, text: str) -> tuple[Span, ...]:
        """Return where the words of the query are in a text; to be called on a worker's thread."""
        from store.search.matching import Matcher

        return Matcher(self.query.root, self.known).hits(text) if self.query.root else ()

    def place_of(self, article_id: str) -> int | None:
        """Return the place of an article in `found`, from 0; None where it is not there."""
        ids = (each.article.id for each in self.found)
        return next((place for place, id_ in enumerate(ids) if id_ == article_id), None)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A hit that the reader goes to.

    Args:
        results: Among which it is; `n` and `N` walk on in them.
        article: Id of its article.
        offset: Where in the article it is, as far as the index knows.
    """

    results: Results
    article: str
    offset: int


@dataclass(frozen=True, slots=True)
class Left:
    """How a search was left.

    Args:
        text: The query as it stood in the line.
        here: Id of the article on which the cursor stood; empty for none.
        chosen: Where the reader goes; None for back, or to a line of a concordance.
        going: That line; None for none.
    """

    text: str
    here: str = ""
    chosen: Chosen | None = None
    going: Going | None = None


def ask(searcher: Searcher, query: Query, known: Known) -> Results:
    """Return the first page of what a query finds; to be called on a worker's thread."""
    snapshot = searcher.snapshot()
    pages = Pages(snapshot, query, known)
    return Results(query, known, pages, total=None, indexed=snapshot.size).grown()


class SessionSearcher:
    """Searches the index of a session.

    Args:
        session: The corpus, its notes and its reading progress.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def known(self) -> Known:
        """Return what the notes say now; on the thread that shows them."""
        from store.search.known import Known

        return Known(tuple(self._session.notebook.book.annotations()))

    def snapshot(self) -> Snapshot:
        """Return the index as it is now; on a worker's thread."""
        from store.search.snapshot import Snapshot

        return Snapshot()
