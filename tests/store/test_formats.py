"""Notes files of every format that there ever was, read and written by this Postil."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import pytest
from msgspec.structs import replace
from tinydb import TinyDB

from store import edits
from store.annotation import (
    Annotation,
    Colour,
    Origin,
    Rejection,
    Rule,
    SavedSearch,
    Tag,
    Term,
    Width,
)
from store.book import Book
from store.deleted import DELETED
from store.documents import Scribe
from store.edits import Stamp
from store.merge import Change, Step
from store.merging.tables import merge_tables
from store.merging.tombstones import Tombstones
from store.notes_json import FORMAT, META, NewerNotes, Tables, dump, number_format, parse
from store.records import decode_all
from store.storage import NotesFile

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
    annotations = tables["annotations"].values()
    anchors = [one.get("anchor") or {} for one in annotations]
    return (
        tables["bibliography"],
        tables[META]["1"]["project"],
        sorted(one["x-mine"]["of"] for one in marked),
        [anchor.get("page") for anchor in anchors],
        [one["origin"].get("engine") for one in annotations if "origin" in one],
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


def test_a_stored_file_has_its_searches_rules_and_what_was_found_by_a_query() -> None:
    book = _book(_stored(3))
    assert book.searches() == (SavedSearch("troops · border", 'troops "the border"~8'),)
    assert book.rules() == (
        Rule("all", "/(?i)csto/", "persons"),
        Rule("whose troops", "troops -peace", "security/border", Width.SENTENCE),
    )
    refused = Rejection("whose troops", "id-ministers", "0123456789abcdef")
    assert book.rejections_of("whose troops") == {refused}
    origins = {one.uuid: one.origin for one in book.annotations()}
    found = Origin("“short one” OR date:2022", "2026-11-22T09:00:05.000Z")
    assert origins == {UUID(1): None, UUID(3): None, UUID(4): found}


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

    NotesFile(path).update(write)
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
    NotesFile(path).load()
    assert path.read_bytes() == data


def test_a_format_that_only_a_newer_postil_knows_is_refused() -> None:
    tables = _stored(FORMAT)
    tables[META]["1"]["format"] = FORMAT + 1
    with pytest.raises(NewerNotes, match="newer Postil"):
        parse(dump(tables))


def test_a_field_that_other_hands_called_origin_stays_and_is_none_of_postils() -> None:
    tables = _stored(2)
    tables["annotations"]["1"]["origin"] = "Zotero"
    book = _book(tables)
    first = book.annotation(UUID(1))
    assert first is not None
    assert first.origin is None
    step = edits.set_note(book, Stamp("reader", NOW), UUID(1), "new words")
    Scribe().apply(tables, [step])
    assert tables["annotations"]["1"]["origin"] == "Zotero"
    assert tables["annotations"]["1"]["note"] == "new words"


def test_the_first_write_adds_no_field_to_annotations_that_no_query_found() -> None:
    tables = _stored(1)
    step = edits.set_note(_book(tables), Stamp("reader", NOW), UUID(1), "new words")
    Scribe().apply(tables, [step])
    assert "origin" not in tables["annotations"]["1"]


def test_an_origin_that_other_hands_took_away_can_be_taken_away() -> None:
    tables = _stored(3)
    found = _book(tables).annotation(UUID(4))
    assert found is not None
    step = Step("put back", (Change(found, replace(found, origin=None)),))
    Scribe().apply(tables, [step])
    assert "origin" not in tables["annotations"]["4"]
    book = Book(decode_all(tables))
    book.apply(step.inverse())
    Scribe().apply(tables, [step.inverse()])
    assert _book(tables) == book
