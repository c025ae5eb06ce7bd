"""Catalogue: a corpus's entries kept in the cache, so that unchanged files need no reading.

The file has a heading line and then one line an article: its path, a tab, and a JSON array of
the entry's fields. Lines are parsed one by one when they are asked for, so that a large
catalogue neither delays the first article nor holds up the other threads.
"""

from __future__ import annotations

import contextlib
import sys
import zlib
from functools import cached_property
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
_VERSION = f"3/{NORMALISER}/{store.__version__}"


class Catalogue:
    """The entries of an earlier scan, by path.

    Of 100,000 the lines take 30 MB, and as much again each time they are copied or parted: they
    stay as they were read, and are mostly asked for one after the other.

    Args:
        data: The whole file; empty for none.
    """

    def __init__(self, data: bytes = b"") -> None:
        self._data = data
        self._first = self._next = data.find(b"\n") + 1
        self.state = _state(data) if data else ""
        """What tells these entries from any others; empty for none."""

    @classmethod
    def load(cls, root: Path) -> Catalogue:
        """Return the catalogue of the corpus at `root`; empty if there is no sound one."""
        try:
            data = _file(root).read_bytes()
        except OSError:
            return cls()
        end = data.find(b"\n") + 1
        return cls(data) if data[:end] == _heading(memoryview(data)[end:]) else cls()

    def at(self, path: str) -> Entry | None:
        """Return the entry of the article that was at `path`."""
        # A scan comes to the files in the order in which the last one kept them.
        key = path.encode() + b"\t"
        start = self._next if self._data.startswith(key, self._next) else self._starts.get(path)
        if start is None:
            return None
        end = self._data.index(b"\n", start)
        self._next = end + 1
        return entry_of(path, self._data[start + len(key) : end])

    def __iter__(self) -> Iterator[Entry]:
        for path, start in self._starts.items():
            tab = self._data.index(b"\t", start)
            yield entry_of(path, self._data[tab + 1 : self._data.index(b"\n", tab)])

    def __len__(self) -> int:
        return self._data.count(b"\n", self._first)

    @cached_property
    def _starts(self) -> dict[str, int]:
        """Where each path's line begins."""
        starts: dict[str, int] = {}
        start = self._first
        while start < len(self._data):
            starts[self._data[start : self._data.index(b"\t", start)].decode()] = start
            start = self._data.index(b"\n", start) + 1
        return starts


def save(root: Path, entries: Iterable[Entry]) -> str:
    """Keep `entries` as the catalogue of the corpus at `root`; a cache that is full is no error.

    Returns:
        What tells these entries from any others.
    """
    body = b"".join(map(line_of, entries))
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


def line_of(entry: Entry) -> bytes:
    """Return the line of an entry."""
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
        entry.edges.hex(),
    )
    return b"%b\t%b\n" % (entry.path.encode(), orjson.dumps(fields))


def entry_of(path: str, fields: bytes) -> Entry:
    """Return the entry that a line tells of; the heading's checksum vouches for its form.

    Args:
        path: With which the line begins.
        fields: What follows.
    """
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
        edges,
    ) = orjson.loads(fields)
    return Entry(
        article_id,
        path,
        title,
        # Few days, authors and publications make most of a corpus.
        date and sys.intern(date),
        author and sys.intern(author),
        source and sys.intern(source),
        words,
        text_hash,
        size,
        mtime_ns,
        bytes.fromhex(edges),
        error,
        inode,
    )
