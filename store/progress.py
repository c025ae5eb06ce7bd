"""Reading progress: how far each article was read, and how the desk was left."""

from __future__ import annotations

import contextlib
import threading
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import msgspec
import orjson
from msgspec import Struct

from store import atomic, places
from store.identity import Sighting

if TYPE_CHECKING:
    from pathlib import Path

_FORMAT = 1


class ReadState(StrEnum):
    """Whether an article was read."""

    UNREAD = "unread"
    READING = "reading"
    READ = "read"


class Progress(Struct, frozen=True):
    """How far an article was read.

    Args:
        offset: Of the cursor, in code points of the canonical text.
        fraction: Of the text that was seen, 0 to 1.
        state: Whether it was read.
        last_read: UTC, ISO 8601, ending in `Z`; empty for never.
        row: Of the screen, from 0, on which the cursor stood; None where nobody knows.
    """

    offset: int = 0
    fraction: float = 0.0
    state: ReadState = ReadState.UNREAD
    last_read: str = ""
    row: int | None = None


class Desk(Struct, frozen=True):
    """How the reader left the screen.

    Args:
        last_article: Id of the article that was open; empty for none.
        sort: Order of the list of articles; empty for the usual one.
        sidebar: Whether the list was shown.
        last_path: Where that article lay inside the corpus; empty where nobody knows.
        last_text: SHA-256 of its canonical text, in hex; empty where nobody knows.
    """

    last_article: str = ""
    sort: str = ""
    sidebar: bool = True
    last_path: str = ""
    last_text: str = ""

    @property
    def last(self) -> Sighting | None:
        """The article that was open, as it was; None where nobody knows."""
        return (
            Sighting(self.last_article, self.last_path, self.last_text) if self.last_path else None
        )


_UNREAD = Progress()


class ReadingLog:
    """The reading progress of one corpus; may be used from several threads.

    Args:
        file: Where it is kept; a missing or damaged file is an empty log.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        # `set` is called at each move of the cursor: it must never wait for a disk.
        self._lock = threading.Lock()
        self._saving = threading.Lock()
        self._progress, self._desk = _read(file)
        self._unsaved: set[str] = set()
        self._desk_unsaved = False

    @classmethod
    def open(cls, root: Path) -> ReadingLog:
        """Return the log of the corpus at `root`."""
        return cls(places.state_dir() / "progress" / f"{places.key_of(root)}.json")

    @property
    def desk(self) -> Desk:
        """How the screen was left last."""
        return self._desk

    @desk.setter
    def desk(self, desk: Desk) -> None:
        with self._lock:
            self._desk_unsaved = self._desk_unsaved or desk != self._desk
            self._desk = desk

    def of(self, article_id: str) -> Progress:
        """Return how far an article was read."""
        return self._progress.get(article_id, _UNREAD)

    def read(self) -> frozenset[str]:
        """Return the ids of the articles that were read."""
        with self._lock:
            return frozenset(
                article_id
                for article_id, progress in self._progress.items()
                if progress.state is ReadState.READ
            )

    def set(self, article_id: str, progress: Progress) -> None:
        """Note how far an article was read; `save` makes it last."""
        with self._lock:
            if self.of(article_id) != progress:
                self._progress[article_id] = progress
                self._unsaved.add(article_id)

    def save(self) -> None:
        """Write what changed, over what another Postil may have written meanwhile.

        Raises:
            OSError: If it cannot be written; it stays to be saved.
        """
        with self._saving:
            with self._lock:
                known = self._progress.copy()
                changed = {key: known[key] for key in self._unsaved}
                desk, is_desk_new = self._desk, self._desk_unsaved
            if not changed and not is_desk_new:
                return
            progress, desk_on_disk = _read(self._file)
            # A file that was damaged or removed meanwhile is made anew from memory.
            others = desk_on_disk if progress else desk
            _write(self._file, (progress or known) | changed, desk if is_desk_new else others)
            with self._lock:
                written = {key for key, value in changed.items() if self._progress[key] == value}
                self._unsaved -= written
                self._desk_unsaved = self._desk_unsaved and self._desk != desk


def _write(file: Path, progress: dict[str, Progress], desk: Desk) -> None:
    document = {"format": _FORMAT, "desk": desk, "articles": progress}
    places.ensure(file.parent)
    atomic.replace(file, msgspec.json.encode(document), durable=False)
    atomic.sweep(file, older_than=atomic.STALE_SECONDS)


def _read(file: Path) -> tuple[dict[str, Progress], Desk]:
    """Return what a file holds, as far as it makes sense."""
    document: Any = None
    with contextlib.suppress(OSError, orjson.JSONDecodeError):
        document = orjson.loads(file.read_bytes())
    if not isinstance(document, dict) or document.get("format") != _FORMAT:
        return {}, Desk()
    articles = document.get("articles")
    if not isinstance(articles, dict):
        articles = {}
    read = ((key, _progress(value)) for key, value in articles.items())
    return {key: value for key, value in read if value}, _desk(document.get("desk"))


def _progress(value: Any) -> Progress | None:
    match value:
        case {
            "offset": int(offset),
            "fraction": float() | int() as fraction,
            "state": str(state),
            "last_read": str(last_read),
        } if offset >= 0 and 0.0 <= fraction <= 1.0 and state in set(ReadState):
            row = value.get("row")
            row = row if isinstance(row, int) and row >= 0 else None
            return Progress(offset, fraction, ReadState(state), last_read, row)
        case _:
            return None


def _desk(value: Any) -> Desk:
    match value:
        case {"last_article": str(last_article), "sort": str(sort), "sidebar": bool(sidebar)}:
            path, text = (str(value.get(name, "")) for name in ("last_path", "last_text"))
            return Desk(last_article, sort, sidebar, path, text)
        case _:
            return Desk()
