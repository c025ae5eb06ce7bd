"""Keeping the index in line with what the scans find, off the event loop."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from tui.messages import Indexed

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.message import Message

    from store.article import Parsed
    from store.entry import Entry
    from store.search.snapshot import Snapshot
    from store.session import Session
    from tui.precedence import Precedence

_POSTED_EVERY = 0.1
"""Seconds between two words on how far the index has come."""

_RETRIED_AFTER = 30.0
"""Seconds after which what could not be indexed is tried again: there may be room by then."""


class News:
    """Whether there is something to index; may be told and asked from any thread."""

    def __init__(self) -> None:
        self._told = threading.Event()
        self.is_whole = False
        """Whether the corpus lists all its articles by now."""
        self.left: Snapshot | None = None
        """The index as it was left when it was last looked at; None before that."""

    def tell(self, *, is_whole: bool = False) -> None:
        """Say that articles were found, or that the index is to be looked at.

        Args:
            is_whole: Whether all articles are found.
        """
        self.is_whole = self.is_whole or is_whole
        self._told.set()

    def compare(self, snapshot: Snapshot) -> None:
        """Have the index looked at where it is no longer as it was left.

        Somebody may have removed it, with the rest of the cache, or another Postil written to it.

        Args:
            snapshot: The index as it is now.
        """
        if snapshot is not self.left:
            self.tell()

    def wait(self, stop: threading.Event, patience: float) -> bool:
        """Wait until there is something to do; tell whether there is.

        Args:
            stop: Set when there is nothing more to do; who sets it has to `tell` as well.
            patience: Seconds after which there is, even if nobody said so.
        """
        if not stop.is_set():
            self._told.wait(patience)
            self._told.clear()
        return not stop.is_set()


def keep_indexed(
    session: Session,
    news: News,
    precedence: Precedence,
    stop: threading.Event,
    post: Callable[[Message], object],
) -> None:
    """Bring the index up to date whenever there is news, until told to stop.

    To be run in a worker thread; `Indexed` tells how far it has come.

    Args:
        session: The corpus.
        news: Told by the scans.
        precedence: Says when to stand back.
        stop: Set when the reader leaves.
        post: Takes a message to the screen from any thread.
    """
    is_verified = False
    is_complete = True
    while news.wait(stop, threading.TIMEOUT_MAX if is_complete else _RETRIED_AFTER):
        is_complete = _update(session, news, precedence, stop, post)
        if news.is_whole and is_complete and not is_verified:
            is_verified = True
            if not session.search.verify(stop):
                news.tell()


def _update(
    session: Session,
    news: News,
    precedence: Precedence,
    stop: threading.Event,
    post: Callable[[Message], object],
) -> bool:
    """Bring the index up to date; tell whether it is."""
    from store.search.building import IndexProgress

    search, corpus, is_whole = session.search, session.corpus, news.is_whole
    news.left = news.left or search.snapshot()
    # In this order: what is taken for an older state than it is will be told of once more.
    state, entries = corpus.state, corpus.entries
    total = sum(not entry.error for entry in entries)
    posted = 0.0

    def parse(entry: Entry) -> Parsed:
        precedence.stand_back()
        return corpus.parse(entry)

    updating = search.update(
        entries, parse, whole=is_whole, state=state if is_whole else "", stop=stop
    )
    for progress in updating:
        if progress.is_waiting or time.monotonic() - posted >= _POSTED_EVERY:
            posted = time.monotonic()
            post(Indexed(progress, search.notice))
    if stop.is_set():
        return False
    snapshot = search.snapshot()
    progress = IndexProgress(min(snapshot.size, total), total)
    is_new, news.left = snapshot is not news.left, snapshot
    post(Indexed(progress, search.notice, is_settled=True, is_new=is_new))
    return snapshot.size >= total
