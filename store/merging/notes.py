"""What was written on both sides, kept in one note."""

from __future__ import annotations

import re
from typing import Final

DIVIDER: Final = "— also written —"
"""The paragraph between what was written on one side and what was written on the other."""

_DIVIDED = re.compile(rf"^[ \t]*{DIVIDER}[ \t]*$", re.MULTILINE)
_MANY = 100
# Looking for each section in each other costs the square of their number; nobody writes as many
# by hand, but a hostile file may hold them.


def sections(note: str) -> tuple[str, ...]:
    """Return the sections of a note, each once, without the dividers between them."""
    parts = (part.strip("\n") for part in _DIVIDED.split(note))
    return tuple(dict.fromkeys(part for part in parts if part.strip()))


def merge_notes(base: str | None, ours: str, theirs: str) -> str:
    """Return a note with what was written on either side.

    Where both changed it, the sections that both kept come first, then all new ones by the
    alphabet: an order that does not depend on who merges. Where nobody knows the base, a section
    of one side that stands word for word in one of the other is taken for what that grew out of.

    Args:
        base: The note that both started from; None where that is not known.
        ours: The note on one side.
        theirs: The note on the other.
    """
    if theirs in (ours, base):
        return ours
    if ours == base:
        return theirs
    former, mine, others = sections(base or ""), sections(ours), sections(theirs)
    kept = [section for section in former if section in mine and section in others]
    added = {*mine, *others}.difference(former)
    if base is None:
        added -= _outgrown({*mine}.difference(others), {*others}.difference(mine))
    return f"\n\n{DIVIDER}\n\n".join([*kept, *sorted(added)])


def _outgrown(ours: set[str], theirs: set[str]) -> set[str]:
    """Return the sections of either side that stand in one of the other side that stays."""
    if len(ours) + len(theirs) > _MANY:
        return set()
    outgrown: set[str] = set()
    for section in sorted(ours | theirs, key=len, reverse=True):
        others = (theirs if section in ours else ours) - outgrown
        if any(_stands_in(section, other) for other in others):
            outgrown.add(section)
    return outgrown


def _stands_in(section: str, other: str) -> bool:
    """Tell whether a text contains another as whole words."""
    if section not in other:
        return False
    return re.search(rf"(?<!\w){re.escape(section)}(?!\w)", other) is not None
