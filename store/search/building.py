"""Building: an index is brought in line with the articles that a corpus lists."""

from __future__ import annotations

import os
import re
import time
from contextlib import contextmanager
from hashlib import blake2b
from typing import TYPE_CHECKING, Protocol, cast

import tantivy
from msgspec import Struct

from store.article import Article, hash_text
from store.search import schema
from store.search.broken import BrokenIndex, telling
from store.search.found import Indexed
from store.search.numbers import number_of
from store.search.schema import Column
from store.sources import Unreadable

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from store.article import Parsed
    from store.entry import Entry

_BATCH = 32
"""Articles that are read between two looks at the clock; about a thirtieth of a second."""

_LARGE_BATCH = 4_000_000
"""Bytes of files behind which no more are read with them: they are all held in memory."""

_FIRST_COMMIT = 0.5
_LONGEST_UNCOMMITTED = 8.0
"""Seconds after which what was read can be searched: soon at first, then less and less often."""

_MOST_UNCOMMITTED = 16_000_000
"""Code points of text after which a commit is due: tantivy holds up to 10,000 articles in a queue,
however long they are."""

_OS_ERROR = re.compile(r"os error (\d+)|code: (\d+)")
"""How an error of the system is named in what tantivy says."""


class IndexProgress(Struct, frozen=True):
    """How far an index has come.

    Args:
        done: Articles that are in it, as they are now.
        total: Articles that are to be in it.
        is_waiting: Whether another Postil is writing to it.
    """

    done: int
    total: int
    is_waiting: bool = False


class _Facts(Protocol):
    """What an article's entry and its record in the index have in common."""

    @property
    def path(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def date(self) -> str | None: ...
    @property
    def author(self) -> str | None: ...
    @property
    def source(self) -> str | None: ...
    @property
    def text_hash(self) -> str: ...


def stamp(article: _Facts) -> int:
    """Return what tells this state of an article from any other, below 2**64."""
    facts = (
        f"{article.text_hash}\0{article.path}\0{article.title}\0{article.date}\0"
        f"{article.author}\0{article.source}"
    )
    return int.from_bytes(blake2b(facts.encode(), digest_size=8).digest())


class Work(Struct, frozen=True):
    """What an index lacks.

    Args:
        stale: Articles that are not in it, or not as they are now.
        replaced: The numbers of those of them that are in it.
        gone: The numbers of articles that are in it and no longer listed.
        total: How many articles are to be in it.
    """

    stale: tuple[Entry, ...]
    replaced: frozenset[int]
    gone: tuple[int, ...]
    total: int

    @property
    def done(self) -> int:
        """How many articles are in it as they are now."""
        return self.total - len(self.stale)

    def __bool__(self) -> bool:
        return bool(self.stale or self.gone)


def compare(entries: Iterable[Entry], stamps: Mapping[int, int], *, whole: bool) -> Work:
    """Return what an index lacks.

    Args:
        entries: The articles that a corpus lists; those that cannot be read belong in no index.
        stamps: The stamp of each article in the index, by its number.
        whole: Whether these are all.
    """
    listed = {number_of(entry.id): entry for entry in entries if not entry.error}
    stale = {
        number: entry for number, entry in listed.items() if stamps.get(number) != stamp(entry)
    }
    gone = tuple(number for number in stamps if number not in listed) if whole else ()
    replaced = frozenset(number for number in stale if number in stamps)
    return Work(tuple(stale.values()), replaced, gone, len(listed))


def stamps_in(index: tantivy.Index) -> dict[int, int]:
    """Return the stamp of each article in an index, by its number.

    Raises:
        BrokenIndex: If the index cannot be read.
    """
    with telling():
        searcher = index.searcher()
        everything = tantivy.Query.all_query()
        found = searcher.search(
            everything, max(1, searcher.num_docs), count=False, order_by_field=Column.NUMBER
        )
        stamps = searcher.fast_field_values(Column.STAMP, [address for _, address in found.hits])
        return {
            number: _whole(value) for (number, _), value in zip(found.hits, stamps, strict=True)
        }


def _whole(value: float | None) -> int:
    """Return a stamp from its column.

    Raises:
        BrokenIndex: If there is none.
    """
    if value is None:
        raise BrokenIndex("an article has no stamp")
    return cast("int", value)


def build(
    index: tantivy.Index,
    work: Work,
    parse: Callable[[Entry], Parsed],
    stop: threading.Event,
) -> Iterator[IndexProgress]:
    """Do what an index lacks; what is done when it is told to stop stays done.

    Args:
        index: Nobody else writes to it.
        work: As `compare` returned it for this index.
        parse: Reads an article.
        stop: Ends the work early.

    Raises:
        BrokenIndex: If the index turns out to be damaged.
        OSError: If the disk is full, or the folder cannot be written.
    """
    with writing():
        writer = schema.writer(index)
    pace = _Pace()
    with writing(writer):
        remove(writer, work.gone)
        done = work.done
        for batch in _batches(work.stale):
            remove(writer, [n for each in batch if (n := number_of(each.id)) in work.replaced])
            pace.note(_add(writer, batch, parse))
            if pace.is_due:
                writer.commit()
                pace.committed()
            done += len(batch)
            yield IndexProgress(done, work.total)
            if stop.is_set():
                break
        writer.commit()
        if not stop.is_set():
            writer.wait_merging_threads()


def remove(writer: tantivy.IndexWriter, numbers: Sequence[int]) -> None:
    """Take articles out of an index, from the next commit on."""
    # A delete by term takes a number for a signed one, and finds nothing (tantivy 0.27).
    if numbers:
        query = tantivy.Query.term_set_query(schema.build_schema(), Column.NUMBER, list(numbers))
        writer.delete_documents_by_query(query)


@contextmanager
def writing(writer: tantivy.IndexWriter | None = None) -> Iterator[None]:
    """Have what tantivy raises while it writes say what is the matter.

    Args:
        writer: What writes; None while there is none yet.

    Raises:
        OSError: If the disk is full, or the folder cannot be written.
        BrokenIndex: If the index is damaged.
    """
    try:
        with telling():
            yield
    except BrokenIndex as error:
        for words in (str(error), _cause(writer)):
            if number := _OS_ERROR.search(words):
                code = int(number[1] or number[2])
                raise OSError(code, os.strerror(code)) from error
        raise


def _cause(writer: tantivy.IndexWriter | None) -> str:
    """Return why a writer gave up: only the next call that it refuses tells."""
    try:
        with telling():
            if writer is not None:
                writer.commit()
    except BrokenIndex as error:
        return str(error)
    return ""


def _add(
    writer: tantivy.IndexWriter, batch: Iterable[Entry], parse: Callable[[Entry], Parsed]
) -> int:
    """Read articles and add them to an index; return how many code points they have.

    One by one, so that none is held when what it became is written.
    """
    code_points = 0
    for entry in batch:
        article = _read(entry, parse)
        if article is not None:
            writer.add_document(schema.document(article, stamp(article)))
            code_points += len(article.text)
    return code_points


def _read(entry: Entry, parse: Callable[[Entry], Parsed]) -> Indexed | None:
    """Read an article as it is now, which may be another state than the one listed."""
    try:
        parsed = parse(entry)
    except Unreadable:
        return None
    return Indexed.of(Article(entry.id, entry.path, parsed, hash_text(parsed.text)))


def _batches(entries: tuple[Entry, ...]) -> Iterator[tuple[Entry, ...]]:
    batch: list[Entry] = []
    size = 0
    for entry in entries:
        batch.append(entry)
        size += entry.size
        if len(batch) == _BATCH or size >= _LARGE_BATCH:
            yield tuple(batch)
            batch, size = [], 0
    if batch:
        yield tuple(batch)


class _Pace:
    """When what was read is to be committed."""

    def __init__(self) -> None:
        self._interval = _FIRST_COMMIT
        self._read = 0
        self._last = time.monotonic()

    def note(self, code_points: int) -> None:
        """Note how much text was read."""
        self._read += code_points

    @property
    def is_due(self) -> bool:
        """Whether it is time for a commit."""
        waited = time.monotonic() - self._last
        return waited >= self._interval or self._read >= _MOST_UNCOMMITTED

    def committed(self) -> None:
        """Note that there was one."""
        self._read = 0
        self._last = time.monotonic()
        self._interval = min(2 * self._interval, _LONGEST_UNCOMMITTED)
