"""Worn: what an article wears of the notebook, a highlight and an entry of the margin each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from store.anchor import State
from tui import telling
from tui.reading.margin import Entry
from tui.reading.paint import Highlight

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.book import Book
    from tui.placed import Placed


class Garment(Struct, frozen=True):
    """What is shown of an annotation in its place.

    Args:
        placed: The annotation.
        highlight: Its passage; None where it has none.
        entry: What the margin shows of it; None for nothing.
    """

    placed: Placed
    highlight: Highlight | None
    entry: Entry | None


class Worn:
    """What the annotations of one article look like, made anew only for those that changed.

    Of 1,000 annotations all would hold up each mark by 10 ms.
    """

    def __init__(self) -> None:
        self._codebook: tuple[object, ...] = ()
        self._known: dict[str, Garment] = {}

    def of(self, placed: Sequence[Placed], book: Book) -> list[Garment]:
        """Return what is shown of annotations.

        Args:
            placed: The annotations, in their places.
            book: What the notebook holds.
        """
        codebook = book.stored_tags()
        known = self._known if codebook == self._codebook else {}
        worn = [_kept(known.get(each.annotation.uuid), each, book) for each in placed]
        self._codebook = codebook
        self._known = {each.placed.annotation.uuid: each for each in worn}
        return worn


def _kept(before: Garment | None, placed: Placed, book: Book) -> Garment:
    return before if before is not None and before.placed is placed else _made(placed, book)


def _made(placed: Placed, book: Book) -> Garment:
    annotation, span = placed.annotation, placed.span
    highlight = None
    if span is not None:
        highlight = Highlight(span, book.colour_of(annotation), noted=bool(annotation.note))
    is_somewhere = span is not None or annotation.anchor is None
    says_more = annotation.tags or annotation.note or placed.state is State.MOVED
    return Garment(
        placed, highlight, entry_of(placed, book) if is_somewhere and says_more else None
    )


def entry_of(placed: Placed, book: Book) -> Entry:
    """Return what the margin shows of an annotation."""
    annotation = placed.annotation
    return Entry(
        uuid=annotation.uuid,
        offset=placed.span.start if placed.span else None,
        tags=tuple((name, book.tag(name).colour) for name in annotation.tags),
        note=annotation.note,
        colour=book.colour_of(annotation),
        moved=telling.place(placed.state, placed.score),
    )
