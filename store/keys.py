"""What tells records apart: the tables they are in, their names, the ids of their documents."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Final, NamedTuple
from uuid import UUID

from store.annotation import (
    Annotation,
    KnownArticle,
    Record,
    Rejection,
    Rule,
    SavedSearch,
    Tag,
    Term,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from store.notes_json import Document

ANNOTATIONS: Final = "annotations"
TAGS: Final = "tags"
TERMS: Final = "terms"
ARTICLES: Final = "articles"
SEARCHES: Final = "searches"
RULES: Final = "coding_rules"
REJECTIONS: Final = "rejections"
TABLES = (ANNOTATIONS, TAGS, TERMS, ARTICLES, SEARCHES, RULES, REJECTIONS)
"""The tables that every notes file has beside the one with its format number."""

ID_SPACE: Final = 2**53
"""How many ids there are; JSON of other programs keeps no more bits of a number."""


# A tuple, because a batch of ten thousand annotations asks for a hundred thousand keys.
class Key(NamedTuple):
    """What tells a record from all others in the notes file.

    Args:
        table: Name of its table.
        name: Its uuid, name, text or id, whichever its kind goes by; what goes by several has
            them on a line each.
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
        case SavedSearch() | Rule():
            return Key(SEARCHES if isinstance(record, SavedSearch) else RULES, record.name)
        case Rejection():
            return Key(REJECTIONS, f"{record.rule}\n{record.article}\n{record.mark}")


def document_id(key: Key) -> int:
    """Return the TinyDB id for a record: 53 bits, so that two people's files never collide.

    An annotation takes them from its UUIDv7's random end. All else takes them from the hash of
    its name, so that the same tag gets the same id in both files.
    """
    if key.table == ANNOTATIONS:
        try:
            return UUID(key.name).int % ID_SPACE or 1
        except ValueError:
            pass
    return id_from(key.name.encode())


def id_from(data: bytes) -> int:
    """Return the TinyDB id that follows from some bytes: 53 bits of their SHA-256."""
    return int.from_bytes(sha256(data).digest()[:8]) % ID_SPACE or 1


def free_id(documents: Mapping[str, Document], number: int) -> str:
    """Return an id for a new document of a table: the one wished for, or the next that is free."""
    while str(number) in documents:
        number += 1
    return str(number)
