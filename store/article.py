"""Article: the one canonical text that every offset refers to."""

from __future__ import annotations

import hashlib
import re
from enum import StrEnum

from msgspec import Struct

from store.compiled import compiled
from store.sources.removals import Removal  # noqa: TC001 - articles are read back from JSON
from store.span import Span

NORMALISER = 3
"""Version of the rules that make canonical text; raised when a file would give another text."""

_STEP = 64 * 1024
"""Code points that are counted or hashed at a time: a list of all words, or all bytes at once,
would take several times the text's memory."""


class BlockKind(StrEnum):
    """What a block of an article is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    QUOTE = "quote"
    ITEM = "item"
    CODE = "code"
    TABLE = "table"
    RULE = "rule"
    FURNITURE = "furniture"


class Block(Struct, frozen=True):
    """A paragraph, heading, list item or the like.

    Between two blocks the canonical text holds line feeds only; a block is never empty and
    neither starts nor ends with white space. A line feed inside a block is a line break that
    is meant (verse, an address, code, a table's next row).

    Args:
        kind: What the block is.
        start: Offset of its first code point.
        end: Offset behind its last code point.
        level: Of a heading 1 to 6, of a list item its depth from 1, else 0.
        quote: How many block quotes enclose it.
        marker: What stands before a list item on the screen (`•`, `3.`); no part of the text.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    quote: int = 0
    marker: str = ""

    @property
    def span(self) -> Span:
        """The block's place in the canonical text."""
        return Span(self.start, self.end)


class InlineStyle(StrEnum):
    """How a stretch inside a block is set."""

    EMPHASIS = "emphasis"
    STRONG = "strong"
    CODE = "code"
    STRIKE = "strike"
    LINK = "link"


class Inline(Struct, frozen=True):
    """A stretch inside a block that is set differently.

    Args:
        style: How it is set.
        start: Offset of its first code point.
        end: Offset behind its last code point.
        target: Of a link its address (http, https or mailto, percent-encoded), else empty.
    """

    style: InlineStyle
    start: int
    end: int
    target: str = ""


class Parsed(Struct, frozen=True):
    """What a source format yields from the bytes of one file.

    Args:
        title: Never empty.
        date: ISO 8601 calendar date `YYYY-MM-DD`, or None where the file names none.
        author: None where the file names none.
        source: Publication or address; None where the file names none.
        text: The canonical text: NFC, LF, no tabs, no control, escape or bidi override characters.
        blocks: In the order of the text, not overlapping; they cover all of it but line feeds.
        inlines: Sorted by start; each lies inside one block.
        removed: What was taken out of the file because no screen may show it.
    """

    title: str
    date: str | None
    author: str | None
    source: str | None
    text: str
    blocks: tuple[Block, ...]
    inlines: tuple[Inline, ...] = ()
    removed: tuple[Removal, ...] = ()


class Article(Struct, frozen=True, weakref=True):
    """One article of a corpus, ready to read.

    Args:
        id: Stays with the article through edits and renames.
        path: Place inside the corpus, with `/` between folders.
        parsed: Title, date, canonical text and blocks.
        text_hash: SHA-256 of the canonical text in UTF-8, in hex.
    """

    id: str
    path: str
    parsed: Parsed
    text_hash: str

    @property
    def title(self) -> str:
        """The title; never empty."""
        return self.parsed.title

    @property
    def text(self) -> str:
        """The canonical text."""
        return self.parsed.text

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks, in the order of the text."""
        return self.parsed.blocks

    @property
    def inlines(self) -> tuple[Inline, ...]:
        """The inline styles, sorted by start."""
        return self.parsed.inlines


def hash_text(text: str) -> str:
    """Return the SHA-256 of a canonical text in UTF-8, in hex."""
    digest = hashlib.sha256()
    for start in range(0, len(text), _STEP):
        digest.update(text[start : start + _STEP].encode())
    return digest.hexdigest()


def count_words(text: str) -> int:
    """Return how many runs of characters between white space `text` has."""
    words = 0
    for start in range(0, len(text), _STEP):
        words += len(text[start : start + _STEP].split())
        if start and not text[start].isspace() and not text[start - 1].isspace():
            words -= 1  # it was counted on both sides
    return words


_UNSPACED = re.compile(
    "[\u0e00-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""Thai, Lao, Tibetan, Burmese, Khmer, kana and Han: scripts that put no blanks between words."""

_UNSPACED_RUN = re.compile(f"{_UNSPACED.pattern}+")

_NO_CHARACTERS = r"[\s\p{M}]+"


def count_characters(text: str) -> int:
    """Return how many characters a text has where its words cannot be counted, else 0.

    So it is with a script that puts no blanks between them, if a third of the text is written in
    it: the rest may be names, figures and punctuation. White space does not count, nor do the marks
    that Unicode has stand by a letter, as Thai and Burmese write most vowels and tones (general
    category M): what counts is letters, figures and signs.
    """
    if text.isascii() or _UNSPACED.search(text) is None:
        return 0
    others = characters = 0
    for start in range(0, len(text), _STEP):
        step = text[start : start + _STEP]
        others += len(_UNSPACED_RUN.sub("", step))
        characters += len(compiled(_NO_CHARACTERS).sub("", step))
    return characters if others * 3 <= len(text) * 2 else 0
