"""What can be undone and redone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from store.annotation import Annotation, KnownArticle, Tag
from store.merge import Change, Step, moving_keys
from store.merging.records import same_content
from store.records import key_of

if TYPE_CHECKING:
    from store.book import Book
    from store.records import Key


class History:
    """The steps of a session, those done and those undone."""

    def __init__(self) -> None:
        self._done: list[Step] = []
        self._undone: list[Step] = []

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
    step = possible(source.pop().inverse(), book)
    if step.changes:
        target.append(replace(step, skipped=0))
    return step


def possible(step: Step, book: Book) -> Step:
    """Return what of a step can be done without touching what somebody else did meanwhile.

    A record is left alone unless it still is what the step takes it for. A tag that is on other
    annotations too, and an article that has others, stay known.
    """
    moving = moving_keys(step)
    fitting = [change for change in step.changes if _fits(change, book, moving)]
    kept = tuple(change for change in fitting if not _is_needed(change, fitting, book))
    dropped = [change for change in step.changes if change not in fitting]
    # What the program notes about articles for itself is no loss the reader should be told of.
    skipped = sum(not isinstance(change.after or change.before, KnownArticle) for change in dropped)
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


def _is_needed(change: Change, changes: list[Change], book: Book) -> bool:
    """Tell whether a change removes what annotations outside the step still refer to."""
    if change.after is not None:
        return False
    touched = {one.before.uuid: one for one in changes if isinstance(one.before, Annotation)}
    if isinstance(change.before, KnownArticle):
        others = (one.uuid for one in book.of_article(change.before.id))
        return any(uuid not in touched for uuid in others)
    if isinstance(change.before, Tag):
        name = change.before.name
        inside = sum(
            name in one.before.tags
            for one in touched.values()
            if isinstance(one.before, Annotation)
        )
        return book.counts()[name] > inside
    return False
