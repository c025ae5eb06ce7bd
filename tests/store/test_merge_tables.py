"""Merging whole notes files: which side is which makes no difference, and nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import Phase, given, settings
from msgspec.structs import replace

from store.annotation import Annotation, Colour, Record
from store.merging.notes import sections
from store.merging.records import same_content
from store.merging.tables import merge_tables
from store.merging.tombstones import Tombstones
from store.notes_json import Document, Tables, dump, parse
from store.records import Key, decode_all, key_of
from tests.store.histories import Act, acts, after, pasts

NOW = "2026-07-31T00:00:00.000Z"
some = settings(max_examples=300, deadline=None, phases=set(Phase) - {Phase.explain})


def _merged(base: Tables | None, ours: Tables, theirs: Tables) -> Tables:
    merged = merge_tables(base, ours, theirs, NOW)
    assert parse(dump(merged)) == merged
    list(decode_all(merged))
    return merged


@pytest.mark.parametrize("is_base_known", [True, False])
@given(before=pasts, mine=acts, others=acts)
@some
def test_merging_is_commutative_and_idempotent(
    *, is_base_known: bool, before: list[Act], mine: list[Act], others: list[Act]
) -> None:
    base = after({}, before)
    ours, theirs = after(base, mine), after(base, others)
    past = base if is_base_known else None
    merged = _merged(past, ours, theirs)
    assert dump(_merged(past, theirs, ours)) == dump(merged)
    assert _merged(past, merged, theirs) == merged
    assert _merged(past, ours, merged) == merged
    assert _merged(past, merged, merged) == merged
    assert _merged(past, ours, ours) == ours


@given(pasts, acts, acts)
@some
def test_a_side_that_did_nothing_makes_no_difference(
    before: list[Act], mine: list[Act], others: list[Act]
) -> None:
    base = after({}, before)
    ours, theirs = after(base, mine), after(base, others)
    assert _merged(base, base, theirs) == theirs
    merged = _merged(base, ours, theirs)
    assert _merged(ours, ours, merged) == merged
    assert _merged(theirs, merged, theirs) == merged


@given(pasts, acts, acts)
@some
def test_what_either_side_wrote_is_there_and_what_it_deleted_is_gone(
    before: list[Act], mine: list[Act], others: list[Act]
) -> None:
    base = after({}, before)
    sides = after(base, mine), after(base, others)
    past, merged = annotations_of(base), annotations_of(_merged(base, *sides))
    for this, that in (sides, sides[::-1]):
        here, there = annotations_of(this), annotations_of(that)
        for uuid, made in here.items():
            former = past.get(uuid)
            if former is None or not same_content(made, former):
                assert merged[uuid].modified >= made.modified
                _assert_kept(former, made, merged[uuid])
        for uuid in past.keys() - here.keys():
            assert Tombstones(this).beat(past[uuid])
            if uuid not in there or not _came_back(that, there[uuid]):
                assert (uuid in merged) == (
                    uuid in there and _document(that, uuid) != _document(base, uuid)
                )


@given(pasts, acts, acts)
@some
def test_without_a_known_past_only_tombstones_take_away(
    before: list[Act], mine: list[Act], others: list[Act]
) -> None:
    base = after({}, before)
    sides = after(base, mine), after(base, others)
    merged = annotations_of(_merged(None, *sides))
    for this, that in (sides, sides[::-1]):
        for uuid, made in annotations_of(this).items():
            if Tombstones(that).beat(made) and uuid not in annotations_of(that):
                continue
            _assert_kept(None, made, merged[uuid])
        for uuid in annotations_of(base).keys() - annotations_of(this).keys():
            if uuid in merged:
                present = annotations_of(that)[uuid]
                assert not Tombstones(this).beat(present) or _came_back(that, present)


@given(pasts, acts, acts, acts)
@some
def test_three_parties_end_with_the_same_words_and_tags_in_any_order(
    before: list[Act], first: list[Act], second: list[Act], third: list[Act]
) -> None:
    base = after({}, before)
    one, two, three = after(base, first), after(base, second), after(base, third)
    results = [
        _merged(base, _merged(base, a, b), c)
        for a, b, c in ((one, two, three), (one, three, two), (two, three, one))
    ]
    # What was made on two sides and deleted on the third goes with the one or with both.
    deleted = {stone.key for side in (one, two, three) for stone in Tombstones(side)}
    first_essence, *others = (_essence(each, deleted) for each in results)
    assert others == [first_essence, first_essence]


def annotations_of(tables: Tables) -> dict[str, Annotation]:
    return {one.uuid: one for one in decode_all(tables) if isinstance(one, Annotation)}


def _came_back(tables: Tables, annotation: Annotation) -> bool:
    """Tell whether an annotation was deleted and taken back."""
    tombstone = Tombstones(tables).of(key_of(annotation))
    return tombstone is not None and not tombstone.in_force


def _document(tables: Tables, uuid: str) -> Document:
    """Return an annotation's document but for the time of its last change."""
    documents = tables["annotations"].values()
    return next({**one, "modified": ""} for one in documents if one["uuid"] == uuid)


def _assert_kept(former: Annotation | None, made: Annotation, merged: Annotation) -> None:
    """Check that everything new about an annotation is in the merged one."""
    known = sections(former.note) if former else ()
    assert all(one in merged.note for one in sections(made.note) if one not in known)
    assert set(merged.tags) >= set(made.tags).difference(former.tags if former else ())
    if former is not None:
        assert set(merged.tags).isdisjoint(set(former.tags).difference(made.tags))


def _essence(tables: Tables, deleted: set[Key]) -> list[str]:
    """Return what does not depend on which two of three were merged first.

    A record has one time, not one per field: of three colours or passages, all changed, the one
    that wins may do so by the time of a change that its side made to something else. The time
    itself is later where an annotation was taken back from a deletion on the way.
    """
    return sorted(
        repr(_without_place(one))
        for one in decode_all(tables)
        if isinstance(one, Annotation) or _former_key(one) not in deleted
    )


def _former_key(record: Record) -> Key:
    """Return a record's key before a merge gave it another name beside its namesake."""
    table, name = key_of(record)
    return Key(table, name.partition(" (")[0])


def _without_place(record: Record) -> Record:
    if not isinstance(record, Annotation):
        return record
    return replace(record, article="", anchor=None, lost_in="", colour=Colour.RED, modified="")
