"""Keeping up with the corpus folder and the notes file, off the event loop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.watch import watch
from tui.messages import Scanned

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable

    from textual.message import Message

    from store.session import Session

NOTES_EVERY = 0.5
"""Seconds between two looks at the notes file."""


def keep_up(session: Session, stop: threading.Event, post: Callable[[Message], object]) -> None:
    """Scan the corpus, and again whenever its folder changes, until told to stop.

    To be run in a worker thread.

    Args:
        session: The corpus.
        stop: Set when the reader leaves.
        post: Takes a message to the screen from any thread.
    """
    _scan(session, stop, post)
    for _ in watch(session.corpus.root, stop):
        _scan(session, stop, post)


def _scan(session: Session, stop: threading.Event, post: Callable[[Message], object]) -> None:
    for update in session.corpus.scan():
        if stop.is_set():
            return
        post(Scanned(update))


def look_at_notes(session: Session, stop: threading.Event) -> None:
    """Look every half second whether somebody else wrote to the notes file, until told to stop.

    To be run in a worker thread; what is found comes as `Refreshed` from the notebook.
    """
    while not stop.wait(NOTES_EVERY):
        session.notebook.poll()
