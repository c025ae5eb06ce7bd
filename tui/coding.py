"""Coding: the hits that the reader chose become one step of the notebook, made in a worker."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec import Struct
from textual.message import Message

from store.book import Book
from store.search.coding import Coder
from store.search.concordance import lines_of
from store.search.found import Found, Indexed
from store.sources import Unreadable

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterable, Sequence

    from store.annotation import Record
    from store.article import Article
    from store.edits import Stamp
    from store.merge import Step
    from store.search.coding import Coding
    from store.search.concordance import Line
    from store.session import Session
    from store.span import Span

_TOLD_EVERY = 0.1
"""Seconds between two words on how far it has come."""


class Job(Struct, frozen=True):
    """Hits, and what they are to be given.

    Args:
        lines: The hits.
        coding: What they are given, and how much around them.
        stamp: Who codes them, and when.
        records: What the notebook held when the reader asked for it.
        find: Returns the hits of the query in an article.
    """

    lines: Sequence[Line]
    coding: Coding
    stamp: Stamp
    records: Sequence[Record]
    find: Callable[[Article], Sequence[Span]]


@dataclass
class Progressed(Message):
    """So many of the hits were looked up in their articles."""

    done: int
    total: int


@dataclass
class Coded(Message):
    """A step was made of a job, or none where it was stopped.

    Args:
        job: The job.
        step: What is to be done; None where it was stopped.
        passages: How many passages get something by it.
        skipped: How many have it all already.
        gone: How many hits are no longer in their articles.
    """

    job: Job
    step: Step | None = None
    passages: int = 0
    skipped: int = 0
    gone: int = 0


def code(
    job: Job, session: Session, stop: threading.Event, post: Callable[[Message], object]
) -> None:
    """Make a step of a job; on a worker's thread. `Progressed` and `Coded` follow.

    Args:
        job: What is to be done.
        session: Where the articles are read.
        stop: Ends it, with nothing done.
        post: Takes the messages.
    """
    # The notebook's own book belongs to the event loop.
    coder = Coder(Book(job.records), job.stamp, job.coding, session.old_texts.text)
    result = Coded(job)
    due, looked_up = time.monotonic() + _TOLD_EVERY, 0
    for lines in _by_article(job.lines):
        if stop.is_set():
            post(Coded(job))
            return
        _code_article(coder, lines, session, result)
        looked_up += len(lines)
        if time.monotonic() >= due:
            post(Progressed(looked_up, len(job.lines)))
            due = time.monotonic() + _TOLD_EVERY
    result.step = coder.step()
    post(result)


def _code_article(coder: Coder, lines: Sequence[Line], session: Session, result: Coded) -> None:
    """Code the hits of one article, as it is on disk, and count what came of it."""
    article = load(session, lines[0].article.id)
    hits = present_hits(article, lines, result.job.find) if article else ()
    result.gone += len(lines) - len(hits)
    if article is None or not hits:
        return
    coded = coder.code(article, hits)
    result.passages += coded.passages
    result.skipped += coded.skipped
    if coded.passages:
        session.old_texts.keep(article.text_hash, article.text)


def load(session: Session, article_id: str) -> Article | None:
    """Return an article as it is on disk; None where it is not there any more."""
    entry = session.corpus.entry(article_id)
    if entry is None:
        return None
    try:
        return session.corpus.load(entry)
    except Unreadable:
        return None


def present_hits(
    article: Article, lines: Sequence[Line], find: Callable[[Article], Sequence[Span]]
) -> Sequence[Span]:
    """Return where hits are in an article as it is now; those that are gone are left out.

    In a text that has changed, a hit is one of the query's hits with the same words and the same
    surroundings to a side at least, the nearest to where it was.

    Args:
        article: As it was just read.
        lines: Hits that were gathered in it.
        find: Returns the hits of the query in an article.
    """
    text = article.text
    if all(line.article.text_hash == article.text_hash for line in lines):
        return [line.span for line in lines if line.match == _one_line(line.span.of(text))]
    free = list(lines_of(Found(Indexed.of(article), tuple(find(article)))))
    hits = []
    for line in lines:
        same = [each for each in free if _is_same(each, line)]
        if same:
            nearest = min(same, key=lambda each: abs(each.span.start - line.span.start))
            free.remove(nearest)
            hits.append(nearest.span)
    return hits


def _is_same(one: Line, other: Line) -> bool:
    return one.match == other.match and (
        one.left_words == other.left_words or one.right_words == other.right_words
    )


def _one_line(words: str) -> str:
    return words.replace("\n", " ")


def _by_article(lines: Iterable[Line]) -> Iterable[Sequence[Line]]:
    """Return hits by article, each article once, in the order in which they come."""
    by_article: dict[str, list[Line]] = {}
    for line in lines:
        by_article.setdefault(line.article.id, []).append(line)
    return by_article.values()
