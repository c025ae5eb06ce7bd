"""Grapheme clusters: what a reader takes for one character.

The boundaries are those of UAX #29, extended grapheme clusters. Every function looks only at the
neighbourhood of the offset it is asked about, so its cost does not grow with the text.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from store.compiled import compiled
from store.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SINGLE = (
    "\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u038a\u038c\u038e-\u03a1"
    "\u03a3-\u0482\u048a-\u052f\u0531-\u0556\u0559-\u058a\u05d0-\u05ea\u060c\u061b\u061f"
    "\u0620-\u064a\u0660-\u066f\u0671-\u06d3\u10d0-\u10fa\u1e00-\u1eff"
    "\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2116\u2122\u2500-\u25a9"
    "\u2248\u22ef\u2304\u25b8\u25cb\u25cf\u270e\u2713\u2717"
)
"""For a class of `re`: code points beyond ASCII that are clusters of their own wherever they stand
among their like, and take one cell. They are the letters of Latin, Greek, Cyrillic, Armenian,
Georgian, Hebrew and Arabic without points, the punctuation of the press, and the signs that Postil
shows beside a text."""

# \X counts a run of regional indicators from its beginning for each boundary, which is quadratic
# in a long one; taking them in pairs is the same rule (GB12, GB13) at a fixed cost.
_CLUSTER = r"\p{GCB=Regional_Indicator}{2}(?![\p{GCB=Extend}\p{GCB=ZWJ}\p{GCB=SpacingMark}])|\X"

# Between two of these code points there is a boundary whatever surrounds them; before one that is
# no consonant of India there is one unless it is joined by what precedes it (GB9b, GB9c, GB11);
# and behind a line feed there always is one.
_PLAIN = r"[\p{GCB=Other}\p{GCB=LV}\p{GCB=LVT}\p{GCB=Control}\p{GCB=LF}]"
_JOINED_IN_CLUSTERS = "".join(
    rf"\p{{Script={script}}}"
    for script in (
        *("Devanagari", "Bengali", "Gurmukhi", "Gujarati", "Oriya", "Tamil", "Telugu", "Kannada"),
        *("Malayalam", "Sinhala", "Myanmar", "Khmer", "Balinese", "Javanese", "Tai_Tham", "Chakma"),
    )
)
_SOLID = rf"[\p{{GCB=Prepend}}\p{{GCB=Other}}--[{_JOINED_IN_CLUSTERS}]]"
_PAIR = _PLAIN * 2
_CERTAIN_BOUNDARY_BEFORE = (
    rf"(?V1)(?r)(?<![\p{{GCB=Prepend}}\u200d]){_SOLID}|(?<={_PLAIN}){_PLAIN}|(?<=\n)(?s:.)"
)

_MOST_JOINED = 500
"""Code points in a row without any such boundary that writing may have."""


def clusters(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Yield the clusters that share a code point with a range of `text`, in order.

    Args:
        text: Any text.
        start: Offset at which the range begins; inside a cluster, that whole cluster comes first.
        end: Offset behind the range; the end of `text` by default.
    """
    for first, behind in bounds(text, start, len(text) if end is None else end):
        yield Span(first, behind)


def bounds(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield start and end of the clusters that `clusters` yields, at a third of the cost."""
    stop = min(end, len(text))
    if start >= stop:
        return
    for found in compiled(_CLUSTER).finditer(text, _certain_boundary(text, start)):
        first, behind = found.span()
        if first >= stop:
            return
        if behind > start:
            yield first, behind


def next_offset(text: str, offset: int) -> int:
    """Return the first boundary behind `offset`; the length of `text` at its end."""
    if offset >= len(text):
        return len(text)
    if _is_simple(text[offset : offset + 2]):
        return offset + 1
    return next(clusters(text, offset)).end


def previous_offset(text: str, offset: int) -> int:
    """Return the last boundary before `offset`; 0 at the start of `text`."""
    if offset <= 0:
        return 0
    return floor(text, min(offset, len(text)) - 1)


def floor(text: str, offset: int) -> int:
    """Return the last boundary at or before `offset`."""
    if offset <= 0:
        return 0
    if offset >= len(text):
        return len(text)
    if _is_simple(text[offset - 1 : offset + 1]):
        return offset
    return next(clusters(text, offset)).start


def ceil(text: str, offset: int) -> int:
    """Return the first boundary at or behind `offset`."""
    below = floor(text, offset)
    return below if below >= min(offset, len(text)) else next_offset(text, offset)


def snap(text: str, span: Span) -> Span:
    """Return the smallest span of whole clusters that covers `span`.

    An empty span stays empty; inside a cluster it moves to the cluster's start.
    """
    start = floor(text, span.start)
    return Span(start, start if span.start == span.end else ceil(text, span.end))


def snap_all(text: str, spans: Sequence[Span]) -> list[Span]:
    """Return what `snap` returns for each of many spans, at the cost of one pass over the text."""
    asked = {edge for span in spans for edge in (span.start, span.end)}
    below = {edge: edge for edge in asked if _is_certain(text, edge)}
    above = dict(below)
    left = sorted(asked - below.keys())
    clusters_left = bounds(text, left[0], len(text)) if left else iter(())
    first = behind = 0
    for edge in left:
        while behind <= edge:
            first, behind = next(clusters_left)
        below[edge], above[edge] = first, edge if first == edge else behind
    return [
        Span(below[span.start], below[span.start] if span.start == span.end else above[span.end])
        for span in spans
    ]


def piles_up(text: str) -> bool:
    """Tell whether more marks, flags or joined letters stand in a row than any writing has.

    Without such a text the cost of all other functions is bounded.
    """
    return any(
        not _is_simple(text[start : start + 2])
        and compiled(_CERTAIN_BOUNDARY_BEFORE).search(text, start, start + _MOST_JOINED) is None
        for start in range(0, len(text) - _MOST_JOINED, _MOST_JOINED)
    )


def _is_certain(text: str, offset: int) -> bool:
    """Tell whether a boundary lies at `offset` whatever surrounds its two neighbours."""
    if offset in (0, len(text)) or _is_simple(text[offset - 1 : offset + 1]):
        return True
    return compiled(_PAIR).match(text, offset - 1) is not None


def _is_simple(around: str) -> bool:
    """Tell whether every code point of `around` is a cluster of its own."""
    if around.isascii():
        return "\r" not in around
    return _simple().fullmatch(around) is not None


@cache
def _simple() -> re.Pattern[str]:
    return re.compile(f"[\0-\x0c\x0e-\x7f{SINGLE}]*")


def _certain_boundary(text: str, offset: int) -> int:
    """Return a boundary at or before `offset` that holds without looking further back."""
    found = compiled(_CERTAIN_BOUNDARY_BEFORE).search(text, 0, offset + 1)
    return found.start() if found else 0
