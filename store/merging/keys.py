"""Which tag keeps a key from 1 to 9 that two of them came to have."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def claims(base: str | None, ours: str | None, theirs: str | None) -> frozenset[str]:
    """Return the keys that a tag may have after a merge.

    Args:
        base: The key that both sides started from; None where the tag was not there.
        ours: The key on one side, None where the tag is not there; empty for none.
        theirs: The same on the other side.
    """
    if ours is None or theirs is None:
        wanted = {ours or theirs}
    elif ours == base:
        wanted = {theirs}
    elif theirs == base:
        wanted = {ours}
    else:
        wanted = {ours, theirs}
    return frozenset(key for key in wanted if key)


def assign(wanted: Mapping[str, frozenset[str]]) -> dict[str, str]:
    """Return the key of each tag that gets one: the lowest it wants that no tag before it has.

    Key by key, so that a merge of what came out with either side comes out the same again.

    Args:
        wanted: Tags by name, and which keys they may have.
    """
    given: dict[str, str] = {}
    for key in sorted({key for keys in wanted.values() for key in keys}):
        candidates: Sequence[str] = [
            name for name, keys in wanted.items() if key in keys and name not in given
        ]
        if candidates:
            given[min(candidates)] = key
    return given
