"""Saved searches, rules and rejections in a notes file that was merged, damaged or put back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from msgspec import structs
from msgspec.structs import replace

from store import saved
from store.annotation import (
    Annotation,
    KnownArticle,
    Origin,
    Record,
    Rejection,
    Rule,
    SavedSearch,
    Tag,
    Width,
)
from store.backups import Backups
from store.book import Book
from store.difference import compare
from store.documents import Scribe
from store.mending.fault import UNREADABLE
from store.merge import Change, Step
from store.merging.tables import merge_tables
from store.merging.tombstones import Tombstones
from store.notes_json import dump, parse
from store.records import decode_all, key_of
from store.repair import mend
from store.restore import prospect, restore

if TYPE_CHECKING:
    from pathlib import Path

    from store.notes_json import Tables

NOW = "2026-11-22T10:00:00.000Z"
SEARCH = SavedSearch("war", "troops border")
RULE = Rule("whose troops", "troops", "security", Width.SENTENCE)
REJECTION = Rejection("whose troops", "a1", "0123456789abcdef")
KNOWN = KnownArticle("a1", "a.txt", "h", "A")
NEW = (SEARCH, RULE, REJECTION)


def file_of(*records: Record) -> Tables:
    tables: Tables = {}
    Scribe().apply(tables, [Step("", tuple(Change(None, one) for one in records))], NOW)
    return tables


def change(tables: Tables, before: Record | None, after: Record | None) -> None:
    Scribe().apply(tables, [Step("", (Change(before, after),))], NOW)


def records_in(tables: Tables) -> set[Record]:
    return set(decode_all(tables))


@pytest.mark.parametrize("record", NEW)
def test_what_one_side_made_is_there_after_a_merge_and_what_it_deleted_is_gone(
    record: Record,
) -> None:
    ours, theirs = file_of(record), file_of()
    assert records_in(merge_tables(None, ours, theirs, NOW)) == {record}
    theirs = file_of(record)
    change(theirs, record, None)
    assert Tombstones(theirs).beat(record)
    for base in (None, ours):
        assert records_in(merge_tables(base, ours, theirs, NOW)) == set()
    change(theirs, None, record)
    assert [one.in_force for one in Tombstones(theirs)] == [False]
    assert records_in(merge_tables(None, ours, theirs, NOW)) == {record}


def test_what_each_side_changed_in_a_rule_is_in_the_merged_one() -> None:
    base = file_of(RULE)
    ours, theirs = file_of(replace(RULE, query="x")), file_of(replace(RULE, tag="b"))
    merged = merge_tables(base, ours, theirs, NOW)
    assert records_in(merged) == {replace(RULE, query="x", tag="b")}


def test_an_article_stays_known_while_a_rejection_is_about_it() -> None:
    base, ours, theirs = file_of(KNOWN), file_of(KNOWN, REJECTION), file_of()
    assert records_in(merge_tables(base, ours, theirs, NOW)) == {KNOWN, REJECTION}
    assert records_in(merge_tables(base, base, theirs, NOW)) == set()


def test_what_other_programs_keep_in_an_origin_outlives_edits_and_merges() -> None:
    found = Annotation("1", "a1", None, note="n", modified=NOW, origin=Origin("troops", NOW))
    base = file_of(found)
    ((number, document),) = base["annotations"].items()
    document["origin"]["engine"] = "x"
    ours, theirs = ({**base, "annotations": {number: dict(document)}} for _ in range(2))
    change(ours, found, structs.replace(found, note="mine"))
    ours["annotations"][number]["origin"]["rank"] = 2
    theirs["annotations"][number] = {**document, "origin": {**document["origin"], "score": 1}}
    merged = merge_tables(base, ours, theirs, NOW)["annotations"][number]
    mine = {"engine": "x", "rank": 2}
    assert merged["origin"] == {"query": "troops", "time": NOW, **mine, "score": 1}
    assert merged["note"] == "mine"


def test_the_number_of_what_else_is_different_counts_them() -> None:
    old, new = file_of(*NEW), file_of(replace(SEARCH, query="peace"), RULE)
    assert str(compare(old, new)) == "2 other entries changed"


def test_a_backup_brings_them_back_for_other_machines_too(tmp_path: Path) -> None:
    notes = tmp_path / "corpus.notes.json"
    before, after = file_of(*NEW), file_of(*NEW)
    for record in NEW:
        change(after, record, None)
    change(after, None, SavedSearch("later", "x"))
    notes.write_bytes(dump(after))
    backup = tmp_path / "backup.json"
    backup.write_bytes(dump(before))
    assert restore(notes, backup, prospect(dump(after), dump(before))) is not None
    restored = parse(notes.read_bytes())
    assert records_in(restored) == set(NEW)
    assert records_in(merge_tables(None, restored, after, NOW)) == set(NEW)
    assert Backups(notes).listing()


@pytest.mark.parametrize("record", NEW)
def test_a_document_whose_table_is_lost_finds_home(record: Record) -> None:
    tables = file_of(record)
    table = key_of(record).table
    data = dump({table: tables[table]})
    headless = data[data.index(b"\n") + 1 :].replace(f'"{table}"'.encode(), b'"#"')
    assert records_in(mend(headless).tables) == {record}


def test_a_rejection_behind_a_torn_one_is_whole() -> None:
    torn = '{"rejections": {"1": {"rule": "r", "article": "b", "ma\n'
    whole = {"rule": "r", "article": "a1", "mark": "0"}
    mended = mend(f"{torn} 2: {json.dumps(whole)}}}}}".encode()).tables
    assert whole in mended["rejections"].values()


@pytest.mark.parametrize(
    "torn",
    [
        '"coding_rules": {"1": {"name": "war", "query": "peace", "ta',
        '"coding_rules": {"1": {"name": "war", "que',
        '"searches": {"1": {"name": "war", "que',
        '"deleted": {"1": {"table": "terms", "name": "war", "se',
    ],
)
def test_what_is_left_of_a_torn_document_is_not_taken_for_a_tag_or_search(torn: str) -> None:
    tables = file_of(Tag("war"), SEARCH)
    data = f'{{"tags": {json.dumps(tables["tags"])}, "searches": {json.dumps(tables["searches"])}, '
    mended = mend((data + torn).encode()).tables
    assert (mended["tags"], mended["searches"]) == (tables["tags"], tables["searches"])
    assert "war" in str(mended[UNREADABLE])


def test_a_torn_tombstone_that_tells_no_time_takes_nothing_away() -> None:
    tables = file_of(SEARCH)
    change(tables, SEARCH, None)
    change(tables, None, SEARCH)
    (document,) = tables["deleted"].values()
    data = json.dumps({"searches": tables["searches"], "deleted": {"1": document}})
    mended = mend(data[: data.index('"deleted": "') + len('"deleted": "')].encode()).tables
    assert not Tombstones(mended).beat(SEARCH)
    assert not mend(dump(mended)).faults
    torn = {"deleted": {"1": {**document, "deleted": "", "revived": ""}}}
    for sides in ((torn, tables), (tables, torn), (tables | torn, tables)):
        merged = merge_tables(None, *sides, NOW)
        assert records_in(merge_tables(None, merged, tables, NOW)) == {SEARCH}


def test_a_rule_with_a_wrong_width_marks_the_match_and_keeps_what_stood_there() -> None:
    tables = file_of(RULE)
    ((number, document),) = tables["coding_rules"].items()
    document["width"] = "page"
    mended = mend(dump(tables))
    assert records_in(mended.tables) == {replace(RULE, width=Width.MATCH)}
    assert mended.tables["coding_rules"][number]["width_kept"] == "page"
    assert "no width" in mended.faults[0].problem


@pytest.mark.parametrize(
    ("table", "document"),
    [
        ("searches", {"name": "war"}),
        ("searches", {"name": "war", "query": ""}),
        ("coding_rules", {"name": "war", "query": "troops", "tag": "a//b"}),
        ("rejections", {"rule": "war", "article": "a1"}),
    ],
)
def test_what_is_no_search_rule_or_rejection_stays_word_by_word(
    table: str, document: dict[str, str]
) -> None:
    mended = mend(dump({table: {"1": document}})).tables
    assert records_in(mended) == set()
    (kept,) = mended[UNREADABLE].values()
    assert json.loads(kept["text"]) == document


def test_a_book_knows_what_was_saved_and_refused() -> None:
    book = Book([*NEW, KNOWN])
    assert set(book.records()) == {*NEW, KNOWN}
    assert (book.searches(), book.rules()) == ((SEARCH,), (RULE,))
    assert book.rejections_of(RULE.name) == {REJECTION}
    assert book.rejections_in("a1") == 1
    assert book != Book([SEARCH, RULE, KNOWN])
    book.apply(saved.delete_rule(book, RULE.name))
    assert book.rejections_in("a1") == 0
    assert book == Book([SEARCH, KNOWN])
