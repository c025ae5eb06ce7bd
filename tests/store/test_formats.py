"""Notes files of every format that there ever was, read and written by this Postil."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import pytest
from tinydb import TinyDB

from store import edits
from store.annotation import Annotation, Colour, Tag, Term
from store.book import Book
from store.documents import Scribe
from store.edits import Stamp
from store.merging import DELETED, Tombstones, merge_tables
from store.notes_json import FORMAT, META, NewerNotes, Tables, dump, number_format, parse
from store.records import decode_all
from store.storage import NotesStorage

FORMATS = Path(__file__).parent / "formats"
NOW = "2026-11-22T10:00:00.000Z"
UUID = "0198a5a0-0000-7000-8000-00000000000{}".format


def _stored(number: int) -> Tables:
    return parse((FORMATS / f"{number}.notes.json").read_bytes())


def _book(tables: Tables) -> Book:
    return Book(decode_all(tables))


def _foreign(tables: Tables) -> object:
    """Return everything in a stored file that no version of Postil knows."""
    marked = [one for table in tables.values() for one in table.values() if "x-mine" in one]
    anchors = [one.get("anchor") or {} for one in tables["annotations"].values()]
    return (
        tables["bibliography"],
        tables[META]["1"]["project"],
        sorted(one["x-mine"]["of"] for one in marked),
        [anchor.get("page") for anchor in anchors],
    )


@pytest.mark.parametrize("number", range(1, FORMAT + 1))
def test_a_file_of_every_format_is_read_as_it_was_meant(number: int) -> None:
    book = _book(_stored(number))
    first = book.annotation(UUID(1))
    assert isinstance(first, Annotation)
    assert first.anchor is not None
    assert first.anchor.exact == "foreign ministers"
    assert first.note == "why only now?\n\nand who asked for it?"
    assert book.stored_tag("security/border") == Tag(
        "security/border", Colour.GREEN, "1", "troops,\nborders"
    )
    assert book.term("CSTO") == Term("CSTO", Colour.CYAN, match_case=True)
    assert [article.path for article in book.articles()] == ["2022/ministers.txt", "2022/short.txt"]
    whole = book.annotation(UUID(3))
    assert whole is not None
    assert whole.anchor is None


@pytest.mark.parametrize("number", range(1, FORMAT + 1))
def test_the_first_write_brings_a_file_to_the_present_format_and_keeps_what_is_unknown(
    number: int, tmp_path: Path
) -> None:
    path = tmp_path / "corpus.notes.json"
    path.write_bytes((FORMATS / f"{number}.notes.json").read_bytes())
    before, foreign = _book(_stored(number)), _foreign(_stored(number))
    step = edits.set_note(before, Stamp("reader", NOW), UUID(1), "new words")

    def write(tables: Tables) -> None:
        Scribe().apply(tables, [step])

    NotesStorage(path).update(write)
    after = parse(path.read_bytes())
    assert {one.get("format") for one in after[META].values()} == {FORMAT}
    assert _foreign(after) == foreign
    expected = {one.uuid: one for one in before.annotations()}
    for annotation in _book(after).annotations():
        if annotation.uuid != UUID(1):
            assert annotation == expected[annotation.uuid]
    assert _book(after).tags() == before.tags()
    with TinyDB(path) as plain:
        assert len(plain.table("annotations")) == len(before.annotations())


@pytest.mark.parametrize("number", range(1, FORMAT + 1))
def test_a_file_of_every_format_survives_a_merge_with_all_that_is_unknown(number: int) -> None:
    base = _stored(number)
    ours, theirs = deepcopy(base), deepcopy(base)
    stamp = Stamp("reader", NOW)
    Scribe().apply(ours, [edits.set_note(_book(ours), stamp, UUID(1), "ours")], NOW)
    Scribe().apply(theirs, [edits.delete(_book(theirs), [UUID(4)])], NOW)
    theirs["annotations"]["1"]["x-theirs"] = 1
    merged = merge_tables(base, ours, theirs, NOW)
    number_format(base)
    assert _foreign(merged) == _foreign(
        {**base, "annotations": {n: d for n, d in base["annotations"].items() if n != "4"}}
    )
    assert merged["annotations"]["1"]["note"] == "ours"
    assert merged["annotations"]["1"]["x-theirs"] == 1
    assert parse(dump(merged)) == merged


def test_the_stored_tombstones_say_what_was_deleted_and_what_came_back() -> None:
    stored = {one.key.name: one.in_force for one in Tombstones(_stored(2))}
    assert stored == {UUID(2): True, UUID(3): False, "people": True, "summit": True}
    assert DELETED not in _stored(1)


def test_a_file_that_is_merely_read_is_not_migrated(tmp_path: Path) -> None:
    path = tmp_path / "corpus.notes.json"
    data = (FORMATS / "1.notes.json").read_bytes()
    path.write_bytes(data)
    NotesStorage(path).load()
    assert path.read_bytes() == data


def test_a_format_that_only_a_newer_postil_knows_is_refused() -> None:
    tables = _stored(FORMAT)
    tables[META]["1"]["format"] = FORMAT + 1
    with pytest.raises(NewerNotes, match="newer Postil"):
        parse(dump(tables))
