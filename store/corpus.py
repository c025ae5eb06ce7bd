"""Corpus: which articles there are, which moved, which changed."""

from __future__ import annotations

import contextlib
import os
import threading
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from store import catalogue, walk
from store.article import Article, hash_text
from store.catalogue import Catalogue
from store.entry import Entry, parse_file, read_entry
from store.held import Held, is_as_listed
from store.identity import Recogniser
from store.last_article import LastArticle
from store.names import shown
from store.recurring import Recurring
from store.scan import Earlier, Scan, ScanUpdate

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence
    from collections.abc import Set as AbstractSet

    from store.annotation import KnownArticle
    from store.article import Parsed
    from store.identity import Identified

__all__ = ["Corpus", "Entry", "ScanUpdate"]


def _nothing() -> None:
    """Do nothing."""


class Corpus:
    """The articles in a folder, or a single file.

    Nothing is read when a corpus is made: `scan` lists its articles, and again tells what
    changed. One thread may scan while others ask.

    Args:
        root: The folder or file; never written to.
        known: Articles that carry annotations, by which renamed files are recognised.
        cache: Whether to keep entries from one session to the next.
    """

    def __init__(
        self,
        root: Path,
        known: Sequence[KnownArticle] = (),
        *,
        cache: bool = True,
    ) -> None:
        self._root = Path(os.path.realpath(root))
        self._folder = self._root.parent if self._root.is_file() else self._root
        self._known = tuple(known)
        self._cache = cache
        self._has_catalogue = cache
        self._listed: dict[str, Entry] = {}
        self._gone: dict[str, Entry] = {}
        self._scanning = threading.Lock()
        self._last = LastArticle(self._root)
        self._held = Held()
        self._read: Article | None = None
        self._is_glimpse = False
        self._recurring = Recurring(lambda: self.entries)
        self._news = False
        self._state = ""
        self._kept = ""

    @property
    def root(self) -> Path:
        """The folder or file, without links."""
        return self._root

    @property
    def folder(self) -> Path:
        """The folder that the articles' paths are relative to."""
        return self._folder

    @property
    def name(self) -> str:
        """The name of the folder or file, fit to be shown."""
        return shown(self._root.name) or str(self._root)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The articles listed so far; in the order of their paths once a scan is done."""
        return tuple(self._listed.values())

    @property
    def state(self) -> str:
        """What tells the list, as the last scan left it, from any other; empty where nobody knows.

        Known when the scan has ended, not yet with its last update. Of a folder that is out of
        reach nobody knows it: what is listed then is not what the catalogue keeps.
        """
        return self._state

    @property
    def ids(self) -> AbstractSet[str]:
        """The ids of the listed articles, without a copy of them."""
        return self._listed.keys()

    def entry(self, article_id: str) -> Entry | None:
        """Return the entry with this id, if it is listed."""
        return self._listed.get(article_id)

    def find(self, path_or_id: str) -> Entry | None:
        """Return the listed entry that the user means.

        Args:
            path_or_id: An id; a path inside the corpus; or a path, from the working folder or
                absolute, that leads into the corpus.
        """
        if entry := self.entry(path_or_id):
            return entry
        wanted = [path_or_id, shown(path_or_id)]
        with contextlib.suppress(ValueError):  # a NUL leads nowhere
            inside = os.path.relpath(os.path.realpath(path_or_id), self._folder)
            wanted.append(shown(inside))
        by_path = {entry.path: entry for entry in self.entries}
        for path in wanted:
            if path in by_path:
                return by_path[path]
        # macOS hands out names in decomposed form; nobody types them so.
        composed = {unicodedata.normalize("NFC", path): path for path in by_path}
        for path in wanted:
            if match := composed.get(unicodedata.normalize("NFC", path)):
                return by_path[match]
        return None

    def recognise(self, known: Sequence[KnownArticle]) -> None:
        """Take the notes file's word on which article is which, from the next scan on."""
        self._known = tuple(known)

    def scan(self, between: Callable[[], object] = _nothing) -> Generator[ScanUpdate, None, None]:
        """List the articles, and yield what is new, changed and gone since the last scan.

        To be run in a worker: it reads every new or changed file. A second scan waits for the
        first to end or to be closed.

        Args:
            between: Called before each file; it may take its time.

        Yields:
            One update early, then one about every tenth of a second; the last has `done`.
        """
        with self._scanning, contextlib.closing(self._catalogued()) as catalogued:
            # What was only glimpsed is compared with the catalogue as all the others are.
            settled = {} if self._is_glimpse else self._listed
            glimpsed = self._listed if self._is_glimpse else {}
            self._is_glimpse = False
            earlier = Earlier(settled, self._gone, catalogued, glimpsed)
            listed, read = self._listed, self._held.read
            scan = Scan(self._root, self._folder, listed, self._known, earlier, read=read)
            try:
                for update in scan.updates(between):
                    self._take_over(scan, update)
                    yield update
            finally:
                # Kept also of a scan cut short: the next one may have nothing to add.
                if self._cache and scan.news:
                    self._kept = catalogue.save(self._root, scan.worth_keeping())
                self._state = self._kept if scan.is_whole else ""

    def glimpse(self, last: Identified) -> Entry | None:
        """List one article before the corpus is scanned, where it is certainly still the same.

        To be run in a worker. A scan that follows does not tell of it as of a new one.

        Args:
            last: The article as it was read last.

        Returns:
            None where only a scan can tell.
        """
        with self._scanning:
            found = None if self._listed else walk.find(self._root, last.path)
            if found is None:
                return None
            kept = self._last.read(found)
            if kept is not None and kept[0].id == last.id:
                entry, self._read = kept
            else:
                entry, parsed = read_entry(self._folder, found)
                entry = replace(entry, id=last.id)
                if parsed is not None:
                    self._held.read(entry, parsed)
            is_same = not entry.error and entry.text_hash == last.text_hash
            if not is_same or not Recogniser(self._known, tuple).may_keep(entry):
                return None
            self._listed = {entry.id: entry}
            self._is_glimpse = True
            return entry

    def load(self, entry: Entry) -> Article:
        """Read an article, with the furniture marked that is known so far.

        Raises:
            Unreadable: If its file cannot be read.
        """
        read, self._read = self._read, None
        first = self._held.take_first(entry)
        if read is None or read.id != entry.id or not is_as_listed(read, entry):
            parsed = self._recurring.mark(entry, first or self._parsed(entry))
            read = Article(entry.id, entry.path, parsed, hash_text(parsed.text))
        self._held.opened(read)
        return read

    def is_current(self, article: Article) -> bool:
        """Tell whether an article is listed as it was loaded, and would have the same furniture.

        To be run in a worker, as `load`.
        """
        entry = self.entry(article.id)
        if entry is None or not is_as_listed(article, entry):
            return False
        return self._recurring.holds(entry)

    def keep(self, entry: Entry, article: Article) -> None:
        """Keep an article for the next session to begin with; to be run in a worker.

        Args:
            entry: Its entry.
            article: As it was loaded.
        """
        if self._cache:
            self._last.keep(entry, article)

    def parse(self, entry: Entry) -> Parsed:
        """Read an article's canonical text and facts, whatever is furniture in it.

        One that somebody has open as it is listed is not read again.

        Raises:
            Unreadable: If its file cannot be read.
        """
        return self._held.open(entry) or self._parsed(entry)

    def _parsed(self, entry: Entry) -> Parsed:
        return parse_file(self._folder, entry.path, entry.size)

    def _catalogued(self) -> Catalogue:
        """Return the entries of an earlier session, until a scan has seen which still hold."""
        if not self._has_catalogue:
            return Catalogue()
        kept = Catalogue.load(self._root)
        self._kept = kept.state
        return kept

    def _take_over(self, scan: Scan, update: ScanUpdate) -> None:
        """Make the state of a scan the corpus's own."""
        self._listed = scan.listed
        self._news = self._news or bool(update.added or update.changed or update.removed)
        if not update.done:
            return
        self._gone = {k: e for k, e in self._gone.items() if k not in scan.listed} | scan.gone
        self._has_catalogue = False
        if self._news:
            self._news = False
            self._recurring.gather_anew()
