"""Answer: what a query finds, as much of it as is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from tantivy import Occur, Order, Query

from store.search.broken import telling
from store.search.counting import count_found
from store.search.found import Found
from store.search.numbers import id_of, number_of
from store.search.schema import Column, build_schema, stored

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from tantivy import DocAddress, Searcher

    from store.search.found import Indexed
    from store.search.matching import Matcher
    from store.search.plan import Plan

    Ranked = tuple[float, DocAddress]

_FIRST_LOOK = 64
"""Articles that are looked at for a page where the index alone cannot decide, before more of them
are put in order; to hand out all takes 30 ms at 100,000."""

_MORE = 8
"""How many times as many are looked at next."""


class Answer:
    """What a query finds in one state of the index.

    It may be used by one thread at a time.

    Args:
        searcher: That state.
        plan: What the index is asked.
        matcher: What finds the hits, and decides where the index cannot; None where nothing is
            looked for.
    """

    def __init__(self, searcher: Searcher, plan: Plan, matcher: Matcher | None) -> None:
        self._searcher = searcher
        self._plan = plan
        self._matcher = matcher
        self._limit = max(1, searcher.num_docs)
        self._addresses: dict[str, DocAddress] | None = None
        self._true: list[Ranked] = []
        self._unchecked = self._in_order()
        self._ids: frozenset[str] | None = None

    @property
    def is_exact(self) -> bool:
        """Whether the index alone decides, so that counting costs nothing."""
        return self._plan.is_exact

    @property
    def is_ranked(self) -> bool:
        """Whether there are words to weigh, so that some articles fit better than others."""
        return self._plan.is_scored

    @property
    def too_slow(self) -> tuple[str, ...]:
        """Paths of the articles that a regular expression was given up on, so far."""
        return tuple(self._matcher.too_slow) if self._matcher else ()

    def total(self, stop: threading.Event | None = None) -> int:
        """Return how many articles are found; where the index cannot decide, all are looked at.

        Args:
            stop: Ends that early when set; what was counted so far is returned.
        """
        if not self.is_exact:
            return len(self.ids(stop))
        if self._plan.sieves:
            return sum(self._is_meant(number) for number, _ in self._numbered())
        with telling():
            return count_found(self._searcher, self._plan.query)

    def page(
        self, first: int, count: int, stop: threading.Event | None = None
    ) -> tuple[Found, ...]:
        """Return some of the articles, those that fit best before all.

        Those that fit equally well come as the index has them; where there are no words to
        weigh, all come in the order of their numbers.

        Args:
            first: How many come before them.
            count: How many at most; 1 or more.
            stop: Ends it early when set; what was found so far is returned.
        """
        if self.is_exact:
            ranked = self._ranked(first, count)
        else:
            self._check(first + count, stop)
            ranked = self._true[first : first + count]
        found = (self._found(address, score) for score, address in ranked)
        return tuple(each for each in found if each)

    def candidates(self) -> tuple[str, ...]:
        """Return the ids of all articles that may match, in no order."""
        return tuple(self._by_id())

    def found(self, ids: Iterable[str], stop: threading.Event | None = None) -> Iterator[Found]:
        """Yield those of some articles that match, in the order given.

        Args:
            ids: Which articles; those that are no candidates are passed over.
            stop: Ends it early when set.
        """
        yield from self._found_at(self._by_id(), ids, stop)

    def found_among(
        self, ids: Sequence[str], stop: threading.Event | None = None
    ) -> Iterator[Found]:
        """Yield what `found` does, without asking the index for all candidates first.

        Args:
            ids: Few articles.
            stop: Ends it early when set.
        """
        if not ids:
            return
        numbers = Query.term_set_query(build_schema(), Column.NUMBER, list(map(number_of, ids)))
        query = Query.boolean_query([(Occur.Must, self._plan.query), (Occur.Must, numbers)])
        addresses = self._addresses_of(self._numbered(query, len(ids)))
        yield from self._found_at(addresses, ids, stop)

    def _found_at(
        self, addresses: Mapping[str, DocAddress], ids: Iterable[str], stop: threading.Event | None
    ) -> Iterator[Found]:
        for each in ids:
            if stop is not None and stop.is_set():
                return
            if each in addresses and (found := self._found(addresses[each])):
                yield found

    def ids(self, stop: threading.Event | None = None) -> frozenset[str]:
        """Return the ids of the articles that are found.

        Args:
            stop: Ends it early when set; those found so far are returned.
        """
        if self.is_exact:
            return frozenset(self._by_id())
        if self._ids is not None:
            return self._ids
        ids = frozenset(each.article.id for each in self.found(self._by_id(), stop))
        if stop is None or not stop.is_set():
            self._ids = ids
        return ids

    def _ranked(self, first: int, count: int) -> list[Ranked]:
        """Return some of the articles that index and sieves find, best first."""
        if not self._plan.sieves:
            return self._best(first, count)
        wanted, look = first + count, _MORE * (first + count)
        while True:
            best = self._best(0, look)
            meant = self._sifted(best)
            if len(meant) >= wanted or len(best) < look:
                return meant[first:wanted]
            look *= _MORE

    def _sifted(self, ranked: list[Ranked]) -> list[Ranked]:
        with telling():
            numbers = self._searcher.fast_field_values(
                Column.NUMBER, [address for _, address in ranked]
            )
        return [
            each
            for each, number in zip(ranked, numbers, strict=True)
            if self._is_meant(cast("int", number))
        ]

    def _is_meant(self, number: int) -> bool:
        return all(sieve.lets_through(number) for sieve in self._plan.sieves)

    def _best(self, first: int, count: int) -> list[Ranked]:
        """Return some of the articles that the index finds, best first."""
        query = self._plan.query
        with telling():
            if self._plan.is_scored:
                return self._searcher.search(query, count, count=False, offset=first).hits
            hits = self._searcher.search(
                query,
                count,
                count=False,
                offset=first,
                order_by_field=Column.NUMBER,
                order=Order.Asc,
            ).hits
        return [(0.0, address) for _, address in hits]

    def _check(self, wanted: int, stop: threading.Event | None) -> None:
        """Look at articles until so many are known to match."""
        while len(self._true) < wanted and not (stop and stop.is_set()):
            ranked = next(self._unchecked, None)
            if ranked is None:
                return
            score, address = ranked
            if self._found(address, score):
                self._true.append(ranked)

    def _in_order(self) -> Iterator[Ranked]:
        """Yield the articles that may match, best first."""
        first, count = 0, _FIRST_LOOK
        while ranked := self._ranked(first, count):
            yield from ranked
            first, count = first + count, _MORE * count

    def _by_id(self) -> dict[str, DocAddress]:
        if self._addresses is None:
            self._addresses = self._addresses_of(self._numbered())
        return self._addresses

    def _addresses_of(self, numbered: Iterable[tuple[int, DocAddress]]) -> dict[str, DocAddress]:
        return {
            id_of(number) or self._article(address).id: address
            for number, address in numbered
            if self._is_meant(number)
        }

    def _numbered(
        self, query: Query | None = None, most: int | None = None
    ) -> list[tuple[int, DocAddress]]:
        """Return the numbers of what the index finds; of all, unless something else is said."""
        # A column gives all numbers in 15 ms at 100,000; asking record by record, in 600.
        with telling():
            return self._searcher.search(
                query or self._plan.query,
                most or self._limit,
                count=False,
                order_by_field=Column.NUMBER,
            ).hits

    def _article(self, address: DocAddress) -> Indexed:
        with telling():
            return stored(self._searcher.doc(address))

    def _found(self, address: DocAddress, score: float = 0.0) -> Found | None:
        if self._matcher is None:
            return None
        article = self._article(address)
        match = self._matcher.match(article)
        return Found(article, match.hits, score) if match else None
