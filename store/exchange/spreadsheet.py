"""Annotations as CSV that a spreadsheet opens as data, never as formulas."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from store.exchange.passages import Passage

HEADER = (
    *("article", "date", "author", "source", "path", "passage", "sentence", "tags", "note"),
    *("colour", "state", "start", "end", "creator", "created", "modified", "article_id", "id"),
    *("query", "query_time"),
)
"""Names of the columns, which tell the same as the keys of the JSON export.

Several tags in one cell are parted by `; `. As CSV does with its cells, a tag that holds `;` or
`"` stands between `"`, and each `"` in it is doubled: `a; "b; c"` are the tags `a` and `b; c`.

The last two hold the query that found the passage and when it did; nothing where somebody marked
it.
"""

# A spreadsheet takes a cell that starts with one of these for a formula, or strips the white
# space and then does. The last four are their full-width forms, which some treat alike.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def export(passages: Iterable[Passage]) -> Iterator[str]:
    """Yield the lines of a CSV file as in RFC 4180, a header first."""
    yield _line(HEADER)
    for passage in passages:
        yield _line(map(safe, _cells(passage)))


def safe(cell: str) -> str:
    """Return a cell that no spreadsheet computes: one that looks like a formula gets a `'`."""
    return f"'{cell}" if cell.lstrip(" \n").startswith(_FORMULA_STARTS) else cell


def _cells(passage: Passage) -> tuple[str, ...]:
    """Return an annotation's cells, in the order of the header."""
    article, annotation, span = passage.article, passage.annotation, passage.span
    return (
        *(article.title, article.date or "", article.author or "", article.source or ""),
        *(article.path, passage.exact, passage.sentence, "; ".join(map(_quoted, annotation.tags))),
        *(annotation.note, passage.colour, passage.state),
        *((str(span.start), str(span.end)) if span else ("", "")),
        *(annotation.creator, annotation.created, annotation.modified),
        *(article.id, annotation.uuid),
        *((annotation.origin.query, annotation.origin.time) if annotation.origin else ("", "")),
    )


def _quoted(tag: str) -> str:
    """Return a tag that can be told from the others in its cell."""
    if not {";", '"'} & set(tag):
        return tag
    doubled = tag.replace('"', '""')
    return f'"{doubled}"'


def _line(cells: Iterable[str]) -> str:
    """Return one line of CSV with its line end."""
    buffer = io.StringIO()
    csv.writer(buffer).writerow(cells)
    return buffer.getvalue()
