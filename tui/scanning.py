"""Keeping up with the corpus folder and the notes file, off the event loop."""

from __future__ import annotations

import gc
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from msgspec.structs import replace

from tui.messages import FirstRead, Scanned
from tui.precedence import wait_unless

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterator

    from textual.message import Message

    from store.scan import ScanUpdate
    from store.session import Session
    from tui.first import FirstArticle
    from tui.indexing import News
    from tui.precedence import Precedence

_PART = 250
"""Articles that the screen takes over at a time; about 5 ms of its work."""

_EARLY = 10.0
"""Seconds after which articles are indexed while the scan is still under way: neither is done any
sooner for it, and two threads that read articles leave the screen less time than one."""

NOTES_EVERY = 0.25
"""Seconds between two looks at the notes file."""


def keep_up(
    session: Session,
    news: News,
    precedence: Precedence,
    stop: threading.Event,
    post: Callable[[Message], object],
    *,
    first: FirstArticle,
) -> None:
    """Scan the corpus, and again whenever its folder changes, until told to stop.

    What was read last comes first, and then all else waits until an article is on the screen: two
    threads that both have much to do take turns, and the reader would wait for twice as long.

    To be run in a worker thread.

    Args:
        session: The corpus.
        news: Told when there is something to index.
        precedence: Says when to stand back.
        stop: Set when the reader leaves.
        post: Takes a message to the screen from any thread.
        first: What was read last.
    """
    if first.wait(stop) is not None:
        post(FirstRead())
        precedence.wait_for_first()
    with _settled_things_left_alone():
        _scan(session, news, precedence, stop, post)
        # Only now, and not while the first article waits for its paint.
        from store.watch import watch

        for _ in watch(session.corpus.root, stop):
            _scan(session, news, precedence, stop, post)


@contextmanager
def _settled_things_left_alone() -> Iterator[None]:
    """Keep what stands when it begins, and what a scan lists, out of the search for garbage.

    What is made while articles are read has Python look through all things again and again, and
    meanwhile every thread stands still: for 50 ms at 10,000 articles, and longer at more.
    """
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _scan(
    session: Session,
    news: News,
    precedence: Precedence,
    stop: threading.Event,
    post: Callable[[Message], object],
) -> None:
    began = time.monotonic()
    for update in session.corpus.scan(precedence.stand_back):
        if update.added:
            gc.freeze()
        for part in _parts(update):
            if stop.is_set():
                return
            _hand_over(part, stop, post)
        if update.added:
            precedence.wait_for_first()
        # A first scan of very many articles takes long, and what it found can be searched.
        if time.monotonic() - began > _EARLY:
            news.tell()
    # Not with its last update: only behind that is the list's state the new one.
    news.tell(is_whole=True)


def _hand_over(part: ScanUpdate, stop: threading.Event, post: Callable[[Message], object]) -> None:
    """Tell the screen of something, and wait until it has taken it over.

    What Textual finds in a screen's queue is dealt with before any key: what articles known from
    before make of it at once would hold up a held key by half a second.
    """
    message = Scanned(part)
    post(message)
    wait_unless(stop, message.taken)


def _parts(update: ScanUpdate) -> Iterator[ScanUpdate]:
    """Yield an update in parts that the event loop takes in without a stumble."""
    added = update.added
    while len(added) > _PART:
        yield replace(update, added=added[:_PART], changed=(), removed=(), done=False)
        added = added[_PART:]
    yield replace(update, added=added)


def look_at_notes(session: Session, stop: threading.Event) -> None:
    """Look four times a second whether somebody else wrote to the notes file, until told to stop.

    To be run in a worker thread; what is found comes as `Refreshed` from the notebook.
    """
    while not stop.wait(NOTES_EVERY):
        session.notebook.poll()
