"""The first article: what was read last is read again while the screen is set up."""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import TYPE_CHECKING

from msgspec import Struct

from store.identity import new_id
from store.sources import Unreadable
from tui.placing import look_at_once
from tui.precedence import wait_unless

if TYPE_CHECKING:
    from store.article import Article
    from store.entry import Entry
    from store.session import Session
    from tui.placing import Looked


TOUR = "start-here.md"
"""What is opened where nothing was read before."""


class First(Struct, frozen=True):
    """An article that is ready to be shown.

    Args:
        entry: What is listed of it.
        article: As it was read.
        looked: Where the passages of its annotations are; None where that takes longer than a
            reader waits.
    """

    entry: Entry
    article: Article
    looked: Looked | None


class FirstArticle:
    """Reads the article that was open last, in a thread of its own.

    It is there mostly before the screen has its size, and is then in the first paint.

    Args:
        session: The corpus, its notes and its reading progress.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self.wanted = session.log.desk.last_article
        """Id of the article to open when it is listed; settled once `wait` returns, and then empty
        where any will do."""
        self._last = last = session.log.desk.last
        # Here, because a book belongs to the thread that changes it.
        self._annotations = session.notebook.book.of_article(last.id) if last else ()
        self._is_read = threading.Event()
        self.read: First | None = None
        """The article; None where there is none, or as long as it is on its way."""
        # A daemon: whoever leaves at once does not wait for it.
        threading.Thread(target=self._work, name="postil-first", daemon=True).start()

    def wait(self, stop: threading.Event) -> First | None:
        """Return the article when it is read; None where only a scan can tell which it is.

        Args:
            stop: Set when the reader leaves; then nobody waits any longer.
        """
        wait_unless(stop, self._is_read)
        return self.read

    def _work(self) -> None:
        try:
            self.read = self._first()
            if not self.wanted and self._has_tour():
                self.wanted = new_id(TOUR)
        finally:
            self._is_read.set()

    def _has_tour(self) -> bool:
        with suppress(OSError):  # The scan will say why.
            return (self._session.corpus.folder / TOUR).exists()
        return False

    def _first(self) -> First | None:
        session, last = self._session, self._last
        entry = session.corpus.glimpse(last) if last is not None else None
        if entry is None:
            return None
        try:
            article = session.corpus.load(entry)
        except Unreadable:
            return None  # The scan will say why.
        looked = look_at_once(article, self._annotations, session.old_texts.text)
        return First(entry, article, looked)
