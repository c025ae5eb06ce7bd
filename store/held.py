"""What of a corpus is in memory already, so that a long article is neither read nor held twice.

An article of 10 MB takes 25 MB, and twice as much while it is read. A first session would read it
three times: for the list, for the screen and for the index.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

if TYPE_CHECKING:
    from store.article import Article, Parsed
    from store.entry import Entry


class Held:
    """The articles that somebody has open, and the first that was read, until one is opened.

    Any thread may ask and tell.
    """

    def __init__(self) -> None:
        self._open: WeakValueDictionary[str, Article] = WeakValueDictionary()
        self._first: tuple[Entry, Parsed] | None = None
        self._is_none_open_yet = True

    def read(self, entry: Entry, parsed: Parsed) -> None:
        """Take note of what was read for the list: what comes first in it is mostly opened first.

        Args:
            entry: Of the article; it need not have its id yet.
            parsed: The article.
        """
        if self._is_none_open_yet and self._first is None:
            self._first = entry, parsed

    def take_first(self, entry: Entry) -> Parsed | None:
        """Return an article that is about to be opened, if it is the first that was read.

        Whichever it is, the first is no longer held.
        """
        self._is_none_open_yet = False
        first, self._first = self._first, None
        return first[1] if first and _is_same(first[0], entry) else None

    def opened(self, article: Article) -> None:
        """Take note of an article that somebody opened; it is held as long as he has it."""
        self._open[article.id] = article

    def open(self, entry: Entry) -> Parsed | None:
        """Return an article as it is listed if somebody has it open, its furniture marked."""
        article = self._open.get(entry.id)
        return article.parsed if article and _is_as_listed(article, entry) else None


def _is_as_listed(article: Article, entry: Entry) -> bool:
    """Tell whether an article is what is listed, in the facts that its path may tell too."""
    return (article.path, article.text_hash, article.parsed.date) == (
        entry.path,
        entry.text_hash,
        entry.date,
    )


def _is_same(one: Entry, other: Entry) -> bool:
    """Tell whether two entries are of one file with one text."""
    return (one.path, one.text_hash) == (other.path, other.text_hash)
