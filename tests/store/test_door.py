"""The door of the notes file: hostile bytes are refused, hostile characters stay outside."""

from __future__ import annotations

import re
import threading
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import codebook, edits
from store.annotation import Annotation, KnownArticle, Origin, Record, Tag
from store.book import Book
from store.documents import Scribe
from store.merge import Change, Step
from store.notes_json import BrokenNotes, Tables, dump, parse
from store.records import decode, decode_all, encode

STORED = (Path(__file__).parent / "formats" / "3.notes.json").read_bytes()
RECORDS = tuple(decode_all(parse(STORED)))
DEEP = 100_000_000
some = settings(max_examples=300, deadline=None)

UNSHOWABLE = re.compile("[\0-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
HOSTILE = "a\x1b]52;c;x\x07b\u202ec\x9b31md\0e"


def _read(data: bytes) -> tuple[Record, ...]:
    return tuple(decode_all(parse(data)))


def _outcome(given: bytes | Tables) -> tuple[Record, ...] | str:
    """Return the records of a file, or why it is refused; any other error is raised."""
    try:
        return tuple(decode_all(parse(given) if isinstance(given, bytes) else given))
    except BrokenNotes as error:
        return error.reason


def _refusal(data: bytes) -> BrokenNotes:
    """Return the refusal of bytes, which must come at all, and within a generous time."""
    refused: list[BaseException] = []

    def attempt() -> None:
        try:
            _read(data)
        except BaseException as error:  # noqa: BLE001 - whatever it is, it is looked at below
            refused.append(error)

    thread = threading.Thread(target=attempt, daemon=True)
    thread.start()
    thread.join(60)
    assert refused, "it takes for ever, or was taken"
    assert isinstance(refused[0], BrokenNotes), repr(refused[0])
    assert len(str(refused[0])) < 300
    return refused[0]


def test_a_file_cut_anywhere_is_the_whole_or_refused() -> None:
    for end in range(len(STORED)):
        outcome = _outcome(STORED[:end])
        assert isinstance(outcome, str) or outcome == RECORDS


@given(st.integers(0, len(STORED) - 1), st.integers(0, 7), st.integers(0, len(STORED) - 1))
@settings(max_examples=1500, deadline=None)
def test_a_file_with_flipped_bits_is_read_or_refused(place: int, bit: int, other: int) -> None:
    data = bytearray(STORED)
    data[place] ^= 1 << bit
    data[other] ^= 1 << (7 - bit)
    assert _outcome(bytes(data)) != ""


@given(st.binary(max_size=60) | st.text('{}[]",:0truefalsn\\u', max_size=60).map(str.encode))
@some
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    assert _outcome(data) != ""


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=6,
)
_places = [
    (table, number, field)
    for table, documents in parse(STORED).items()
    for number, document in documents.items()
    for field in (*document, "anchor.start", "anchor.exact")
]


@given(st.sampled_from(_places), _json | st.just(2**63) | st.just(-1) | st.just(HOSTILE))
@some
def test_any_value_in_any_field_is_read_or_refused_by_name(
    place: tuple[str, str, str], value: Any
) -> None:
    table, number, path = place
    tables = parse(STORED)
    document = tables[table][number]
    *outer, field = path.split(".")
    inside = document.get(outer[0]) if outer else document
    if not isinstance(inside, dict):
        return
    inside[field] = value
    outcome = _outcome(tables)
    if isinstance(outcome, str):
        assert f"“{table}”" in outcome
    else:
        assert not UNSHOWABLE.search("".join(_texts([encode(one) for one in outcome])))


@pytest.mark.parametrize(
    ("data", "repeated", "times"),
    [
        (b"", b"[", DEEP),
        (b"", b'{"a":', DEEP // 20),
        (b'{"t": {"1": {"a": ' + b"[" * 900 + b"]" * 900 + b"}}}", b"", 0),
        (b'{"t": {"1": {"a": ' + b"9" * 5000 + b"}}}", b"", 0),
        (b'{"t": {"1": {"a": 18446744073709551616}}}', b"", 0),
        (b'{"t": {"1": {"a": 1e999}}}', b"", 0),
        (b'{"t": {"1": {"a": NaN}}}', b"", 0),
        (b'{"t": {"1": {"a": "\\ud800"}}}', b"", 0),
        (b'{"t": {"1": {"a": 1, "\\u0061": 2}}}', b"", 0),
        (b'{"\\u001b]0;x": 1}', b"", 0),
        (b'{"meta": {"1": {"format": 0}}}', b"", 0),
        (b'{"meta": {"1": {"format": true}}}', b"", 0),
        (b"", b"\0", DEEP // 20),
        (b'{"', b"\\", DEEP // 20),
    ],
    # Not the bytes themselves: each worker would hold 100 MB of them for the whole run.
    ids=lambda part: part[:24].decode(errors="replace") if isinstance(part, bytes) else str(part),
)
def test_hostile_bytes_are_refused_in_words(data: bytes, repeated: bytes, times: int) -> None:
    refused = _refusal(data + repeated * times)
    assert not UNSHOWABLE.search(str(refused))


def test_what_is_read_can_be_shown_and_the_file_keeps_what_it_has() -> None:
    annotation: dict[str, Any] = {
        **encode(Annotation("1", "one", None)),
        **dict.fromkeys(("uuid", "article", "note", "creator", "created"), HOSTILE),
        "tags": [HOSTILE],
        "origin": {"query": HOSTILE, "time": HOSTILE},
        "anchor": {"start": 0, "end": 3, "exact": HOSTILE, "prefix": HOSTILE, "suffix": HOSTILE},
    }
    tables = {
        "annotations": {"1": annotation},
        "tags": {"1": {"name": HOSTILE, "description": HOSTILE}},
        "terms": {"1": {"text": HOSTILE}},
        "articles": {"1": {"id": HOSTILE, "path": f"a\\x1b{HOSTILE}", "title": HOSTILE}},
        "searches": {"1": {"name": HOSTILE, "query": HOSTILE}},
        "coding_rules": {"1": {"name": HOSTILE, "query": HOSTILE, "tag": HOSTILE}},
        "rejections": {"1": {"rule": HOSTILE, "article": HOSTILE, "mark": HOSTILE}},
    }
    records = tuple(decode_all(tables))
    assert not UNSHOWABLE.search("".join(_texts([encode(one) for one in records])))
    (known,) = (one for one in records if isinstance(one, KnownArticle))
    assert known.path.startswith("a\\x1ba\\x1b]52"), "what stands for a character is no text"
    (made,) = (one for one in records if isinstance(one, Annotation))
    assert made.note == "abcde"
    assert made.origin == Origin("abcde", "abcde")
    step = edits.set_note(Book(records), edits.Stamp("r", "2026"), made.uuid, "new")
    Scribe().apply(tables, [step])
    assert tables["annotations"]["1"]["note"] == "new", "found by the name it is read under"
    assert tables["articles"]["1"]["title"] == HOSTILE


@pytest.mark.parametrize(
    "name", ["", "/", "a//b", "/a", "a/", "a/ /b", "a/\x1b[31m", "a/" * 10_000]
)
def test_a_tag_whose_levels_are_no_names_is_refused_at_once(name: str) -> None:
    for tables in (
        {"tags": {"7": {"name": name}}},
        {"annotations": {"7": {**encode(Annotation("1", "one", None)), "tags": [name]}}},
    ):
        assert "document 7" in _refusal(dump(tables)).reason


def test_two_names_that_are_read_as_one_are_refused_with_both() -> None:
    tables = {"tags": {"1": {"name": "a\x1b[1m b"}, "2": {"name": "a b"}}}
    with pytest.raises(BrokenNotes, match=r"“a\\x1b\[1m b” and “a b” are read as the same name"):
        list(decode_all(tables))


def test_what_the_codebook_allows_is_read_again() -> None:
    deepest = "/".join("a" * 50)
    assert decode("tags", encode(Tag(codebook.check_name(deepest)))) == Tag(deepest)
    with pytest.raises(ValueError, match="levels"):
        codebook.check_name(f"{deepest}/b")
    book = Book([Tag("x"), Tag("x/y/z")])
    stamp = edits.Stamp("reader", "2026-07-30T10:00:00.000Z")
    book.apply(codebook.rename(book, stamp, "x", "/".join("a" * 49)))
    assert [tag.name for tag in book.tags()] == ["/".join("a" * 49), "x/y/z"]
    for tag in book.stored_tags():
        assert decode("tags", encode(tag)) == tag


def test_a_passage_is_read_as_it_was_written_even_if_it_begins_inside_a_character() -> None:
    tables: dict[str, Any] = {}
    whole = Annotation("1", "one", None)
    Scribe().apply(tables, [Step("", (Change(None, whole),))])
    (document,) = tables["annotations"].values()
    anchor = {"start": 0, "end": 2, "exact": "\u0301x", "prefix": "e", "suffix": "\u200dy\nz"}
    document["anchor"] = anchor
    (read,) = decode_all(tables)
    assert isinstance(read, Annotation)
    assert read.anchor is not None
    assert (read.anchor.exact, read.anchor.suffix) == ("\u0301x", "\u200dy\nz")


def _texts(value: object) -> list[str]:
    """Return all text in a JSON value."""
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for one in inner for text in _texts(one)]
