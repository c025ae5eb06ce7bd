"""Gathering: the hits of a query are found, put in order and counted in workers."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from store.memory import collector_paused
from store.search.collocates import Tally
from store.search.concordance import Sort, arrange, gather

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterable, Iterator, Sequence

    from store.entry import Entry
    from store.search.answer import Answer
    from store.search.collocates import Collocate
    from store.search.concordance import Line
    from store.search.found import Found
    from store.search.rules import Proposal
    from tui.concordance import Concordance, Covered

_SHOWN = 60
"""Collocates that are kept: more than the tallest screen has lines for."""

_LEAST = 3
"""How often a word must stand near a hit to say anything about it."""

_TELLING = 3.84
"""The G² below which a word may well stand there by chance: χ² with one degree at p = 0.05."""

_FIRST_LOOK = 256
"""Articles that are looked through before the index is asked which of all may match: that takes a
tenth of a second with 100,000, and the first lines are to be on the screen by then."""

_TOLD_EVERY = 0.5
"""Seconds between two looks at the collocates while they are counted."""


@dataclass
class Gathered(Message):
    """Hits were found.

    Args:
        lines: Those that are new, article by article.
        proposals: Where a rule was asked, what each of the lines proposes.
        done: Whether these are the last.
        too_slow: Paths of the articles in which the query took too long.
    """

    lines: tuple[Line, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    done: bool = False
    too_slow: tuple[str, ...] = ()


@dataclass
class Damaged(Message):
    """The index turned out to be damaged, and is made anew; what was asked of it has no answer."""


@dataclass
class Asked(Message):
    """The index was asked.

    Args:
        covered: How much of the corpus it has.
    """

    covered: Covered


@dataclass
class Peeked(Message):
    """It was looked whether there are other hits than those shown.

    Args:
        asked: Which look this was; only the last one counts.
        covered: How much of the corpus was looked through.
        more: How many hits are not shown.
        same: How many are.
    """

    asked: threading.Event
    covered: Covered
    more: int = 0
    same: int = 0


@dataclass
class Renewed(Message):
    """The hits were gathered again.

    Args:
        coming: What was gathered.
        covered: How much of the corpus was looked through.
    """

    coming: Concordance
    covered: Covered


@dataclass
class Arranged(Message):
    """Hits were put in another order.

    Args:
        lines: All that there were then.
        sort: Which order.
        asked: Which question this answers; only the last one counts.
    """

    lines: tuple[Line, ...]
    sort: Sort
    asked: int


@dataclass
class Collocated(Message):
    """The words around the hits were counted, as far as the articles were read.

    Args:
        collocates: The most telling first.
        done: Whether all articles were read.
    """

    collocates: tuple[Collocate, ...]
    done: bool = False


Post = Callable[[Message], object]
"""Takes what a worker tells, on any thread."""

Between = Callable[["Iterable[str]"], "Iterable[str]"]
"""Hands on the ids of articles one by one, and lets others have their turn between them."""


def gather_hits(
    ask: Callable[[], Answer],
    entries: Sequence[Entry],
    stop: threading.Event,
    post: Post,
    between: Between = iter,
) -> None:
    """Find the hits of a query, in the order of the corpus; on a worker's thread.

    Args:
        ask: Puts the query to the index.
        entries: The articles, in the order of the corpus.
        stop: Ends it.
        post: Takes `Gathered` messages.
        between: Lets others have their turn between two articles.
    """
    answer = ask()
    with _long_lived():
        for lines in gather(_in_order(answer, entries, stop, between)):
            if stop.is_set():
                return
            post(Gathered(lines))
    post(Gathered(done=True, too_slow=tuple(answer.too_slow)))


def _in_order(
    answer: Answer, entries: Sequence[Entry], stop: threading.Event, between: Between
) -> Iterator[Found]:
    """Yield what is found in the order of the corpus, in its first articles at once."""
    first = [entry.id for entry in entries[:_FIRST_LOOK]]
    yield from answer.found_among(first, stop)
    others = in_order(answer.candidates(), entries)
    seen = set(first)
    yield from answer.found(between(each for each in others if each not in seen), stop)


@contextmanager
def _long_lived() -> Iterator[None]:
    """Keep the collector away from what is made meanwhile.

    Lines refer to nothing that refers to them, so that they go as soon as nobody needs them; but
    each look at all of 70,000 would hold up the screen for a tenth of a second.
    """
    with collector_paused():
        try:
            yield
        finally:
            gc.freeze()


def in_order(ids: Iterable[str], entries: Iterable[Entry]) -> list[str]:
    """Return ids of articles in the order of the corpus, those that it lacks last."""
    wanted = dict.fromkeys(ids)
    listed = [entry.id for entry in entries if entry.id in wanted]
    return [*listed, *(wanted.keys() - set(listed))]


def arrange_hits(lines: Sequence[Line], sort: Sort, asked: int, post: Post) -> None:
    """Put hits in an order; on a worker's thread. `Arranged` follows."""
    post(Arranged(arrange(lines, sort), sort, asked))


def count_collocates(found: Iterable[Found], stop: threading.Event, post: Post) -> None:
    """Count the words around the hits; on a worker's thread. `Collocated` follows, repeatedly."""
    tally = Tally()
    due = time.monotonic() + _TOLD_EVERY
    for each in found:
        if stop.is_set():
            return
        tally.read(each.article.text, each.hits)
        if time.monotonic() >= due:
            post(Collocated(_telling(tally)))
            due = time.monotonic() + _TOLD_EVERY
    post(Collocated(_telling(tally), done=True))


def _telling(tally: Tally) -> tuple[Collocate, ...]:
    """Return the words that stand more often near the hits than elsewhere."""
    words = tally.collocates(_SHOWN, least=_LEAST, telling=_TELLING, letters=False)
    return tuple(each for each in words if each.log_likelihood > 0)
