"""An annotation's fields as the notes file has them, and what makes one of them."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.structs import replace

from store import door
from store.annotation import Anchor, Annotation, Colour, Origin
from store.fields import COLOURS, colour_of, is_plain, named
from store.notes_json import BrokenNotes, Document
from store.shape import Shape
from store.sources.sanitize import clean, clean_line

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST_TEXT = 2**31
"""Nothing so long can be an article; the offsets of something shorter can be counted with."""

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


def sound_annotations(documents: Sequence[Document]) -> list[Annotation] | None:
    """Return the annotations that documents hold if nothing in any of them is refused or cleaned.

    They are what `decode_annotation` makes of them, at a quarter of the cost: types are checked
    where they are made, in C, and text is looked at all together.

    Args:
        documents: Of the table of annotations; not too many, because one in which something is
            amiss makes this return None for all.
    """
    try:
        annotations = msgspec.convert(documents, list[Annotation])
    except msgspec.ValidationError:
        return None
    return annotations if are_annotations_sound(annotations) else None


class Text(Enum):
    """What is known of all text in a file before it is looked at."""

    LINE = auto()
    """It is ASCII that can be shown, without line ends."""
    LINES = auto()
    """It is ASCII that can be shown, but for line ends."""
    ANY = auto()
    """Nothing."""


def are_annotations_sound(annotations: Sequence[Annotation], text: Text = Text.ANY) -> bool:
    """Tell whether nothing is refused or cleaned in annotations as documents hold them.

    Args:
        annotations: Made without a look at more than types.
        text: What is known of their text.
    """
    anchors = [one.anchor for one in annotations if one.anchor is not None]
    return (
        all(0 <= anchor.start <= anchor.end < LONGEST_TEXT for anchor in anchors)
        and all(map(_are_names, {one.tags for one in annotations}))
        and all(one.uuid for one in annotations)
        and (text is Text.LINE or _are_texts_sound(annotations, anchors, text))
    )


def _are_texts_sound(
    annotations: Sequence[Annotation], anchors: Sequence[Anchor], text: Text
) -> bool:
    """Tell whether no text in annotations and their anchors is cleaned."""
    lines = _lines(annotations, anchors)
    notes = [one.note for one in annotations]
    if text is Text.LINES:
        is_sound = "\n" not in lines
    else:
        passages = [f"{anchor.exact}{anchor.prefix}{anchor.suffix}" for anchor in anchors]
        is_sound = is_plain(lines) and is_plain("".join(passages + notes).replace("\n", " "))
    # Alone of what may have several lines, a note is cleaned as soon as it has.
    return is_sound and all(clean(note) == note for note in notes if "\n" in note)


def _lines(annotations: Sequence[Annotation], anchors: Sequence[Anchor]) -> str:
    """Return all that must be on one line in annotations and their anchors."""
    lines = [
        f"{one.article}{one.creator}{one.created}{one.modified}{one.uuid}{one.lost_in}"
        for one in annotations
    ]
    lines += [anchor.text_hash for anchor in anchors]
    lines += [f"{one.origin.query}{one.origin.time}" for one in annotations if one.origin]
    return "".join(lines)


def encode_annotation(annotation: Annotation) -> Document:
    """Return an annotation's fields as the notes file has them."""
    anchor = annotation.anchor
    fields: Document = {
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
    if annotation.confirmed:
        fields["confirmed"] = True
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
    uuid, article, created, modified, lost_in = map(
        door.identifier, (uuid, article, created, modified, lost_in)
    )
    return Annotation(
        uuid or named(uuid, "uuid"),
        article,
        anchor and _clean_anchor(anchor),
        _tag_names(tags) if tags else (),
        note if is_plain(note) else clean(note),
        COLOURS.get(colour) or colour_of(colour),
        creator if is_plain(creator) else clean_line(creator),
        created,
        modified,
        lost_in,
        origin_of(document) if "origin" in document else None,
        document.get("confirmed") is True,
    )


def _are_names(tags: tuple[str, ...]) -> bool:
    """Tell whether tags are names as they are read, each there once."""
    try:
        return tuple(dict.fromkeys(map(door.tag_name, tags))) == tags
    except BrokenNotes:
        return False


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
    if not 0 <= values[0] <= values[1] < LONGEST_TEXT:
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
