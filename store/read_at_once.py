"""All records of a notes file at once, straight from its bytes, where nothing in it is unclear.

Nearly every file is so. Its documents are needed only when something is written, and to make
dictionaries of them takes as long as all the rest.
"""

from __future__ import annotations

from itertools import chain, starmap
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import asdict, astuple

from store.annotation import Anchor, Annotation, Colour, KnownArticle, Origin, Record
from store.annotation_json import LONGEST_TEXT, Text, are_annotations_sound
from store.deleted import DELETED
from store.kinds import are_articles_sound, encode
from store.notes_json import META, NotesError, Tables, check_format, dump
from store.records import ANNOTATIONS, ARTICLES, TABLES, decode_all

if TYPE_CHECKING:
    from collections.abc import Sequence

_BATCH = 250
# As in `records`: the text of more together would need memory from the system each time.


class _Written(Struct, frozen=True, gc=False):
    """The fields of `Annotation` in their order; only the last ones may be missing."""

    uuid: str
    article: str
    anchor: Anchor | None
    tags: tuple[str, ...]
    note: str
    colour: Colour
    creator: str
    created: str
    modified: str
    lost_in: str
    origin: Origin = None  # type: ignore[assignment]  # it may be missing, but not be null
    confirmed: bool = False


_LARGE: dict[str, Any] = {ANNOTATIONS: _Written, ARTICLES: KnownArticle}
_SMALL: Any = dict[str, str | bool | int]
_SMALL_TABLES = dict.fromkeys((META, DELETED, *TABLES), _SMALL)
_File = msgspec.defstruct(
    "_File",
    [
        (table, dict[str, document] | UnsetType, UNSET)  # type: ignore[valid-type]  # made here
        for table, document in ({**_SMALL_TABLES, **_LARGE}).items()
    ],
)
_DECODER = msgspec.json.Decoder(_File)


def read_at_once(data: bytes) -> list[Record] | None:
    """Return what `decode_all` makes of the tables that `parse` makes of the bytes, in any order.

    Args:
        data: Those of a notes file.

    Returns:
        The records; None where anything has to be looked at more closely.
    """
    try:
        tables = asdict(_DECODER.decode(data))
        tables = {name: table for name, table in tables.items() if table is not UNSET}
        names = 2 * sum(1 + len(table) for table in tables.values())
        written, articles = ([*tables.pop(name, {}).values()] for name in _LARGE)
        check_format(tables)
        others = list(decode_all(tables))
    except (msgspec.DecodeError, UnicodeDecodeError, NotesError):
        return None
    annotations = list(starmap(Annotation, map(astuple, written)))
    escaped = _escaped(data)
    is_sound = (
        # Nothing is missing in what was read; what was passed over, because nobody knows it or
        # it stands twice, has quotation marks beyond these.
        data.count(b'"') - escaped.count(b'"')
        == names + _quotes_in_large(annotations, articles) + _quotes_in_small(tables)
        and _are_numbers_kept(annotations, tables)
        and _are_different([one.uuid for one in annotations])
        and _are_different([one.id for one in articles])
        and are_articles_sound(articles)
        and _are_sound(annotations, _known_of_text(data, escaped))
    )
    return [*annotations, *articles, *others] if is_sound else None


def _escaped(data: bytes) -> bytes:
    """Return the characters of JSON that follow a backslash."""
    pieces = data.split(b"\\")[1:] if b"\\" in data else []
    escaped = b"".join([piece[:1] for piece in pieces])
    if len(escaped) == len(pieces):
        return escaped
    letters = bytearray()
    following = iter(pieces)
    for piece in following:
        letters += piece[:1] or b"\\"
        if not piece:
            next(following)  # what the second of two backslashes begins is no escape
    return bytes(letters)


def _quotes_in_large(annotations: Sequence[Annotation], articles: Sequence[KnownArticle]) -> int:
    """Return how many quotation marks the documents of these have."""
    return (
        len(annotations) * _BARE
        + sum([one.anchor is not None for one in annotations]) * _ANCHOR
        + sum([one.origin is not None for one in annotations]) * _ORIGIN
        + sum([one.confirmed for one in annotations]) * _CONFIRMED
        + sum([len(one.tags) for one in annotations]) * 2
        + len(articles) * _ARTICLE
    )


def _quotes_in_small(tables: Tables) -> int:
    """Return how many quotation marks the documents of tables have."""
    documents = [document for table in tables.values() for document in table.values()]
    values = chain.from_iterable(document.values() for document in documents)
    return 2 * (sum(map(len, documents)) + sum(type(value) is str for value in values))


def _quotes_of(record: Record) -> int:
    """Return how many quotation marks the document of a record has."""
    return dump({"": {"": encode(record)}}).count(b'"') - 4


_NOWHERE = Anchor(0, 0, "", "", "", "", 0)
_BARE = _quotes_of(Annotation("", "", None))
_ANCHOR = _quotes_of(Annotation("", "", _NOWHERE)) - _BARE
_ORIGIN = _quotes_of(Annotation("", "", None, origin=Origin("", ""))) - _BARE
_CONFIRMED = _quotes_of(Annotation("", "", None, confirmed=True)) - _BARE
_ARTICLE = _quotes_of(KnownArticle("", "", "", ""))


def _are_numbers_kept(annotations: Sequence[Annotation], tables: Tables) -> bool:
    """Tell whether all numbers but those of places are far from having too many digits."""
    versions = {one.anchor.normaliser for one in annotations if one.anchor is not None}
    documents = chain.from_iterable(table.values() for table in tables.values())
    values = chain.from_iterable(document.values() for document in documents)
    numbers = chain(versions, (value for value in values if type(value) is int))
    return all(abs(number) < LONGEST_TEXT for number in numbers)


def _are_different(names: Sequence[str]) -> bool:
    """Tell whether no name is there twice."""
    return len(set(names)) == len(names)


def _known_of_text(data: bytes, escaped: bytes) -> Text:
    """Return what is known of all text in JSON by its bytes alone."""
    if not data.isascii() or b"\x7f" in data or escaped.translate(None, b'\\"n'):
        return Text.ANY
    return Text.LINES if b"n" in escaped else Text.LINE


def _are_sound(annotations: Sequence[Annotation], text: Text) -> bool:
    """Tell whether nothing in any annotation is refused or cleaned."""
    return all(
        are_annotations_sound(annotations[start : start + _BATCH], text)
        for start in range(0, len(annotations), _BATCH)
    )
