"""Catalogue: a corpus's entries kept in the cache, so that unchanged files need no reading.

The file has a heading line and then one line an article: its path, a tab, and a JSON array of
the entry's fields. Lines are read and parsed one by one when they are asked for, so that a large
catalogue neither delays the first article, nor holds up the other threads, nor fills the memory.
"""

from __future__ import annotations

import contextlib
import os
import sys
import zlib
from functools import cached_property
from io import BytesIO
from typing import TYPE_CHECKING

import orjson

import store
from store import atomic, places
from store.article import NORMALISER
from store.entry import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

VERSION = f"5/{NORMALISER}/{store.__version__}"
"""Entries made by other rules are not taken over; every release may refine what it reads."""


_CHUNK = 1 << 16
"""Bytes that are read at a time."""


class Catalogue:
    """The entries of an earlier scan, by path; to be closed when it is no longer asked.

    Of 100,000 the lines take 30 MB: they stay in the file, and are mostly asked for one after the
    other. A later catalogue is another file, so that what is open here stays as it is.

    Args:
        file: Descriptor of the file, which the catalogue takes over; None for no entries.
        heading: The first line of the file.
        length: How many entries there are.
        state: What tells these entries from any others; empty for none.
    """

    def __init__(
        self, file: int | None = None, heading: bytes = b"", length: int = 0, state: str = ""
    ) -> None:
        self._file = file
        self._first = len(heading)
        self._length = length
        self._lines = self._lines_from(self._first)
        self._next = next(self._lines, b"")
        self.state = state

    @classmethod
    def load(cls, root: Path) -> Catalogue:
        """Return the catalogue of the corpus at `root`; empty if there is no sound one."""
        try:
            file = os.open(_file(root), os.O_RDONLY)
        except OSError:
            return cls()
        try:
            heading = os.pread(file, _CHUNK, 0).partition(b"\n")[0] + b"\n"
            end, checksum, length = len(heading), 0, 0
            while chunk := os.pread(file, _CHUNK, end):
                checksum = zlib.crc32(chunk, checksum)
                length += chunk.count(b"\n")
                end += len(chunk)
        except OSError:
            os.close(file)
            return cls()
        if heading != _heading(checksum):
            os.close(file)
            return cls()
        return cls(file, heading, length, _state(heading, end))

    def close(self) -> None:
        """Give the file back; from now on there are no entries."""
        if self._file is not None:
            os.close(self._file)
        self._file, self._lines, self._next = None, iter(()), b""

    def at(self, path: str) -> Entry | None:
        """Return the entry of the article that was at `path`."""
        key = path.encode() + b"\t"
        # A scan comes to the files in the order in which the last one kept them.
        if not self._next.startswith(key):
            start = self._starts.get(path)
            if start is None:
                return None
            self._lines = self._lines_from(start)
            self._next = next(self._lines, b"")
            if not self._next.startswith(key):
                return None  # The file can be read no more.
        line = self._next
        self._next = next(self._lines, b"")
        return entry_of(path, line[len(key) :])

    def __iter__(self) -> Iterator[Entry]:
        for line in self._lines_from(self._first):
            path, _, fields = line.partition(b"\t")
            yield entry_of(path.decode(), fields)

    def __len__(self) -> int:
        return self._length

    @cached_property
    def _starts(self) -> dict[str, int]:
        """Where each path's line begins."""
        starts: dict[str, int] = {}
        start = self._first
        for line in self._lines_from(start):
            starts[line.partition(b"\t")[0].decode()] = start
            start += len(line) + 1
        return starts

    def _lines_from(self, start: int) -> Iterator[bytes]:
        """Yield lines, without their ends, from a place in the file on; none it cannot read."""
        rest = b""
        with contextlib.suppress(OSError):
            while self._file is not None and (chunk := os.pread(self._file, _CHUNK, start)):
                start += len(chunk)
                *lines, rest = (rest + chunk).split(b"\n")
                yield from lines


def save(root: Path, entries: Iterable[Entry]) -> str:
    """Keep `entries` as the catalogue of the corpus at `root`; a cache that is full is no error.

    Returns:
        What tells these entries from any others.
    """
    # One buffer, because of 100,000 entries the lines take 30 MB each time they are put together.
    data, checksum = BytesIO(), 0
    data.write(_heading(checksum))
    for entry in entries:
        line = line_of(entry)
        checksum = zlib.crc32(line, checksum)
        data.write(line)
    size = data.tell()
    heading = _heading(checksum)
    data.seek(0)
    data.write(heading)
    with contextlib.suppress(OSError):
        file = _file(root)
        places.ensure(file.parent)
        atomic.replace(file, data.getvalue(), durable=False)
        atomic.sweep(file, older_than=atomic.STALE_SECONDS)
    return _state(heading, size)


def _file(root: Path) -> Path:
    return places.cache_dir() / "catalogue" / places.key_of(root)


def _heading(checksum: int) -> bytes:
    """Return the first line, which tells whether the rest is ours and whole."""
    return f"postil catalogue {VERSION} {checksum:08x}\n".encode()


def _state(heading: bytes, size: int) -> str:
    """Return what tells one catalogue from another: its heading, which sums it up, and its size."""
    return f"{heading.decode().rstrip()} {size}"


def line_of(entry: Entry) -> bytes:
    """Return the line of an entry."""
    fields = (
        entry.id,
        entry.title,
        entry.date,
        entry.author,
        entry.source,
        entry.words,
        entry.characters,
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
        characters,
        text_hash,
        size,
        mtime_ns,
        inode,
        error,
        edges,
    ) = orjson.loads(fields)
    return Entry.of(
        article_id,
        path,
        title,
        # Few days, authors and publications make most of a corpus.
        date=date and sys.intern(date),
        author=author and sys.intern(author),
        source=source and sys.intern(source),
        words=words,
        characters=characters,
        text_hash=text_hash,
        size=size,
        mtime_ns=mtime_ns,
        inode=inode,
        edges=bytes.fromhex(edges),
        error=error,
    )
