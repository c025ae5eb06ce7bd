"""What lies over the text of a row, in a fixed order of layers."""

from __future__ import annotations

import itertools
from enum import IntEnum
from typing import TYPE_CHECKING

from msgspec import Struct, field

from store.article import BlockKind, InlineStyle
from store.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from store.annotation import Colour


class Layer(IntEnum):
    """The layers, the lowest first; where two disagree the higher one is seen."""

    GROUND = 0
    TERM = 1
    HIGHLIGHT = 2
    FIND = 3
    SELECTION = 4
    CURSOR = 5


class Hit(IntEnum):
    """Whether text is a hit of a search."""

    NONE = 0
    OTHER = 1
    CURRENT = 2


class Highlight(Struct, frozen=True):
    """An annotated passage, as far as paint is concerned.

    Args:
        span: The passage.
        colour: Of its first tag, else its own.
        noted: Whether it carries a note.
    """

    span: Span
    colour: Colour
    noted: bool = False


class Styled(Struct, frozen=True):
    """A stretch set in an inline style."""

    span: Span
    style: InlineStyle


class Lit(Struct, frozen=True):
    """An occurrence of a term."""

    span: Span
    colour: Colour


class Found(Struct, frozen=True):
    """A hit of a search.

    Args:
        span: The hit.
        current: Whether it is the one the reader stands on.
    """

    span: Span
    current: bool = False


Stroke = Styled | Lit | Highlight | Found


class Look(Struct, frozen=True):
    """How a run of text is drawn: everything that lies on it.

    Args:
        kind: Of its block.
        inline: Its inline styles.
        term: Colour of the term it belongs to.
        highlights: Colours of the passages it belongs to, the innermost last.
        noted: Whether one of them carries a note.
        hit: Whether it was found.
        selected: Whether it is selected.
        cursor: Whether the cursor is on it.
    """

    kind: BlockKind = BlockKind.PARAGRAPH
    inline: frozenset[InlineStyle] = frozenset()
    term: Colour | None = None
    highlights: tuple[Colour, ...] = ()
    noted: bool = False
    hit: Hit = Hit.NONE
    selected: bool = False
    cursor: bool = False


class Run(Struct, frozen=True):
    """A stretch of a row that looks the same throughout."""

    start: int
    end: int
    look: Look


class Canvas(Struct, frozen=True):
    """Everything that may lie over an article's text.

    Args:
        strokes: Inline styles, terms, highlights and hits near the rows to be painted.
        selection: What is selected.
        cursor: The grapheme under the cursor.
    """

    strokes: Sequence[Stroke] = field(default=())
    selection: Span | None = None
    cursor: Span | None = None


def changed(before: Sequence[Highlight], after: Sequence[Highlight]) -> Iterator[Highlight]:
    """Yield all highlights that one of two sequences has and the other has not, and maybe others.

    An edit changes one or a few next to each other, so only what both begin and end with alike is
    left out.
    """
    least = min(len(before), len(after))
    first = next((at for at in range(least) if before[at] != after[at]), least)
    last = next((at for at in range(least - first) if before[-1 - at] != after[-1 - at]), None)
    kept = least - first if last is None else last
    yield from before[first : len(before) - kept]
    yield from after[first : len(after) - kept]


def paint(span: Span, kind: BlockKind, canvas: Canvas) -> tuple[Run, ...]:
    """Cut a stretch of text into runs that look the same throughout.

    Args:
        span: The stretch; usually what a row shows.
        kind: Of its block.
        canvas: What lies over it.

    Returns:
        Runs that partition the span, in order.
    """
    strokes = [stroke for stroke in canvas.strokes if stroke.span.overlaps(span)]
    covers = [stroke.span for stroke in strokes]
    covers += [each for each in (canvas.selection, canvas.cursor) if each is not None]
    edges = sorted(_edges(span, covers))
    return tuple(
        Run(start, end, _look(Span(start, end), kind, strokes, canvas))
        for start, end in itertools.pairwise(edges)
    )


def _edges(span: Span, covers: Iterable[Span]) -> set[int]:
    edges = {span.start, span.end}
    for cover in covers:
        edges.update(edge for edge in (cover.start, cover.end) if span.start < edge < span.end)
    return edges


def _look(part: Span, kind: BlockKind, strokes: Sequence[Stroke], canvas: Canvas) -> Look:
    here = [stroke for stroke in strokes if stroke.span.overlaps(part)]
    highlights = sorted(
        (each for each in here if isinstance(each, Highlight)),
        key=lambda each: (-len(each.span), each.span.start),
    )
    terms = [each.colour for each in here if isinstance(each, Lit)]
    found = [each.current for each in here if isinstance(each, Found)]
    return Look(
        kind=kind,
        inline=frozenset(each.style for each in here if isinstance(each, Styled)),
        term=terms[0] if terms else None,
        highlights=tuple(each.colour for each in highlights),
        noted=any(each.noted for each in highlights),
        hit=(Hit.CURRENT if any(found) else Hit.OTHER) if found else Hit.NONE,
        selected=canvas.selection is not None and canvas.selection.overlaps(part),
        cursor=canvas.cursor is not None and canvas.cursor.overlaps(part),
    )
