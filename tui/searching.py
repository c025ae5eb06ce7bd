"""Asking the index: what a query found so far, page by page."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from store.search.broken import BrokenIndex
from store.search.found import Indexed
from store.search.matching import Matcher
from store.search.undated import is_passed_over

if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.article import Article
    from store.search.found import Found
    from store.search.known import Known
    from store.search.query import Query
    from store.search.snapshot import Snapshot
    from store.session import Session
    from store.span import Span
    from tui.concordance import Going
    from tui.indexing import News

PAGE = 50
"""Articles that are fetched at a time: several screens of them."""

_FIRST_FEW = 8
"""Articles that are fetched first where each has to be looked at: about a screen of them."""


class Searcher:
    """Searches the index of a session.

    Args:
        session: The corpus, its notes and its reading progress.
        news: Told when the index is to be looked at.
    """

    def __init__(self, session: Session, news: News) -> None:
        self._session = session
        self._news = news

    def known(self) -> Known:
        """Return what the notes say now; on the thread that shows them."""
        return self._session.known()

    def articles(self) -> int:
        """Return how many articles can be read; on a worker's thread, for it counts them."""
        return sum(not entry.error for entry in self._session.corpus.entries)

    def listed(self, ids: Iterable[str]) -> int:
        """Return how many of some articles there are by now; on a worker's thread."""
        return sum(self._session.corpus.entry(each) is not None for each in ids)

    def undated(self) -> int:
        """Return how many articles have no date; on a worker's thread, for it counts them."""
        entries = self._session.corpus.entries
        return sum(entry.date is None and not entry.error for entry in entries)

    def snapshot(self) -> Snapshot:
        """Return the index as it is now; on a worker's thread.

        One that somebody removed is made again meanwhile.
        """
        snapshot = self._session.search.snapshot()
        self._news.compare(snapshot)
        return snapshot

    def mend(self) -> None:
        """Have the index made anew, because it gave a senseless answer."""
        self._session.search.distrust()
        self._news.tell()


class Pages:
    """The articles that a query finds, fetched page by page; for workers' threads.

    A damaged index gives none, and is made anew.

    Args:
        searcher: Where one searches.
        query: What is looked for.
        known: What notes and reading say.
    """

    def __init__(self, searcher: Searcher, query: Query, known: Known) -> None:
        self._searcher, self._query, self._known = searcher, query, known
        self._snapshot = searcher.snapshot()
        # An answer is for one thread at a time.
        self._lock = threading.Lock()
        try:
            self._answer = self._snapshot.ask(query, known)
        except BrokenIndex:
            searcher.mend()
            self._snapshot = searcher.snapshot()
            self._answer = self._snapshot.ask(query, known)

    @property
    def indexed(self) -> int:
        """How many articles the index has."""
        return self._snapshot.size

    @property
    def is_exact(self) -> bool:
        """Whether the index alone decides, so that no article has to be looked at."""
        return self._answer.is_exact

    @property
    def too_slow(self) -> int:
        """On how many articles a regular expression was given up so far."""
        return len(self._answer.too_slow)

    def after(
        self, first: int, count: int, stop: threading.Event | None = None
    ) -> tuple[Found, ...]:
        """Return the articles behind so many; where there are fewer than asked for, all others.

        Args:
            first: How many come before.
            count: How many at most.
            stop: Ends it early when set.
        """
        with self._lock:
            try:
                return self._answer.page(first, count, stop)
            except BrokenIndex:
                self._searcher.mend()
                return ()

    def count(self, stop: threading.Event) -> tuple[int, int]:
        """Count all articles, and those on which a regular expression was given up.

        Args:
            stop: Ends it early when set.
        """
        try:
            # Pages are wanted meanwhile: the count has an answer of its own.
            answer = self._snapshot.ask(self._query, self._known)
            return answer.total(stop), len(answer.too_slow)
        except BrokenIndex:
            self._searcher.mend()
            return 0, 0


class Results(Struct, frozen=True):
    """What a query found so far.

    Args:
        query: The query.
        known: What the notes said when it was asked.
        pages: Where the other articles come from; None where all are here.
        found: The articles, the best first.
        total: How many match; None while they are being counted.
        indexed: How many articles the index had.
        articles: How many there are in the corpus.
        too_slow: How many were passed over because a regular expression took too long.
        undated: How many were passed over because they have no date.
        title: What the articles are where no query found them; else empty.
    """

    query: Query
    known: Known
    pages: Pages | None = None
    found: tuple[Found, ...] = ()
    total: int | None = 0
    indexed: int = 0
    articles: int = 0
    too_slow: int = 0
    undated: int = 0
    title: str = ""

    @property
    def has_more(self) -> bool:
        """Whether there may be articles that are not in `found`."""
        return self.pages is not None and (self.total is None or len(self.found) < self.total)

    def grown(self, count: int = PAGE, stop: threading.Event | None = None) -> Results:
        """Return the results with more articles; to be called on a worker's thread.

        Args:
            count: How many at most.
            stop: Ends it early when set.
        """
        if self.pages is None or not self.has_more:
            return self
        page = self.pages.after(len(self.found), count, stop)
        found = self.found + page
        total = len(found) if len(page) < count else self.total
        return replace(self, found=found, total=total, too_slow=self.pages.too_slow)

    def hits(self, article: Article) -> tuple[Span, ...]:
        """Return where the hits are in an article as it is; to be called on a worker's thread."""
        root = self.query.root
        return Matcher(root, self.known).hits(Indexed.of(article)) if root else ()

    def place_of(self, article_id: str) -> int | None:
        """Return the place of an article in `found`, from 0; None where it is not there."""
        ids = (each.article.id for each in self.found)
        return next((place for place, id_ in enumerate(ids) if id_ == article_id), None)


def offset_of(item: Found, hit: int) -> int:
    """Return where a hit is, by its number from 0, else the last; 0 in an article without any."""
    return item.hits[min(hit, len(item.hits) - 1)].start if item.hits else 0


class Chosen(Struct, frozen=True):
    """A hit that the reader goes to.

    Args:
        results: Among which it is; `n` and `N` walk on in them.
        article: Id of its article.
        offset: Where in the article it is, as far as the index knows.
    """

    results: Results
    article: str
    offset: int


class Left(Struct, frozen=True):
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


def ask(
    searcher: Searcher, query: Query, known: Known, count: int, stop: threading.Event
) -> Results:
    """Return the first articles that a query finds; to be called on a worker's thread.

    Args:
        searcher: Where one searches.
        query: What is looked for.
        known: What notes and reading say.
        count: How many at most; fewer come first where each has to be looked at.
        stop: Ends it early when set.
    """
    pages = Pages(searcher, query, known)
    results = Results(
        query,
        known,
        pages,
        total=None,
        indexed=pages.indexed,
        articles=searcher.articles(),
        undated=searcher.undated() if query.root and is_passed_over(query.root) else 0,
    )
    return results.grown(count if pages.is_exact else _FIRST_FEW, stop)
