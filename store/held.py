"""What of a corpus is in memory already, so that a long article is neither read nor held twice.

An article of 10 MB takes 25 MB, and twice as much while it is read. A first session would read it
three times: for the list, for the screen and for the index.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from store.article import Article

if TYPE_CHECKING:
    from store.article import Parsed
    from store.entry import Entry


class Held:
    """The articles that somebody has open, and the first that was read, until one is opened.

    Any thread may ask and tell.
    """

    def __init__(self) -> None:
        self._open: WeakValueDictionary[str, Article] = WeakValueDictionary()
        # Room for the first, until one is opened. What is put there too late goes with the room.
        self._room: list[Article] | None = []

    def read(self, entry: Entry, parsed: Parsed) -> None:
        """Take note of what was read for the list: what comes first in it is mostly opened first.

        Args:
            entry: Of the article; it need not have its id yet.
            parsed: The article.
        """
        room = self._room
        if room == []:
            room.append(Article(entry.id, entry.path, parsed, entry.text_hash))

    def take_first(self, entry: Entry) -> Parsed | None:
        """Return an article that is about to be opened, if it is the first that was read.

        Whichever it is, the first is no longer held.
        """
        room, self._room = self._room, None
        first = room[0] if room else None
        return first.parsed if first and is_as_listed(first, entry) else None

    def opened(self, article: Article) -> None:
        """Take note of an article that somebody opened; it is held as long as he has it."""
        self._open[article.id] = article

    def open(self, entry: Entry) -> Parsed | None:
        """Return an article as it is listed if somebody has it open, its furniture marked."""
        article = self._open.get(entry.id)
        return article.parsed if article and is_as_listed(article, entry) else None


def is_as_listed(article: Article, entry: Entry) -> bool:
    """Tell whether an article is the listed one, whatever its id and the furniture marked in it.

    The same text may have another title, date, author or source by now: a file names them beside
    its text, and its path may tell the date.
    """
    read = article.parsed
    facts = read.title, read.date, read.author, read.source
    return (article.path, article.text_hash, *facts) == (
        entry.path,
        entry.text_hash,
        entry.title,
        entry.date,
        entry.author,
        entry.source,
    )
