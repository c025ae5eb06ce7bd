"""Many hits coded at once, as the concordance and the command line do it article by article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from store.search.coding import Coded, Coder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from store.article import Article
    from store.book import Book
    from store.edits import Stamp
    from store.merge import Step
    from store.search.coding import Coding
    from store.span import Span


@dataclass(frozen=True)
class Batch:
    """The step that coding comes to, and what it made, amended and skipped in all."""

    step: Step
    coded: Coded


def batch(
    book: Book,
    stamp: Stamp,
    chosen: Iterable[tuple[Article, Sequence[Span]]],
    coding: Coding,
    old_text_of: Callable[[str], str | None] = lambda _: None,
) -> Batch:
    """Code hits in articles, each of which is given once."""
    coder = Coder(book, stamp, coding, old_text_of)
    parts = [coder.code(article, hits) for article, hits in chosen]
    coded = Coded(
        tuple(one for part in parts for one in part.made),
        tuple(one for part in parts for one in part.amended),
        sum(part.skipped for part in parts),
    )
    return Batch(coder.step(), coded)
