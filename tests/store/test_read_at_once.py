"""A notes file is read at once, or not at all: never otherwise than document by document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from store.annotation import Anchor, Annotation, KnownArticle, Origin, Tag
from store.merging.tombstones import Tombstones
from store.notes_json import META, NotesError, Tables, dump, number_format, parse
from store.read_at_once import read_at_once
from store.records import ANNOTATIONS, TABLES, TAGS, decode_all, document_id, encode, key_of
from tests.store.notes_samples import any_record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.annotation import Record

_ANCHOR = Anchor(2, 5, "why", "only ", " now", "ab" * 32, 2)
_MADE = (
    Annotation("u1", "a1", _ANCHOR, ("a", "a/b"), 'he said "no"', creator="r"),
    Annotation("u2", "a1", None, origin=Origin("troops", "2026")),
    KnownArticle("a1", "2022/a.txt", "ab" * 32, "Troops"),
    Tag("a"),
)


def _tables(records: Iterable[Record] = _MADE) -> Tables:
    tables: Tables = {table: {} for table in TABLES}
    for record in records:
        tables[key_of(record).table][str(document_id(key_of(record)))] = encode(record)
    number_format(tables)
    return tables


def _one_by_one(data: bytes) -> list[str] | None:
    try:
        return sorted(map(repr, decode_all(parse(data))))
    except NotesError:
        return None


def _is_left_or_the_same(data: bytes) -> bool:
    at_once = read_at_once(data)
    return at_once is None or sorted(map(repr, at_once)) == _one_by_one(data)


@pytest.mark.parametrize(
    "text", ["plain", "“Why now?” — asked Élodie", 'two\nlines, "quoted"', "Ընդմիջում", "C:\\\\x\\"]
)
def test_what_postil_writes_is_read_at_once(text: str) -> None:
    annotation = replace(_MADE[0], note=text, anchor=replace(_ANCHOR, exact=text))
    tables = _tables([annotation, *_MADE[1:]])
    Tombstones(tables).bury(Tag("gone"), "2026-01-02T03:04:05.678Z")
    at_once = read_at_once(dump(tables))
    assert at_once is not None
    assert sorted(map(repr, at_once)) == _one_by_one(dump(tables))


@given(st.lists(any_record(), max_size=4, unique_by=key_of))
def test_whatever_records_hold_they_are_read_as_they_are_one_by_one(records: list[Record]) -> None:
    assert _is_left_or_the_same(dump(_tables(records)))


_LINES = dump(_tables()).splitlines(keepends=True)


@given(
    source=st.integers(0, len(_LINES) - 1),
    target=st.integers(0, len(_LINES)),
    is_moved=st.booleans(),
)
def test_a_line_that_stands_twice_or_elsewhere_is_never_overlooked(
    source: int, target: int, *, is_moved: bool
) -> None:
    lines = [*_LINES[:target], _LINES[source], *_LINES[target:]]
    if is_moved:
        del lines[source + (target <= source)]
    assert _is_left_or_the_same(b"".join(lines))


@pytest.mark.parametrize("moved", ["lost_in", "note", "colour", "creator", "tags"])
def test_a_field_that_went_over_to_another_annotation_is_not_taken_for_its_own(moved: str) -> None:
    line = f'      "{moved}": '.encode()
    first, second = [n for n, each in enumerate(_LINES) if each.startswith(line)][:2]
    lines = [*_LINES[:first], *_LINES[first + 1 : second], _LINES[second], *_LINES[second:]]
    assert read_at_once(b"".join(lines)) is None


@given(st.data())
def test_whatever_is_changed_in_a_file_it_is_read_as_it_is_one_by_one(data: st.DataObject) -> None:
    written = b"".join(_LINES)
    place = data.draw(st.integers(0, len(written) - 1))
    end = place + data.draw(st.integers(0, 40))
    part = data.draw(st.sampled_from(_PARTS))
    assert _is_left_or_the_same(written[:place] + part + written[end:])


_PARTS = [
    *(b"", b" ", b'"', b'\\"', b"\\", b"\\\\", b"\\n", b"\\u0022", b"\\ud800", b"\x7f", b"\xff"),
    *(b"\xcc\x81", b"0", b"-", b".0", b"e9", b"1" * 25, b"null", b"{}", b"[]", b"true", b","),
    *(b'"x": 1, ', b'"x": {}, ', b'"annotations": {}, ', b'"x": "y", ', b'"format": 4, '),
]


@pytest.mark.parametrize(
    ("table", "field", "value"),
    [
        (META, "format", 4),
        (META, "format", "3"),
        (TAGS, "x-mine", 1),
        (TAGS, "x-mine", [{"a": 2**63}]),
        (TAGS, "name", "a//b"),
        (ANNOTATIONS, "x-mine", {"a": "b"}),
        (ANNOTATIONS, "origin", None),
        (ANNOTATIONS, "origin", "me"),
        (ANNOTATIONS, "tags", ["a", "a"]),
        (ANNOTATIONS, "anchor", {**encode(_MADE[0])["anchor"], "x-mine": ""}),
        (ANNOTATIONS, "anchor", {**encode(_MADE[0])["anchor"], "end": 2**31}),
        ("x-mine", "a", "b"),
    ],
)
def test_what_is_unclear_or_unknown_is_read_as_it_is_one_by_one(
    table: str, field: str, value: Any
) -> None:
    tables = _tables()
    documents = tables.setdefault(table, {})
    number = next(iter(documents), "1")
    documents[number] = {**documents.get(number, {}), field: value}
    assert _is_left_or_the_same(dump(tables))


@pytest.mark.parametrize("digits", [b"1" * 25, b"2.0", b"2e0"])
def test_a_number_of_too_many_digits_or_none_is_not_read_at_once(digits: bytes) -> None:
    data = b"".join(_LINES).replace(b'"normaliser": 2', b'"normaliser": ' + digits)
    assert read_at_once(data) is None
