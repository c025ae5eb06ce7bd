"""Entry: what the list of articles knows of one article without holding its text."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from store import memory, sources, walk
from store.article import count_words, hash_text
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


@dataclass(frozen=True, slots=True)
class Entry:
    """One article of a corpus, as its list shows it.

    Two entries are equal if the article is the same; when and where its file was written does
    not count.

    Args:
        id: Stays with the article through edits and renames.
        path: Place inside the corpus, with `/` between folders, in the form that can be shown.
        title: Never empty; the file's name where the file cannot be read.
        date: ISO 8601 calendar date `YYYY-MM-DD`, or None where the file names none.
        author: None where the file names none.
        source: Publication or address; None where the file names none.
        words: How many words its text has.
        text_hash: SHA-256 of the canonical text in hex; empty where the file cannot be read.
        size: Of the file, in bytes.
        mtime_ns: When the file was last changed, in nanoseconds since 1970.
        edges: Hashes of its paragraphs that may be furniture, as `furniture.edges` gives them.
        error: Why the file cannot be read; empty where it can.
        inode: The file's number; 0 while the file is too young to be known again by its time.
    """

    id: str
    path: str
    title: str
    date: str | None
    author: str | None
    source: str | None
    words: int
    text_hash: str
    size: int = field(compare=False)
    mtime_ns: int = field(compare=False)
    edges: bytes = b""
    error: str = ""
    inode: int = field(default=0, compare=False)

    def is_of(self, found: Found) -> bool:
        """Tell whether the entry still holds for a file, going by what its folder tells.

        Never for one that could not be read: what was in the way may be gone.
        """
        return (
            self.mtime_ns == found.mtime_ns
            and self.size == found.size
            and self.inode == found.inode
            and not self.error
        )


def read_entry(folder: Path, found: Found) -> Entry:
    """Read a file and return its entry, still without an id.

    Args:
        folder: The corpus's folder.
        found: The file.
    """
    if found.problem:
        return _unreadable(found, found.problem)
    began = time.time_ns()
    try:
        parsed = parse_file(folder, found.path, found.size)
    except Unreadable as error:
        return _unreadable(found, str(error))
    from store import furniture  # of no use where every article was seen before

    settled = began - found.mtime_ns > _COARSEST_MTIME_NS
    return Entry(
        id="",
        path=found.path,
        title=parsed.title,
        date=parsed.date,
        author=parsed.author,
        source=parsed.source,
        words=count_words(parsed.text),
        text_hash=hash_text(parsed.text),
        size=found.size,
        mtime_ns=found.mtime_ns,
        edges=furniture.edges(parsed),
        inode=found.inode if settled else 0,
    )


def parse_file(folder: Path, path: str, size: int = 0) -> Parsed:
    """Read and parse one file of a corpus.

    Args:
        folder: The corpus's folder.
        path: Place inside it, in the form that can be shown.
        size: How large it was when its folder was listed, in bytes; 0 where nobody looked.

    Raises:
        Unreadable: If that is not possible, for whatever reason.
    """
    try:
        if size < _LARGE:
            return sources.parse(walk.read_bytes(folder, path), _file_name(path))
        with _reading_large:
            try:
                return sources.parse(walk.read_bytes(folder, path), _file_name(path))
            finally:
                memory.give_back()
    except Unreadable:
        raise
    except OSError as error:
        raise Unreadable(walk.reason(error)) from error
    except MemoryError as error:
        raise Unreadable("there is not enough memory to read it") from error
    except Exception as error:
        # A slip of a parser over one strange file must not take the other articles down.
        raise Unreadable(f"it could not be understood ({type(error).__name__})") from error


def _unreadable(found: Found, reason: str) -> Entry:
    return Entry(
        id="",
        path=found.path,
        title=_file_name(found.path),
        date=None,
        author=None,
        source=None,
        words=0,
        text_hash="",
        size=found.size,
        mtime_ns=found.mtime_ns,
        error=reason,
        inode=found.inode,
    )


def _file_name(path: str) -> str:
    """Return the last part of a path; of a folder's, its slash too."""
    return path[path.rfind("/", 0, -1) + 1 :]
