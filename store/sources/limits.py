"""How much of a file is read: what an article may cost so that the reader stays small and quick.

A file is refused by what its folder says of it, before a byte is read; then by what its text would
take in memory, before a copy of it is made; then by its lines.
"""

from __future__ import annotations

import sys

from store import graphemes

_MEGABYTE = 1024 * 1024

LARGEST = 16 * _MEGABYTE
"""Bytes above which a file is listed and not read; about four Bibles."""

_LARGEST_TEXT = 44 * _MEGABYTE
"""Bytes that a text may take in memory: one emoji makes every character of it take four."""

_MOST_LINES = 400_000
"""Lines of a text; each costs about a hundred bytes before the text is whole again."""

_MOST_REMOVALS = 200_000
"""Sequences and hidden characters that are taken out of one file; each costs some microseconds."""

_MOST_SIGNS = 1_000_000
"""Joiners and other signs nobody sees that may stay; four Bibles in Persian have fewer."""

_TAB = 8

_ADVICE = "split it into several files"


class Unreadable(Exception):  # noqa: N818 - it names what the file is, and the list shows it so
    """A file that cannot be shown as text.

    Args:
        reason: Why, in plain words, without the file's name: `it is a PDF document, not text`.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def too_large(size: int, limit: int = LARGEST) -> Unreadable:
    """Return the refusal of a file by its size.

    Args:
        size: In bytes.
        limit: What would still have been read, in bytes.
    """
    return Unreadable(
        f"it is too large ({_megabytes(size)}; the limit is {_megabytes(limit)}): {_ADVICE}"
    )


def refuse_large_text(text: str) -> None:
    """Refuse a text that would take too much memory.

    Args:
        text: As it was decoded; its tabs will be spaces.

    Raises:
        Unreadable: If it does.
    """
    tabs = text.count("\t")
    expected = sys.getsizeof(text) // max(1, len(text)) * (len(text) + (_TAB - 1) * tabs)
    if expected <= _LARGEST_TEXT:
        return
    raise Unreadable(
        f"it is too large (its text takes {_megabytes(expected)} of memory; the limit is "
        f"{_megabytes(_LARGEST_TEXT)}): {_ADVICE}"
    )


def refuse_many_lines(text: str) -> None:
    """Refuse a text of too many lines.

    Raises:
        Unreadable: If it has more than would be held in memory.
    """
    lines = text.count("\n") + 1
    if lines > _MOST_LINES:
        raise Unreadable(
            f"it has too many lines ({lines:,}; the limit is {_MOST_LINES:,}): {_ADVICE}"
        )


def refuse_many_removals(number: int) -> None:
    """Refuse a text of which too much would have to be taken out.

    Raises:
        Unreadable: If it is more than any article has.
    """
    if number > _MOST_REMOVALS:
        raise Unreadable(
            f"it is no article: it holds more than {_MOST_REMOVALS:,} control sequences and "
            "hidden characters"
        )


def refuse_many_signs(number: int) -> None:
    """Refuse a text with too many signs of which each has to be looked at.

    Raises:
        Unreadable: If it has more than would be looked at in a second.
    """
    if number > _MOST_SIGNS:
        raise Unreadable(f"it holds more than {_MOST_SIGNS:,} signs that nobody sees: {_ADVICE}")


def refuse_piles(text: str) -> None:
    """Refuse a canonical text in which marks pile up as no writing has them.

    Raises:
        Unreadable: If they do.
    """
    if graphemes.piles_up(text):
        raise Unreadable("it is no text: hundreds of marks or flags hang together in it")


def _megabytes(size: int) -> str:
    return (
        f"{size / _MEGABYTE:.3g} MB" if size < 1000 * _MEGABYTE else f"{size / _MEGABYTE:,.0f} MB"
    )
