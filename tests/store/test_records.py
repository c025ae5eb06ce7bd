"""Records and documents: there and back without loss, and strict about what is no record."""

from __future__ import annotations

from copy import deepcopy
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs
from msgspec.structs import replace

from store.annotation import Annotation, Colour, Record, Tag
from store.book import Book
from store.deleted import DELETED
from store.documents import Scribe
from store.history import History
from store.merge import Change, Step
from store.notes_json import BrokenNotes, Tables, dump, parse
from store.records import (
    TABLES,
    Key,
    decode,
    decode_all,
    document_id,
    encode,
    key_of,
    name_in,
)
from tests.store.notes_samples import Deed, any_record, deeds, step_of

UUID_1 = "0198a5a0-0000-7000-8000-000000000001"


@given(any_record())
@settings(max_examples=200, deadline=None)
def test_a_record_survives_the_way_to_the_file_and_back(record: Record) -> None:
    key = key_of(record)
    tables = parse(dump({key.table: {str(document_id(key)): encode(record)}}))
    (document,) = tables[key.table].values()
    assert decode(key.table, document) == record
    assert name_in(key.table, document) == key.name


@given(any_record())
@settings(max_examples=100, deadline=None)
def test_document_ids_fit_into_53_bits_and_follow_from_the_record(record: Record) -> None:
    number = document_id(key_of(record))
    assert 0 < number < 2**53
    assert number == document_id(key_of(record))


def test_an_annotations_document_id_is_the_random_end_of_its_uuid() -> None:
    uuid = "01a201e3-0ef8-75df-89df-5c87cb59c2ea"
    assert document_id(Key("annotations", uuid)) == UUID(uuid).int % 2**53
    assert document_id(Key("annotations", "made by hand")) > 0


def _documents_with_strange_fields(tables: Tables) -> None:
    """Add fields and a table that Postil does not know."""
    for table in TABLES:
        for number, document in tables.get(table, {}).items():
            document["x-mine"] = {"of": number}
            if isinstance(document.get("anchor"), dict):
                document["anchor"]["page"] = 7
    tables["bibliography"] = {"1": {"author": "Tumanyan", "year": 1902}}


def _content(tables: Tables) -> Tables:
    """Return what a file says, without tombstones and the times at which it was said."""
    content = deepcopy(tables)
    content.pop(DELETED, None)
    for document in content["annotations"].values():
        del document["modified"]
    return content


@given(
    st.lists(deeds, max_size=10), st.lists(deeds | st.sampled_from(["undo", "redo"]), max_size=15)
)
@settings(max_examples=120, deadline=None)
def test_the_file_follows_the_book_and_undo_restores_it_with_its_unknown_fields(
    first: list[Deed], acts: list[Deed | str]
) -> None:
    book, history, scribe = Book(), History(), Scribe()
    tables: Tables = {table: {} for table in TABLES}
    for second, deed in enumerate(first):
        step = step_of(deed, book, second)
        book.apply(step)
        scribe.apply(tables, [step])
    _documents_with_strange_fields(tables)
    states, place = [_content(tables)], 0
    for second, act in enumerate(acts):
        if isinstance(act, Deed):
            step = step_of(act, book, 100 + second)
            if not step.changes:
                continue
            history.add(step)
            place += 1
        else:
            turned = history.back(book) if act == "undo" else history.forward(book)
            if turned is None:
                continue
            step = turned
            place += -1 if act == "undo" else 1
        book.apply(step)
        scribe.apply(tables, [step])
        assert Book(decode_all(tables)) == book
        if isinstance(act, Deed):
            states[place:] = [_content(tables)]
        assert _content(tables) == states[place]
    assert tables.get("bibliography") == {"1": {"author": "Tumanyan", "year": 1902}}


def test_unknown_fields_go_with_a_tag_that_is_renamed() -> None:
    tag = Tag("a", Colour.RED)
    tables: Tables = {"tags": {"5": {**encode(tag), "weight": 3}}}
    Scribe().apply(tables, [Step("rename", (Change(tag, replace(tag, name="b")),))])
    (document,) = tables["tags"].values()
    assert document == {**encode(Tag("b", Colour.RED)), "weight": 3}


def test_a_document_keeps_the_id_that_other_hands_gave_it() -> None:
    before = Annotation(UUID_1, "one", None, note="old")
    after = structs.replace(before, note="new", modified="2026-07-30T10:00:00.000Z")
    tables: Tables = {"annotations": {"7": encode(before)}}
    Scribe().apply(tables, [Step("note", (Change(before, after),))])
    assert tables["annotations"] == {"7": encode(after)}


def test_an_id_that_is_taken_is_left_to_whom_it_belongs() -> None:
    mine = Annotation(UUID_1, "one", None, note="mine")
    theirs = encode(structs.replace(mine, uuid="made by hand"))
    number = document_id(key_of(mine))
    tables: Tables = {"annotations": {str(number): deepcopy(theirs)}}
    Scribe().apply(tables, [Step("note", (Change(None, mine),))])
    assert tables["annotations"] == {str(number): theirs, str(number + 1): encode(mine)}


def test_a_document_made_by_hand_needs_only_what_matters() -> None:
    made: dict[str, Any] = {"uuid": "1", "article": "one", "anchor": None}
    assert decode("annotations", made) == Annotation("1", "one", None)
    assert decode("tags", {"name": "a"}) == Tag("a")


ANNOTATION = encode(Annotation("1", "one", None))
ANCHOR = {"start": 1, "end": 2, "exact": "x"}


@pytest.mark.parametrize(
    ("table", "document", "word"),
    [
        ("annotations", {"article": "one"}, "uuid"),
        ("annotations", {**ANNOTATION, "uuid": ""}, "uuid"),
        ("annotations", {**ANNOTATION, "note": 5}, "note"),
        ("annotations", {**ANNOTATION, "tags": "a"}, "tags"),
        ("annotations", {**ANNOTATION, "tags": ["a", None]}, "tags"),
        ("annotations", {**ANNOTATION, "colour": "puce"}, "puce"),
        ("annotations", {**ANNOTATION, "anchor": []}, "anchor"),
        ("annotations", {**ANNOTATION, "anchor": {}}, "end"),
        ("annotations", {**ANNOTATION, "anchor": {**ANCHOR, "start": True}}, "start"),
        ("annotations", {**ANNOTATION, "anchor": {**ANCHOR, "start": 1.0}}, "start"),
        ("annotations", {**ANNOTATION, "anchor": {**ANCHOR, "start": -1}}, "range"),
        ("annotations", {**ANNOTATION, "anchor": {**ANCHOR, "end": 0}}, "range"),
        ("tags", {"name": 1}, "name"),
        ("terms", {"text": "x", "whole_word": 1}, "whole_word"),
        ("articles", {"id": "x"}, "path"),
    ],
)
def test_a_wrong_document_is_refused_with_its_table_id_and_field(
    table: str, document: dict[str, Any], word: str
) -> None:
    with pytest.raises(BrokenNotes) as refused:
        list(decode_all({table: {"42": document}}))
    assert {f"“{table}”", "42:"} <= set(str(refused.value).replace(",", "").split())
    assert word in str(refused.value)


def test_the_same_record_twice_is_refused() -> None:
    with pytest.raises(BrokenNotes, match="twice"):
        list(decode_all({"annotations": {"1": ANNOTATION, "2": ANNOTATION}}))
