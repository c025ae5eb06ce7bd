"""What is being looked for in the open article."""

from __future__ import annotations

from itertools import islice, takewhile
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from store.fold import fold, fold_stretches
from tui.reading.find import hit_at, hits, next_hit, previous_hit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from store.article import Article
    from store.span import Span

MOST_HITS = 10_000
"""How many hits are kept: a letter occurs a million times in a long text, and nobody counts."""

LONG = 2_000_000
"""Code points above which an article is folded only when one wants to find something in it.

A code point takes up to four bytes then, and as much again while the stretches are joined: 30 MB
for an article of 10 MB, in which most readers look for nothing.
"""


class Finding(Struct, frozen=True):
    """Words looked for, and where they are.

    Args:
        query: The words; empty while nothing is looked for.
        hits: Where they are in the open article.
        index: The hit on which the reader stands; None while on none.
        more: Whether there are others than `hits`; stepping goes round within `hits`.
        is_search: Whether the words are a query on the corpus, which other articles match too.
        is_awaited: Whether nobody has looked yet, because the article is not folded.
    """

    query: str = ""
    hits: tuple[Span, ...] = ()
    index: int | None = None
    more: bool = False
    is_search: bool = False
    is_awaited: bool = False

    @property
    def hit(self) -> Span | None:
        """The hit on which the reader stands."""
        return None if self.index is None else self.hits[self.index]

    @property
    def tally(self) -> str:
        """How many there are, and which one it is; `10,000+` for more than are kept."""
        if not self.query.strip():
            return ""
        if self.is_awaited:
            return "looking…"
        if not self.hits:
            return "" if self.is_search else "not found"
        count = f"{len(self.hits):,}{'+' if self.more else ''}"
        return f"{count} found" if self.index is None else f"{self.index + 1:,} of {count}"

    def at(self, offset: int) -> Finding:
        """Return the finding on the hit at an offset, else on the next one, else on the last."""
        return replace(self, index=hit_at(self.hits, offset))

    def standing(self, offset: int) -> Finding:
        """Return the finding on the hit that begins at an offset; on none where none does."""
        at = hit_at(self.hits, offset)
        begins = at is not None and self.hits[at].start == offset
        return replace(self, index=at if begins else None)

    def forward(self, offset: int) -> Finding:
        """Return the finding on the first hit behind an offset."""
        return replace(self, index=next_hit(self.hits, offset))

    def backward(self, offset: int) -> Finding:
        """Return the finding on the last hit before an offset."""
        return replace(self, index=previous_hit(self.hits, offset))


def searched(query: str, hits: Sequence[Span]) -> Finding:
    """Return where the words of a query on the corpus are in an article, standing on none.

    Args:
        query: The query as typed.
        hits: Where they are.
    """
    return Finding(query, tuple(hits[:MOST_HITS]), more=len(hits) > MOST_HITS, is_search=True)


class Finder:
    """Looks for words in one article after the other; folds each article's text once."""

    def __init__(self) -> None:
        self._folded: tuple[str, str] = ("", "")

    def is_prepared(self, article: Article) -> bool:
        """Tell whether an article is folded, or so short that this takes no time."""
        return len(article.text) <= LONG or self._folded[0] == article.text_hash

    def answers_at_once(self, article: Article, query: str) -> bool:
        """Tell whether `find` takes no time."""
        return not query.strip() or self.is_prepared(article)

    def prepare_ahead(self, article: Article) -> None:
        """Fold an article's text ahead of the first key, on any thread, unless it is a long one."""
        if len(article.text) <= LONG:
            self._fold(article)

    def prepare_unless(self, article: Article, is_left: Callable[[], bool]) -> None:
        """Fold an article's text, on any thread, unless one leaves it meanwhile.

        Args:
            article: The article.
            is_left: Tells whether one has left it; from then on it says so for ever.
        """
        stretches = takewhile(lambda _: not is_left(), fold_stretches(article.text))
        folded = "".join(stretches)
        if not is_left():
            self._folded = (article.text_hash, folded)

    def _fold(self, article: Article) -> str:
        text_hash, folded = self._folded
        if text_hash != article.text_hash:
            folded = fold(article.text)
            self._folded = (article.text_hash, folded)
        return folded

    def find(self, article: Article, query: str, near: int = 0) -> Finding:
        """Return where the words are in an article, standing on none of them.

        Args:
            article: The article.
            query: The words.
            near: Offset from which hits are kept where there are more than `MOST_HITS`; hits from
                the start of the article make up for those that the rest of it lacks.
        """
        if not query.strip():
            return Finding()
        folded = self._fold(article)
        first = tuple(islice(hits(article, folded, query), MOST_HITS + 1))
        if len(first) <= MOST_HITS:
            return Finding(query, first)
        behind = tuple(islice(hits(article, folded, query, near), MOST_HITS))
        limit = behind[0].start if behind else len(article.text)
        before = tuple(hit for hit in first[: MOST_HITS - len(behind)] if hit.end <= limit)
        return Finding(query, before + behind, more=True)
