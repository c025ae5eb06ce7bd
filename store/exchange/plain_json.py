"""Annotations as JSON, one a line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import orjson
from msgspec.structs import asdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from store.exchange.passages import Passage

# JSON lets these stand as they are, but a terminal that shows the output would obey them.
_COMMANDING = re.compile(r"[\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff]")


def export(passages: Iterable[Passage]) -> Iterator[str]:
    """Yield the pieces of a JSON array, one annotation a line; `whole_row` tells its keys."""
    return array(whole_row(passage) for passage in passages)


def array(rows: Iterable[Any]) -> Iterator[str]:
    """Yield the pieces of a JSON array, one element a line."""
    opening = "[\n"
    for each in rows:
        yield opening + dumps(each)
        opening = ",\n"
    yield "[]\n" if opening == "[\n" else "\n]\n"


def row(passage: Passage) -> dict[str, Any]:
    """Return an annotation as JSON data.

    The offsets are code points of the article's canonical text, half-open; null for a whole
    article and where the passage was not found. The origin is null where no query found it.
    """
    annotation, span = passage.annotation, passage.span
    return {
        "id": annotation.uuid,
        "article": passage.article.id,
        "path": passage.article.path,
        "start": span.start if span else None,
        "end": span.end if span else None,
        "exact": passage.exact,
        "tags": list(annotation.tags),
        "note": annotation.note,
        "created": annotation.created,
        "modified": annotation.modified,
        "state": str(passage.state),
        "origin": asdict(annotation.origin) if annotation.origin else None,
    }


def whole_row(passage: Passage) -> dict[str, Any]:
    """Return an annotation as JSON data with all that is known of it, as the CSV has it.

    To what `row` tells come the article's title, date, author and source, the sentences the
    passage lies in (empty where it is itself whole sentences), and the annotation's colour and
    creator. Date, author and source are null where nobody knows them.
    """
    article = passage.article
    return {
        **row(passage),
        "title": article.title,
        "date": article.date,
        "author": article.author,
        "source": article.source,
        "sentence": passage.sentence,
        "colour": str(passage.colour),
        "creator": passage.annotation.creator,
    }


def dumps(data: Any, *, indent: bool = False) -> str:
    """Return JSON that can be shown on a terminal, without a line feed at its end."""
    text = orjson.dumps(data, option=orjson.OPT_INDENT_2 if indent else None).decode()
    return _COMMANDING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
