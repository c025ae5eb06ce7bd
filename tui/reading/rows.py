"""Setting an article, block by block, into rows."""

from __future__ import annotations

from array import array
from itertools import groupby
from typing import TYPE_CHECKING

from store.article import BlockKind
from store.span import Span
from tui.reading.blocks import block_index
from tui.reading.cells import width
from tui.reading.lead import lead_of
from tui.reading.row import RowKind
from tui.reading.wrap import lines, wrap

if TYPE_CHECKING:
    from store.article import Article, Block
    from tui.reading.table import TableRow

_TIGHT = frozenset({(BlockKind.ITEM, BlockKind.ITEM)})
_TITLE_SEARCHED = 1000


def leftovers(article: Article) -> tuple[tuple[int, int], ...]:
    """Return the runs of furniture as pairs of block indexes, half-open."""
    runs = []
    numbered = enumerate(article.blocks)
    for is_furniture, run in groupby(numbered, lambda each: each[1].kind is BlockKind.FURNITURE):
        if is_furniture:
            indexes = [index for index, _ in run]
            runs.append((indexes[0], indexes[-1] + 1))
    return tuple(runs)


def leftovers_start(article: Article, offset: int) -> int | None:
    """Return where the run of furniture begins that holds `offset`; None where none does.

    Args:
        article: The article.
        offset: Inside a block; an empty article has none.
    """
    if not article.blocks:
        return None
    index, start = block_index(article, offset), None
    while index >= 0 and article.blocks[index].kind is BlockKind.FURNITURE:
        start = article.blocks[index].start
        index -= 1
    return start


def repeats_title(article: Article) -> bool:
    """Tell whether the text itself opens with the article's title."""
    opening = " ".join(article.text[:_TITLE_SEARCHED].split())
    return article.title.removesuffix("…") in opening


class Rows:
    """The rows of an article in the making.

    One entry a row in `starts`, `kinds` and `blocks`, so that a row costs 13 bytes until it is
    looked at; `starts` has one more, the length of the text.

    Args:
        article: The article.
        cells: Width of the measure.
        opened: Start offsets of the runs of leftovers that are shown.
    """

    def __init__(self, article: Article, cells: int, opened: frozenset[int]) -> None:
        self.starts = array("I")
        self.kinds = array("b")
        self.blocks = array("l")
        self.labels: dict[int, str] = {}
        self.tables: dict[int, TableRow] = {}
        self.folds: tuple[Span, ...] = ()
        self._article = article
        self._cells = cells
        self._opened = opened
        self._build()

    def _build(self) -> None:
        article = self._article
        self._add(RowKind.GAP, 0)
        has_headline = bool(article.blocks) and article.blocks[0].kind is BlockKind.HEADING
        if not repeats_title(article):
            self._add_title()
            has_headline = False
        if not has_headline:
            self._add(RowKind.META, 0)
            self._add(RowKind.GAP, 0)
        self._add_blocks(meta_after_first=has_headline)
        self._add(RowKind.GAP, len(article.text))
        self.starts.append(len(article.text))

    def _add(self, kind: RowKind, start: int, block: int = -1, label: str = "") -> None:
        if label:
            self.labels[len(self.kinds)] = label
        self.starts.append(start)
        self.kinds.append(kind)
        self.blocks.append(block)

    def _add_title(self) -> None:
        title = self._article.title
        for line in lines(title, self._cells):
            self._add(RowKind.TITLE, 0, label=line)

    def _add_blocks(self, *, meta_after_first: bool) -> None:
        runs = dict(leftovers(self._article))
        blocks = self._article.blocks
        index, before = 0, None
        while index < len(blocks):
            block = blocks[index]
            if before is not None and (before.kind, block.kind) not in _TIGHT:
                self._add(RowKind.GAP, before.end)
            if index in runs:
                index, before = self._add_leftovers(index, runs[index])
                continue
            self._add_block(index, block)
            if meta_after_first and index == 0:
                self._add(RowKind.META, block.end)
            index, before = index + 1, block

    def _add_leftovers(self, first: int, behind: int) -> tuple[int, Block]:
        blocks = self._article.blocks
        run = Span(blocks[first].start, blocks[behind - 1].end)
        count = "1 line" if behind - first == 1 else f"{behind - first} lines"
        if run.start not in self._opened:
            self._add(RowKind.FOLD, run.start, first, f"⋯ page leftovers, {count} (Enter opens)")
            self.folds = (*self.folds, run)
            return behind, blocks[behind - 1]
        self._add(RowKind.LINE, run.start, first, f"⌄ page leftovers, {count}")
        for index in range(first, behind):
            if index > first:
                self._add(RowKind.GAP, blocks[index - 1].end)
            self._add_block(index, blocks[index])
        return behind, blocks[behind - 1]

    def _add_block(self, index: int, block: Block) -> None:
        if block.kind is BlockKind.TABLE:
            self._add_table(index, block)
            return
        room = max(1, self._cells - width(lead_of(block, first=True, cells=self._cells)))
        before = len(self.starts)
        self.starts.extend(wrap(self._article.text, block.start, block.end, room))
        added = len(self.starts) - before
        self.kinds.extend(array("b", [RowKind.TEXT]) * added)
        self.blocks.extend(array("l", [index]) * added)

    def _add_table(self, index: int, block: Block) -> None:
        from tui.reading.table import lay_out_table

        for row in lay_out_table(self._article.text, block, self._cells):
            self.tables[len(self.kinds)] = row
            self._add(RowKind.TEXT, row.start, index)
            if row.heads:
                self._add(RowKind.LINE, row.shown_end, index)
