"""Records to documents of the notes file and back, strict about every known field."""

from __future__ import annotations

from dataclasses import replace
from operator import attrgetter
from typing import TYPE_CHECKING, Any
from unicodedata import is_normalized

from store import door
from store.annotation import Anchor, Annotation, Colour, KnownArticle, Record, Tag, Term
from store.deleted import DELETED, read
from store.keys import (
    ANNOTATIONS,
    ARTICLES,
    TABLES,
    TAGS,
    TERMS,
    Key,
    document_id,
    free_id,
    key_of,
)
from store.notes_json import BrokenNotes, Document, Tables, parse, quoted
from store.shape import Shape
from store.sources.sanitize import clean, clean_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = [
    "ANNOTATIONS",
    "ARTICLES",
    "TABLES",
    "TAGS",
    "TERMS",
    "Key",
    "decode",
    "decode_all",
    "document_id",
    "encode",
    "free_id",
    "inside",
    "key_of",
    "laid_over",
    "name_in",
    "parse_records",
]

_COLOURS = {colour.value: colour for colour in Colour}
_KEYS = frozenset(["", *"123456789"])
_LONGEST_TEXT = 2**31
# Nothing longer can be an article, and the offsets of something shorter can be counted with.


def encode(record: Record) -> Document:
    """Return a record's fields as the notes file has them."""
    match record:
        case Annotation():
            return _encode_annotation(record)
        case Tag():
            return {
                "name": record.name,
                "colour": record.colour.value,
                "key": record.key,
                "description": record.description,
            }
        case Term():
            return {
                "text": record.text,
                "colour": record.colour.value,
                "whole_word": record.whole_word,
                "match_case": record.match_case,
            }
        case KnownArticle():
            return {
                "id": record.id,
                "path": record.path,
                "text_hash": record.text_hash,
                "title": record.title,
            }


def laid_over(document: Document, known: Document) -> Document:
    """Return a document with known fields written over it, inside its anchor likewise."""
    laid = {**document, **known}
    if isinstance(known.get("anchor"), dict):
        laid["anchor"] = {**inside(document, "anchor"), **known["anchor"]}
    return laid


def inside(document: Document, name: str) -> Document:
    """Return the object in a field; empty where there is none."""
    value = document.get(name)
    return value if isinstance(value, dict) else {}


def decode(table: str, document: Document) -> Record:
    """Return the record that a document of a known table holds.

    Raises:
        BrokenNotes: If a field is missing or of the wrong kind; the reason names it.
    """
    return _DECODERS[table](document)


def decode_all(tables: Tables) -> Iterator[Record]:
    """Yield all records of a notes file, and check the table of what was deleted.

    Raises:
        BrokenNotes: If a document is no record, or two are the same; the reason names table, id
            and field.
    """
    _check_deleted(tables)
    for table, decoder in _DECODERS.items():
        seen: set[str] = set()
        name_of = attrgetter(_NAMES[table][1])
        for number, document in tables.get(table, {}).items():
            try:
                record = decoder(document)
            except BrokenNotes as error:
                raise _in_document(table, number, error.reason) from error
            name = name_of(record)
            if name in seen:
                raise _in_document(table, number, _twice(tables, table, number))
            seen.add(name)
            yield record


def parse_records(data: bytes) -> Tables:
    """Return the tables that the bytes of a notes file hold, all of whose documents are records.

    Raises:
        BrokenNotes: As `parse` and `decode_all` do.
    """
    tables = parse(data)
    for _ in decode_all(tables):
        pass
    return tables


def name_in(table: str, document: Document) -> str:
    """Return what a document goes by in its table; empty where it has nothing of the kind."""
    name_of, field = _NAMES[table]
    name = document.get(field)
    return name_of(name) if isinstance(name, str) else ""


def _check_deleted(tables: Tables) -> None:
    """Refuse a table of what was deleted in which something is amiss."""
    seen: set[Key] = set()
    for number, document in tables.get(DELETED, {}).items():
        try:
            key = read(document).key
        except BrokenNotes as error:
            raise _in_document(DELETED, number, error.reason) from error
        if key in seen:
            raise _in_document(DELETED, number, f"“{quoted(key.name)}” is there twice")
        seen.add(key)


def _in_document(table: str, number: str, reason: str) -> BrokenNotes:
    """Return the refusal of one document."""
    return BrokenNotes(f"table “{table}”, document {quoted(number)}: {reason}")


def _twice(tables: Tables, table: str, number: str) -> str:
    """Say that a document has another's name, and how each writes it if not the same."""
    documents, field = tables[table], _NAMES[table][1]
    second = documents[number]
    name = name_in(table, second)
    first = next(one for one in documents.values() if name_in(table, one) == name)
    if first[field] == second[field]:
        return f"“{quoted(name)}” is there twice"
    both = f"“{quoted(first[field])}” and “{quoted(second[field])}”"
    return f"{both} are read as the same name"


_ANNOTATION = Shape(
    dict.fromkeys(("uuid", "article"), str)
    | {"tags": list}
    | dict.fromkeys(("note", "colour", "creator", "created", "modified", "lost_in"), str),
    {
        "tags": [],
        "note": "",
        "colour": Colour.YELLOW.value,
        "creator": "",
        "created": "",
        "modified": "",
        "lost_in": "",
    },
)
_ANCHOR = Shape(
    {"start": int, "end": int}
    | dict.fromkeys(("exact", "prefix", "suffix", "text_hash"), str)
    | {"normaliser": int},
    {"prefix": "", "suffix": "", "text_hash": "", "normaliser": 1},
)
_TAG = Shape(
    dict.fromkeys(("name", "colour", "key", "description"), str),
    {"colour": Colour.YELLOW.value, "key": "", "description": ""},
)
_TERM = Shape(
    {"text": str, "colour": str, "whole_word": bool, "match_case": bool},
    {"colour": Colour.CYAN.value, "whole_word": True, "match_case": False},
)
_KNOWN_ARTICLE = Shape(
    dict.fromkeys(("id", "path", "text_hash", "title"), str),
    {"text_hash": "", "title": ""},
)


def _encode_annotation(annotation: Annotation) -> Document:
    """Return an annotation's fields as the notes file has them."""
    anchor = annotation.anchor
    return {
        "uuid": annotation.uuid,
        "article": annotation.article,
        "anchor": anchor and _encode_anchor(anchor),
        "tags": list(annotation.tags),
        "note": annotation.note,
        "colour": annotation.colour.value,
        "creator": annotation.creator,
        "created": annotation.created,
        "modified": annotation.modified,
        "lost_in": annotation.lost_in,
    }


def _encode_anchor(anchor: Anchor) -> Document:
    """Return an anchor's fields as the notes file has them."""
    return {
        "start": anchor.start,
        "end": anchor.end,
        "exact": anchor.exact,
        "prefix": anchor.prefix,
        "suffix": anchor.suffix,
        "text_hash": anchor.text_hash,
        "normaliser": anchor.normaliser,
    }


def _decode_annotation(document: Document) -> Annotation:
    """Return the annotation that a document holds."""
    uuid, article, tags, note, colour, creator, created, modified, lost_in = _ANNOTATION.read(
        document
    )
    anchor = _decode_anchor(document.get("anchor"))
    # One look at all text together: a look at each field would double the time of loading.
    words = f"{uuid}{article}{note}{creator}{created}{modified}{lost_in}"
    if anchor is not None:
        words = f"{words}{anchor.exact}{anchor.prefix}{anchor.suffix}{anchor.text_hash}"
    if not (words.isprintable() and (words.isascii() or is_normalized("NFC", words))):
        uuid, article, created, modified, lost_in = map(
            door.identifier, (uuid, article, created, modified, lost_in)
        )
        note, creator = clean(note), clean_line(creator)
        anchor = anchor and _clean_anchor(anchor)
    return Annotation(
        uuid or _named(uuid, "uuid"),
        article,
        anchor,
        _tag_names(tags) if tags else (),
        note,
        _COLOURS.get(colour) or _colour(colour),
        creator,
        created,
        modified,
        lost_in,
    )


def _tag_names(tags: list[Any]) -> tuple[str, ...]:
    """Return the names in the field “tags”, each once."""
    try:
        names = tuple(map(door.tag_name, tags))
    except TypeError:
        raise BrokenNotes("the field “tags” must be a list of text") from None
    return names if len(names) == 1 else tuple(dict.fromkeys(names))


def _decode_anchor(document: object) -> Anchor | None:
    """Return the anchor that the field “anchor” holds, its words as they are."""
    if document is None:
        return None
    if not isinstance(document, dict):
        raise BrokenNotes("the field “anchor” must be an object or null")
    values = _ANCHOR.read(document)
    if not 0 <= values[0] <= values[1] < _LONGEST_TEXT:
        raise BrokenNotes(f"the anchor's range {values[0]} to {values[1]} is none")
    return Anchor(*values)


def _clean_anchor(anchor: Anchor) -> Anchor:
    """Return an anchor whose words a screen can be shown."""
    return replace(
        anchor,
        exact=door.passage(anchor.exact),
        prefix=door.passage(anchor.prefix),
        suffix=door.passage(anchor.suffix),
        text_hash=door.identifier(anchor.text_hash),
    )


def _decode_tag(document: Document) -> Tag:
    """Return the tag that a document holds."""
    name, colour, key, description = _TAG.read(document)
    if key not in _KEYS:
        raise BrokenNotes(f"“{quoted(key)}” is no key for a tag; there are 1 to 9")
    return Tag(_named(door.tag_name(name), "name"), _colour(colour), key, clean(description))


def _decode_term(document: Document) -> Term:
    """Return the term that a document holds."""
    text, colour, whole_word, match_case = _TERM.read(document)
    return Term(_named(clean_line(text), "text"), _colour(colour), whole_word, match_case)


def _decode_known_article(document: Document) -> KnownArticle:
    """Return the known article that a document holds."""
    name, path, text_hash, title = _KNOWN_ARTICLE.read(document)
    return KnownArticle(
        _named(door.identifier(name), "id"),
        door.path(path),
        door.identifier(text_hash),
        clean_line(title),
    )


def _named(name: str, field: str) -> str:
    """Return the name a record goes by, which can't be empty."""
    if not name:
        raise BrokenNotes(f"the field “{field}” is empty")
    return name


def _colour(name: str) -> Colour:
    """Return the colour of that name."""
    colour = _COLOURS.get(name)
    if colour is None:
        raise BrokenNotes(f"“{quoted(name)}” is no colour; there are {', '.join(_COLOURS)}")
    return colour


_DECODERS: dict[str, Callable[[Document], Record]] = {
    ANNOTATIONS: _decode_annotation,
    TAGS: _decode_tag,
    TERMS: _decode_term,
    ARTICLES: _decode_known_article,
}
_NAMES: dict[str, tuple[Callable[[str], str], str]] = {
    ANNOTATIONS: (door.identifier, "uuid"),
    TAGS: (clean_line, "name"),
    TERMS: (clean_line, "text"),
    ARTICLES: (door.identifier, "id"),
}
