"""Scan: one pass over a corpus's folder, telling bit by bit what is new, changed and gone."""

from __future__ import annotations

import time
from functools import cached_property
from itertools import chain
from operator import is_
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from store.entry import Entry, read_entry
from store.identity import Recogniser
from store.walk import Found, walk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from store.annotation import KnownArticle
    from store.article import Parsed
    from store.catalogue import Catalogue

_FIRST_BATCH = 32
_SECONDS_BETWEEN_BATCHES = 0.1


class ScanUpdate(Struct, frozen=True):
    """What a scan found since its last update.

    Args:
        added: Articles that were not listed.
        changed: Articles that are listed under the same id and are no longer the same.
        removed: Ids that are no longer listed.
        done: Whether this is the scan's last update.
        total: How many files the scan has found so far.
    """

    added: tuple[Entry, ...]
    changed: tuple[Entry, ...]
    removed: tuple[str, ...]
    done: bool
    total: int


class Earlier:
    """The entries that are known from before: listed, gone from the list, or catalogued.

    Args:
        listed: Those that stand in the list.
        gone: Those that stood in it earlier in this session.
        catalogue: Those of an earlier session.
        glimpsed: Those that are listed although nobody looked at the catalogue.
    """

    def __init__(
        self,
        listed: dict[str, Entry],
        gone: dict[str, Entry],
        catalogue: Catalogue,
        glimpsed: dict[str, Entry],
    ) -> None:
        self._listed = listed
        self._gone = gone
        self._catalogue = catalogue
        self._glimpsed = tuple(glimpsed.values())
        self._in_order = iter(listed.values())
        self._next = next(self._in_order, None)

    @property
    def catalogued(self) -> int:
        """How many entries the catalogue has."""
        return len(self._catalogue)

    def at(self, path: str) -> Entry | None:
        """Return the entry last seen at `path`."""
        # A scan comes to the files in the order in which the last one listed them.
        if self._next is not None and self._next.path == path:
            entry, self._next = self._next, next(self._in_order, None)
            return entry
        return self._by_path.get(path) or self._catalogue.at(path)

    def __iter__(self) -> Iterator[Entry]:
        """Yield all of them, the more recent first."""
        yield from chain(self._listed.values(), self._gone.values())
        yield from (entry for entry in self._catalogue if entry.path not in self._by_path)
        # A catalogue may have been removed since, and with it which article was renamed.
        yield from (entry for entry in self._glimpsed if self.at(entry.path) is None)

    @cached_property
    def _by_path(self) -> dict[str, Entry]:
        """The entries of this session; 5 MB for 100,000, so only where they are asked for."""
        entries = chain(reversed(self._gone.values()), self._listed.values())
        return {entry.path: entry for entry in entries}


class Scan:
    """One pass over a corpus's folder.

    Args:
        root: The corpus: a folder, or a single file.
        folder: The folder that paths are relative to.
        listed: The entries listed now, by id.
        known: Articles of the notes file.
        earlier: What is known from before.
        read: Told of each article that was read, which has no id yet.
    """

    def __init__(
        self,
        root: Path,
        folder: Path,
        listed: dict[str, Entry],
        known: Sequence[KnownArticle],
        earlier: Earlier,
        *,
        read: Callable[[Entry, Parsed], object],
    ) -> None:
        self._root = root
        self._folder = folder
        self._earlier = earlier
        self._read = read
        # Not by way of the scan: what refers to itself goes only when the collector finds it.
        self._recogniser = Recogniser(known, lambda: earlier)
        self._found: list[Entry] = []
        self._held = False
        self._vanished = False
        self._done = False
        self._added: dict[str, Entry] = {}
        self._changed: dict[str, Entry] = {}
        self._news = False
        self._is_changed = False
        self.listed = listed
        """The entries listed so far, by id; in the order of the walk when the scan is done."""
        self.gone: dict[str, Entry] = {}
        """The entries that the scan took from the list, by id."""

    @property
    def is_whole(self) -> bool:
        """Whether the scan came to its end, in a corpus that could be listed."""
        return self._done and not self._vanished

    @property
    def news(self) -> bool:
        """Whether the scan saw anything that a catalogue should keep and may not have."""
        return self._news and not self._vanished

    def updates(self, between: Callable[[], object]) -> Iterator[ScanUpdate]:
        """Yield what was found: first after tens of files, then about every tenth of a second.

        A corpus that cannot be listed any more has no files.

        Args:
            between: Called before each file.
        """
        last = time.monotonic()
        first = True
        for found in self._files():
            between()
            self._take(found)
            early = first and len(self._added) >= _FIRST_BATCH
            if early or time.monotonic() - last >= _SECONDS_BETWEEN_BATCHES:
                yield self._update()
                first = False
                last = time.monotonic()
        yield self._last_update()

    def worth_keeping(self) -> Iterator[Entry]:
        """Yield the entries for a catalogue; of a scan cut short also those it did not reach."""
        yield from (entry for entry in self._found if entry.id)
        if not self._done:
            found = {entry.path for entry in self._found}
            yield from (entry for entry in self._earlier if entry.path not in found)

    def _files(self) -> Iterator[Found]:
        try:
            yield from walk(self._root)
        except OSError:
            self._vanished = True

    def _take(self, found: Found) -> None:
        """List one file, or hold it back while it may be a renamed one."""
        earlier = self._earlier.at(found.path)
        if earlier and earlier.is_of(found):
            entry = earlier
            kept = self._recogniser.may_keep(entry)
        else:
            entry, parsed = read_entry(self._folder, found)
            if parsed is not None:
                self._read(entry, parsed)
            kept = False
        if not kept:
            article_id = self._recogniser.at_once(entry.path, entry.text_hash)
            entry = replace(entry, id=article_id or "")
            self._news = self._news or earlier is None or not entry.is_same(earlier)
        self._found.append(entry)
        if entry.id:
            self._list(entry)
        else:
            self._held = True

    def _list(self, entry: Entry) -> None:
        """Put an entry into the list, and note whether that is to be told."""
        before = self.listed.get(entry.id)
        if before is entry:
            return
        if not self._is_changed:
            # What is listed is being looked at by others, and mostly it is all that there is.
            self.listed = dict(self.listed)
            self._is_changed = True
        self.listed[entry.id] = entry
        if before is None or entry.id in self._added:
            self._added[entry.id] = entry
        elif before != entry:
            self._changed[entry.id] = entry

    def _update(self, removed: tuple[str, ...] = (), *, done: bool = False) -> ScanUpdate:
        """Hand out what has gathered."""
        added, changed = tuple(self._added.values()), tuple(self._changed.values())
        self._added.clear()
        self._changed.clear()
        return ScanUpdate(added, changed, removed, done, len(self._found))

    def _last_update(self) -> ScanUpdate:
        """Recognise renames, now that all files are known, and drop what is gone."""
        if self._held:
            self._settle()
        removed = () if self._is_all_listed() else self._put_in_order()
        left_out = self._earlier.catalogued not in {0, len(self.listed)}
        self._news = self._news or bool(self.gone) or left_out
        self._done = True
        return self._update(removed, done=True)

    def _put_in_order(self) -> tuple[str, ...]:
        """List what was found and nothing else; return the ids that are no longer listed."""
        final = {entry.id: entry for entry in self._found}
        for entry in self._found:
            self._list(entry)
        lost = {key: entry for key, entry in self.listed.items() if key not in final}
        removed = tuple(key for key in lost if key not in self._added)
        for key in lost:
            self._added.pop(key, None)
            self._changed.pop(key, None)
        self.listed, self.gone = final, lost
        return removed

    def _settle(self) -> None:
        """Give all files their ids, the held ones too."""
        places = [(entry.path, entry.text_hash) for entry in self._found]
        ids = self._recogniser.settle(places)
        for place, entry in enumerate(self._found):
            if entry.id != ids[entry.path]:
                self._found[place] = replace(entry, id=ids[entry.path])
                self._news = True

    def _is_all_listed(self) -> bool:
        """Tell whether the list is what was found, in the same order."""
        return len(self.listed) == len(self._found) and all(
            map(is_, self.listed.values(), self._found)
        )
