"""Merge two states of a whole notes file."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace

from store.annotation import Annotation, Tag
from store.deleted import DELETED
from store.merging import keys
from store.merging.documents import merge_documents, same_document
from store.merging.foreign import foreign_tables, merge_foreign, merge_meta
from store.merging.namesakes import part_namesakes
from store.merging.numbers import Numbered, numbered
from store.merging.refusals import follow_renames
from store.merging.state import Found, State, giving_way
from store.merging.tombstones import (
    encode_tombstone,
    tombstone_id,
    united,
)
from store.notes_json import META, Document, Tables, number_format
from store.records import (
    ANNOTATIONS,
    ARTICLES,
    REJECTIONS,
    RULES,
    TABLES,
    TAGS,
    Key,
    decode,
    document_id,
    laid_over,
)


def merge_tables(base: Tables | None, ours: Tables, theirs: Tables, now: str) -> Tables:
    """Return a notes file with what was done on either side.

    Records that both have are merged by `merge_records`. One that only one side has was deleted
    on the other if the other has a tombstone for it, or if both sides started from it; then it is
    gone, unless it was changed since. Of two searches or rules of one name both stay where neither
    is a version of the other, one as `part_namesakes` calls it; what was refused follows its rule,
    as `follow_renames` says. Which side comes first makes no difference, and the result
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
    past, mine, other = (State.of(tables, now) for tables in (base or {}, ours, theirs))
    return _Merge(past, mine, other).tables()


class _Merge:
    """The merge of two states with their common past."""

    def __init__(self, base: State, ours: State, theirs: State) -> None:
        self._base, self._ours, self._theirs = base, ours, theirs
        self._tombstones = dict(ours.tombstones)
        for key, tombstone in theirs.tombstones.items():
            mine = self._tombstones.get(key)
            self._tombstones[key] = united(mine, tombstone) if mine else tombstone
        self._needed: set[str] = set()

    def tables(self) -> Tables:
        """Return the merged file."""
        states = self._base, self._ours, self._theirs
        part_namesakes(*states, self._tombstones)
        follow_renames(*states, self._table(RULES))
        found = {table: self._table(table) for table in (ANNOTATIONS, REJECTIONS)}
        # What an annotation or a rejection is about stays known.
        self._needed = {
            str(one.document.get("article")) for each in found.values() for one in each.values()
        }
        found |= {table: self._table(table) for table in TABLES if table not in found}
        found[TAGS] = self._with_keys(found[TAGS])
        self._tombstones = giving_way(self._tombstones, found)
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


def _document(one: Numbered | None) -> Document | None:
    """Return a document without its ids."""
    return None if one is None else one.document


def _tag_keys(found: Found) -> dict[str, str]:
    """Return the keys of tags by their names; empty for none."""
    tags = ((name, decode(TAGS, one.document)) for name, one in found.items())
    return {name: tag.key for name, tag in tags if isinstance(tag, Tag)}


def _with_key(document: Document, key: str) -> Document:
    """Return a tag's document with another key, or itself if it has that key."""
    return document if document.get("key", "") == key else {**document, "key": key}
