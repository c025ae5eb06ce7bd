"""Single fields of the notes file's documents that several kinds of records have."""

from __future__ import annotations

from typing import Final

from store.annotation import Colour
from store.notes_json import BrokenNotes, quoted

COLOURS: Final = {colour.value: colour for colour in Colour}
"""The colours by their names."""


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
