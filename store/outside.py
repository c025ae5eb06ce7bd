"""What a change of the notes file by other hands comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from store.annotation import Annotation
from store.deleted import DELETED
from store.events import Held, PutBack
from store.merge import Change, Step, make_step
from store.merging.records import same_content
from store.merging.tombstones import Tombstones
from store.notes_json import NotesError
from store.records import ANNOTATIONS, Key, key_of, names_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from store.annotation import Record
    from store.book import Book
    from store.merging.tombstones import Tombstone
    from store.notes_json import Tables


class StateHeldBack(NotesError):  # noqa: N818 - says what is the matter, like BrokenNotes
    """The notes file lost most annotations by other hands, and the reader has to say what now.

    Args:
        held: How many are missing.
    """

    def __init__(self, held: Held) -> None:
        super().__init__(
            f"another program took {held.lost} of {held.total} annotations out of the notes file;"
            " nothing is written until you say what is to become of them"
        )
        self.held = held


class _Wrote(Struct):
    """What this session made of one record.

    Args:
        first: The record as the session found it, or made it.
        last: As it left it; None if it removed it.
        former: All versions that gave way to another.
    """

    first: Record
    last: Record | None
    former: dict[Record, None] = field(default_factory=dict)


class Ledger:
    """What this session wrote into the notes file, by record."""

    def __init__(self) -> None:
        self._wrote: dict[Key, _Wrote] = {}

    def note(self, steps: Iterable[Step], book: Book | None = None) -> None:
        """Take in steps that are in the file.

        Args:
            steps: As they were made.
            book: What the file holds, where that need not follow from the steps.
        """
        for step in steps:
            for change in step.changes:
                self._note(change)
                if book is not None and change.after is not None:
                    self._renew(key_of(change.after), book)

    def missing(self, book: Book, is_deleted: Callable[[Record], bool]) -> Step:
        """Return the step that brings back what a file has lost of this session's work.

        It has if a record is gone without having been deleted, or is there in an older version,
        or again though the session removed it. Tags, terms and articles carry no time: theirs is
        an older version only in a file that is older as a whole.

        Args:
            book: What the file holds.
            is_deleted: Tells whether the file says that a record was deleted.
        """
        self._forget_deleted(book, is_deleted)
        found = [(wrote, book.find(key)) for key, wrote in self._wrote.items()]
        lost = [
            (wrote, present)
            for wrote, present in found
            if present != wrote.last and not is_deleted(wrote.last or wrote.first)
        ]
        dated = [one for one in lost if _is_outdated(*one)]
        is_older = any(isinstance(wrote.first, Annotation) for wrote, _ in dated)
        undated = [
            (wrote, present)
            for wrote, present in lost
            if is_older and present in wrote.former and not isinstance(present, Annotation)
        ]
        return make_step("put back", (_change_back(*one) for one in (*dated, *undated)))

    def _forget_deleted(self, book: Book, is_deleted: Callable[[Record], bool]) -> None:
        """Leave to its fate what somebody else deleted, also in states that do not say so."""
        for key, wrote in tuple(self._wrote.items()):
            if wrote.last is not None and book.find(key) is None and is_deleted(wrote.last):
                del self._wrote[key]

    def _note(self, change: Change) -> None:
        """Take in one change; a renamed record is one removed and another made."""
        before, after = change.before, change.after
        if before is not None and (after is None or key_of(after) != key_of(before)):
            self._replace(before, None)
            before = None
        if after is not None:
            self._replace(before or after, after)

    def _renew(self, key: Key, book: Book) -> None:
        """Take in that what a step brought back became newer than what others had deleted."""
        wrote, present = self._wrote[key], book.find(key)
        if present is not None and present != wrote.last and same_content(present, wrote.last):
            self._replace(present, present)

    def _replace(self, before: Record, after: Record | None) -> None:
        """Note that a version of a record gave way to another."""
        wrote = self._wrote.setdefault(key_of(before), _Wrote(before, before))
        wrote.former[before] = None
        if wrote.last is not None:
            wrote.former[wrote.last] = None
        if after is not None:
            wrote.former.pop(after, None)
        wrote.last = after


def losses(known: Tables, tables: Tables, book: Book) -> Held:
    """Return how many annotations a file has lost, not counting those it says were deleted.

    Args:
        known: What the file held before.
        tables: What it holds.
        book: The same.
    """
    tombstones = Tombstones(tables)
    uuids = names_in(ANNOTATIONS, known.get(ANNOTATIONS, {}).values())
    gone = (uuid for uuid in uuids if book.annotation(uuid) is None)
    lost = sum(not _is_in_force(tombstones.of(Key(ANNOTATIONS, uuid))) for uuid in gone)
    return Held(lost, len(uuids))


def forgets_deletions(known: Tables, tables: Tables) -> bool:
    """Tell whether a file has lost the word that something was deleted."""
    return not set(known.get(DELETED, ())) <= set(tables.get(DELETED, ()))


def deletions(tables: Tables) -> Callable[[Record], bool]:
    """Return what tells whether a file says of a record that it was deleted."""
    tombstones = Tombstones(tables)

    def is_deleted(record: Record) -> bool:
        # An annotation may have been edited since, on another machine; all else carries no time.
        if isinstance(record, Annotation):
            return tombstones.beat(record)
        return _is_in_force(tombstones.of(key_of(record)))

    return is_deleted


def told(put_back: Step) -> PutBack:
    """Return what to tell of a step that put back what other hands had dropped."""
    records = [change.after or change.before for change in put_back.changes]
    annotations = sum(isinstance(record, Annotation) for record in records)
    return PutBack(annotations, len(records) - annotations)


def _is_in_force(tombstone: Tombstone | None) -> bool:
    """Tell whether there is a tombstone, and its record did not come back."""
    return tombstone is not None and tombstone.in_force


def _is_outdated(wrote: _Wrote, present: Record | None) -> bool:
    """Tell whether what is in the file is surely older than what the session left."""
    if present is None:
        return True
    if not isinstance(present, Annotation):
        return False
    mine = wrote.former if wrote.last is None else (wrote.last,)
    newest = max(one.modified for one in mine if isinstance(one, Annotation))
    return present in wrote.former or present.modified < newest


def _change_back(wrote: _Wrote, present: Record | None) -> Change:
    """Return the change that makes the session's work good again."""
    if wrote.last is None or present is None or present in wrote.former:
        return Change(present, wrote.last)
    return Change(wrote.first, wrote.last)
