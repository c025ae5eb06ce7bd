"""Merging what other programs and hands keep in a notes file: fields, tables, ids of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from store.annotation import Annotation, Tag, Term
from store.merging.tables import merge_tables
from store.notes_json import FORMAT, META, BrokenNotes
from store.records import document_id, encode, key_of

if TYPE_CHECKING:
    from store.notes_json import Tables

NOW = "2026-07-31T00:00:00.000Z"
ONE = Annotation("1", "one", None, note="words", modified="2026-07-30T10:00:01.000Z")
TWO = Annotation("2", "one", None, note="others", modified="2026-07-30T10:00:02.000Z")


def _merged(base: Tables | None, ours: Tables, theirs: Tables) -> Tables:
    merged = merge_tables(base, ours, theirs, NOW)
    assert merge_tables(base, theirs, ours, NOW) == merged
    assert merge_tables(base, merged, theirs, NOW) == merged
    assert merge_tables(base, ours, merged, NOW) == merged
    return merged


def _with_fields(**fields: Any) -> Tables:
    return {"annotations": {"7": {**encode(ONE), **fields}}}


def test_a_row_of_a_strange_table_that_one_side_removed_is_gone_unless_the_other_changed_it() -> (
    None
):
    base: Tables = {"books": {"1": {"year": 1}, "2": {"year": 2}, "3": {"year": 3}}}
    ours: Tables = {"books": {"3": {"year": 3}}}
    theirs: Tables = {"books": {"1": {"year": 1}, "2": {"year": 20}, "3": {"year": 3}}}
    assert _merged(base, ours, theirs)["books"] == {"2": {"year": 20}, "3": {"year": 3}}


def test_two_rows_that_got_the_same_id_on_both_sides_are_both_kept() -> None:
    ours: Tables = {"books": {"1": {"title": "mine"}}}
    theirs: Tables = {"books": {"1": {"title": "theirs"}}}
    rows = _merged({}, ours, theirs)["books"]
    assert sorted(row["title"] for row in rows.values()) == ["mine", "theirs"]


def test_two_records_that_got_the_same_id_on_both_sides_are_both_kept() -> None:
    ours, theirs = {"annotations": {"1": encode(ONE)}}, {"annotations": {"1": encode(TWO)}}
    merged = _merged(None, ours, theirs)["annotations"]
    assert merged == {"1": encode(ONE), str(document_id(key_of(TWO))): encode(TWO)}


def test_a_record_with_two_ids_keeps_its_own() -> None:
    own = str(document_id(key_of(ONE)))
    ours, theirs = {"annotations": {"1": encode(ONE)}}, {"annotations": {own: encode(ONE)}}
    assert _merged(None, ours, theirs)["annotations"] == {own: encode(ONE)}


def test_strange_fields_are_merged_one_by_one_and_the_newer_side_decides() -> None:
    base = _with_fields(x=1, y=1, z=1, w=1)
    ours = _with_fields(x=2, y=1, z=2, modified="2026-07-30T11:00:00.000Z")
    theirs = _with_fields(x=1, y=2, z=3, w=1, new=[1])
    (document,) = _merged(base, ours, theirs)["annotations"].values()
    strange = {name: document[name] for name in document.keys() - encode(ONE).keys()}
    assert strange == {"x": 2, "y": 2, "z": 2, "new": [1]}


def test_strange_fields_of_the_table_with_the_format_number_stay() -> None:
    ours: Tables = {META: {"1": {"format": 1, "project": "a"}}}
    theirs: Tables = {META: {"1": {"format": FORMAT, "owner": "b"}}}
    assert _merged({}, ours, theirs)[META] == {
        "1": {"format": FORMAT, "project": "a", "owner": "b"}
    }


def test_a_document_that_only_one_side_has_stays_as_other_hands_wrote_it() -> None:
    ours: Tables = {"tags": {"3": {"name": "by hand"}}}
    theirs: Tables = {"tags": {"4": {"name": "b"}}, "terms": {"1": encode(Term("t"))}}
    merged = _merged(None, ours, theirs)
    assert merged["tags"] == {"3": {"name": "by hand"}, "4": {"name": "b"}}


def test_of_two_tags_with_one_key_only_the_first_by_name_keeps_it() -> None:
    ours, theirs = (
        {"tags": {"1": encode(Tag("b", key="1"))}},
        {"tags": {"2": encode(Tag("a", key="1"))}},
    )
    merged = _merged(None, ours, theirs)["tags"]
    assert {tag["name"]: tag["key"] for tag in merged.values()} == {"a": "1", "b": ""}


@pytest.mark.parametrize("documents", [{"1": {}}, {"1": encode(ONE), "2": encode(ONE)}])
def test_a_table_in_which_names_are_missing_or_there_twice_is_refused(
    documents: dict[str, Any],
) -> None:
    with pytest.raises(BrokenNotes, match=r"table “annotations”, document \d"):
        merge_tables(None, {"annotations": documents}, {}, NOW)
