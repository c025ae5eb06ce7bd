"""Records to documents of the notes file and back, strict about every known field."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any

from store import door
from store.annotation_json import origin_of
from store.deleted import DELETED
from store.deleted import read as read_deletion
from store.keys import (
    ANNOTATIONS,
    ARTICLES,
    REJECTIONS,
    RULES,
    SEARCHES,
    TABLES,
    TAGS,
    TERMS,
    Key,
    document_id,
    free_id,
    key_of,
)
from store.kinds import AT_ONCE, DECODERS, NAMES, encode
from store.notes_json import BrokenNotes, Document, Tables, parse, quoted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from store.annotation import Record

__all__ = [
    "ANNOTATIONS",
    "ARTICLES",
    "REJECTIONS",
    "RULES",
    "SEARCHES",
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
    "names_in",
    "parse_records",
]

_BATCH = 250
# One document in which something is amiss has so many others read one by one. The text of more
# together would be large enough for the C library to get memory from the system each time.

NESTED = ("anchor", "origin")
"""The fields of an annotation that hold an object, in which there may be unknown fields too."""


def laid_over(document: Document, known: Document) -> Document:
    """Return a document with known fields written over it, inside its anchor likewise."""
    laid = {**document, **known}
    for name in NESTED:
        if isinstance(known.get(name), dict):
            laid[name] = {**inside(document, name), **known[name]}
    if "anchor" in known:
        # Most annotations have no such fields; what other hands keep under these names stays.
        if "origin" in document and "origin" not in known and origin_of(document):
            del laid["origin"]
        if document.get("confirmed") is True and "confirmed" not in known:
            del laid["confirmed"]
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
    return DECODERS[table](document)


def decode_all(tables: Tables) -> Iterator[Record]:
    """Yield all records of a notes file, and check the table of what was deleted.

    Raises:
        BrokenNotes: If a document is no record, or two are the same; the reason names table, id
            and field.
    """
    _check_deleted(tables)
    for table in DECODERS:
        documents, seen = tables.get(table, {}), set[object]()
        numbers = tuple(documents)
        for start in range(0, len(numbers), _BATCH):
            batch = numbers[start : start + _BATCH]
            yield from _all_sound(table, batch, seen, documents) or _one_by_one(
                table, batch, seen, documents
            )


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
    parts = [
        read(value) if isinstance(value := document.get(field), str) else ""
        for field, read in NAMES[table].items()
    ]
    return "\n".join(parts) if all(parts) else ""


def _all_sound(
    table: str, batch: Sequence[str], seen: set[object], documents: Mapping[str, Document]
) -> Sequence[Record]:
    """Return the records of some of a table's documents, if they can be read all at once.

    Nothing is returned where something is amiss with one of them, or with two of one name.
    """
    if table not in AT_ONCE:
        return ()
    sound = AT_ONCE[table]([documents[number] for number in batch]) or ()
    names = set(map(attrgetter(*NAMES[table]), sound))
    if len(names) < len(sound) or not seen.isdisjoint(names):
        return ()
    seen |= names
    return sound


def _one_by_one(
    table: str, batch: Sequence[str], seen: set[object], documents: Mapping[str, Document]
) -> Iterator[Record]:
    """Yield the records of some of a table's documents, or say what is amiss with one."""
    decoder, name_of = DECODERS[table], attrgetter(*NAMES[table])
    for number in batch:
        try:
            record = decoder(documents[number])
        except BrokenNotes as error:
            raise _in_document(table, number, error.reason) from error
        name = name_of(record)
        if name in seen:
            raise _in_document(table, number, _twice(documents, table, number))
        seen.add(name)
        yield record


def names_in(table: str, documents: Collection[Document]) -> list[str]:
    """Return what the documents of a table go by, each as `name_in` says."""
    field, *others = NAMES[table]
    if not others and NAMES[table][field] is door.identifier:
        names: list[Any] = [document.get(field) for document in documents]
        # A look at all together is a sixth of the cost, which each write pays once.
        if set(map(type, names)) <= {str} and "".join(names).isprintable():
            return names
    return [name_in(table, document) for document in documents]


def _check_deleted(tables: Tables) -> None:
    """Refuse a table of what was deleted in which something is amiss."""
    seen: set[Key] = set()
    for number, document in tables.get(DELETED, {}).items():
        try:
            key = read_deletion(document).key
        except BrokenNotes as error:
            raise _in_document(DELETED, number, error.reason) from error
        if key in seen:
            raise _in_document(DELETED, number, f"“{quoted(key.name)}” is there twice")
        seen.add(key)


def _in_document(table: str, number: str, reason: str) -> BrokenNotes:
    """Return the refusal of one document."""
    return BrokenNotes(f"table “{table}”, document {quoted(number)}: {reason}")


def _twice(documents: Mapping[str, Document], table: str, number: str) -> str:
    """Say that a document has another's name, and how each writes it if not the same."""
    fields = NAMES[table]
    second = documents[number]
    name = name_in(table, second)
    first = next(one for one in documents.values() if name_in(table, one) == name)
    differing = [field for field in fields if first[field] != second[field]]
    if not differing:
        return f"“{quoted(name)}” is there twice"
    both = " and ".join(f"“{quoted(one[differing[0]])}”" for one in (first, second))
    return f"{both} are read as the same name"
