"""Recent queries: what was looked for, kept from one session to the next."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING

import orjson

from store import atomic, places

if TYPE_CHECKING:
    from pathlib import Path

KEPT = 200
"""How many queries are kept."""


class RecentQueries:
    """The queries on one corpus, each once, the newest last; may be used from several threads.

    A query is about one corpus, with its names and its tags, so each has its own.

    Args:
        file: Where they are kept; a missing or damaged file holds none.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        # `add` is called where keys are dealt with: it must never wait for a disk.
        self._lock = threading.Lock()
        self._saving = threading.Lock()
        self._queries: tuple[str, ...] = ()

    @classmethod
    def open(cls, root: Path, kind: str = "queries") -> RecentQueries:
        """Return those of the corpus at `root`; `load` reads them.

        Args:
            root: The folder of the corpus.
            kind: Names the folder in which they lie; each kind is kept apart.
        """
        return cls(places.state_dir() / kind / f"{places.key_of(root)}.json")

    @property
    def queries(self) -> tuple[str, ...]:
        """The queries read or added by now, the newest last."""
        return self._queries

    def load(self) -> None:
        """Read what earlier sessions, or other ones, asked."""
        self._join(_read(self._file))

    def add(self, query: str) -> None:
        """Keep a query as the newest; `save` makes it last. Nothing but blanks is no query."""
        query = query.strip()
        if query:
            with self._lock:
                self._queries = _joined(self._queries, (query,))

    def save(self) -> None:
        """Write the queries, behind what another Postil may have written meanwhile.

        A state folder that can't be written is no error: no note is lost by it.
        """
        with self._saving, contextlib.suppress(OSError):
            queries = self._join(_read(self._file))
            places.ensure(self._file.parent)
            atomic.replace(self._file, orjson.dumps(queries), durable=False)
            atomic.sweep(self._file, older_than=atomic.STALE_SECONDS)

    def _join(self, older: tuple[str, ...]) -> tuple[str, ...]:
        """Take in older queries than those there are, and return all of them."""
        with self._lock:
            self._queries = _joined(older, self._queries)
            return self._queries


def _joined(older: tuple[str, ...], newer: tuple[str, ...]) -> tuple[str, ...]:
    """Return queries behind others, each where it stands last, as many as are kept."""
    newest_first = dict.fromkeys((*newer[::-1], *older[::-1]))
    return tuple(newest_first)[:KEPT][::-1]


def _read(file: Path) -> tuple[str, ...]:
    try:
        read = orjson.loads(file.read_bytes())
    except (OSError, orjson.JSONDecodeError):
        return ()
    listed = read if isinstance(read, list) else []
    return tuple(each for each in listed if isinstance(each, str) and each.strip())
