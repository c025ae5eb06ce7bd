"""Repair makes any notes file sound again, and loses no whole document and no word of a note."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import orjson
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from store import edits
from store.backups import Backups, Kind
from store.book import Book
from store.documents import Scribe
from store.merging.notes import DIVIDER
from store.notes_json import FORMAT, NewerNotes, dump, parse
from store.records import ANNOTATIONS, decode_all
from store.repair import mend, put_right
from store.span import Span
from tests.store.notes_samples import ARTICLES, Deed, deeds, step_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from store.notes_json import Document, Tables
    from store.repair import Mended

UUIDS = [f"0190f000-0000-7000-8000-{number:012}" for number in range(9)]
EXTENT = tuple[str, bytes, int, int]
"""A document in the bytes of a file: its table, its content, where it begins and ends."""


def made(deeds: Sequence[Deed]) -> Tables:
    """Return the notes file that some edits come to."""
    book, scribe = Book(), Scribe()
    tables: Tables = {"meta": {"1": {"format": FORMAT, "made_by": "postil"}}}
    first = edits.mark(
        book,
        edits.Stamp("reader", "2026-07-30T09:00:00.000Z"),
        ARTICLES[0],
        Span(4, 21),
        tags=("security/border",),
        note='Wherefore {exactly} "now" and 2023: [nobody]?\nknows Երևան',
    )
    steps = [first]
    book.apply(first)
    for clock, deed in enumerate(deeds):
        step = step_of(deed, book, clock)
        book.apply(step)
        steps.append(step)
    scribe.apply(tables, steps)
    return tables


def compact(tables: Tables) -> bytes:
    """Return a notes file as plain TinyDB writes it."""
    return json.dumps(tables).encode()


FILES = st.builds(
    lambda deeds, write: write(made(deeds)),
    st.lists(deeds, max_size=12),
    st.sampled_from([dump, compact]),
)


def content(document: Document) -> bytes:
    """Return what tells a document from others."""
    return orjson.dumps(document, option=orjson.OPT_SORT_KEYS)


def extents(data: bytes) -> list[EXTENT]:
    """Return where the documents of a sound file are."""
    text, tables = data.decode(), parse(data)
    found: list[EXTENT] = []
    for table, documents in tables.items():
        opening = re.search(rf'"{table}":\s*\{{', text)
        assert opening
        start = opening.end()
        for number, document in documents.items():
            key = re.compile(rf'"{number}":\s*').search(text, start)
            assert key
            value, end = json.JSONDecoder().raw_decode(text, key.end())
            assert value == document
            place = len(text[: key.start()].encode()), len(text[:end].encode())
            found.append((table, content(document), *place))
    return found


def mended(data: bytes) -> Mended:
    """Mend a file and make sure that the result is sound, also to a second look."""
    result = mend(data)
    again = dump(result.tables)
    assert list(decode_all(parse(again))) is not None
    assert mend(again).faults == ()
    return result


def held(tables: Tables) -> set[tuple[str, bytes]]:
    """Return all documents of a file with their tables."""
    return {(table, content(one)) for table, each in tables.items() for one in each.values()}


def words_of(tables: Tables) -> set[str]:
    """Return the words of the notes and quotes."""
    documents = tables.get(ANNOTATIONS, {}).values()
    texts = (f"{one.get('note')} {(one.get('anchor') or {}).get('exact')}" for one in documents)
    return set(re.findall("[A-Za-z]{4,}", " ".join(texts)))


def annotation(number: int, **fields: Any) -> Document:
    """Return the document of an annotation."""
    return {"uuid": UUIDS[number], "article": "a", "note": f"note {number}"} | fields


def file_of(*documents: Document, **tables: dict[str, Document]) -> Tables:
    """Return a file of annotations with the ids 1, 2 …, and other tables."""
    numbered = {str(number): one for number, one in enumerate(documents, start=1)}
    return {ANNOTATIONS: numbered, **tables}


def notes_in(result: Mended) -> list[Document]:
    """Return the annotations of a mended file."""
    return list(result.tables[ANNOTATIONS].values())


@given(FILES)
def test_a_sound_file_has_no_faults_and_stays_as_it_is(data: bytes) -> None:
    result = mend(data)
    assert result.faults == ()
    assert result.tables == parse(data)


def check_cut(data: bytes, cut: int) -> None:
    """Make sure that a file cut off at a byte is mended without a loss."""
    result = mended(data[:cut])
    kept = held(result.tables)
    for table, document, _, end in extents(data):
        assert end > cut or table == "meta" or (table, document) in kept
    check_words(data, data[:cut], result)


def check_flip(data: bytes, place: int, bit: int) -> None:
    """Make sure that a file with a flipped bit is mended without a loss elsewhere."""
    flipped = bytearray(data)
    flipped[place] ^= 1 << bit
    try:
        result = mended(bytes(flipped))
    except NewerNotes:
        assert b'"format"' in data[place - 12 : place]
        return
    kept = held(result.tables)
    for table, document, start, end in extents(data):
        assert start <= place < end or (table, document) in kept
    check_words(data, bytes(flipped), result)


def check_words(whole: bytes, damaged: bytes, result: Mended) -> None:
    """Make sure that every word of a note or quote that is left is in the mended file."""
    there = set(re.findall("[A-Za-z]{4,}", damaged.decode(errors="ignore")))
    text = dump(result.tables).decode()
    assert [word for word in there & words_of(parse(whole)) if word not in text] == []


@pytest.mark.parametrize("write", [dump, compact])
def test_a_file_cut_off_at_any_byte_is_mended_without_a_loss(
    write: Callable[[Tables], bytes],
) -> None:
    data = write(made([]))
    for cut in range(len(data) - 1):
        check_cut(data, cut)


@pytest.mark.parametrize("write", [dump, compact])
def test_a_file_with_any_byte_damaged_is_mended_without_a_loss_elsewhere(
    write: Callable[[Tables], bytes],
) -> None:
    data = write(made([]))
    for place in range(len(data)):
        check_flip(data, place, bit=place % 8)


def test_a_rule_is_told_from_a_search_of_its_name_where_its_table_begins_broken() -> None:
    data = compact(made([Deed(kind, 3, 7, "a", "b") for kind in ("save search", "save rule")]))
    start = data.index(b'"coding_rules"')
    for place in range(start, data.index(b"{", start) + 1):
        for bit in range(8):
            check_flip(data, place, bit)


@given(FILES, st.integers(0, 10**6))
def test_whatever_is_cut_off_leaves_every_whole_document(data: bytes, cut: int) -> None:
    check_cut(data, cut % (len(data) - 1))


@given(FILES, st.integers(0, 10**6), st.integers(0, 7))
def test_a_flipped_bit_leaves_every_other_document(data: bytes, place: int, bit: int) -> None:
    check_flip(data, place % len(data), bit)


@given(st.binary(max_size=60))
@example(b"\xef\xbb\xbf{}")
@example(b"[1, 2]")
@example(b"null")
@example(b'{"annotations": 5, "tags": [], "meta": {"1": null}}')
@example(b'{"annotations": {"1": {"uuid": "\\ud800", "article": "\\udfff", "x": 1e999}}}')
@example(b'{"tags": {"1": {"name": "a", "n": 99999999999999999999}, "1": {"name": "b"}}}')
@example(b'{"x": {"1": {"n": NaN}}}')
@example(b'{"x": {"1": ' + b'{"y": ' * 400 + b"{}" + b"}" * 402)
@example(b'{"tags": {"1": {"name": "a", "x": ' + b"[" * 400 + b'"word"' + b"]" * 400 + b"}}}")
@example(b"{" * 20000)
@example(b'{"1": {"name": ' * 20000)
@example(b"[" * 5000)
@example(b'{"a":' * 5000)
def test_any_bytes_come_to_a_sound_file(data: bytes) -> None:
    assert mended(data).faults or parse(data) == {}


def test_conflict_marks_of_git_are_merged() -> None:
    base = annotation(0, note="first", modified="2026-01-01T00:00:00.000Z")
    ours, theirs = (
        dump(file_of(base | {"note": note, "modified": f"2026-01-0{day}T00:00:00.000Z"}, *more))
        for note, day, more in (("ours", 2, ()), ("theirs", 3, (annotation(1),)))
    )
    conflict = (
        b"<<<<<<< HEAD\n" + ours + b"||||||| base\n" + dump(file_of(base)) + b"=======\n"
        b"" + theirs + b">>>>>>> branch\n"
    )
    result = mended(conflict)
    assert "a merge left its conflict marks" in result.faults[0].problem
    notes = {one["uuid"]: one["note"] for one in notes_in(result)}
    assert set(notes[UUIDS[0]].split(f"\n\n{DIVIDER}\n\n")) == {"ours", "theirs"}
    assert notes[UUIDS[1]] == "note 1"


def test_conflict_marks_inside_a_document_are_merged() -> None:
    text = dump(file_of(annotation(0), annotation(1))).decode()
    line = '      "note": "note 0",\n'
    assert line in text
    hunk = f'<<<<<<< ours\n{line}=======\n      "note": "another",\n>>>>>>> theirs\n'
    result = mended(text.replace(line, hunk).encode())
    assert len(notes_in(result)) == 2
    both = [one["note"] for one in notes_in(result) if one["uuid"] == UUIDS[0]]
    assert "note 0" in both[0]
    assert "another" in both[0]


def test_a_key_that_is_there_twice_keeps_both_values() -> None:
    data = b'{"annotations": {"1": {"uuid": "u", "article": "a", "note": "x", "note": "y"}}}'
    (one,) = notes_in(mended(data))
    assert (one["note"], one["note_kept"]) == ("y", "x")


def test_a_document_id_that_is_there_twice_keeps_both_documents() -> None:
    one, two = (json.dumps(annotation(number)) for number in (0, 1))
    data = f'{{"annotations": {{"1": {one}, "1": {two}}}}}'.encode()
    result = mended(data)
    assert {each["uuid"] for each in notes_in(result)} == {UUIDS[0], UUIDS[1]}
    assert "twice" in str(result.faults[0])


def test_a_table_that_is_there_twice_is_united() -> None:
    one, two = (json.dumps(file_of(annotation(number)))[1:-1] for number in (0, 1))
    result = mended(f"{{{one}, {two}}}".encode())
    assert {each["uuid"] for each in notes_in(result)} == {UUIDS[0], UUIDS[1]}


def test_two_versions_of_one_annotation_become_one_with_both_notes() -> None:
    result = mended(dump(file_of(annotation(0, note="one"), annotation(0, note="two"))))
    (one,) = notes_in(result)
    assert set(one["note"].split(f"\n\n{DIVIDER}\n\n")) == {"one", "two"}


def test_two_passages_with_one_uuid_stay_two() -> None:
    anchors = [{"start": at, "end": at + 1, "exact": "x"} for at in (0, 5)]
    result = mended(dump(file_of(*(annotation(0, anchor=anchor) for anchor in anchors))))
    assert [one["anchor"]["start"] for one in notes_in(result)] == [0, 5]
    assert len({one["uuid"] for one in notes_in(result)}) == 2


def test_an_id_that_is_no_number_is_replaced_because_tinydb_could_not_read_the_table() -> None:
    data = dump({ANNOTATIONS: {"first": annotation(0), "01": annotation(1), "2": annotation(2)}})
    result = mended(data)
    assert len(result.faults) == 2
    assert all(str(int(number)) == number for number in result.tables[ANNOTATIONS])
    assert {one["uuid"] for one in notes_in(result)} == set(UUIDS[:3])


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("note", 5),
        ("note", ["a", "list"]),
        ("tags", "security"),
        ("tags", [1, "kept"]),
        ("colour", "beige"),
        ("created", None),
        ("modified", True),
        ("uuid", ""),
        ("uuid", 7),
        ("article", None),
    ],
)
def test_a_field_of_the_wrong_kind_is_kept_beside(field: str, value: object) -> None:
    result = mended(dump(file_of(annotation(0) | {field: value})))
    (one,) = notes_in(result)
    assert one[f"{field}_kept"] == value
    (fault,) = result.faults
    assert f"{field}_kept" in fault.remedy
    assert (fault.table, fault.document, fault.line) == (ANNOTATIONS, "1", 3)
    if field == "tags" and isinstance(value, list):
        assert one["tags"] == ["kept"]


@pytest.mark.parametrize(
    ("start", "end"), [(-3, 2), (9, 4), ("4", 9), (4, None), (True, 5), (4, 2**60), (0, 99), (4, 4)]
)
def test_a_range_that_is_none_is_given_up_for_the_words(start: object, end: object) -> None:
    anchor = {"start": start, "end": end, "exact": "words", "text_hash": "f" * 64}
    (one,) = notes_in(mended(dump(file_of(annotation(0, anchor=anchor)))))
    found = one["anchor"]
    assert found["exact"] == "words"
    assert found["end"] - found["start"] == 5
    assert "text_hash" not in found
    assert (found["start_kept"], found["end_kept"]) == (start, end)


def test_a_record_that_nothing_can_be_made_of_stays_word_by_word() -> None:
    tag = {"name": ["no", "name"], "description": "what it meant"}
    result = mended(dump({"tags": {"1": tag}}))
    (kept,) = result.tables["unreadable"].values()
    assert json.loads(kept["text"]) == tag
    assert (kept["table"], kept["document"]) == ("tags", "1")
    assert "“name” must be text" in result.faults[0].problem
    assert "unreadable" in result.faults[0].remedy


def test_a_note_cut_off_in_the_middle_keeps_its_beginning_and_the_torn_text() -> None:
    data = json.dumps({ANNOTATIONS: {"1": annotation(0, note="Why caf\xe9 now")}}).encode()
    torn = data[: data.index(b"e9 now")]
    (one,) = notes_in(mended(torn))
    assert one["note"] == "Why caf"
    assert one["unreadable"].endswith("Why caf\\u00")


def test_two_names_that_are_one_on_the_screen_become_one() -> None:
    tags = {"1": {"name": "a", "description": "one"}, "2": {"name": "a\x1b[0m", "key": "1"}}
    (tag,) = mended(dump({"tags": tags})).tables["tags"].values()
    assert (tag["name"], tag["description"], tag["key"]) == ("a", "one", "1")


def test_what_no_table_holds_and_unknown_fields_stay() -> None:
    tables = file_of(annotation(0, mood="calm"), other={"7": {"x": [1, {"y": None}]}})
    damaged = dump(tables)[:-3]
    result = mended(damaged)
    assert result.tables["other"] == tables["other"]
    assert notes_in(result)[0]["mood"] == "calm"


def test_a_deletion_of_what_is_there_is_taken_back() -> None:
    tombstone = {
        "table": ANNOTATIONS,
        "name": UUIDS[0],
        "seen": "2026-01-01T00:00:00.000Z",
        "deleted": "2026-01-02T00:00:00.000Z",
        "revived": "",
    }
    one = annotation(0, modified="2026-01-01T00:00:00.000Z")
    result = mended(dump(file_of(one, deleted={"1": tombstone})))
    assert notes_in(result) == [one]
    assert "deleted and is there" in result.faults[0].problem


def test_bytes_that_are_not_utf_8_stand_as_their_numbers() -> None:
    data = dump(file_of(annotation(0, note="caf?"))).replace(b"caf?", b"caf\xe9")
    (one,) = notes_in(mended(data))
    assert one["note"] == "caf\\xe9"


def test_a_file_of_a_newer_postil_is_left_alone() -> None:
    with pytest.raises(NewerNotes):
        mend(dump({"meta": {"1": {"format": FORMAT + 1}}}))


def test_mending_the_same_damage_on_two_machines_comes_to_the_same_file() -> None:
    data = dump(file_of(annotation(0, uuid=5), annotation(1), annotation(1)))[:-40]
    assert dump(mend(data).tables) == dump(mend(data).tables)


def test_a_repaired_file_takes_the_broken_ones_place_which_is_kept(tmp_path: Path) -> None:
    notes = tmp_path / "corpus.notes.json"
    broken = dump(file_of(annotation(0), annotation(1)))[:-30]
    notes.write_bytes(broken)
    aside = put_right(notes, lambda data: mend(data).tables)
    assert aside is not None
    assert aside.read_bytes() == broken
    assert len(parse(notes.read_bytes())[ANNOTATIONS]) == 2
    (backup,) = Backups(notes).listing()
    assert (backup.kind, backup.path) == (Kind.ASIDE, aside)


def test_a_file_whose_former_bytes_cannot_be_kept_is_not_repaired(tmp_path: Path) -> None:
    notes = tmp_path / "corpus.notes.json"
    notes.write_bytes(b"{")
    folder = Backups(notes).folder
    folder.parent.mkdir(parents=True)
    folder.write_bytes(b"a file where the folder should be")
    with pytest.raises(OSError, match=r"File exists|Not a directory"):
        put_right(notes, lambda data: mend(data).tables)
    assert notes.read_bytes() == b"{"


def test_a_sound_file_is_not_written(tmp_path: Path) -> None:
    notes = tmp_path / "corpus.notes.json"
    notes.write_bytes(dump(file_of(annotation(0))))
    before = notes.stat().st_ino
    assert put_right(notes, lambda _: None) is None
    assert notes.stat().st_ino == before
    with pytest.raises(FileNotFoundError):
        put_right(tmp_path / "none.notes.json", lambda _: None)
