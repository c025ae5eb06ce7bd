"""Carry steps out on the documents of the notes file, keeping what Postil does not know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store import clock
from store.merge import Step, settle
from store.merging.tombstones import Tombstones
from store.records import (
    ARTICLES,
    TABLES,
    Key,
    decode,
    document_id,
    encode,
    free_id,
    key_of,
    laid_over,
    names_in,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.annotation import Record
    from store.notes_json import Document, Tables


class Scribe:
    """Applies steps to tables, by the rules of `merge.settle`.

    A record that a step removes leaves a tombstone, which gives way when the record comes back.
    It remembers the documents that were removed: one that comes back by undo, or because other
    hands dropped it, brings along the fields that Postil does not know. It also remembers where in
    the tables it found what, as long as it is the only one that changes them.
    """

    def __init__(self) -> None:
        self._removed: dict[Key, Document] = {}
        self._index = _Index({})

    def apply(self, tables: Tables, steps: Iterable[Step], now: str = "") -> bool:
        """Change the tables in place; a document that changes is replaced by a new one.

        Args:
            tables: Of the notes file.
            steps: To be carried out in this order.
            now: The present time as `clock.now` gives it, for the tombstones; empty to look at
                the clock.

        Returns:
            Whether a record came back as a later version than its step says.

        Raises:
            BrokenNotes: If a document that a step is about is no record.
        """
        now = now or clock.now()
        if self._index.tables is not tables:
            self._index = _Index(tables)
        index, tombstones = self._index, Tombstones(tables)
        tombstones.drop_old(now)
        restamped = [self._apply_one(index, tombstones, step, now) for step in steps]
        return any(restamped)

    def forget_places(self) -> None:
        """Look anew where in the tables what is, because somebody else changed them."""
        self._index = _Index({})

    def remember(self, tables: Tables, steps: Iterable[Step]) -> None:
        """Remember the documents of records that are to come back, as if it had removed them.

        Args:
            tables: In which they were last.
            steps: By which they come back.
        """
        index = _Index(tables)
        for key in (key_of(each.after) for step in steps for each in step.changes if each.after):
            if index.has(key):
                self._removed[key] = index.document(key)

    def _apply_one(self, index: _Index, tombstones: Tombstones, step: Step, now: str) -> bool:
        """Carry one step out: first everything leaves, then everything is put."""
        is_restamped = False
        outcomes = settle(step, index.find)
        for outcome in outcomes:
            key, record = outcome.leaving, outcome.record
            if key is None or (record is not None and key_of(record) == key):
                continue
            # What is known of articles follows from the annotations; nobody deletes it.
            if (present := index.find(key)) is not None and key.table != ARTICLES:
                tombstones.bury(present, now)
            self._removed[key] = index.remove(key)
        for outcome in outcomes:
            if (record := outcome.record) is not None:
                key = key_of(record)
                if not index.has(key):
                    record = tombstones.revive(record, now)
                    is_restamped = is_restamped or record != outcome.record
                index.put(record, key, self._removed.get(outcome.leaving or key, {}))
        return is_restamped


class _Index:
    """Finds the documents of records in tables, whatever ids other hands gave them."""

    def __init__(self, tables: Tables) -> None:
        for table in TABLES:
            tables.setdefault(table, {})
        self.tables = tables
        self._ids: dict[str, dict[str, str]] = {}

    def has(self, key: Key) -> bool:
        """Tell whether there is a record with that key."""
        return key.name in self._ids_of(key.table)

    def find(self, key: Key) -> Record | None:
        """Return the record with that key, None where there is none."""
        return decode(key.table, self.document(key)) if self.has(key) else None

    def document(self, key: Key) -> Document:
        """Return the document of a record that is there."""
        return self.tables[key.table][self._ids_of(key.table)[key.name]]

    def remove(self, key: Key) -> Document:
        """Take the document of a record out and return it; empty where there is none."""
        number = self._ids_of(key.table).pop(key.name, None)
        return {} if number is None else self.tables[key.table].pop(number)

    def put(self, record: Record, key: Key, basis: Document) -> None:
        """Write a record's fields into its document, or into a new one like `basis`."""
        documents = self.tables[key.table]
        ids = self._ids_of(key.table)
        if key.name not in ids:
            ids[key.name] = free_id(documents, document_id(key))
        number = ids[key.name]
        documents[number] = laid_over(documents.get(number, basis), encode(record))

    def _ids_of(self, table: str) -> dict[str, str]:
        """Return the document ids of a table by the names of its records."""
        if table not in self._ids:
            documents = self.tables[table]
            names = names_in(table, documents.values())
            self._ids[table] = dict(zip(names, documents, strict=True))
        return self._ids[table]
