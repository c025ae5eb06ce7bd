"""The sides of a file in which a merge of git left its conflict marks."""

from __future__ import annotations

import re

from msgspec import Struct

_MARK = re.compile(r"^(<{7}|\|{7}|={7}|>{7})(?: .*)?\r?$")


class Sides(Struct, frozen=True):
    """The files that git could not merge.

    Args:
        ours: The text of one side.
        theirs: The text of the other.
        base: What both started from; None where the file does not tell.
    """

    ours: str
    theirs: str
    base: str | None


def sides(text: str) -> Sides | None:
    """Return both sides of a text with conflict marks; None where it has none.

    A mark stands at the beginning of a line, where no JSON string can be.
    """
    ours: list[str] = []
    theirs: list[str] = []
    base: list[str] = []
    everywhere = [ours, base, theirs]
    present, has_base, is_marked = everywhere, False, False
    for line in text.splitlines(keepends=True):
        found = _MARK.match(line.removesuffix("\n"))
        if found is None:
            for side in present:
                side.append(line)
            continue
        is_marked = True
        has_base |= found[1][0] == "|"
        present = {"<": [ours], "|": [base], "=": [theirs], ">": everywhere}[found[1][0]]
    if not is_marked:
        return None
    return Sides("".join(ours), "".join(theirs), "".join(base) if has_base else None)
