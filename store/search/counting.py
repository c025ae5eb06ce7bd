"""Counting: how many articles the index finds, without a look at any of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tantivy import Query, Searcher


def count_found(searcher: Searcher, query: Query) -> int:
    """Return how many articles a query finds, those that were deleted left out."""
    result = searcher.search(query, 1, count=True)
    count: int = result.count  # type: ignore[attr-defined]  # missing from tantivy's stub
    return count
