"""What can be undone and redone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import structs
from msgspec.structs import replace

from store import clock
from store.annotation import Annotation, KnownArticle, Rejection, Tag
from store.merge import Change, Step, make_step, moving_keys, settle
from store.merging.records import same_content
from store.notes_json import BrokenNotes
from store.records import key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from store.annotation import Record
    from store.book import Book
    from store.records import Key


class History:
    """The steps that were done and those that were undone.

    Args:
        done: What can be undone from the start, the last made last.
    """

    def __init__(self, done: Iterable[Step] = ()) -> None:
        self._done = list(done)
        self._undone: list[Step] = []

    def last(self, number: int) -> tuple[Step, ...]:
        """Return the last steps that can be undone, the last made last."""
        return tuple(self._done[-number:])

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to undo."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to redo."""
        return bool(self._undone)

    def add(self, step: Step) -> None:
        """Remember a new step; what was undone before it can't be redone any more."""
        self._done.append(step)
        self._undone.clear()

    def back(self, book: Book) -> Step | None:
        """Return the step that takes the last one back, None where there is none."""
        return _turn(self._done, self._undone, book)

    def forward(self, book: Book) -> Step | None:
        """Return the step that does the last undone one again, None where there is none."""
        return _turn(self._undone, self._done, book)


def _turn(source: list[Step], target: list[Step], book: Book) -> Step | None:
    """Take the last step of `source`, and remember in `target` what of it can be turned back."""
    if not source:
        return None
    turned = possible(source.pop().inverse(), book)
    now = clock.now()
    revived = tuple(_revived(change, now) for change in turned.changes)
    settled = as_settled(Step(turned.label, revived), book)
    if settled.changes:
        target.append(settled)
    return replace(settled, skipped=turned.skipped)


def _revived(change: Change, now: str) -> Change:
    """Return a change that brings a removed annotation back as a version that was never removed.

    In the notes file it must be newer than the version that was deleted, and the book say the same;
    another session may have deleted a version that nobody here has seen.
    """
    if change.before is not None or not isinstance(change.after, Annotation):
        return change
    modified = clock.later(now, change.after.modified)
    return Change(None, structs.replace(change.after, modified=modified))


def as_settled(step: Step, book: Book) -> Step:
    """Return what a step that was made on another state comes to on a book, so as to be undone."""
    changes = []
    for outcome in settle(step, book.find):
        before = None if outcome.leaving is None else book.find(outcome.leaving)
        changes.append(Change(before, outcome.record))
    return make_step(step.label, changes)


Find = Callable[["Key"], "Record | None"]
"""Returns the record with a key, None where there is none."""


def still_fitting(steps: Sequence[Callable[[Find], Step]], book: Book) -> tuple[Step, ...]:
    """Return the last of the steps, as far back as they can be undone one after the other.

    Args:
        steps: The last made last; each is read when all after it are undone, by what there is then,
            and raises `BrokenNotes` if it can't be.
        book: In which other hands may have changed what the steps are about since.
    """
    undone: dict[Key, Record | None] = {}

    def find(key: Key) -> Record | None:
        return undone[key] if key in undone else book.find(key)

    fitting: list[Step] = []
    for read in reversed(steps):
        try:
            step = read(find)
        except BrokenNotes:
            break
        if not all(_is_as_left(change, find) for change in step.changes):
            break
        undone |= {key_of(one.after): None for one in step.changes if one.after is not None}
        undone |= {key_of(one.before): one.before for one in step.changes if one.before is not None}
        fitting.append(step)
    return tuple(reversed(fitting))


def _is_as_left(change: Change, find: Callable[[Key], Record | None]) -> bool:
    """Tell whether the record of a change is as the change left it."""
    record = change.after or change.before
    # What the program notes about articles for itself comes and goes without the reader.
    return (
        record is None
        or isinstance(record, KnownArticle)
        or same_content(find(key_of(record)), change.after)
    )


def possible(step: Step, book: Book) -> Step:
    """Return what of a step can be done without touching what somebody else did meanwhile.

    A record is left alone unless it still is what the step takes it for. A tag that is on other
    annotations too, and an article that has others, stay known.
    """
    moving = moving_keys(step)
    fitting: list[Change] = []
    skipped = 0
    for change in step.changes:
        if _fits(change, book, moving):
            fitting.append(change)
        # What the program notes about articles for itself is no loss to tell the reader of.
        elif not isinstance(change.after or change.before, KnownArticle):
            skipped += 1
    touched = {one.before.uuid: one.before for one in fitting if isinstance(one.before, Annotation)}
    taken = Counter(one.before.article for one in fitting if isinstance(one.before, Rejection))
    kept = tuple(change for change in fitting if not _is_needed(change, touched, taken, book))
    return Step(step.label, kept, skipped)


def _fits(change: Change, book: Book, moving: set[Key]) -> bool:
    """Tell whether the book has what a change takes for granted."""
    if change.before is not None and not same_content(
        book.find(key_of(change.before)), change.before
    ):
        return False
    if change.after is None:
        return True
    key = key_of(change.after)
    is_in_place = change.before is not None and key_of(change.before) == key
    return is_in_place or key in moving or book.find(key) is None


def _is_needed(
    change: Change, touched: Mapping[str, Annotation], taken: Mapping[str, int], book: Book
) -> bool:
    """Tell whether a change removes what annotations or rejections outside the step refer to.

    Args:
        change: One of a step.
        touched: The annotations that the step changes or removes, by uuid.
        taken: How many rejections it changes or removes, by article.
        book: What there is.
    """
    if change.after is not None:
        return False
    if isinstance(change.before, KnownArticle):
        article = change.before.id
        others = (one.uuid for one in book.of_article(article))
        is_rejected_in = book.rejections_in(article) > taken.get(article, 0)
        return is_rejected_in or any(uuid not in touched for uuid in others)
    if isinstance(change.before, Tag):
        name = change.before.name
        inside = sum(name in one.tags for one in touched.values())
        return book.counts()[name] > inside
    return False
