"""Markdown: its blocks and inline styles, with the markup gone from the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from store.article import BlockKind, Parsed
from store.sources import frontmatter, headlines, plain
from store.sources.dates import split_dated_headline
from store.sources.markdown_blocks import TooDeep, blocks_of

if TYPE_CHECKING:
    from store.article import Block
    from store.sources.frontmatter import FrontMatter

_LONGEST = 4 * 1024 * 1024
"""Code points from which Markdown is shown as the plain text it is."""

_DEAREST = 1_250_000
"""Microseconds of parsing, estimated, from which it is; 14,000 open brackets reach it."""

_COSTS = (
    (re.compile(r"<!\[CDATA\["), 300),
    (re.compile(r"[*_~]"), 14),
    (re.compile(r"[`<&]"), 8),
    (re.compile(r"\n"), 14),
    (re.compile(r"#[ ]"), 25),
    (re.compile(r"(?<![^\s>])(?:[-*+]|\d{1,9}[.)])[ ]"), 30),
    (re.compile(r"^[ ]{40,}", re.MULTILINE), 1_000),
)
"""What each of these costs markdown-it-py in microseconds, measured; much of them is an attack.

An estimate and not a clock, so that a file has the same text on every machine.
"""

_PAIR = re.compile(r"\[[^\[\]]{0,200}\]")
_PAIRED_PRICE = 20
_STRAY_PRICE = 90
"""The same of a bracket; of each, once some of them are never closed."""

_DELIMITER_ROW = re.compile(r"^[ >]*\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-*:?[ ]*)+$", re.MULTILINE)
_MOST_CELLS = 50_000

_TOP_BLOCKS = 8
"""Blocks that an article's opening lies in."""


def parse(text: str, name: str) -> Parsed:
    """Return the article that a Markdown text holds.

    What would take markdown-it-py too long or too deep is read as plain text.

    Args:
        text: The whole file in the characters of canonical text.
        name: Title of last resort.
    """
    front, body = frontmatter.split(text)
    if _is_too_dear(body):
        return _with_front_matter(plain.parse(body, name), front)
    try:
        written = blocks_of(body)
    except TooDeep:
        return _with_front_matter(plain.parse(body, name), front)
    opening = headlines.read_opening(written.top)
    title = (
        _heading(written.text, written.blocks)
        or opening.title
        or _first_sentence(written.text, written.blocks)
    )
    parsed = Parsed(
        headlines.shorten(title or name, headlines.LONGEST_TITLE),
        opening.date,
        opening.author,
        opening.source,
        written.text,
        written.blocks,
        written.inlines,
    )
    return _with_front_matter(parsed, front)


def _is_too_dear(text: str) -> bool:
    """Tell whether parsing could take more than a few seconds."""
    if len(text) > _LONGEST:
        return True
    cost = sum(price * sum(1 for _ in mark.finditer(text)) for mark, price in _COSTS)
    return cost + _cost_of_brackets(text) > _DEAREST or _cells(text) > _MOST_CELLS


def _cost_of_brackets(text: str) -> int:
    brackets = text.count("[")
    stray = brackets - sum(1 for _ in _PAIR.finditer(text))
    return brackets * (_STRAY_PRICE if stray * 20 > brackets else _PAIRED_PRICE)


def _cells(text: str) -> int:
    """Return how many cells the tables of a text can have at most.

    Short rows are filled up to the width of the header, so a small text can make a large table.
    """
    cells = 0
    for row in _DELIMITER_ROW.finditer(text):
        end = text.find("\n\n", row.end())
        rows = text.count("\n", row.end(), end if end >= 0 else len(text)) + 2
        cells += rows * (row[0].count("|") + 1)
        if cells > _MOST_CELLS:
            break
    return cells


def _with_front_matter(parsed: Parsed, front: FrontMatter) -> Parsed:
    """Return the article with what its front matter says in the place of what its text says."""
    return replace(
        parsed,
        title=headlines.shorten(front.title or parsed.title, headlines.LONGEST_TITLE),
        date=front.date or parsed.date,
        author=front.author or parsed.author,
        source=front.source or parsed.source,
    )


def _heading(text: str, blocks: tuple[Block, ...]) -> str:
    """Return the words of the first heading of level 1, else of the first heading."""
    headings = [block for block in blocks if block.kind is BlockKind.HEADING]
    first = next((block for block in headings if block.level == 1), None)
    chosen = first or next(iter(headings), None)
    return split_dated_headline(chosen.span.of(text))[0] if chosen else ""


def _first_sentence(text: str, blocks: tuple[Block, ...]) -> str:
    """Return a title made from the first paragraph that is more than a date or a byline."""
    words = [block.span.of(text) for block in blocks[:_TOP_BLOCKS]]
    chosen = next((line for line in words if not headlines.is_aside(line)), "".join(words[:1]))
    return headlines.title_of(chosen)
