"""Records that are decoded many at a time: the same as one by one, or left to that."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from store.annotation import Anchor, Annotation, KnownArticle, Origin, Record
from store.annotation_json import sound_annotations
from store.kinds import AT_ONCE, encode
from store.notes_json import BrokenNotes, Document, dump, parse
from store.records import ANNOTATIONS, decode, decode_all, key_of

_TEXTS = [
    "",
    "a",
    "a  b",
    "\x1b[0m",
    "\x7f",
    "a\nb",
    "a\n\ufe0f\ufe0f",
    "e\u0301",
    "é",
    "\u202ea",
    "⚑",
]
_NO_TEXTS: list[Any] = [..., None, True, -1, 0, 9, 1.0, 2**31, 2**70, [], ["a", "a"], ["a//b"], {}]
_PLACES = [
    *((name,) for name in ("uuid", "article", "tags", "note", "colour", "creator", "lost_in")),
    *(("anchor", name) for name in ("start", "end", "exact", "prefix", "text_hash", "normaliser")),
    *(("origin", name) for name in ("query", "time")),
    *((name,) for name in ("created", "anchor", "origin", "confirmed", "x-mine")),
]
_MADE = Annotation(
    "1",
    "a",
    Anchor(2, 5, "why", "only ", " now", "ab" * 32, 2),
    ("a", "a/b"),
    "note",
    creator="reader",
    origin=Origin("troops", "2026"),
    confirmed=True,
)


def _put(document: Document, place: tuple[str, ...], value: object) -> None:
    """Put a value into a field, or take the field away if it is `...`."""
    *outer, name = place
    for each in outer:
        inner = document.get(each)
        document[each] = document = dict(inner) if isinstance(inner, dict) else {}
    document[name] = value
    if value is ...:
        del document[name]


def _one_by_one(table: str, documents: list[Document]) -> list[Record] | None:
    try:
        return [decode(table, document) for document in documents]
    except BrokenNotes:
        return None


@pytest.mark.parametrize("made", [_MADE, KnownArticle("a1", "2022/a.txt", "ab" * 32, "Troops")])
def test_whatever_is_in_a_field_what_is_read_at_once_is_what_is_read_alone(
    made: Annotation | KnownArticle,
) -> None:
    table = key_of(made).table
    places = _PLACES if isinstance(made, Annotation) else [(name,) for name in encode(made)]
    left = 0
    for place, value in product(places, [*_TEXTS, *_NO_TEXTS]):
        documents = [encode(made), encode(made)]
        _put(documents[-1], place, value)
        at_once = AT_ONCE[table](documents)
        assert at_once is None or at_once == _one_by_one(table, documents), (place, value)
        left += at_once is None
    assert 0 < left < len(places) * len([*_TEXTS, *_NO_TEXTS])


@pytest.mark.parametrize(
    "text", ["plain", "“Why now?” — asked Élodie", "two\nlines", "Ընդմիջում", "安全 ✓"]
)
def test_ordinary_text_is_read_at_once(text: str) -> None:
    anchor = dict.fromkeys(("exact", "prefix", "suffix"), text)
    anchor |= {"start": 3, "end": 9, "text_hash": "ab" * 32, "normaliser": 2}  # type: ignore[dict-item]  # JSON
    document = {"uuid": "u", "article": "a", "anchor": anchor, "note": text, "tags": ["a/b", "c"]}
    at_once = sound_annotations([document, {**document, "uuid": "v", "anchor": None}])
    assert at_once is not None
    assert at_once == _one_by_one(
        ANNOTATIONS, [document, {**document, "uuid": "v", "anchor": None}]
    )


@pytest.mark.parametrize("count", [3, 1500])
def test_one_odd_annotation_among_many_is_read_and_a_broken_or_doubled_one_is_named(
    count: int,
) -> None:
    documents = {
        str(number): {"uuid": f"{number}", "article": "a", "anchor": None, "note": "n"}
        for number in range(count)
    }
    documents["1"]["note"] = "\x1b[31mred"
    tables = parse(dump({ANNOTATIONS: documents}))
    read = list(decode_all(tables))
    assert [one.uuid for one in read if isinstance(one, Annotation)] == list(tables[ANNOTATIONS])
    documents[str(count - 1)]["uuid"] = "0"
    with pytest.raises(BrokenNotes, match=f"document {count - 1}: “0” is there twice"):
        list(decode_all({ANNOTATIONS: documents}))
    documents[str(count - 1)] = {"article": "a"}
    with pytest.raises(BrokenNotes, match=f"document {count - 1}: the field “uuid” is missing"):
        list(decode_all({ANNOTATIONS: documents}))
