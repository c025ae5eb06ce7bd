"""Breaking parts of an excerpt into rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from tui.reading.wrap import row_spans

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui.reading.difference import Part


def rows_of(parts: Sequence[Part], cells: int) -> Iterator[tuple[Part, ...]]:
    """Yield the rows of parts that follow one another, each the parts of it.

    Args:
        parts: What to set; together one text.
        cells: Width of a row; at least 1.
    """
    text = "".join(part.words for part in parts)
    for start, end in row_spans(text, 0, len(text), cells):
        shown = start + len(text[start:end].rstrip())
        yield tuple(_between(parts, start, shown))


def _between(parts: Sequence[Part], start: int, end: int) -> Iterator[Part]:
    """Yield what of the parts lies between two offsets of their text."""
    offset = 0
    for part in parts:
        first, last = max(start, offset), min(end, offset + len(part.words))
        if first < last:
            yield replace(part, words=part.words[first - offset : last - offset])
        offset += len(part.words)
