"""The door of the notes file: nothing that a screen can't be shown comes through it.

The documents in the file stay as they are; it is what is read from them that is cleaned.
"""

from __future__ import annotations

import re
from functools import lru_cache

from store.names import shown
from store.notes_json import BrokenNotes, quoted
from store.sources.sanitize import clean, clean_line

MOST_LEVELS = 50
"""So many levels a tag's name may have; lists and filters look at each of them."""

MOST_LETTERS = 1000
"""So many code points a tag's name may have."""

_DANGEROUS = re.compile("[\0-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
# A file of paths may hold those of a system on which the backslash is a letter like any other;
# whatever wrote them has escaped the rest already.
_NOT_IN_A_PATH = re.compile(r"[^\\]+")


def identifier(text: str) -> str:
    """Return an id or a time as it is read: without anything that can't be shown."""
    return text if text.isprintable() else clean_line(text)


def path(text: str) -> str:
    """Return a path as it is read: what can't be shown is escaped, not dropped."""
    return text if text.isprintable() else _NOT_IN_A_PATH.sub(lambda hit: shown(hit[0]), text)


def passage(text: str) -> str:
    """Return words of an article as they are read; they were clean when they were written.

    They are not composed anew: a passage may begin inside what would become one character.
    """
    return clean(text) if _DANGEROUS.search(text) else text


@lru_cache(maxsize=4096)
def tag_name(name: str) -> str:
    """Return a tag's name as it is read.

    Raises:
        TypeError: If it is no text.
        BrokenNotes: If a level of it is empty, or it is longer than `codebook.check_name` allows.
    """
    cleaned = clean_line(name)
    if not all(level.strip() for level in cleaned.split("/")):
        raise BrokenNotes(f"“{quoted(name)}” is no name for a tag: a level of it is empty")
    if not fits(cleaned):
        raise BrokenNotes(
            f"“{quoted(name)}” is no name for a tag: it has more than {MOST_LEVELS} levels"
            f" or {MOST_LETTERS} characters"
        )
    return cleaned


def fits(name: str) -> bool:
    """Tell whether a tag's name is of a length and depth that lists can bear."""
    return len(name) <= MOST_LETTERS and name.count("/") < MOST_LEVELS
