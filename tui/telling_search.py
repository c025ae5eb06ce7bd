"""Telling of a search: how many articles it finds, and what may be the matter where none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.reading.cells import width
from tui.telling import count

if TYPE_CHECKING:
    from store.search.query import Query
    from tui.searching import Results
    from tui.walk import Walk


def tally(results: Results, cells: int) -> str:
    """Say how many articles a query finds, and what they do not count.

    Args:
        results: What it finds.
        cells: How many there are; where they do not suffice, it is said in fewer words.
    """
    shown, total = len(results.found), results.total
    if results.query.root is None:
        return count(shown, "article") if shown else ""
    number = f"{shown:,}+ articles" if total is None else count(total, "article")
    partly = f"partial: {results.indexed:,} of {results.articles:,} indexed"
    lacking = (
        (results.undated, "without a date", "undated"),
        (results.too_slow, "too slow to search", "too slow"),
    )
    is_partial = results.indexed < results.articles
    parts = [number, *(f"{each:,} {words}" for each, words, _ in lacking if each)]
    whole = " · ".join([*parts, partly] if is_partial else parts)
    if width(whole) <= cells:
        return whole
    parts = [number, *(f"{each:,} {words}" for each, _, words in lacking if each)]
    return " · ".join([*parts, "partial"] if is_partial else parts)


def nothing_found(query: Query) -> str:
    """Say that a query found nothing, and what may be the matter.

    Nothing is said where it is empty, or where it is told already what of it makes no sense.
    """
    from store.search.language import last_word, misspelt

    if query.root is None or query.loss is not None:
        return ""
    if guess := misspelt(query.text):
        return f"nothing found · {guess}"
    if word := last_word(query.text):
        return f"nothing found · {word}* finds words that begin so, ~{word} misspelt ones"
    return "nothing found"


def walked(walk: Walk, article_id: str) -> str:
    """Say which of the articles that a search found is open; how many there are beside others."""
    total = walk.results.total
    number = f"{walk.stages:,}+" if total is None else f"{total:,}"
    here = walk.at(article_id)
    if here.here is None or here.here.article != article_id:
        return f"{number} articles found"
    return f"article {here.place + 1:,} of {number}"
