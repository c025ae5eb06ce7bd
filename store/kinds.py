"""The kinds of records: the fields of each as the notes file has them, and what it goes by."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from unicodedata import is_normalized

from store import door
from store.annotation import (
    Anchor,
    Annotation,
    Colour,
    KnownArticle,
    Origin,
    Record,
    Rejection,
    Rule,
    SavedSearch,
    Tag,
    Term,
    Width,
)
from store.keys import ANNOTATIONS, ARTICLES, REJECTIONS, RULES, SEARCHES, TAGS, TERMS
from store.notes_json import BrokenNotes, Document, quoted
from store.shape import Shape
from store.sources.sanitize import clean, clean_line

if TYPE_CHECKING:
    from collections.abc import Callable

_COLOURS = {colour.value: colour for colour in Colour}
_WIDTHS = {width.value: width for width in Width}
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
        case KnownArticle() | SavedSearch() | Rejection():
            return {name: getattr(record, name) for name in record.__slots__}
        case Rule():
            return {
                "name": record.name,
                "query": record.query,
                "tag": record.tag,
                "width": record.width.value,
            }


def origin_of(document: Document) -> Origin | None:
    """Return what an annotation's document says it was made by; None where it says nothing.

    What other programs keep in a field of that name stays in the document, and says nothing here.
    """
    match document.get("origin"):
        case {"query": str(query), "time": str(time)}:
            return Origin(door.identifier(query), door.identifier(time))
    return None


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
_SEARCH = Shape(dict.fromkeys(("name", "query"), str), {})
_RULE = Shape(dict.fromkeys(("name", "query", "tag", "width"), str), {"width": Width.MATCH.value})
_REJECTION = Shape(dict.fromkeys(("rule", "article", "mark"), str), {})


def _encode_annotation(annotation: Annotation) -> Document:
    """Return an annotation's fields as the notes file has them."""
    anchor = annotation.anchor
    fields = {
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
    # Most annotations are made by hand, and older files have no such field.
    if (origin := annotation.origin) is not None:
        fields["origin"] = {"query": origin.query, "time": origin.time}
    return fields


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
        origin_of(document) if "origin" in document else None,
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


def _decode_search(document: Document) -> SavedSearch:
    """Return the saved search that a document holds."""
    name, query = _SEARCH.read(document)
    return SavedSearch(
        _named(clean_line(name), "name"), _named(door.identifier(query).strip(), "query")
    )


def _decode_rule(document: Document) -> Rule:
    """Return the coding rule that a document holds."""
    name, query, tag, width = _RULE.read(document)
    if width not in _WIDTHS:
        raise BrokenNotes(f"“{quoted(width)}” is no width; there are {', '.join(_WIDTHS)}")
    return Rule(
        _named(clean_line(name), "name"),
        _named(door.identifier(query).strip(), "query"),
        _named(door.tag_name(tag), "tag"),
        _WIDTHS[width],
    )


def _decode_rejection(document: Document) -> Rejection:
    """Return the rejection that a document holds."""
    rule, article, mark = _REJECTION.read(document)
    return Rejection(
        _named(clean_line(rule), "rule"),
        _named(door.identifier(article), "article"),
        _named(door.identifier(mark), "mark"),
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


DECODERS: dict[str, Callable[[Document], Record]] = {
    ANNOTATIONS: _decode_annotation,
    TAGS: _decode_tag,
    TERMS: _decode_term,
    ARTICLES: _decode_known_article,
    SEARCHES: _decode_search,
    RULES: _decode_rule,
    REJECTIONS: _decode_rejection,
}
"""What makes a record of a document, by table."""

NAMES: dict[str, dict[str, Callable[[str], str]]] = {
    ANNOTATIONS: {"uuid": door.identifier},
    TAGS: {"name": clean_line},
    TERMS: {"text": clean_line},
    ARTICLES: {"id": door.identifier},
    SEARCHES: {"name": clean_line},
    RULES: {"name": clean_line},
    REJECTIONS: {"rule": clean_line, "article": door.identifier, "mark": door.identifier},
}
"""The fields that a record goes by, by table, each with how its text is read."""
