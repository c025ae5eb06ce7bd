"""Concordance: the hits of a query as far as they were gathered, and what the reader chose of them.

It belongs to the event loop's thread; workers hand it what they gathered.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec import Struct

from store.annotation import Width
from store.search.concordance import Sort

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from store.search.concordance import Line
    from store.search.query import Query

Key = tuple[str, int, int]
"""What tells a hit from the others: its article's id, and where it begins and ends."""

_LEFT = (Sort.LEFT_1, Sort.LEFT_2, Sort.LEFT_3)
_RIGHT = (Sort.RIGHT_1, Sort.RIGHT_2, Sort.RIGHT_3)
_PLACE = (Sort.PLACE, Sort.DATE)
_WIDTHS = tuple(Width)

NOUNS = {Width.MATCH: "hit", Width.SENTENCE: "sentence", Width.PARAGRAPH: "paragraph"}
"""What is marked at each width."""


def key_of(line: Line) -> Key:
    """Return what tells a hit from the others."""
    return line.article.id, line.span.start, line.span.end


class Going(Struct, frozen=True):
    """A hit that the reader goes to.

    Args:
        found: The concordance it is in, to come back to.
        line: The hit.
    """

    found: Concordance
    line: Line


class Covered(Struct, frozen=True):
    """How much of the corpus can be searched.

    Args:
        indexed: How many articles the index has.
        articles: How many there are.
    """

    indexed: int = 0
    articles: int = 0

    @property
    def is_partial(self) -> bool:
        """Whether there are articles that cannot be searched yet."""
        return self.indexed < self.articles


class Concordance:
    """The hits of a query, in an order, some of them ticked.

    Args:
        query: What was searched for.
    """

    def __init__(self, query: Query) -> None:
        self.query = query
        self.sort = Sort.PLACE
        self.width = Width.MATCH
        self.is_whole = False
        self.covered = Covered()
        self.here: Key | None = None
        self.ticked: set[Key] = set()
        self.ticks_coming = False
        """Whether hits are ticked as they come."""
        self._left_out: set[Key] = set()
        self._lines: list[Line] = []
        self._gathered: list[Line] = []
        self._every: set[Key] = set()
        self._place: dict[str, int] = {}
        self._ids: list[str] = []
        self._of_article: defaultdict[str, list[Line]] = defaultdict(list)

    @property
    def lines(self) -> Sequence[Line]:
        """The hits in their order; while they are gathered it grows at its end."""
        return self._lines

    @property
    def gathered(self) -> Sequence[Line]:
        """The same hits in the order in which they came."""
        return self._gathered

    @property
    def articles(self) -> int:
        """How many articles the hits are in."""
        return len(self._of_article)

    def around(self, article_id: str, many: int) -> Sequence[Sequence[Line]]:
        """Return the hits of an article and of those before and behind it, by article.

        Args:
            article_id: One that has hits.
            many: How many articles at most.
        """
        at = self._place.get(article_id, 0)
        first = max(0, min(at - many // 2, len(self._of_article) - many))
        return [self._of_article[each] for each in self._ids[first : first + many]]

    def place_of(self, article_id: str) -> int | None:
        """Return which of the articles that have hits an article is, from 0; None for none."""
        return self._place.get(article_id)

    def lines_at(self, place: int) -> Sequence[Line]:
        """Return the hits of the article at a place, in the order of its text."""
        return self._of_article[self._ids[place]]

    def add(self, lines: Iterable[Line]) -> None:
        """Take over hits as they are gathered, which come article by article."""
        for line in lines:
            self._lines.append(line)
            self._gathered.append(line)
            article = line.article.id
            if article not in self._place:
                self._place[article] = len(self._ids)
                self._ids.append(article)
            self._of_article[article].append(line)
            self._every.add(key := key_of(line))
            if self.ticks_coming and key not in self._left_out:
                self.ticked.add(key)

    @property
    def keys(self) -> AbstractSet[Key]:
        """What tells all the hits from others."""
        return self._every

    def blank(self) -> Concordance:
        """Return one for the same hits, none of which is gathered yet."""
        return Concordance(self.query)

    def renew(self, coming: Concordance) -> int:
        """Take over hits that were gathered again, and their order; return how many ticks go.

        Args:
            coming: What `blank` returned, filled; not to be used any more.
        """
        before = len(self.ticked)
        self.sort = coming.sort
        self._lines, self._every = coming._lines, coming._every
        self._place, self._ids = coming._place, coming._ids
        self._of_article = coming._of_article
        self.end()
        return before - len(self.ticked)

    def end(self) -> None:
        """Take note that all hits are there; ticks on others go."""
        self.is_whole = True
        self.ticks_coming = False
        self.ticked &= self._every

    def begin_again(self) -> None:
        """Forget the hits, of which only some were gathered, but not what was chosen."""
        self._left_out = self._every - self.ticked
        self._lines = []
        self._gathered = []
        self._every.clear()
        self._place.clear()
        self._ids.clear()
        self._of_article.clear()

    def take_order(self, lines: Sequence[Line], sort: Sort) -> None:
        """Take over the hits in another order; those that came meanwhile stay behind them.

        Args:
            lines: The hits that there were when they were put in order.
            sort: Which order.
        """
        self._lines = [*lines, *self._lines[len(lines) :]]
        self.sort = sort

    def turn_tick(self, line: Line) -> None:
        """Tick a hit, or take its tick away."""
        self.ticked ^= {key_of(line)}

    def turn_ticks(self) -> None:
        """Tick all hits, those that are still to come too, or none where all are."""
        were_all = self.ticked >= self._every and (self.ticks_coming or self.is_whole)
        self.ticked = set() if were_all else set(self._every)
        self.ticks_coming = not (were_all or self.is_whole)

    def untick(self) -> bool:
        """Take all ticks away; tell whether there were any."""
        were_any = bool(self.ticked) or self.ticks_coming
        self.ticked = set()
        self.ticks_coming = False
        return were_any

    def chosen(self, here: Line | None) -> tuple[Line, ...]:
        """Return the ticked hits, article by article, else the one under the cursor."""
        if not self.ticked:
            return () if here is None else (here,)
        touched = {article for article, _, _ in self.ticked} & self._place.keys()
        return tuple(
            line
            for article in sorted(touched, key=self._place.__getitem__)
            for line in self._of_article[article]
            if key_of(line) in self.ticked
        )

    def widen(self, step: int) -> bool:
        """Mark more than the hits, or less; tell whether there is more, or less.

        Args:
            step: 1 for the next width, -1 for the one before.
        """
        at = _WIDTHS.index(self.width) + step
        if not 0 <= at < len(_WIDTHS):
            return False
        self.width = _WIDTHS[at]
        return True


def by_left(sort: Sort) -> Sort:
    """Return the order that the key for the left asks for: by the next word further away."""
    return _following(_LEFT, sort)


def by_right(sort: Sort) -> Sort:
    """Return the order that the key for the right asks for: by the next word further away."""
    return _following(_RIGHT, sort)


def by_place(sort: Sort) -> Sort:
    """Return the order that the key for the place asks for: by article and place, or by date."""
    return _following(_PLACE, sort)


def by_next(sort: Sort) -> Sort:
    """Return the order that comes next."""
    return _following(tuple(Sort), sort)


def _following(sorts: tuple[Sort, ...], sort: Sort) -> Sort:
    """Return the order behind one, the first behind the last and behind one of other kinds."""
    return sorts[(sorts.index(sort) + 1) % len(sorts)] if sort in sorts else sorts[0]


def in_words(sort: Sort) -> str:
    """Say in what order hits stand."""
    match sort:
        case Sort.PLACE:
            return "by article and place"
        case Sort.DATE:
            return "by date"
        case _:
            side, nth = sort.value.split()
            return f"by the {_NTH[nth]} word to the {side}"


_NTH = {"1": "first", "2": "second", "3": "third"}
