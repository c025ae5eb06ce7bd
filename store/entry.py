"""Entry: what the list of articles knows of one article without holding its text."""

from __future__ import annotations

import struct
import threading
import time
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from store import memory, sources, walk
from store.article import count_characters, count_words, hash_text
from store.sources import Unreadable

if TYPE_CHECKING:
    from pathlib import Path

    from store.article import Parsed
    from store.walk import Found

# Coarsest step of file times in use (FAT). A file changed less than that before it was read
# may change again without its time telling.
_COARSEST_MTIME_NS = 2_000_000_000

_LARGE = 1024 * 1024
"""Bytes from which files are read one at a time, so that their memory does not add up."""

_reading_large = threading.Lock()


_FACTS = struct.Struct("<qqQII32s")
"""A file's size, time and number, how many words and characters its text has, the text's hash."""

_FILE = struct.Struct("<qqQ")
"""Those three."""

_NO_HASH = bytes(32)
_HASHED_FROM = _FACTS.size - len(_NO_HASH)


class Entry(Struct, frozen=True, gc=False):
    """One article of a corpus, as its list shows it.

    Two entries are equal if the article is the same; when and where its file was written does
    not count. What is seldom asked of one lies packed, since there may be 100,000: as numbers,
    text and bytes of their own it would take three times as much memory.

    Args:
        id: Stays with the article through edits and renames.
        path: Place inside the corpus, with `/` between folders, in the form that can be shown.
        title: Never empty; the file's name where the file cannot be read.
        date: ISO 8601 calendar date `YYYY-MM-DD`, or None where file and path name none.
        author: None where the file names none.
        source: Publication or address; None where the file names none.
        packed: What `of` packs.
        error: Why the file cannot be read; empty where it can.
    """

    id: str
    path: str
    title: str
    date: str | None
    author: str | None
    source: str | None
    packed: bytes
    error: str = ""

    @classmethod
    def of(
        cls,
        article_id: str,
        path: str,
        title: str,
        *,
        date: str | None = None,
        author: str | None = None,
        source: str | None = None,
        words: int = 0,
        characters: int = 0,
        text_hash: str = "",
        size: int = 0,
        mtime_ns: int = 0,
        inode: int = 0,
        edges: bytes = b"",
        error: str = "",
    ) -> Entry:
        """Return an entry, its facts packed.

        Args:
            article_id: Stays with the article through edits and renames.
            path: Place inside the corpus, with `/` between folders.
            title: Never empty.
            date: ISO 8601 calendar date `YYYY-MM-DD`.
            author: None where the file names none.
            source: None where the file names none.
            words: How many words its text has.
            characters: As `count_characters` gives them.
            text_hash: SHA-256 of the canonical text in hex; empty where the file cannot be read.
            size: Of the file, in bytes.
            mtime_ns: In nanoseconds since 1970.
            inode: 0 while the file is too young to be known again by its time.
            edges: As `furniture.edges` gives them.
            error: Why the file cannot be read; empty where it can.
        """
        digest = bytes.fromhex(text_hash) if text_hash else _NO_HASH
        packed = _FACTS.pack(size, mtime_ns, inode, words, characters, digest) + edges
        return cls(article_id, path, title, date, author, source, packed, error)

    @property
    def size(self) -> int:
        """How many bytes its file has."""
        return self._fact(0)

    @property
    def mtime_ns(self) -> int:
        """When its file was last changed, in nanoseconds since 1970."""
        return self._fact(1)

    @property
    def inode(self) -> int:
        """The file's number; 0 while the file is too young to be known again by its time."""
        return self._fact(2)

    @property
    def words(self) -> int:
        """How many words its text has."""
        return self._fact(3)

    @property
    def characters(self) -> int:
        """How many characters its text has where words say nothing of its length; else 0."""
        return self._fact(4)

    @property
    def text_hash(self) -> str:
        """SHA-256 of the canonical text in hex; empty where the file cannot be read."""
        digest = self.packed[_HASHED_FROM : _FACTS.size]
        return "" if digest == _NO_HASH else digest.hex()

    @property
    def edges(self) -> bytes:
        """Hashes of its paragraphs that may be furniture, as `furniture.edges` gives them."""
        return self.packed[_FACTS.size :]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Entry) and self._article() == other._article()

    def __hash__(self) -> int:
        return hash(self._article())

    def is_of(self, found: Found) -> bool:
        """Tell whether the entry still holds for a file, going by what its folder tells.

        Never for one that could not be read: what was in the way may be gone.
        """
        file = _FILE.pack(found.size, found.mtime_ns, found.inode)
        return self.packed.startswith(file) and not self.error

    def is_same(self, other: Entry) -> bool:
        """Tell whether another entry agrees in the file as well as in the article."""
        return self.packed == other.packed and self == other

    def _fact(self, place: int) -> int:
        return int(_FACTS.unpack_from(self.packed)[place])

    def _article(self) -> tuple[object, ...]:
        """Return all that tells one article from another."""
        facts = (self.id, self.path, self.title, self.date, self.author, self.source, self.error)
        return *facts, self.packed[_FILE.size :]


def read_entry(folder: Path, found: Found) -> tuple[Entry, Parsed | None]:
    """Read a file and return its entry, still without an id, and what was read, if it could be.

    Args:
        folder: The corpus's folder.
        found: The file.
    """
    if found.problem:
        return _unreadable(found, found.problem), None
    began = time.time_ns()
    try:
        parsed = parse_file(folder, found.path, found.size)
    except Unreadable as error:
        return _unreadable(found, str(error)), None
    from store import furniture  # of no use where every article was seen before

    entry = Entry.of(
        "",
        found.path,
        parsed.title,
        date=parsed.date,
        author=parsed.author,
        source=parsed.source,
        words=count_words(parsed.text),
        characters=count_characters(parsed.text),
        text_hash=hash_text(parsed.text),
        size=found.size,
        mtime_ns=found.mtime_ns,
        edges=furniture.edges(parsed),
        inode=found.inode if is_settled(found, began) else 0,
    )
    return entry, parsed


def is_settled(found: Found, began: int) -> bool:
    """Tell whether a file is old enough to be known again by its time once it has been read.

    Args:
        found: The file.
        began: When one begins to read it, in nanoseconds since 1970.
    """
    return began - found.mtime_ns > _COARSEST_MTIME_NS


def parse_file(folder: Path, path: str, size: int = 0) -> Parsed:
    """Read and parse one file of a corpus; where it names no date, its path may.

    Args:
        folder: The corpus's folder.
        path: Place inside it, in the form that can be shown.
        size: How large it was when its folder was listed, in bytes; 0 where nobody looked.

    Raises:
        Unreadable: If that is not possible, for whatever reason.
    """
    try:
        parsed = _parsed(folder, path, size)
    except Unreadable:
        raise
    except OSError as error:
        raise Unreadable(walk.reason(error)) from error
    except MemoryError as error:
        raise Unreadable("there is not enough memory to read it") from error
    except Exception as error:
        # A slip of a parser over one strange file must not take the other articles down.
        raise Unreadable(f"it could not be understood ({type(error).__name__})") from error
    if parsed.date:
        return parsed
    from store.sources import path_dates  # of no use where every article was seen before

    return replace(parsed, date=path_dates.date_of_path(path))


def _parsed(folder: Path, path: str, size: int) -> Parsed:
    """Read and parse one file; several at once unless it is large."""

    def read() -> bytes:
        return walk.read_bytes(folder, path)

    if size < _LARGE:
        return sources.parse_read(read, _file_name(path))
    with _reading_large:
        memory.keep_large_apart()
        try:
            return sources.parse_read(read, _file_name(path))
        finally:
            memory.give_back()


def _unreadable(found: Found, reason: str) -> Entry:
    return Entry.of(
        "",
        found.path,
        _file_name(found.path),
        size=found.size,
        mtime_ns=found.mtime_ns,
        inode=found.inode,
        error=reason,
    )


def _file_name(path: str) -> str:
    """Return the last part of a path; of a folder's, its slash too."""
    return path[path.rfind("/", 0, -1) + 1 :]
