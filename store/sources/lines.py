"""Building the text of one block from inline pieces, with the styles they are set in."""

from __future__ import annotations

import re
import unicodedata

from msgspec import Struct
from msgspec.structs import replace

from store import graphemes
from store.article import Inline, InlineStyle
from store.sources.sanitize import clean
from store.span import Span

_SPACES = re.compile(r"\s+")


class Line(Struct, frozen=True):
    """The text of one block.

    Args:
        text: In the characters of canonical text; without white space at its ends.
        inlines: Sorted by start, with offsets in `text`.
        wraps: Offsets in `text` of what begins a line in the source, where the break is not meant.
    """

    text: str
    inlines: tuple[Inline, ...] = ()
    wraps: tuple[int, ...] = ()


class LineBuilder:
    """Collects pieces of text; white space between them collapses as it does on a page."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._ends_in_space = True
        self._open: list[tuple[InlineStyle, int, str]] = []
        self._inlines: list[Inline] = []
        self._wraps: list[int] = []

    def add(self, text: str) -> None:
        """Add text as it stands in the source; entities may have brought anything into it."""
        piece = _SPACES.sub(" ", clean(text))
        if self._ends_in_space:
            piece = piece.lstrip(" ")
        if piece:
            self._append(piece)

    def wrap(self) -> None:
        """Add a line break that only kept the line short."""
        self.add(" ")
        self._wraps.append(self._length)

    def break_line(self) -> None:
        """Add a line break that is meant."""
        if not self._length:
            return
        if self._ends_in_space and self._pieces[-1].endswith(" "):
            self._pieces[-1] = self._pieces[-1][:-1]
            self._length -= 1
        self._append("\n")

    def open(self, style: InlineStyle, target: str = "") -> None:
        """Begin to set what follows in a style."""
        self._open.append((style, self._length, target))

    def close(self, style: InlineStyle) -> None:
        """End the style that was begun last, if it is this one; a link without target is none."""
        if not self._open or self._open[-1][0] is not style:
            return
        _, start, target = self._open.pop()
        if style is InlineStyle.LINK and not target:
            return
        self._inlines.append(Inline(style, start, self._length, target))

    def line(self) -> Line:
        """Return the text collected so far."""
        text = "".join(self._pieces).rstrip()
        if not unicodedata.is_normalized("NFC", text):
            # An accent stood in a piece of its own; offsets of styles no longer hold.
            return Line(unicodedata.normalize("NFC", text).strip())
        inlines = [inline for inline in self._inlines if text[inline.start : inline.end].strip()]
        wholes = graphemes.snap_all(text, [_trimmed(inline, text) for inline in inlines])
        placed = (
            replace(inline, start=whole.start, end=whole.end)
            for inline, whole in zip(inlines, wholes, strict=True)
        )
        return Line(text, tuple(sorted(placed, key=_by_place)), tuple(self._wraps))

    def _append(self, piece: str) -> None:
        self._pieces.append(piece)
        self._length += len(piece)
        self._ends_in_space = piece[-1] in " \n"


def _trimmed(inline: Inline, text: str) -> Span:
    """Return the place of an inline style without white space at its ends."""
    words = text[inline.start : inline.end]
    start = inline.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()))


def _by_place(inline: Inline) -> tuple[int, int]:
    """Sort by start, the longer one first."""
    return inline.start, -inline.end
