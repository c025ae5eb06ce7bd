"""What workers tell the screen of what was searched for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from store.article import Article
    from store.search.found import Found
    from store.span import Span
    from tui.searching import Results
    from tui.standing import Answers
    from tui.walk import Walk


@dataclass
class Answered(Message):
    """The index answered a query.

    Args:
        asked: Which question this answers; only the last one counts.
        results: The first page of what it found.
        is_growing: Whether `Grown` follows without being asked for.
    """

    asked: int
    results: Results
    is_growing: bool = False


@dataclass
class Totalled(Message):
    """The articles that a query finds were counted.

    Args:
        asked: Which question this answers; only the last one counts.
        total: How many there are.
        too_slow: How many were passed over because a regular expression took too long.
    """

    asked: int
    total: int
    too_slow: int = 0


@dataclass
class Grown(Message):
    """There are more of the articles that a query finds.

    Args:
        asked: Which question this answers; only the last one counts.
        results: All that were fetched by now.
    """

    asked: int
    results: Results


@dataclass
class Previewed(Message):
    """An article was read, to be looked at beside what was found.

    Args:
        asked: Which question this answers; only the last one counts.
        article: The article.
        hits: Where the words of the query are in it.
        offset: Where in it to look.
    """

    asked: int
    article: Article
    hits: tuple[Span, ...]
    offset: int


@dataclass
class Sifted(Message):
    """Index and notes answered what the list of articles and the saved searches ask.

    Args:
        asked: Which question this answers; only the last one counts.
        answers: For each query the articles that it finds.
        is_partial: Whether not all articles are indexed yet.
    """

    asked: int
    answers: Answers
    is_partial: bool


@dataclass
class FolderAnswered(Message):
    """A saved search was asked again, to go to the hits of one of its articles.

    Args:
        article: Id of the article.
        results: The first articles that it finds.
    """

    article: str
    results: Results


@dataclass
class Alike(Message):
    """Articles like another were found.

    Args:
        title: The other's.
        found: The articles, the most alike first.
    """

    title: str
    found: tuple[Found, ...]


@dataclass
class WalkGrown(Message):
    """More articles were fetched for a reader who walks from hit to hit.

    Args:
        walk: With what was fetched.
        before: The results without.
        open_id: Id of the article from which the reader wanted to go on.
    """

    walk: Walk
    before: Results
    open_id: str
