"""Single fields of the notes file's documents that several kinds of records have."""

from __future__ import annotations

from typing import Final
from unicodedata import is_normalized

from store.annotation import Colour
from store.notes_json import BrokenNotes, quoted

COLOURS: Final = {colour.value: colour for colour in Colour}
"""The colours by their names."""

_VISIBLE = bytes(range(0x20, 0x7F))


def named(name: str, field: str) -> str:
    """Return the name a record goes by, which can't be empty.

    Raises:
        BrokenNotes: If it is; the reason names the field.
    """
    if not name:
        raise BrokenNotes(f"the field “{field}” is empty")
    return name


def colour_of(name: str) -> Colour:
    """Return the colour of that name.

    Raises:
        BrokenNotes: If there is none.
    """
    colour = COLOURS.get(name)
    if colour is None:
        raise BrokenNotes(f"“{quoted(name)}” is no colour; there are {', '.join(COLOURS)}")
    return colour


def is_plain(words: str) -> bool:
    """Tell whether text can be shown on a line as it is, and is composed."""
    # A fifth of the time of `isprintable`, which looks every character up.
    if words.isascii():
        return not words.encode().translate(None, _VISIBLE)
    return words.isprintable() and is_normalized("NFC", words)
