"""Mend one document: what is wrong in it stays beside what can be read."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import UUID

from msgspec import Struct

from store.annotation import (
    Annotation,
    KnownArticle,
    Rejection,
    Rule,
    SavedSearch,
    Tag,
    Term,
)
from store.deleted import DELETED
from store.mending.anchor import mend_anchor
from store.mending.lenient import spare_name
from store.merging.tombstones import Tombstone, decode_tombstone, encode_tombstone
from store.notes_json import BrokenNotes, dump
from store.records import (
    ANNOTATIONS,
    ARTICLES,
    REJECTIONS,
    RULES,
    SEARCHES,
    TAGS,
    TERMS,
    Key,
    decode,
    encode,
)

if TYPE_CHECKING:
    from store.notes_json import Document

NOBODY = "unknown"
"""Id of the article of an annotation that does not say which it is on."""

_SAMPLES = {
    ANNOTATIONS: encode(Annotation("00000000-0000-7000-8000-000000000000", NOBODY, None)),
    TAGS: encode(Tag("a")),
    TERMS: encode(Term("a")),
    ARTICLES: encode(KnownArticle("a", "a", "", "")),
    SEARCHES: encode(SavedSearch("a", "a")),
    RULES: encode(Rule("a", "a", "a")),
    REJECTIONS: encode(Rejection("a", "a", "a")),
    DELETED: encode_tombstone(Tombstone(Key(ANNOTATIONS, "a"), "", "")),
}
"""A sound document of each table; a field is sound if it is so in one of these."""

_NEEDED = {
    ANNOTATIONS: ("uuid", "article"),
    TAGS: ("name",),
    TERMS: ("text",),
    ARTICLES: ("id", "path"),
    SEARCHES: ("name", "query"),
    RULES: ("name", "query", "tag"),
    REJECTIONS: ("rule", "article", "mark"),
    DELETED: ("table", "name", "seen", "deleted"),
}


class Wrong(Struct, frozen=True):
    """Something wrong in a document.

    Args:
        problem: What it is, without a full stop.
        remedy: What was done about it.
    """

    problem: str
    remedy: str


def mend(table: str, document: Document) -> tuple[Document | None, list[Wrong]]:
    """Return a sound document and what was wrong; None where no record can be made of it.

    Args:
        table: One of `records.TABLES`, or that of the tombstones.
        document: What the file holds; left as it is.
    """
    mended, wrongs = document, []
    if trouble(table, document):
        mended = dict(document)
        for field in _SAMPLES[table]:
            if field != "anchor":
                wrongs += _mend_field(table, mended, field)
    if table == ANNOTATIONS and mended.get("anchor") is not None:
        changed, reasons = mend_anchor(mended["anchor"])
        if reasons:
            mended = {**mended, "anchor": changed}
            if not isinstance(document["anchor"], dict):
                mended[spare_name(mended, "anchor")] = document["anchor"]
            remedy = "look for the passage by its words, and keep the numbers beside"
            wrongs += [Wrong(reason, remedy) for reason in reasons]
    if trouble(table, mended):
        return None, [Wrong(trouble(table, document), "keep it in the table “unreadable”")]
    return mended, wrongs


def trouble(table: str, document: Document) -> str:
    """Return why a document is no record of its table; empty if it is one."""
    try:
        if table == DELETED:
            decode_tombstone(document)
        else:
            decode(table, document)
    except BrokenNotes as error:
        return error.reason
    return ""


def own_uuid(document: Document) -> str:
    """Return a uuid that follows from what a document holds, the same on every machine."""
    return str(UUID(bytes=sha256(dump({"": {"": document}})).digest()[:16], version=5))


def _mend_field(table: str, document: Document, field: str) -> list[Wrong]:
    """Put a field right in place; return what was wrong with it."""
    is_needed = field in _NEEDED[table]
    if field not in document:
        reason = f"the field “{field}” is missing" if is_needed else ""
    else:
        reason = trouble(table, {**_SAMPLES[table], field: document[field]})
    if not reason:
        return []
    remedy = "leave it empty"
    substitute = _substitute(field, document)
    if field in document:
        spare = spare_name(document, field)
        remedy = f"keep what is there as “{spare}”"
        document[spare] = document.pop(field)
    if substitute is not None:
        document[field] = substitute
        if is_needed:
            remedy += " and give it a new one" if field in document else ""
    return [Wrong(reason, remedy)]


def _substitute(field: str, document: Document) -> object:
    """Return what to put where a field is wrong; None for what it stands for when missing."""
    match field:
        case "uuid":
            return own_uuid(document)
        case "article":
            return NOBODY
        case "path":
            return document.get("id")
        case "tags":
            tags = document["tags"] if isinstance(document["tags"], list) else []
            sample = _SAMPLES[ANNOTATIONS]
            return [tag for tag in tags if not trouble(ANNOTATIONS, {**sample, "tags": [tag]})]
    return None
