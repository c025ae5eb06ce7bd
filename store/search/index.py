"""Index: where a corpus's index lies, and how it is opened, brought up to date and made anew."""

from __future__ import annotations

import errno
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

import tantivy
from filelock import Timeout

from store import memory
from store.search import building, damage
from store.search.broken import BrokenIndex, telling
from store.search.building import IndexProgress, Work
from store.search.home import Home
from store.search.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from store.article import Parsed
    from store.entry import Entry

__all__ = ["IndexProgress", "SearchIndex"]

_BUSY = 0.3
"""Seconds between two looks whether another Postil has finished writing."""

_TRIES = 3
"""How often an index is made anew that turns out to be damaged, before it is left alone."""

_NEVER = object()
"""What the list of an index's files looks like that was never looked at."""

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT}
"""How a disk says that it is full, or that one's share of it is."""

DAMAGED = "The search index was damaged and is made anew"
OLDER = "The search index is made anew for this version of Postil"


class SearchIndex:
    """The index of one corpus, in the cache; may be used from several threads.

    It is derived and never the truth: whatever is wrong with it, it is made anew.

    Args:
        root: The corpus.
    """

    def __init__(self, root: Path) -> None:
        self._home = Home(root)
        self._guard = threading.RLock()
        self._index: tantivy.Index | None = None
        self._seen: object = _NEVER
        self._snapshot = Snapshot(None)
        self._is_broken = False
        self._is_distrusted = False
        self._event = ""
        self._problem = ""

    @property
    def folder(self) -> Path:
        """Where the index lies."""
        return self._home.folder

    @property
    def notice(self) -> str:
        """What the reader should be told of it; empty for nothing."""
        return self._problem or self._event

    def snapshot(self) -> Snapshot:
        """Return what is indexed by now; the same object while nothing has changed.

        Not for the event loop: it may have to read the whole index, to see whether it is sound.
        """
        with self._guard:
            seen = _look(self.folder / "meta.json")
            if self._is_broken or seen == self._seen:
                return self._snapshot
            self._seen = seen
            try:
                self._take_over()
            except (BrokenIndex, OSError):
                self._break()
            return self._snapshot

    def update(
        self,
        entries: Sequence[Entry],
        parse: Callable[[Entry], Parsed],
        *,
        whole: bool,
        state: str = "",
        stop: threading.Event | None = None,
    ) -> Iterator[IndexProgress]:
        """Bring the index in line with a corpus; only what is new or changed is read.

        To be run in a worker. It raises nothing: what is in the way is said by `notice`.

        Args:
            entries: The articles that are listed.
            parse: Reads one of them, or raises `Unreadable`.
            whole: Whether these are all, so that others are to go.
            state: What tells this list of all articles from any other, as `Corpus.state` does;
                empty for a list that nothing is known of.
            stop: Ends it early; what was done stays done.

        Yields:
            How far it has come; nothing where there is nothing to do.
        """
        stop = stop or threading.Event()
        self._problem = ""
        tries = 0
        while not stop.is_set() and tries < _TRIES:
            try:
                if self._holds(state):
                    return
                if self._lacking(entries, whole=whole):
                    yield from self._write(entries, parse, whole=whole, stop=stop)
                self._seal(entries, state)
            except Timeout:
                yield IndexProgress(0, len(entries), is_waiting=True)
                stop.wait(_BUSY)
            except BrokenIndex:
                tries += 1
                self.distrust()
            except OSError as error:
                if error.errno in _NO_ROOM:
                    self._tell_of_no_room(entries)
                    return
                tries += 1
                self._move_out(error)
            else:
                return

    def verify(self, stop: threading.Event | None = None) -> bool:
        """Read the whole index to see whether it is sound; to be done in the background."""
        if not damage.is_begun(self.folder):
            return True
        if damage.is_whole(self.folder, stop, trusting=False):
            return True
        self.distrust()
        return False

    def distrust(self) -> None:
        """Have the index made anew by the next update, because it gave a senseless answer."""
        with self._guard:
            self._break()
            self._is_distrusted = True

    def drop(self) -> None:
        """Remove the index.

        Raises:
            Timeout: If another Postil is writing to it.
            OSError: If its place cannot be written.
        """
        with self._home.locked(), self._guard:
            self._forget()
            self._home.clear()

    def close(self) -> None:
        """Remove what does not outlast the session."""
        self._home.leave()

    # Reading

    def _take_over(self) -> None:
        """Open the index, or what was committed to it since."""
        # Without its list of files it was removed, by hand or by another Postil, or is damaged.
        if self._index is None or self._seen is None:
            self._index = self._opened()
        else:
            with telling():
                self._index.reload()
        self._snapshot = Snapshot(self._index)

    def _opened(self) -> tantivy.Index | None:
        """Open the index; None where there is none.

        Raises:
            BrokenIndex: If it is damaged.
        """
        if not damage.is_begun(self.folder):
            return None
        if not damage.is_whole(self.folder, trusting=True):
            raise BrokenIndex(DAMAGED)
        with telling():
            index = tantivy.Index.open(str(self.folder))
            # Otherwise a thread of its own looks every half second whether there is more.
            index.config_reader("manual")
        damage.seal(self.folder)
        return index

    def _holds(self, state: str) -> bool:
        """Tell whether the index holds all of a corpus in that state."""
        if not state:
            return False
        self.snapshot()
        with self._guard:
            return not self._is_broken and damage.is_sealed(self.folder, state)

    def _seal(self, entries: Sequence[Entry], state: str) -> None:
        """Note that the index holds all of a corpus in that state, if it does."""
        if state and self.snapshot().size == sum(not entry.error for entry in entries):
            damage.seal(self.folder, state)

    def _lacking(self, entries: Sequence[Entry], *, whole: bool) -> Work:
        self.snapshot()
        with self._guard:
            index = None if self._is_broken else self._index
            stamps = building.stamps_in(index) if index is not None else {}
        return building.compare(entries, stamps, whole=whole)

    # Writing

    def _write(
        self,
        entries: Sequence[Entry],
        parse: Callable[[Entry], Parsed],
        *,
        whole: bool,
        stop: threading.Event,
    ) -> Iterator[IndexProgress]:
        """Write what is lacking, while nobody else does."""
        with self._home.locked():
            self._clear()
            index = self._made()
            # Somebody else may have done it meanwhile.
            work = self._lacking(entries, whole=whole)
            if work:
                yield IndexProgress(work.done, work.total)
                try:
                    yield from building.build(index, work, parse, stop)
                finally:
                    self._home.make_private()
                    # Of 10,000 articles tantivy leaves 50 MB that only its next threads would use.
                    memory.give_back()
                damage.seal(self.folder)

    def _clear(self) -> None:
        """Remove a damaged index, and those of other versions."""
        with self._guard:
            if self._is_broken and not self._is_distrusted:
                # Somebody else may have been making it anew when it was looked at.
                self._forget()
            self.snapshot()
            if self._is_broken:
                self._forget()
                self._home.clear()
        if self._home.clear_others():
            self._event = self._event or OLDER

    def _made(self) -> tantivy.Index:
        """Return the index, made where there is none."""
        with self._guard:
            if self._index is None:
                self._home.make()
                self.snapshot()
            if self._index is None:
                raise BrokenIndex(DAMAGED)
            return self._index

    # What goes wrong

    def _forget(self) -> None:
        self._index, self._seen, self._snapshot = None, _NEVER, Snapshot(None)
        self._is_broken = self._is_distrusted = False

    def _break(self) -> None:
        self._forget()
        self._is_broken = True
        self._event = DAMAGED

    def _tell_of_no_room(self, entries: Sequence[Entry]) -> None:
        size, total = self.snapshot().size, sum(not entry.error for entry in entries)
        covered = f"search covers {size:,} of {total:,} articles"
        self._problem = f"The disk is full: {covered}; make room for the rest"

    def _move_out(self, error: OSError) -> None:
        """Go on in a folder that does not outlast the session."""
        with self._guard, suppress(OSError):
            self._forget()
            self._home.move_out()
        reason = error.strerror or str(error)
        self._event = f"The search index cannot be kept ({reason}); it is made anew each time"


def _look(file: Path) -> object:
    """Return what tells whether a file was replaced; None where there is none."""
    with suppress(OSError):
        status = file.stat()
        return status.st_mtime_ns, status.st_size, status.st_ino
    return None
