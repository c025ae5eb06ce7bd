"""At hand: a few short articles, read before anybody asks for them."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from msgspec import Struct

from store import walk
from store.entry import is_settled
from store.sources import Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from store.article import Article
    from store.corpus import Corpus
    from store.entry import Entry
    from store.walk import Found

LONGEST = 256 * 1024
"""Bytes above which an article is not read ahead: it would take memory, and time from others."""


class _Read(Struct, frozen=True):
    """An article, and the file that it was read from as its folder told of it before."""

    article: Article
    file: Found


class AtHand:
    """Keeps articles that may be opened next; to be asked in workers, since it looks at the disk.

    What has changed since it was read is never given out.

    Args:
        corpus: Where the articles are.
    """

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._read: dict[str, _Read] = {}
        self._keeping = threading.Lock()

    def keep(self, entries: Iterable[Entry], is_late: Callable[[], bool]) -> None:
        """Read some articles unless they are at hand already, and let go of all others.

        Args:
            entries: Of the articles; long ones are passed over, and what cannot be read.
            is_late: Tells before each file whether others are wanted by now; may take its time.
        """
        wanted = {each.id: each for each in entries if each.size <= LONGEST and not each.error}
        with self._keeping:
            self._read = {key: read for key, read in self._read.items() if key in wanted}
            for entry in wanted.values():
                if is_late():
                    return
                if self.find(entry) is None and (read := self._fresh(entry)) is not None:
                    self._read[entry.id] = read

    def find(self, entry: Entry) -> Article | None:
        """Return an article as it is on disk; None where it has to be read.

        Args:
            entry: As the corpus lists it.
        """
        read = self._read.get(entry.id)
        if read is None or not self._corpus.is_current(read.article):
            return None
        return read.article if self._file(entry) == read.file else None

    def _fresh(self, entry: Entry) -> _Read | None:
        """Read an article; None where its file is another by now, or may be soon unnoticed."""
        began, file = time.time_ns(), self._file(entry)
        if file is None or (file.size, file.mtime_ns) != (entry.size, entry.mtime_ns):
            return None
        if not is_settled(file, began):
            return None
        try:
            return _Read(self._corpus.load(entry), file)
        except Unreadable:
            return None  # Whoever opens it is told why.

    def _file(self, entry: Entry) -> Found | None:
        return walk.find(self._corpus.root, entry.path)
