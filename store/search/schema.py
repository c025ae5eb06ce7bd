"""Schema: which fields an article has in the index, and what stands in them.

Words come to the index as `store.search.analysis` spells them, parted by single blanks, so that
index and matcher cannot disagree about what a word is. The canonical text itself lies there too:
hits are found without opening a file.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from io import BytesIO
from typing import cast

import orjson
import tantivy

from store.article import NORMALISER
from store.search import analysis
from store.search.analysis import PARAGRAPH_END
from store.search.found import Indexed
from store.search.letters import STRETCH
from store.search.numbers import number_of
from store.search.query import Field

_RULES = 1
"""Raised when the schema or the analysis would give an article other fields or other words."""

_TANTIVY: str = tantivy.__version__  # type: ignore[attr-defined]  # `import *` hides it from mypy

VERSION = re.sub(
    r"[^\w.]+", "-", f"{_RULES} {NORMALISER} unicode {unicodedata.unidata_version} {_TANTIVY}"
)
"""Whatever the contents of an index depend on, as a folder's name; another version's is no use."""

_THREADS = 2  # to find the words takes Python a third of what it takes tantivy to file them
_HEAP = 150_000_000  # bytes, for both; with a third less, 100,000 articles may be merged once more


class Column(StrEnum):
    """The fields of the index."""

    NUMBER = "number"
    STAMP = "stamp"
    DAY = "day"
    TEXT = "text"
    JOINED = "joined"
    TITLE = "title"
    AUTHOR = "author"
    SOURCE = "source"
    PATH = "path"
    STORED = "stored"


COLUMNS = {
    Field.TEXT: Column.TEXT,
    Field.TITLE: Column.TITLE,
    Field.AUTHOR: Column.AUTHOR,
    Field.SOURCE: Column.SOURCE,
    Field.PATH: Column.PATH,
}
"""Where the words of a query's field stand; those that are missing are no part of the index."""


def build_schema() -> tantivy.Schema:
    """Return the fields of the index and how they are kept."""
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field(Column.NUMBER, indexed=True, fast=True)
    builder.add_unsigned_field(Column.STAMP, fast=True)
    builder.add_unsigned_field(Column.DAY, indexed=True, fast=True)
    builder.add_text_field(Column.JOINED, tokenizer_name="whitespace", index_option="freq")
    for column in COLUMNS.values():
        builder.add_text_field(column, tokenizer_name="whitespace")
    builder.add_bytes_field(Column.STORED, stored=True)
    return builder.build()


def writer(index: tantivy.Index) -> tantivy.IndexWriter:
    """Return what adds articles to an index, with bounded memory.

    Raises:
        ValueError: If somebody else is writing to it.
    """
    return index.writer(_HEAP, _THREADS)


def document(article: Indexed, stamp: int) -> tantivy.Document:
    """Return an article as the index takes it.

    Args:
        article: The article.
        stamp: What tells this state of it from any other, below 2**64.
    """
    made = tantivy.Document()
    made.add_unsigned(Column.NUMBER, number_of(article.id))
    made.add_unsigned(Column.STAMP, stamp)
    if article.date:
        made.add_unsigned(Column.DAY, day_number(article.date))
    title = analysis.indexable(article.title)
    _add_words(made, article.text)
    made.add_text(Column.TEXT, f"{PARAGRAPH_END} {title}")
    made.add_text(Column.TITLE, title)
    if article.author:
        made.add_text(Column.AUTHOR, analysis.indexable(article.author))
    if article.source:
        made.add_text(Column.SOURCE, analysis.indexable(article.source))
    made.add_text(Column.PATH, analysis.indexable(article.path))
    made.add_bytes(Column.STORED, _packed(article))
    return made


def stored(document: tantivy.Document) -> Indexed:
    """Return the article that a document of the index was made of."""
    packed = cast("bytes", document.get_first(Column.STORED))
    facts, _, text = packed.partition(b"\n")
    article_id, path, title, date, author, source, text_hash = orjson.loads(facts)
    return Indexed(article_id, path, title, date, author, source, text.decode(), text_hash)


def day_number(date: str) -> int:
    """Return an ISO 8601 calendar date as a number that grows with it: `2022-05-13` is 20220513."""
    return int(date.replace("-", ""))


def _add_words(made: tantivy.Document, text: str) -> None:
    """Add the words of a text, part by part: a long one is never there a second time as a whole.

    Between two parts tantivy leaves one place free, which is as good as a `PARAGRAPH_END`.
    """
    for part in analysis.parts(text):
        made.add_text(Column.TEXT, analysis.indexable(part))
        if joined := analysis.joined(part):
            made.add_text(Column.JOINED, " ".join(joined))


def _packed(article: Indexed) -> bytes:
    """Return an article as bytes: its facts as JSON in the first line, then its text."""
    facts = (
        article.id,
        article.path,
        article.title,
        article.date,
        article.author,
        article.source,
        article.text_hash,
    )
    packed = BytesIO()
    packed.write(orjson.dumps(facts) + b"\n")
    for start in range(0, len(article.text), STRETCH):
        packed.write(article.text[start : start + STRETCH].encode())
    return packed.getvalue()
