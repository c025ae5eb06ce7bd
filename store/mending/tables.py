"""Put mended documents into tables, so that no two are one and none is lost."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from store.deleted import DELETED
from store.keys import ID_SPACE, id_from
from store.mending.document import mend, own_uuid, trouble
from store.mending.fault import UNREADABLE, Fault
from store.mending.lenient import spare_name
from store.merging.documents import merge_documents
from store.notes_json import FORMAT, META, NewerNotes
from store.records import ANNOTATIONS, RULES, SEARCHES, TABLES, TAGS, Key, document_id, name_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.mending.pieces import Piece
    from store.notes_json import Document, Tables

_OWN_TABLES = (*TABLES, DELETED)
_LEAST = frozenset({TAGS, SEARCHES})
# What is left of a torn tombstone or rule may be all that these must have.
_BYTE = re.compile(r"\\x[0-9a-f]{2}")


class Mender:
    """Collects documents one by one, and what was wrong with them.

    `tables` are sound at any time, `faults` in the order in which they were found.
    """

    def __init__(self) -> None:
        self.tables: Tables = {}
        self.faults: list[Fault] = []
        self._numbers: dict[tuple[str, str], str] = {}

    def add(self, table: str, number: str, document: object) -> None:
        """Take a document in, mended where it needs that.

        Args:
            table: The name of its table.
            number: Its TinyDB id as the file has it; empty where it is lost.
            document: What the file holds under that id.

        Raises:
            NewerNotes: If it says that the file is of a newer format.
        """
        if not isinstance(document, dict):
            text = json.dumps(document, ensure_ascii=False)
            self._fault(table, number, "this is no document", "keep it in the table “unreadable”")
            self.keep_unreadable(table, number, text)
            return
        if table == META:
            document = self._with_format(number, document)
        if table in _OWN_TABLES:
            self._add_record(table, number, document)
        else:
            self._store(table, number, document)

    def add_piece(self, piece: Piece) -> None:
        """Take in what was found in a broken text."""
        document = piece.value
        if document is None:
            from store.mending.fields import fields_of

            document = fields_of(piece.fragment)
            problem, remedy = "this document is damaged", "keep what can be read of it"
            self._fault(piece.table, piece.number, problem, remedy)
        table = _home(piece.table, document, is_torn=piece.value is None)
        if table:
            self.add(table, piece.number, document)
        else:
            text = piece.fragment or json.dumps(document, ensure_ascii=False)
            self.keep_unreadable(piece.table, piece.number, text)

    def keep_unreadable(self, table: str, number: str, text: str) -> None:
        """Keep a text that nothing can be made of, with where it stood."""
        document = {"table": table, "document": number, "text": text}
        self._store(UNREADABLE, "", document)

    def _add_record(self, table: str, number: str, document: Document) -> None:
        """Take in a document of a table that Postil knows."""
        mended, wrongs = mend(table, document)
        for wrong in wrongs:
            self._fault(table, number, wrong.problem, wrong.remedy)
        if mended is None:
            self.keep_unreadable(table, number, json.dumps(document, ensure_ascii=False))
            return
        name = _name_of(table, mended)
        there = self._numbers.get((table, name))
        if there is None:
            wanted = number or _own_number(table, name)
            self._numbers[table, name] = self._store(table, wanted, mended)
        elif self.tables[table][there] == mended:
            self._fault(table, number, f"“{name}” is there twice", "keep one of the two")
        else:
            self._unite(table, number, there, mended)

    def _unite(self, table: str, number: str, there: str, document: Document) -> None:
        """Make one of two documents that go by the same name, if they are the same thing."""
        present = self.tables[table][there]
        name = _name_of(table, document)
        if table == ANNOTATIONS and _place(present) != _place(document):
            remedy = "give the second an id of its own"
            self._fault(table, number, f"“{name}” is there twice", remedy)
            self._add_record(table, number, {**document, "uuid": own_uuid(document)})
            return
        self._fault(table, number, f"“{name}” is there twice", "merge the two")
        self.tables[table][there] = merge_documents(table, None, present, document)

    def _store(self, table: str, number: str, document: Document) -> str:
        """Put a document under its id, or under a free one; return which."""
        documents = self.tables.setdefault(table, {})
        if not _is_number(number):
            if number:
                self._fault(table, number, "a document's id must be a number", "give it a new one")
            number = _number_of(document)
        if documents.get(number) == document:
            return number
        if number in documents:
            remedy = "give the second an id of its own"
            self._fault(table, number, f"the id {number} is there twice", remedy)
        while number in documents and documents[number] != document:
            number = str((int(_number_of(document)) + int(number)) % ID_SPACE or 1)
        documents[number] = document
        return number

    def _with_format(self, number: str, document: Document) -> Document:
        """Return a document of the table “meta” with a format number that can be one."""
        form = document.get("format", FORMAT)
        if type(form) is int and form > FORMAT:
            raise NewerNotes(
                f"the file has format {form}, made by a newer Postil; this one knows {FORMAT}"
            )
        if type(form) is int:
            return document
        remedy = f"take it for {FORMAT}"
        self._fault(META, number, "the format number is no whole number", remedy)
        spare = spare_name(document, "format")
        return {**document, spare: form, "format": FORMAT}

    def _fault(self, table: str, number: str, problem: str, remedy: str) -> None:
        """Note something that was wrong."""
        self.faults.append(Fault(problem, remedy, table, number))


def meant_names(names: Iterable[str]) -> dict[str, str]:
    """Return which table is meant by a name that nearly is that of one which is missing."""
    given = set(names)
    missing = [table for table in (*_OWN_TABLES, META) if table not in given]
    meant: dict[str, str] = {}
    for name in sorted(given.difference(_OWN_TABLES)):
        near = [table for table in missing if _is_damaged(name, table)]
        if near and near[0] not in meant.values():
            meant[name] = near[0]
    return meant


def _is_damaged(name: str, table: str) -> bool:
    """Tell whether a name is that of a table but for one character."""
    return Levenshtein.distance(_BYTE.sub("?", name), table, score_cutoff=1) <= 1


def _home(table: str, document: Document, *, is_torn: bool) -> str:
    """Return the table that a document of a broken file belongs to; empty if nobody can say.

    Args:
        table: The table it seems to be in; empty where that can't be told.
        document: What it holds.
        is_torn: Whether some of it is missing.
    """
    # A rule behind whose table's name a character is broken seems to be one more search.
    if table in _OWN_TABLES and table not in _LEAST and not trouble(table, document):
        return table
    if table == META and "format" in document:
        return table
    # These have all that a tag must have, so that they are asked for first.
    for each in (DELETED, RULES, SEARCHES, *TABLES):
        is_doubtful = is_torn and table in _OWN_TABLES and each in _LEAST
        if not is_doubtful and not trouble(each, document):
            return each
    if "exact" in document or isinstance(document.get("anchor"), dict):
        return ANNOTATIONS
    if table in _OWN_TABLES:
        return table if mend(table, document)[0] is not None else ""
    return table


def _place(document: Document) -> tuple[object, object]:
    """Return what an annotation is about."""
    return document["article"], document.get("anchor")


def _name_of(table: str, document: Document) -> str:
    """Return what a document goes by in its table."""
    if table == DELETED:
        return f"{document['name']}” of “{document['table']}"
    return name_in(table, document)


def _own_number(table: str, name: str) -> str:
    """Return the TinyDB id that Postil gives a record; empty where its content gives one."""
    return "" if table == DELETED else str(document_id(Key(table, name)))


def _is_number(number: str) -> bool:
    """Tell whether TinyDB takes this for an id, and writes it the same way again."""
    return number.isascii() and number.isdecimal() and str(int(number[:20])) == number


def _number_of(document: Document) -> str:
    """Return an id that follows from what a document holds."""
    data = json.dumps(document, sort_keys=True).encode(errors="backslashreplace")
    return str(id_from(data))
