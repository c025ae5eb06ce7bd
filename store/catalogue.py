"""Catalogue: a corpus's entries kept in the cache, so that unchanged files need no reading.

The file has a heading line and then one line an article: its path, a tab, and a JSON array of
the entry's fields. Lines are parsed one by one when they are asked for, so that a large
catalogue neither delays the first article nor holds up the other threads.
"""

from __future__ import annotations

import contextlib
import sys
import zlib
from typing import TYPE_CHECKING

import orjson

import store
from store import atomic, places
from store.article import NORMALISER
from store.entry import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

# Entries made by other rules are not taken over; every release may refine what it reads.
_VERSION = f"2/{NORMALISER}/{store.__version__}"


class Catalogue:
    """The entries of an earlier scan, by path.

    Args:
        lines: The line of each path, as the file holds it.
        state: What tells these entries from any others; empty for none.
    """

    def __init__(self, lines: dict[str, bytes] | None = None, state: str = "") -> None:
        self._lines = lines or {}
        self.state = state

    @classmethod
    def load(cls, root: Path) -> Catalogue:
        """Return the catalogue of the corpus at `root`; empty if there is no sound one."""
        try:
            data = _file(root).read_bytes()
        except OSError:
            return cls()
        end = data.find(b"\n") + 1
        if data[:end] != _heading(memoryview(data)[end:]):
            return cls()
        lines = data[end:].splitlines()
        return cls({line[: line.index(b"\t")].decode(): line for line in lines}, _state(data))

    def at(self, path: str) -> Entry | None:
        """Return the entry of the article that was at `path`."""
        line = self._lines.get(path)
        return None if line is None else _entry(path, line)

    def __iter__(self) -> Iterator[Entry]:
        for path, line in self._lines.items():
            yield _entry(path, line)

    def __len__(self) -> int:
        return len(self._lines)


def save(root: Path, entries: Iterable[Entry]) -> str:
    """Keep `entries` as the catalogue of the corpus at `root`; a cache that is full is no error.

    Returns:
        What tells these entries from any others.
    """
    body = b"".join(map(_line, entries))
    data = _heading(body) + body
    with contextlib.suppress(OSError):
        file = _file(root)
        places.ensure(file.parent)
        atomic.replace(file, data, durable=False)
        atomic.sweep(file, older_than=atomic.STALE_SECONDS)
    return _state(data)


def _file(root: Path) -> Path:
    return places.cache_dir() / "catalogue" / places.key_of(root)


def _heading(body: bytes | memoryview) -> bytes:
    """Return the first line, which tells whether the rest is ours and whole."""
    return f"postil catalogue {_VERSION} {zlib.crc32(body):08x}\n".encode()


def _state(data: bytes) -> str:
    """Return what tells one catalogue from another: its heading, which sums it up, and its size."""
    heading = data[: data.index(b"\n")]
    return f"{heading.decode()} {len(data)}"


def _line(entry: Entry) -> bytes:
    fields = (
        entry.id,
        entry.title,
        entry.date,
        entry.author,
        entry.source,
        entry.words,
        entry.text_hash,
        entry.size,
        entry.mtime_ns,
        entry.inode,
        entry.error,
        *entry.edges,
    )
    return b"%b\t%b\n" % (entry.path.encode(), orjson.dumps(fields))


def _entry(path: str, line: bytes) -> Entry:
    """Return the entry of a line; the heading's checksum vouches for its form."""
    (
        article_id,
        title,
        date,
        author,
        source,
        words,
        text_hash,
        size,
        mtime_ns,
        inode,
        error,
        *edges,
    ) = orjson.loads(line[line.index(b"\t") + 1 :])
    return Entry(
        article_id,
        path,
        title,
        date,
        # Few authors and publications write most of a corpus.
        author and sys.intern(author),
        source and sys.intern(source),
        words,
        text_hash,
        size,
        mtime_ns,
        tuple(edges),
        error,
        inode,
    )
