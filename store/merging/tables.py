"""Merge two states of a whole notes file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from store.annotation import Annotation, Tag
from store.deleted import DELETED
from store.merging import keys
from store.merging.documents import merge_documents, same_document
from store.merging.foreign import foreign_tables, merge_foreign, merge_meta
from store.merging.numbers import Numbered, numbered
from store.merging.tombstones import (
    Tombstone,
    decode_tombstone,
    encode_tombstone,
    is_over,
    tombstone_id,
    united,
)
from store.notes_json import META, BrokenNotes, Document, Tables, number_format
from store.records import (
    ANNOTATIONS,
    ARTICLES,
    REJECTIONS,
    TABLES,
    TAGS,
    Key,
    decode,
    document_id,
    laid_over,
    name_in,
)

Found = dict[str, Numbered]
"""The documents of a table by the names of their records."""


def merge_tables(base: Tables | None, ours: Tables, theirs: Tables, now: str) -> Tables:
    """Return a notes file with what was done on either side.

    Records that both have are merged by `merge_records`. One that only one side has was deleted
    on the other if the other has a tombstone for it, or if both sides started from it; then it is
    gone, unless it was changed since. Which side comes first makes no difference, and the result
    merged with either side is the result.

    Args:
        base: The file that both sides started from; None where that is not known. Without it
            only a tombstone takes a record away.
        ours: The file on one side.
        theirs: The file on the other.
        now: The present time, UTC, ISO 8601; tombstones older than 90 days count no more.

    Returns:
        New tables of the present format. Their documents may be those of the arguments.

    Raises:
        BrokenNotes: If a document that the sides do not agree on is no record.
    """
    past, mine, other = (_State.of(tables, now) for tables in (base or {}, ours, theirs))
    return _Merge(past, mine, other).tables()


@dataclass(frozen=True, slots=True)
class _State:
    """One state of the file, looked up by record.

    Args:
        tables: The file.
        found: The records' documents by table and name.
        tombstones: The tombstones that still count.
        buried: Their documents.
    """

    tables: Tables
    found: dict[str, Found]
    tombstones: dict[Key, Tombstone]
    buried: dict[Key, Numbered]

    @classmethod
    def of(cls, tables: Tables, now: str) -> _State:
        """Look a file's records and tombstones up."""
        found = {table: _by_name(table, tables.get(table, {})) for table in TABLES}
        tombstones: dict[Key, Tombstone] = {}
        buried: dict[Key, Numbered] = {}
        for number, document in tables.get(DELETED, {}).items():
            tombstone = decode_tombstone(document)
            if is_over(tombstone, now):
                continue
            if tombstone.key in tombstones:
                raise BrokenNotes(
                    f"table “{DELETED}”, document {number}: “{tombstone.key.name}” is there twice"
                )
            tombstones[tombstone.key] = tombstone
            buried[tombstone.key] = Numbered(document, frozenset([number]))
        # What stands beside a tombstone that should keep it away was put there by other hands,
        # which had the tombstone before them.
        return cls(tables, found, _giving_way(tombstones, found), buried)


class _Merge:
    """The merge of two states with their common past."""

    def __init__(self, base: _State, ours: _State, theirs: _State) -> None:
        self._base, self._ours, self._theirs = base, ours, theirs
        self._tombstones = dict(ours.tombstones)
        for key, tombstone in theirs.tombstones.items():
            mine = self._tombstones.get(key)
            self._tombstones[key] = united(mine, tombstone) if mine else tombstone
        self._needed: set[str] = set()

    def tables(self) -> Tables:
        """Return the merged file."""
        found = {table: self._table(table) for table in (ANNOTATIONS, REJECTIONS)}
        # What an annotation or a rejection is about stays known.
        self._needed = {
            str(one.document.get("article")) for each in found.values() for one in each.values()
        }
        found |= {table: self._table(table) for table in TABLES if table not in found}
        found[TAGS] = self._with_keys(found[TAGS])
        self._tombstones = _giving_way(self._tombstones, found)
        merged = {table: numbered(one, partial(_own_number, table)) for table, one in found.items()}
        merged[DELETED] = self._graves()
        return self._with_the_rest(merged)

    def _table(self, table: str) -> Found:
        """Return the documents of a table that there are after the merge."""
        past, mine, other = (state.found[table] for state in (self._base, self._ours, self._theirs))
        merged: Found = {}
        for name in mine.keys() | other.keys():
            before, one, two = past.get(name), mine.get(name), other.get(name)
            if one is not None and two is not None:
                document = merge_documents(table, _document(before), one.document, two.document)
                merged[name] = Numbered(document, one.numbers | two.numbers)
                continue
            lone = one or two
            if lone is not None and self._survives(Key(table, name), before, lone):
                merged[name] = lone
        return merged

    def _survives(self, key: Key, before: Numbered | None, lone: Numbered) -> bool:
        """Tell whether a record that only one side has is still there after the merge."""
        if key.table == ARTICLES and key.name in self._needed:
            return True
        record = decode(key.table, lone.document)
        tombstone = self._tombstones.get(key)
        is_beaten = tombstone is not None and tombstone.beats(record)
        if before is None:
            return not is_beaten
        came_back = tombstone is not None and not tombstone.in_force
        if came_back and tombstone != self._base.tombstones.get(key):
            return True
        if same_document(key.table, lone.document, before.document):
            return False
        former = decode(key.table, before.document)
        if isinstance(record, Annotation) and isinstance(former, Annotation):
            # Older than what both sides started from, it is a state that was left behind.
            return not (is_beaten and record.modified < former.modified)
        return True

    def _with_keys(self, found: Found) -> Found:
        """Return the codebook with no key given to two tags."""
        past, mine, other = (
            _tag_keys(state.found[TAGS]) for state in (self._base, self._ours, self._theirs)
        )
        wanted = {
            name: keys.claims(past.get(name), mine.get(name), other.get(name)) for name in found
        }
        given = keys.assign(wanted)
        return {
            name: replace(one, document=_with_key(one.document, given.get(name, "")))
            for name, one in found.items()
        }

    def _graves(self) -> dict[str, Document]:
        """Return the table of the tombstones."""
        found: dict[str, Numbered] = {}
        keys_of: dict[str, Key] = {}
        for key, tombstone in self._tombstones.items():
            before, one, two = (
                state.buried.get(key) for state in (self._base, self._ours, self._theirs)
            )
            present = [each for each in (one, two) if each is not None]
            document = merge_documents(
                DELETED, _document(before), present[0].document, present[-1].document
            )
            known = encode_tombstone(tombstone)
            name = f"{key.table}\n{key.name}"
            keys_of[name] = key
            found[name] = Numbered(
                laid_over(document, known), frozenset().union(*(each.numbers for each in present))
            )
        return numbered(found, lambda name: tombstone_id(keys_of[name]))

    def _with_the_rest(self, merged: Tables) -> Tables:
        """Return the merged tables with those that hold no records."""
        past, mine, other = (state.tables for state in (self._base, self._ours, self._theirs))
        for name in foreign_tables(mine, other):
            merged[name] = merge_foreign(
                past.get(name, {}), mine.get(name, {}), other.get(name, {})
            )
        merged = {name: merged[name] for name in merged if name in mine or name in other}
        merged[META] = merge_meta(past, mine, other)
        number_format(merged)
        return merged


def _own_number(table: str, name: str) -> int:
    """Return the id that Postil gives to a record's document."""
    return document_id(Key(table, name))


def _by_name(table: str, documents: dict[str, Document]) -> Found:
    """Return the documents of a table by the names of their records."""
    found: Found = {}
    for number, document in documents.items():
        name = name_in(table, document)
        if not name or name in found:
            what = f"“{name}” is there twice" if name else "it has no name"
            raise BrokenNotes(f"table “{table}”, document {number}: {what}")
        found[name] = Numbered(document, frozenset([number]))
    return found


def _document(one: Numbered | None) -> Document | None:
    """Return a document without its ids."""
    return None if one is None else one.document


def _giving_way(tombstones: dict[Key, Tombstone], found: dict[str, Found]) -> dict[Key, Tombstone]:
    """Return tombstones of which those of records that are there all the same give way."""
    return {
        key: tombstone.taken_back()
        if (one := found[key.table].get(key.name)) is not None
        and tombstone.beats(decode(key.table, one.document))
        else tombstone
        for key, tombstone in tombstones.items()
    }


def _tag_keys(found: Found) -> dict[str, str]:
    """Return the keys of tags by their names; empty for none."""
    tags = ((name, decode(TAGS, one.document)) for name, one in found.items())
    return {name: tag.key for name, tag in tags if isinstance(tag, Tag)}


def _with_key(document: Document, key: str) -> Document:
    """Return a tag's document with another key, or itself if it has that key."""
    return document if document.get("key", "") == key else {**document, "key": key}
