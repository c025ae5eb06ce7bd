"""What is being looked for in the open article."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from store.fold import fold
from tui.reading.find import hits, next_hit, previous_hit

if TYPE_CHECKING:
    from store.article import Article
    from store.span import Span


@dataclass(frozen=True, slots=True)
class Finding:
    """Words looked for, and where they are.

    Args:
        query: The words; empty while nothing is looked for.
        hits: Where they are in the open article.
        index: The hit on which the reader stands; None while on none.
    """

    query: str = ""
    hits: tuple[Span, ...] = ()
    index: int | None = None

    @property
    def hit(self) -> Span | None:
        """The hit on which the reader stands."""
        return None if self.index is None else self.hits[self.index]

    @property
    def tally(self) -> str:
        """How many there are, and which one it is."""
        if not self.query.strip():
            return ""
        if not self.hits:
            return "not found"
        if self.index is None:
            return f"{len(self.hits)} found"
        return f"{self.index + 1} of {len(self.hits)}"

    def forward(self, offset: int) -> Finding:
        """Return the finding on the first hit behind an offset."""
        return replace(self, index=next_hit(self.hits, offset))

    def backward(self, offset: int) -> Finding:
        """Return the finding on the last hit before an offset."""
        return replace(self, index=previous_hit(self.hits, offset))


class Finder:
    """Looks for words in one article after the other; folds each article's text once."""

    def __init__(self) -> None:
        self._folded: tuple[str, str] = ("", "")

    def find(self, article: Article, query: str) -> Finding:
        """Return where the words are in an article, standing on none of them."""
        if not query.strip():
            return Finding()
        if self._folded[0] != article.text_hash:
            self._folded = (article.text_hash, fold(article.text))
        return Finding(query, hits(article, self._folded[1], query))
