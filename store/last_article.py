"""The article that was read last, kept as it was parsed: the next session begins with it.

What parses an article takes longer to import than the article to read. What is kept here is
derived, and may be missing at any time.
"""

from __future__ import annotations

import contextlib
import zlib
from typing import TYPE_CHECKING

import msgspec

from store import atomic, places
from store.article import Article, Parsed
from store.catalogue import VERSION, entry_of, line_of

if TYPE_CHECKING:
    from pathlib import Path

    from store.entry import Entry
    from store.walk import Found

# What other rules made is not taken over, as in the catalogue.
_VERSION = f"2/{VERSION}"

_LONGEST = 1_000_000
"""Code points above which an article is read anew: it takes longer to keep than the next start
would gain."""


class LastArticle:
    """The article that was read last in a corpus, with its entry, in the user's cache folder.

    Args:
        root: The corpus; never written to.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._kept: Article | None = None

    def keep(self, entry: Entry, article: Article) -> None:
        """Keep an article; a cache that is full is no error.

        Args:
            entry: What the corpus lists of it.
            article: As it was read.
        """
        if article == self._kept or len(article.text) > _LONGEST or not _is_settled(entry):
            return
        self._kept = article
        body = line_of(entry) + msgspec.json.encode(article.parsed)
        with contextlib.suppress(OSError):
            file = self._file()
            places.ensure(file.parent)
            atomic.replace(file, _heading(body) + body, durable=False)

    def read(self, found: Found) -> tuple[Entry, Article] | None:
        """Return the kept article and its entry if they still hold for a file, going by its folder.

        Args:
            found: The file.
        """
        try:
            data = self._file().read_bytes()
        except OSError:
            return None
        end = data.find(b"\n") + 1
        if data[:end] != _heading(memoryview(data)[end:]):
            return None
        line, _, parsed = data[end:].partition(b"\n")
        path, _, fields = line.partition(b"\t")
        entry = entry_of(path.decode(), fields)
        if entry.path != found.path or not entry.is_of(found):
            return None
        kept = msgspec.json.decode(parsed, type=Parsed)
        return entry, Article(entry.id, entry.path, kept, entry.text_hash)

    def _file(self) -> Path:
        return places.cache_dir() / "last" / places.key_of(self._root)


def _is_settled(entry: Entry) -> bool:
    """Tell whether the file had not changed so shortly before that its time may not tell."""
    return bool(entry.inode) and not entry.error


def _heading(body: bytes | memoryview) -> bytes:
    """Return the first line, which tells whether the rest is ours and whole."""
    return f"postil article {_VERSION} {zlib.crc32(body):08x}\n".encode()
