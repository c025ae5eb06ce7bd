"""Two saved searches or coding rules that two sessions gave one name at one time: both stay.

It is what `namesakes` does to two states of a file, here for an edit that meets another's work in
the file. The one that is there keeps its name, and nobody need be asked what it grew out of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from store.annotation import Rejection, Rule, SavedSearch
from store.merging.namesakes import apart, clash
from store.records import key_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.annotation import Record
    from store.merge import Change
    from store.records import Key


def part(
    changes: tuple[Change, ...],
    find: Callable[[Key], Record | None],
    find_staying: Callable[[Key], Record | None],
) -> tuple[Change, ...]:
    """Return the changes of a step such that none drops what another says of a search or rule.

    What was refused of a rule in the same step goes by the rule's new name.

    Args:
        changes: As they were made.
        find: Returns the present record with a key.
        find_staying: The same, but for those that the step removes or renames.
    """
    parted = tuple(_part_one(change, find, find_staying) for change in changes)
    names = {
        former.after.name: change.after.name
        for former, change in zip(changes, parted, strict=True)
        if isinstance(former.after, Rule) and isinstance(change.after, Rule)
        if former.after.name != change.after.name
    }
    return tuple(_follow(change, names) for change in parted) if names else parted


def _part_one(
    change: Change,
    find: Callable[[Key], Record | None],
    find_staying: Callable[[Key], Record | None],
) -> Change:
    """Return a change with another name, if the one it wants is taken by another's work."""
    before, after = change.before, change.after
    if not isinstance(after, SavedSearch | Rule):
        return change
    is_there = before is not None and key_of(before) == key_of(after)
    namesake = None if is_there else find_staying(key_of(after))
    present = None if before is None else find(key_of(before))
    # Edited on both sides, the present one stays as it is, and what came of ours goes beside it.
    is_edited = clash(before, after, present)
    if is_edited:
        change = replace(change, before=None)
    if namesake not in (None, after) or (is_edited and is_there):
        change = replace(change, after=apart(after, find_staying))
    return change


def _follow(change: Change, names: dict[str, str]) -> Change:
    """Return a change by which what was refused of a rule goes by the rule's other name."""
    after = change.after
    if not isinstance(after, Rejection) or after.rule not in names:
        return change
    return replace(change, after=replace(after, rule=names[after.rule]))
