"""From the tokens of markdown-it-py to canonical text, blocks and inline styles."""

from __future__ import annotations

import textwrap
from functools import cache
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

from store.article import Block, BlockKind, Inline
from store.sources import htmltext
from store.sources.lines import Line, LineBuilder
from store.sources.markdown_inlines import collect
from store.sources.sanitize import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_DEEPEST = 60
"""Levels of quotes and lists; deeper ones would be left out by markdown-it-py, words and all."""

_BULLETS = "•◦▪"
_RULE = "* * *"
CELL_GAP = " │ "
"""What stands between two cells of a table's row."""


_TOP_BLOCKS = 8
_TOP_LINES = 8
"""Blocks that an article's opening lies in, and lines of each."""


class Written(Struct, frozen=True):
    """A Markdown text without its markup.

    Args:
        text: The canonical text.
        blocks: In the order of the text.
        inlines: Sorted by start.
        top: The first lines as the file breaks them, with an empty one behind each block.
    """

    text: str
    blocks: tuple[Block, ...]
    inlines: tuple[Inline, ...]
    top: tuple[str, ...]


class TooDeep(Exception):  # noqa: N818 - it names what the text is
    """A text nested deeper than it can be parsed."""


def blocks_of(text: str) -> Written:
    """Return canonical text, blocks and inline styles of a Markdown text.

    Raises:
        TooDeep: If quotes or lists are nested too deeply.
    """
    writer = _Writer()
    for token in _parser().parse(text):
        if token.level >= _DEEPEST - 1:
            raise TooDeep
        writer.take(token)
    return Written(writer.text(), tuple(writer.blocks), tuple(writer.inlines), tuple(writer.top))


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST})
    return parser.enable(["table", "strikethrough"])


class _Writer:
    """Writes blocks one behind the other, aware of the quotes and lists they stand in."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.inlines: list[Inline] = []
        self.top: list[str] = []
        self._pieces: list[str] = []
        self._length = 0
        self._quote = 0
        self._depth = 0
        self._marker = ""
        self._heading = 0
        self._rows: list[list[str]] | None = None
        self._handlers: dict[str, Callable[[Token], None]] = {
            "inline": self._take_inline,
            "heading_open": self._open_heading,
            "heading_close": self._close_heading,
            "list_item_open": self._open_item,
            "code_block": self._take_code,
            "fence": self._take_code,
            "html_block": self._take_html,
            "hr": self._take_rule,
            "table_open": self._open_table,
            "tr_open": self._open_row,
            "table_close": self._close_table,
        }

    def text(self) -> str:
        """Return the canonical text written so far."""
        return "".join(self._pieces)

    def take(self, token: Token) -> None:
        """Write what a token stands for, or remember what it begins or ends."""
        if token.type in {"blockquote_open", "blockquote_close"}:
            self._quote += token.nesting
        elif token.type.endswith("_list_open") or token.type.endswith("_list_close"):
            self._depth += token.nesting
            self._marker = ""
        elif (handler := self._handlers.get(token.type)) is not None:
            handler(token)

    def _open_heading(self, token: Token) -> None:
        self._heading = int(token.tag[1])

    def _close_heading(self, _: Token) -> None:
        self._heading = 0

    def _open_item(self, token: Token) -> None:
        bullet = _BULLETS[min(self._depth, len(_BULLETS)) - 1]
        self._marker = f"{token.info}{token.markup}" if token.info else bullet

    def _open_table(self, _: Token) -> None:
        self._rows = []

    def _open_row(self, _: Token) -> None:
        if self._rows is not None:
            self._rows.append([])

    def _close_table(self, _: Token) -> None:
        rows = (CELL_GAP.join(row).strip() for row in self._rows or [])
        self._rows = None
        self._write(BlockKind.TABLE, Line("\n".join(rows).strip()))

    def _take_inline(self, token: Token) -> None:
        builder = LineBuilder()
        collect(token.children or [], builder)
        line = builder.line()
        if self._rows is not None:
            # The gap between cells must stay the only such sign in its row.
            cell = line.text.replace("\n", " ").replace(CELL_GAP.strip(), "|")
            self._rows[-1].append(cell)
        elif self._heading:
            self._write(BlockKind.HEADING, line, level=self._heading)
        else:
            self._write_prose(line)

    def _take_html(self, token: Token) -> None:
        for text in htmltext.lines_of(token.content):
            builder = LineBuilder()
            builder.add(text)
            self._write_prose(builder.line())

    def _take_code(self, token: Token) -> None:
        lines = textwrap.dedent(clean(token.content)).split("\n")
        self._write(BlockKind.CODE, Line("\n".join(line.rstrip() for line in lines).strip()))

    def _take_rule(self, _: Token) -> None:
        self._write(BlockKind.RULE, Line(_RULE))

    def _write_prose(self, line: Line) -> None:
        """Write a paragraph, as a list item or quote if it stands in one."""
        if self._depth:
            marker, self._marker = self._marker, ""
            self._write(BlockKind.ITEM, line, level=self._depth, marker=marker)
        else:
            self._write(BlockKind.QUOTE if self._quote else BlockKind.PARAGRAPH, line)

    def _write(self, kind: BlockKind, line: Line, level: int = 0, marker: str = "") -> None:
        """Write one block behind those before it."""
        if not line.text:
            return
        if self.blocks:
            last = self.blocks[-1]
            items = kind is last.kind is BlockKind.ITEM and last.quote == self._quote
            self._append("\n" if items else "\n\n")
        if len(self.blocks) < _TOP_BLOCKS:
            self.top += (*islice(_as_broken(line), _TOP_LINES), "")
        start = self._length
        self._append(line.text)
        self.blocks.append(Block(kind, start, self._length, level, self._quote, marker))
        self.inlines += (
            Inline(inline.style, start + inline.start, start + inline.end, inline.target)
            for inline in line.inlines
        )

    def _append(self, piece: str) -> None:
        self._pieces.append(piece)
        self._length += len(piece)


def _as_broken(line: Line) -> Iterator[str]:
    """Yield the lines of a block, broken as in the file."""
    for start, end in pairwise((0, *line.wraps, len(line.text))):
        yield from line.text[start:end].strip().split("\n", _TOP_LINES)
