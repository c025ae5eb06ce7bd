"""Selecting by character, word, sentence and paragraph."""

from __future__ import annotations

import itertools
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from store.graphemes import floor, next_offset
from store.sentences import sentence_at
from store.span import Span
from tui.reading.blocks import block_index
from tui.reading.motions import word_at

if TYPE_CHECKING:
    from store.article import Article


class Unit(StrEnum):
    """What a selection grows by."""

    CHARACTER = "character"
    WORD = "word"
    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"


class Selection(Struct, frozen=True):
    """What is selected: all units from the one at `anchor` to the one at `head`.

    Args:
        anchor: Offset at which selecting began.
        head: Offset of the cursor.
        unit: Whole units are selected.
        origin: Where the cursor stood before the selection was grown; growing and shrinking go
            round it.
    """

    anchor: int
    head: int
    unit: Unit = Unit.CHARACTER
    origin: int | None = None

    def span(self, article: Article) -> Span:
        """Return the selected stretch of the article's text; whole graphemes."""
        return unit_at(article, self.anchor, self.unit).hull(unit_at(article, self.head, self.unit))

    def moved(self, head: int) -> Selection:
        """Return the selection with the cursor at `head`."""
        return Selection(self.anchor, head, self.unit)

    def turned(self) -> Selection:
        """Return the selection with the cursor at its other end."""
        return Selection(self.head, self.anchor, self.unit, self.origin)


def unit_at(article: Article, offset: int, unit: Unit) -> Span:
    """Return the character, word, sentence or paragraph at an offset."""
    if unit is Unit.SENTENCE:
        return sentence_at(article, offset)
    if unit is Unit.PARAGRAPH and article.blocks:
        return article.blocks[block_index(article, offset)].span
    if unit is Unit.WORD and (word := word_at(article, offset)):
        return word
    start = floor(article.text, offset)
    return Span(start, next_offset(article.text, start))


def selected(article: Article, span: Span, origin: int | None = None) -> Selection:
    """Return the selection by character that covers `span`, its head at the end."""
    last = floor(article.text, max(span.start, span.end - 1))
    return Selection(span.start, last, origin=origin)


_RISING = (Unit.WORD, Unit.SENTENCE, Unit.PARAGRAPH)


def grown(article: Article, cursor: int, selection: Selection | None) -> Selection:
    """Return the selection one unit larger: word, sentence, paragraph.

    Args:
        article: The article.
        cursor: Where the cursor stands, which is where growing begins without a selection.
        selection: What is selected now.
    """
    origin, now = _origin(cursor, selection), selection.span(article) if selection else None
    for level in _levels(article, origin):
        if now is None or now.hull(level) != now:
            return selected(article, level if now is None else now.hull(level), origin)
    return selection or selected(article, unit_at(article, origin, Unit.CHARACTER), origin)


def shrunk(article: Article, selection: Selection) -> Selection | None:
    """Return the selection one unit smaller; None where it was a word or less."""
    origin, now = _origin(selection.head, selection), selection.span(article)
    for level in reversed(_levels(article, origin)):
        if level != now and level.hull(now) == now:
            return selected(article, level, origin)
    return None


def _levels(article: Article, origin: int) -> tuple[Span, ...]:
    """Return the spans of growing, each covering the one before.

    Between two sentences the sentence does not cover the space under the cursor, hence the hulls.
    """
    units = (unit_at(article, origin, unit) for unit in _RISING)
    return tuple(itertools.accumulate(units, Span.hull))


def _origin(cursor: int, selection: Selection | None) -> int:
    if selection is None or selection.origin is None:
        return cursor
    return selection.origin
