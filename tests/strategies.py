"""Articles for property tests, in every shape the text mechanics must bear.

What is drawn is canonical text: NFC, no controls, blocks without white space at their ends.
"""

from __future__ import annotations

from itertools import pairwise, product
from typing import TYPE_CHECKING

import regex
from hypothesis import strategies as st
from rich.cells import cell_len

from store.article import Article, Block, BlockKind, Parsed, hash_text
from store.sources.sanitize import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Draft = tuple[Block, str]
    """A block before it has a place, and its words."""

LATIN = (
    *("the", "Ministers", "met", "in", "Yerevan", "and", "a", "I", "x", "border,", "co-operation"),
    *("it’s", "“troops", "there”", "—", "U.S.", "Mr.", "No.", "7", "3.5", "2022.", "no?", "end."),
    *("naïve", "Sargsyán", "e.g.", "(see", "p.", "12)", "isn't", "wait…", "50%", "don’t!", "A."),
)
CYRILLIC = ("министры", "Ереван.", "он", "А.", "ещё", "«мир»", "й")
ARMENIAN = ("Երևան", "նախարարները", "հանդիպեցին։", "և", "«խաղաղություն»")
EASTERN = (
    "安全",
    "保障理事会、",
    "「会議」",
    "東京。",
    "カタカナ",
    "한국어",
    "정상회담",
    "“和平”",
    "ー",
    "！",
)
MARKED = (
    *("x\u0323", "q\u0303ua", "Z\u0351\u0343a\u0323l\u030ago", "नमस्ते", "क्\u200dष", "ไทยดี"),
    *("שָׁלוֹם", "می\u200cخواهم", "كَتَبَ", "ọ\u0301rọ", "\u0600123"),
)
EMOJI = (
    *(
        "👩\u200d👩\u200d👧",
        "🇦🇲",
        "🇫🇷🇩🇪",
        "🇦",
        "👍🏽",
        "❤\ufe0f",
        "1\ufe0f\u20e3",
        "🏳\ufe0f\u200d🌈",
        "😀",
    ),
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
)
ODD = (
    "\u200b",
    "so\u00adft",
    "\u0301",
    "\u2060",
    "\u200d",
    "a\u200db",
    "\ufe0f",
    "…",
    "'",
    "_",
    "│",
)

EVERYTHING = (*LATIN, *CYRILLIC, *ARMENIAN, *EASTERN * 2, *MARKED * 2, *EMOJI, *ODD)
GAPS = (" ", " ", " ", "", "\u00a0", "\u3000")

WORDS = st.sampled_from(LATIN)
LONG = st.sampled_from(
    [
        unit * times
        for unit in ("x", "ա", "中", "x\u0323", "👩\u200d👧", "🇦", "ж-", "//a", "かな")
        for times in (9, 20, 45, 130)
    ]
)


def canonical(text: str) -> str:
    """Return a text as the sources hand it on, without white space at its ends."""
    return clean(text).strip()


def _joined(words: Iterable[str], gaps: Sequence[str]) -> st.SearchStrategy[str]:
    # One draw a word: the many draws of a finer strategy are what makes such tests slow.
    pieces = [word + gap for word in words for gap in gaps]
    return (
        st.lists(st.sampled_from(pieces), min_size=1, max_size=14)
        .map(lambda drawn: canonical("".join(drawn)))
        .filter(bool)
    )


PROSE = _joined(LATIN, " ")
"""Words of English with one space between them."""

PHRASES = _joined(EVERYTHING, GAPS)
"""One line of anything."""

LINES = st.one_of(
    PHRASES,
    PROSE,
    st.lists(PHRASES, min_size=2, max_size=3).map("\n".join),
    st.tuples(PROSE, LONG, PROSE).map(lambda words: canonical(" ".join(words))),
)
"""The words of a paragraph, with line breaks that are meant."""

CODE = (
    st.lists(
        st.sampled_from(
            [
                *("\n", "\n\n", "\n    ", "\n" + " " * 20, "    ", "  ", " "),
                *("x = 1", "if it:", "return 東京", "x\u0323", "# ", "a_long_name.of(something)"),
            ]
        ),
        min_size=1,
        max_size=14,
    )
    .map("".join)
    .map(lambda text: canonical("\n".join(line.rstrip() for line in text.split("\n"))))
    .filter(bool)
)
"""Code: indented, with blank lines and runs of spaces."""

CELLS = st.one_of(st.just(""), WORDS, PHRASES).map(lambda cell: cell.replace("│", "|"))
TABLES = (
    st.integers(1, 4)
    .flatmap(
        lambda columns: st.lists(
            st.lists(CELLS, min_size=columns, max_size=columns), min_size=1, max_size=4
        )
    )
    .filter(lambda rows: any(map(any, rows)))
)
"""Tables as rows of cells."""


def table_text(rows: Sequence[Sequence[str]]) -> str:
    """Return the words of a table block, as Markdown is read."""
    return canonical("\n".join(" │ ".join(row).strip() for row in rows))


def _drafts(blocks: Iterable[Block], words: st.SearchStrategy[str]) -> st.SearchStrategy[Draft]:
    return st.tuples(st.sampled_from(list(blocks)), words)


_QUOTES = (0, 1, 2, 7, 60)
_LEVELS = (1, 2, 3, 9, 60)
_MARKERS = ("•", "1.", "123456789)", "")

PARAGRAPH = Block(BlockKind.PARAGRAPH, 0, 0)
DRAFTS: st.SearchStrategy[Draft] = st.one_of(
    _drafts([PARAGRAPH], LINES),
    _drafts((Block(BlockKind.QUOTE, 0, 0, quote=quote) for quote in _QUOTES[1:]), LINES),
    _drafts(
        (
            Block(BlockKind.ITEM, 0, 0, level, quote, marker)
            for level, quote, marker in product(_LEVELS, _QUOTES, _MARKERS)
        ),
        LINES,
    ),
    _drafts((Block(BlockKind.HEADING, 0, 0, level) for level in range(1, 7)), PHRASES),
    _drafts((Block(BlockKind.CODE, 0, 0, quote=quote) for quote in _QUOTES), CODE),
    _drafts([Block(BlockKind.TABLE, 0, 0)], TABLES.map(table_text)),
    _drafts([Block(BlockKind.RULE, 0, 0)], st.just("* * *")),
)
FURNITURE: st.SearchStrategy[Draft] = _drafts([Block(BlockKind.FURNITURE, 0, 0)], PHRASES)


def _between(before: Block, after: Block) -> str:
    items = before.kind is after.kind is BlockKind.ITEM and before.quote == after.quote
    return "\n" if items else "\n\n"


def article_of(drafts: Iterable[Draft], title: str = "A title of its own") -> Article:
    """Return the article made of blocks, each with its words."""
    drafted = list(drafts)
    gaps = [_between(before, after) for (before, _), (after, _) in pairwise(drafted)]
    blocks: list[Block] = []
    text = ""
    for (block, words), gap in zip(drafted, ["", *gaps], strict=False):
        start = len(text) + len(gap)
        text += gap + words
        blocks.append(
            Block(block.kind, start, len(text), block.level, block.quote, block.marker),
        )
    parsed = Parsed(title, None, None, None, text, tuple(blocks))
    return Article("id", "a.md", parsed, hash_text(text))


def article_from(*paragraphs: str, kind: BlockKind = BlockKind.PARAGRAPH) -> Article:
    """Return an article of blocks of one kind."""
    return article_of([(Block(kind, 0, 0), words) for words in paragraphs])


@st.composite
def articles(
    draw: st.DrawFn,
    drafts: st.SearchStrategy[Draft] = DRAFTS,
    furniture: st.SearchStrategy[Draft] = FURNITURE,
) -> Article:
    """Draw an article: blocks of all kinds, page leftovers at its end and now and then before."""
    body = draw(st.lists(drafts, max_size=3))
    ahead = draw(st.lists(furniture, max_size=1))
    behind = draw(st.lists(furniture, max_size=2))
    made = [*ahead, *body, *behind]
    title = draw(st.sampled_from(("A title of its own", *(words[:60] for _, words in made[:1]))))
    return article_of(made, canonical(" ".join(title.split())) or "A title of its own")


SOME = articles().filter(lambda article: bool(article.blocks))
"""Articles with text in them."""

WIDTHS = st.one_of(st.integers(8, 40), st.integers(41, 120))
"""Cells in a row."""


def boundaries(text: str) -> list[int]:
    """Return all grapheme boundaries of a text, by the plain rule over the whole of it."""
    return [0, *(found.end() for found in regex.finditer(r"\X", text))]


def brute_width(text: str) -> int:
    """Return the cells of a text, grapheme by grapheme."""
    return sum(cell_len(cluster) for cluster in regex.findall(r"\X", text))


def graphemes_in(article: Article) -> list[int]:
    """Return where the graphemes inside the article's blocks begin."""
    held = {offset for block in article.blocks for offset in range(block.start, block.end)}
    return [offset for offset in boundaries(article.text) if offset in held]


@st.composite
def offsets(draw: st.DrawFn, article: Article) -> int:
    """Draw an offset at which the cursor may stand."""
    return draw(st.sampled_from(graphemes_in(article)))
