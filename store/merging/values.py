"""Three-way merging of single values, whatever they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

import orjson

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from store.notes_json import Document

Value = TypeVar("Value")


class _Unknown:
    """Stands for a value that nobody knows or that is not there; it equals nothing else."""


UNKNOWN: Final = _Unknown()
"""What a field was in a base that is not known, and what it is where it is missing."""


def three_way(
    base: Value | _Unknown, ours: Value, theirs: Value, choose: Callable[[Value, Value], Value]
) -> Value:
    """Return the value of the side that changed it.

    Args:
        base: What both sides started from; `UNKNOWN` where that is not known.
        ours: The value on one side.
        theirs: The value on the other.
        choose: Decides where both changed it differently; the order of its arguments must make
            no difference.
    """
    if theirs in (ours, base):
        return ours
    if ours == base:
        return theirs
    return choose(ours, theirs)


def merge_tags(
    base: tuple[str, ...] | None, ours: tuple[str, ...], theirs: tuple[str, ...]
) -> tuple[str, ...]:
    """Return the tags that both kept, in the order of the base, then those added, by name."""
    if theirs in (ours, base):
        return ours
    if ours == base:
        return theirs
    former = base or ()
    kept = [name for name in former if name in ours and name in theirs]
    return (*kept, *sorted({*ours, *theirs}.difference(former)))


def merge_fields(
    base: Mapping[str, Any], ours: Mapping[str, Any], theirs: Mapping[str, Any], newer: int
) -> Document:
    """Return JSON fields of either side, merged field by field.

    Args:
        base: The fields that both started from; empty where they are not known.
        ours: Those on one side.
        theirs: Those on the other.
        newer: Whose value wins where both changed it: ours if above 0, theirs if below, and
            whichever is the greater as JSON if 0.
    """

    def choose(mine: Any, other: Any) -> Any:
        if mine is UNKNOWN or other is UNKNOWN:
            return other if mine is UNKNOWN else mine
        if newer:
            return mine if newer > 0 else other
        return max(mine, other, key=as_json)

    merged = {
        name: three_way(
            base.get(name, UNKNOWN), ours.get(name, UNKNOWN), theirs.get(name, UNKNOWN), choose
        )
        for name in sorted(ours.keys() | theirs.keys())
    }
    return {name: value for name, value in merged.items() if value is not UNKNOWN}


def as_json(value: Any) -> bytes:
    """Return a JSON value as bytes that are the same for equal values."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
