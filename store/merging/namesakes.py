"""Two saved searches or coding rules that came to have one name: both stay."""

from __future__ import annotations

from collections import deque
from hashlib import sha256
from typing import TYPE_CHECKING

from msgspec.structs import astuple, replace

from store.annotation import Rule, SavedSearch
from store.merging.refusals import move_refusals
from store.merging.state import renamed
from store.merging.values import as_json
from store.records import REJECTIONS, RULES, SEARCHES, Key, decode, encode, key_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from store.annotation import Record
    from store.merging.state import State
    from store.merging.tombstones import Tombstone

_DIGITS = 4
# Hexadecimal: two of one name share them once in 65,536 times, and are then told apart all the
# same, only not by the same names whoever merges first.


def part_namesakes(
    base: State, ours: State, theirs: State, tombstones: Mapping[Key, Tombstone]
) -> None:
    """Give one of two searches or rules another name where a merge of both would drop something.

    That is where nobody knows what they grew out of, or where both sides changed the same field.
    The greater one keeps the name. The lesser is called as `other_name` says in the state that it
    is in, as if its reader had renamed it before the merge; what was refused of its proposals goes
    along, and what was refused of the other's stays. One that a reader deleted or renamed on the
    other side gives way.

    Args:
        base: What both started from; changed in place, as both sides are.
        ours: The state on one side.
        theirs: The state on the other.
        tombstones: Those of both sides.
    """
    for table in (SEARCHES, RULES):
        names = deque(sorted(ours.found[table].keys() & theirs.found[table].keys()))
        while names:
            new = _part(Key(table, names.popleft()), (base, ours, theirs), tombstones)
            if new:
                names.append(new)


def other_name(record: SavedSearch | Rule) -> str:
    """Return the name of a search or rule beside another that keeps its name: `war (3f2a)`.

    The digits follow from what it says. With numbers one by one, `war (2)` would be another search
    on each of three machines, depending on which two met first.
    """
    content = {name: value for name, value in encode(record).items() if name != "name"}
    return f"{record.name} ({sha256(as_json(content)).hexdigest()[:_DIGITS]})"


def apart(record: SavedSearch | Rule, find: Callable[[Key], Record | None]) -> SavedSearch | Rule:
    """Return a record under another name, by which nothing goes but perhaps the very same.

    Args:
        record: By the name that it can't have.
        find: Returns the present record with a key.
    """
    new = replace(record, name=other_name(record))
    while find(key_of(new)) not in (None, new):
        new = replace(new, name=other_name(new))
    return new


def clash(base: Record | None, ours: Record, theirs: Record | None) -> bool:
    """Tell whether both sides changed a field, and not to the same; no where one has no record."""
    return (
        base is not None
        and theirs is not None
        and any(
            mine != other and former not in (mine, other)
            for former, mine, other in zip(
                astuple(base), astuple(ours), astuple(theirs), strict=True
            )
        )
    )


def _part(key: Key, states: tuple[State, State, State], tombstones: Mapping[Key, Tombstone]) -> str:
    """Part the two records with a key, if need be; return the new name of one, empty for none."""
    base, ours, theirs = states
    former, one, two = (_record(state, key) for state in states)
    if one is None or two is None or not _is_parted(former, one, two):
        return ""
    tombstone = tombstones.get(key)
    for state, record in ((ours, one), (theirs, two)):
        if tombstone is not None and tombstone.beats(record):
            del state.found[key.table][key.name]
            return ""
    loser, record = min((ours, one), (theirs, two), key=lambda side: astuple(side[1]))
    new = _move(loser, key, record)
    if key.table == RULES:
        move_refusals(loser, key.name, new)
        # Else those that both started from, and of which the loser's now go by another name,
        # would be taken for deleted.
        for name in [name for name in base.found[REJECTIONS] if name.startswith(f"{key.name}\n")]:
            del base.found[REJECTIONS][name]
    return new


def _record(state: State, key: Key) -> SavedSearch | Rule | None:
    """Return the search or rule with a key, None where there is none."""
    one = state.found[key.table].get(key.name)
    record = None if one is None else decode(key.table, one.document)
    return record if isinstance(record, SavedSearch | Rule) else None


def _is_parted(
    base: SavedSearch | Rule | None, ours: SavedSearch | Rule, theirs: SavedSearch | Rule
) -> bool:
    """Tell whether a merge of two records drops what one of them says."""
    return ours != theirs if base is None else clash(base, ours, theirs)


def _move(state: State, key: Key, record: SavedSearch | Rule) -> str:
    """Give a record of a state another name, by which nothing else goes there, and return it."""
    one = state.found[key.table].pop(key.name)
    new = apart(record, lambda key: _record(state, key))
    if _record(state, key_of(new)) is None:
        state.found[key.table][new.name] = renamed(one, new)
    return new.name
