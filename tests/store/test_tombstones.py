"""Tombstones: what was deleted stays so, what came back stays too, whatever the clocks say."""

from __future__ import annotations

import pytest
from msgspec import structs
from msgspec.structs import replace

from store.annotation import Annotation, Colour, KnownArticle, Tag
from store.book import Book
from store.deleted import DELETED
from store.documents import Scribe
from store.merge import Change, Step
from store.merging.tables import merge_tables
from store.merging.tombstones import Tombstones
from store.notes_json import BrokenNotes, Tables
from store.records import decode_all, encode, key_of

TIME = "2026-07-30T10:00:0{}.000Z".format
NOW = TIME(9)
OLD = "2026-01-01T00:00:00.000Z"
ONE = Annotation("1", "one", None, note="words", modified=TIME(1))
TAG = Tag("a", Colour.RED)


def _file(*records: Annotation | Tag | KnownArticle) -> Tables:
    tables: Tables = {}
    Scribe().apply(tables, [Step("", tuple(Change(None, one) for one in records))], TIME(0))
    return tables


def _change(tables: Tables, before: object, after: object, now: str = NOW) -> None:
    change = Change(before, after)  # type: ignore[arg-type]  # the tests pass records only
    Scribe().apply(tables, [Step("", (change,))], now)


@pytest.mark.parametrize("record", [ONE, TAG])
def test_what_was_deleted_is_buried_until_it_comes_back(record: Annotation | Tag) -> None:
    tables = _file(record)
    assert not Tombstones(tables).beat(record)
    _change(tables, record, None)
    assert Tombstones(tables).beat(record)
    _change(tables, None, record)
    assert not Tombstones(tables).beat(record)
    (again,) = decode_all(tables)
    _change(tables, again, None, TIME(2))
    assert Tombstones(tables).beat(again)


@pytest.mark.parametrize("record", [ONE, TAG])
def test_a_clock_put_back_between_deleting_and_undoing_does_no_harm(
    record: Annotation | Tag,
) -> None:
    tables = _file(record)
    _change(tables, record, None, TIME(8))
    _change(tables, None, record, TIME(3))
    assert not Tombstones(tables).beat(record)
    (again,) = decode_all(tables)
    _change(tables, again, None, TIME(1))
    assert Tombstones(tables).beat(again)


def test_a_version_that_the_deletion_did_not_know_is_not_buried() -> None:
    tables = _file(ONE)
    _change(tables, ONE, None)
    assert not Tombstones(tables).beat(structs.replace(ONE, modified=TIME(2)))
    assert Tombstones(tables).beat(structs.replace(ONE, modified=TIME(0)))
    tables = _file(TAG)
    _change(tables, TAG, None)
    assert not Tombstones(tables).beat(replace(TAG, colour=Colour.BLUE))


def test_a_renamed_tag_leaves_a_tombstone_and_an_article_none() -> None:
    tables = _file(TAG, KnownArticle("id", "a.txt", "h", "A"))
    _change(tables, TAG, replace(TAG, name="b"))
    _change(tables, KnownArticle("id", "a.txt", "h", "A"), None)
    assert [one.key for one in Tombstones(tables)] == [key_of(TAG)]


def test_a_tombstone_is_dropped_after_ninety_days() -> None:
    tables = _file(ONE, TAG)
    _change(tables, ONE, None, OLD)
    _change(tables, TAG, replace(TAG, key="1"), "2026-03-31T00:00:00.000Z")
    assert Tombstones(tables).beat(ONE)
    _change(tables, replace(TAG, key="1"), TAG, "2026-04-02T00:00:00.000Z")
    assert not tables[DELETED]


@pytest.mark.parametrize(
    ("deleted", "revived"),
    [("", ""), ("1", ""), ("2026-13-01", ""), ("01/02/2026", ""), ("", "2026-01-01"), (OLD, "0")],
)
def test_a_tombstone_whose_time_is_none_is_kept(deleted: str, revived: str) -> None:
    tables = _file(ONE, TAG)
    _change(tables, ONE, None, OLD)
    ((number, document),) = tables[DELETED].items()
    tables[DELETED][number] = document | {"deleted": deleted, "revived": revived}
    _change(tables, TAG, replace(TAG, key="1"), "9999-12-31T23:59:59.999Z")
    assert number in tables[DELETED]
    assert number in merge_tables(None, tables, _file(TAG), "9999-12-31T23:59:59.999Z")[DELETED]


def test_a_tombstones_time_counts_in_whatever_form_and_zone() -> None:
    tables = _file(ONE, TAG)
    _change(tables, ONE, None, OLD)
    ((number, document),) = tables[DELETED].items()
    tables[DELETED][number] = document | {"deleted": "20260101T040000+0400"}
    _change(tables, TAG, replace(TAG, key="1"), "2026-03-31T00:00:00.000Z")
    assert number in tables[DELETED]
    _change(tables, replace(TAG, key="1"), TAG, "2026-04-02T00:00:00.000Z")
    assert number not in tables[DELETED]


def test_an_old_tombstone_takes_nothing_away_in_a_merge() -> None:
    ours, theirs = _file(ONE), _file(ONE)
    _change(ours, ONE, None, TIME(2))
    gone = merge_tables(None, ours, theirs, NOW)
    assert list(decode_all(gone)) == []
    assert list(decode_all(merge_tables(None, ours, theirs, "2026-11-30"))) == [ONE]


def test_a_deletion_loses_against_an_edit_that_it_did_not_know_even_by_a_slow_clock() -> None:
    base = _file(structs.replace(ONE, modified=TIME(1)))
    ours, theirs = _file(ONE), _file(ONE)
    slow = structs.replace(ONE, note="by a slow clock", modified="2026-07-30T10:00:01.001Z")
    quick = structs.replace(ONE, colour=Colour.RED, modified=TIME(5))
    _change(ours, ONE, quick)
    _change(ours, quick, None)
    _change(theirs, ONE, slow)
    assert Book(decode_all(merge_tables(base, ours, theirs, NOW))).annotation("1") == slow


def test_what_was_deleted_on_both_sides_and_taken_back_on_one_later_is_there() -> None:
    base, ours, theirs = _file(ONE), _file(ONE), _file(ONE)
    _change(ours, ONE, None, TIME(2))
    _change(theirs, ONE, None, TIME(1))
    assert list(decode_all(merge_tables(base, ours, theirs, NOW))) == []
    _change(theirs, None, ONE, TIME(3))
    for past in (base, None):
        merged = merge_tables(past, ours, theirs, NOW)
        assert [one.note for one in Book(decode_all(merged)).annotations()] == [ONE.note]
        assert merge_tables(past, merged, ours, NOW) == merged


def test_what_was_taken_back_outlives_a_later_deletion_of_an_older_version() -> None:
    ours, theirs = _file(ONE), _file(ONE)
    _change(ours, ONE, None, TIME(8))
    edited = structs.replace(ONE, note="edited", modified=TIME(5))
    _change(theirs, ONE, edited)
    _change(theirs, edited, None, TIME(1))
    _change(theirs, None, edited, TIME(2))
    merged = merge_tables(None, ours, theirs, NOW)
    assert [one.note for one in Book(decode_all(merged)).annotations()] == ["edited"]


def test_what_other_hands_put_back_beside_its_tombstone_stays() -> None:
    ours = _file(ONE)
    _change(ours, ONE, None)
    theirs = {**ours, "annotations": {"7": encode(ONE)}}
    for sides in ((ours, theirs), (theirs, ours)):
        merged = merge_tables(None, *sides, NOW)
        assert list(decode_all(merged)) == [ONE]
        assert merge_tables(None, merged, ours, NOW) == merged


def test_an_article_stays_known_while_it_has_annotations_on_either_side() -> None:
    article = KnownArticle("one", "a.txt", "h", "A")
    base = _file(article)
    ours, theirs = _file(), _file(article, ONE)
    merged = merge_tables(base, ours, theirs, NOW)
    assert Book(decode_all(merged)).known_article("one") == article


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"table": "tags"},
        {"table": "meta", "name": "x", "seen": "", "deleted": ""},
        {"table": 1},
    ],
)
def test_what_is_no_tombstone_is_refused_by_the_door(document: dict[str, object]) -> None:
    with pytest.raises(BrokenNotes, match=r"table “deleted”, document 5: the field “\w+”"):
        list(decode_all({DELETED: {"5": document}}))
