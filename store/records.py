"""Records to documents of the notes file and back, strict about every known field."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Final
from uuid import UUID

from store.annotation import Anchor, Annotation, Colour, KnownArticle, Record, Tag, Term
from store.notes_json import BrokenNotes, Document, Tables
from store.shape import Shape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

ANNOTATIONS: Final = "annotations"
TAGS: Final = "tags"
TERMS: Final = "terms"
ARTICLES: Final = "articles"
TABLES = (ANNOTATIONS, TAGS, TERMS, ARTICLES)
"""The tables that every notes file has beside the one with its format number."""

_ID_BITS = 53
_COLOURS = {colour.value: colour for colour in Colour}


@dataclass(frozen=True, slots=True)
class Key:
    """What tells a record from all others in the notes file.

    Args:
        table: Name of its table.
        name: Its uuid, name, text or id, whichever its kind goes by.
    """

    table: str
    name: str


def key_of(record: Record) -> Key:
    """Return a record's key."""
    match record:
        case Annotation():
            return Key(ANNOTATIONS, record.uuid)
        case Tag():
            return Key(TAGS, record.name)
        case Term():
            return Key(TERMS, record.text)
        case KnownArticle():
            return Key(ARTICLES, record.id)


def document_id(key: Key) -> int:
    """Return the TinyDB id for a record: 53 bits, so that two people's files never collide.

    An annotation takes them from its UUIDv7's random end. All else takes them from the hash of
    its name, so that the same tag gets the same id in both files.
    """
    if key.table == ANNOTATIONS:
        try:
            number = UUID(key.name).int
        except ValueError:
            number = _hash(key.name)
    else:
        number = _hash(key.name)
    return number % 2**_ID_BITS or 1


def free_id(documents: Mapping[str, Document], number: int) -> str:
    """Return an id for a new document of a table: the one wished for, or the next that is free."""
    while str(number) in documents:
        number += 1
    return str(number)


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
    """Yield all records of a notes file.

    Raises:
        BrokenNotes: If a document is no record, or two are the same; the reason names table, id
            and field.
    """
    for table, decoder in _DECODERS.items():
        seen: set[str] = set()
        for number, document in tables.get(table, {}).items():
            try:
                record = decoder(document)
            except BrokenNotes as error:
                raise BrokenNotes(f"table “{table}”, document {number}: {error.reason}") from error
            name = document[_NAMES[table]]
            if name in seen:
                reason = f"table “{table}”, document {number}: “{name}” is there twice"
                raise BrokenNotes(reason)
            seen.add(name)
            yield record


def name_in(table: str, document: Document) -> str:
    """Return what a document goes by in its table; empty where it has nothing of the kind."""
    name = document.get(_NAMES[table])
    return name if isinstance(name, str) else ""


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
    anchor = document.get("anchor")
    return Annotation(
        uuid or _named(uuid, "uuid"),
        article,
        None if anchor is None else _decode_anchor(anchor),
        _tag_names(tags) if tags else (),
        note,
        _COLOURS.get(colour) or _colour(colour),
        creator,
        created,
        modified,
        lost_in,
    )


def _tag_names(tags: list[object]) -> tuple[str, ...]:
    """Return the names in the field “tags”, each once."""
    names = tuple(tag for tag in tags if isinstance(tag, str))
    if len(names) != len(tags):
        raise BrokenNotes("the field “tags” must be a list of text")
    return names if len(names) == 1 else tuple(dict.fromkeys(names))


def _decode_anchor(document: object) -> Anchor:
    """Return the anchor that the field “anchor” holds."""
    if not isinstance(document, dict):
        raise BrokenNotes("the field “anchor” must be an object or null")
    values = _ANCHOR.read(document)
    if not 0 <= values[0] <= values[1]:
        raise BrokenNotes(f"the anchor's range {values[0]} to {values[1]} is none")
    return Anchor(*values)


def _decode_tag(document: Document) -> Tag:
    """Return the tag that a document holds."""
    name, colour, key, description = _TAG.read(document)
    return Tag(_named(name, "name"), _colour(colour), key, description)


def _decode_term(document: Document) -> Term:
    """Return the term that a document holds."""
    text, colour, whole_word, match_case = _TERM.read(document)
    return Term(_named(text, "text"), _colour(colour), whole_word, match_case)


def _decode_known_article(document: Document) -> KnownArticle:
    """Return the known article that a document holds."""
    name, path, text_hash, title = _KNOWN_ARTICLE.read(document)
    return KnownArticle(_named(name, "id"), path, text_hash, title)


def _named(name: str, field: str) -> str:
    """Return the name a record goes by, which can't be empty."""
    if not name:
        raise BrokenNotes(f"the field “{field}” is empty")
    return name


def _colour(name: str) -> Colour:
    """Return the colour of that name."""
    colour = _COLOURS.get(name)
    if colour is None:
        raise BrokenNotes(f"“{name}” is no colour; there are {', '.join(_COLOURS)}")
    return colour


def _hash(name: str) -> int:
    """Return the first 64 bits of a name's SHA-256."""
    return int.from_bytes(sha256(name.encode()).digest()[:8])


_DECODERS: dict[str, Callable[[Document], Record]] = {
    ANNOTATIONS: _decode_annotation,
    TAGS: _decode_tag,
    TERMS: _decode_term,
    ARTICLES: _decode_known_article,
}
_NAMES = {ANNOTATIONS: "uuid", TAGS: "name", TERMS: "text", ARTICLES: "id"}
