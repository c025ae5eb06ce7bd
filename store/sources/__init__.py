"""From the bytes of one file to its title, canonical text and blocks; one module to a format."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from msgspec.structs import replace

from store.sources.limits import Unreadable, refuse_piles
from store.sources.removals import counting
from store.sources.sanitize import clean, clean_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.article import Parsed
    from store.sources.removals import Tally

__all__ = ["SUFFIXES", "Unreadable", "parse", "parse_read"]

_MARKDOWN = frozenset({".md", ".markdown"})

SUFFIXES = frozenset({".txt"}) | _MARKDOWN
"""Endings of the files that can be read, in lower case."""


def parse(data: bytes, name: str) -> Parsed:
    """Read the bytes of one file.

    Args:
        data: The whole file.
        name: Its name or path; the ending says which format it is in, and the name is the title
            where the text has none.

    Raises:
        Unreadable: If it is not text, is too much of it, or its ending is not one of `SUFFIXES`.
    """
    return parse_read(lambda: data, name)


def parse_read(read: Callable[[], bytes], name: str) -> Parsed:
    """Read what `parse` reads, from bytes that nobody holds on to while an article is made of them.

    Args:
        read: Returns the whole file; called once.
        name: As for `parse`.

    Raises:
        Unreadable: As `parse`, and whatever `read` raises.
    """
    path = PurePath(name)
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise Unreadable(f"its ending is none of {', '.join(sorted(SUFFIXES))}")
    fallback = clean_line(path.stem) or "Untitled"
    parse_text = _parser(suffix)
    with counting() as tally:
        # The text has no name here, so that the parser can let go of it before it makes the next.
        parsed = parse_text(_cleaned(read, tally), fallback)
    refuse_piles(parsed.text)
    return replace(parsed, removed=tally.removals) if tally.removals else parsed


def _parser(suffix: str) -> Callable[[str, str], Parsed]:
    """Return what makes an article of a text in the format that has this ending."""
    if suffix in _MARKDOWN:
        from store.sources import markdown

        return markdown.parse
    from store.sources import plain

    return plain.parse


def _cleaned(read: Callable[[], bytes], tally: Tally) -> str:
    """Return the whole text of a file, cleaned, and count what was taken out."""
    from store.sources.decoding import decode

    text = clean(decode(read()))
    tally.from_parts()
    return text
