"""What an edit comes to on records that may have changed since it was made.

The same rules settle an edit in memory and in the notes file, so both always agree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from store import clock
from store.annotation import Annotation
from store.merging.records import merge_records, same_content
from store.records import key_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from store.annotation import Record
    from store.records import Key


class Change(Struct, frozen=True):
    """One record before and after an edit.

    Args:
        before: The record as it was; None where the edit makes it.
        after: The record as it is to be; None where the edit removes it. It may have another key
            than `before`: a renamed tag.
    """

    before: Record | None
    after: Record | None


class Step(Struct, frozen=True):
    """One edit of the reader, of any number of records; undone and redone as one.

    Args:
        label: What was done, for the status line: `tag “security/border”`.
        changes: No two of them have a key in common before, nor after.
        skipped: Of an undone step, how many records it left alone because somebody else had
            changed them meanwhile.
    """

    label: str
    changes: tuple[Change, ...]
    skipped: int = 0

    def inverse(self) -> Step:
        """Return the step that takes this one back."""
        changes = (Change(change.after, change.before) for change in reversed(self.changes))
        return Step(self.label, tuple(changes))


class Outcome(Struct, frozen=True):
    """What a change comes to.

    Args:
        leaving: Key of the record that is taken away or written over; None for none.
        record: The record to be put; None for none.
    """

    leaving: Key | None
    record: Record | None


def make_step(label: str, changes: Iterable[Change]) -> Step:
    """Return a step of those changes that change anything."""
    return Step(label, tuple(change for change in changes if change.before != change.after))


def moving_keys(step: Step) -> set[Key]:
    """Return the keys under which a step leaves no record: of those it removes or renames."""
    return {
        key_of(change.before)
        for change in step.changes
        if change.before is not None
        and (change.after is None or key_of(change.after) != key_of(change.before))
    }


def settle(step: Step, find: Callable[[Key], Record | None]) -> tuple[Outcome, ...]:
    """Return what a step comes to on the present records.

    An edit of a record that changed meanwhile is merged with the change, by `merge_records`. A
    removal gives way to a change that it did not know of, and a new record to one that is already
    there; but two annotations that were made apart with one uuid are merged, and of two searches or
    rules that came to have one name both stay, as `part` says. A record that was removed by
    somebody else comes back when it was edited. Whatever an edit makes of an annotation is later
    than what was there, undo included.

    Args:
        step: The edit.
        find: Returns the present record with a key.

    Returns:
        Outcomes to be carried out together: first everything leaves, then everything is put.
    """
    from store.merging.parting import part

    moving = moving_keys(step)

    def find_staying(key: Key) -> Record | None:
        return None if key in moving else find(key)

    changes = part(step.changes, find, find_staying)
    return tuple(_settle_one(change, find, find_staying) for change in changes)


def _settle_one(
    change: Change,
    find: Callable[[Key], Record | None],
    find_staying: Callable[[Key], Record | None],
) -> Outcome:
    """Return what a single change comes to."""
    before, after = change.before, change.after
    if before is None:
        return _settle_new(after, None if after is None else find_staying(key_of(after)))
    key = key_of(before)
    present = find(key)
    if after is None:
        return Outcome(key if same_content(present, before) else None, None)
    if key_of(after) != key and find_staying(key_of(after)) is not None:
        return Outcome(key, None)
    return Outcome(key, after if present is None else _following(before, after, present))


def _settle_new(after: Record | None, present: Record | None) -> Outcome:
    """Return what the making of a record comes to where there may be one with its key."""
    if after is None or present is None:
        return Outcome(None, after)
    if not isinstance(after, Annotation) or not isinstance(present, Annotation):
        return Outcome(None, None)
    if (after.created, after.creator) == (present.created, present.creator):
        # An earlier version comes back, by undo or because nobody knows whether it was written.
        return Outcome(None, None)
    # Made of one draft in two programs.
    return Outcome(key_of(after), _following(None, after, present))


def _following(before: Record | None, after: Record, present: Record) -> Record:
    """Return the version that an edit makes of the present one, whose successor it is."""
    following = after if present == before else merge_records(before, after, present)
    if not isinstance(following, Annotation) or not isinstance(present, Annotation):
        return following
    if same_content(following, present):
        return present
    # An undo brings back what was there earlier, and a merge may be as old as its elder side; as
    # the last thing that the reader did, it must not look older than what it takes the place of.
    return replace(following, modified=clock.later(following.modified, present.modified))
