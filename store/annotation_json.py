"""An annotation's fields as the notes file has them, and what makes one of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from unicodedata import is_normalized

from store import door
from store.annotation import Anchor, Annotation, Colour, Origin
from store.fields import COLOURS, colour_of, named
from store.notes_json import BrokenNotes, Document
from store.shape import Shape
from store.sources.sanitize import clean, clean_line

_LONGEST_TEXT = 2**31
# Nothing longer can be an article, and the offsets of something shorter can be counted with.

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


def origin_of(document: Document) -> Origin | None:
    """Return what an annotation's document says it was made by; None where it says nothing.

    What other programs keep in a field of that name stays in the document, and says nothing here.
    """
    match document.get("origin"):
        case {"query": str(query), "time": str(time)}:
            return Origin(door.identifier(query), door.identifier(time))
    return None


def encode_annotation(annotation: Annotation) -> Document:
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


def decode_annotation(document: Document) -> Annotation:
    """Return the annotation that a document holds.

    Raises:
        BrokenNotes: If a field is missing or of the wrong kind; the reason names it.
    """
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
        uuid or named(uuid, "uuid"),
        article,
        anchor,
        _tag_names(tags) if tags else (),
        note,
        COLOURS.get(colour) or colour_of(colour),
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
