"""Carry steps out on the documents of the notes file, keeping what Postil does not know."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from store.merge import Step, settle
from store.records import TABLES, Key, decode, document_id, encode, key_of, name_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.annotation import Record
    from store.notes_json import Document, Tables


class Scribe:
    """Applies steps to tables, by the rules of `merge.settle`.

    It remembers the documents that it removed: one that comes back by undo brings along the
    fields that Postil does not know.
    """

    def __init__(self) -> None:
        self._removed: dict[Key, Document] = {}

    def apply(self, tables: Tables, steps: Iterable[Step]) -> None:
        """Change the tables in place.

        Raises:
            BrokenNotes: If a document that a step is about is no record.
        """
        index = _Index(tables)
        for step in steps:
            self._apply_one(index, step)

    def _apply_one(self, index: _Index, step: Step) -> None:
        """Carry one step out: first everything leaves, then everything is put."""
        outcomes = settle(step, index.find)
        for outcome in outcomes:
            stays = outcome.record is not None and key_of(outcome.record) == outcome.leaving
            if outcome.leaving is not None and not stays:
                self._removed[outcome.leaving] = index.remove(outcome.leaving)
        for outcome in outcomes:
            if outcome.record is not None:
                key = key_of(outcome.record)
                origin = outcome.leaving or key
                index.put(outcome.record, key, self._removed.get(origin, {}))


class _Index:
    """Finds the documents of records in tables, whatever ids other hands gave them."""

    def __init__(self, tables: Tables) -> None:
        for table in TABLES:
            tables.setdefault(table, {})
        self._tables = tables
        self._ids: dict[str, dict[str, str]] = {}

    def find(self, key: Key) -> Record | None:
        """Return the record with that key, None where there is none."""
        number = self._ids_of(key.table).get(key.name)
        return None if number is None else decode(key.table, self._tables[key.table][number])

    def remove(self, key: Key) -> Document:
        """Take the document of a record out and return it; empty where there is none."""
        number = self._ids_of(key.table).pop(key.name, None)
        return {} if number is None else self._tables[key.table].pop(number)

    def put(self, record: Record, key: Key, basis: Document) -> None:
        """Write a record's fields into its document, or into a new one like `basis`."""
        documents = self._tables[key.table]
        ids = self._ids_of(key.table)
        if key.name not in ids:
            ids[key.name] = _free_id(documents, key)
            documents[ids[key.name]] = deepcopy(basis)
        document = documents[ids[key.name]]
        for name, value in encode(record).items():
            former = document.get(name)
            if isinstance(value, dict) and isinstance(former, dict):
                former.update(value)
            else:
                document[name] = value

    def _ids_of(self, table: str) -> dict[str, str]:
        """Return the document ids of a table by the names of its records."""
        if table not in self._ids:
            documents = self._tables[table].items()
            self._ids[table] = {name_in(table, one): number for number, one in documents}
        return self._ids[table]


def _free_id(documents: dict[str, Document], key: Key) -> str:
    """Return an id for a new document: the record's own, or the next that is free."""
    number = document_id(key)
    while str(number) in documents:
        number += 1
    return str(number)
