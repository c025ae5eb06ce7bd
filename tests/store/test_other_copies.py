"""Other copies of the notes are found where they lie, merged, and never thrown away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from store import places
from store.annotation import Annotation
from store.backups import Backups, Kind
from store.notebook import Notebook
from store.notes_json import BrokenNotes, dump, parse
from store.other_copies import find, merge_in
from store.records import ANNOTATIONS, document_id, encode, key_of
from store.storage import NotesFile

if TYPE_CHECKING:
    from pathlib import Path

    from store.notes_json import Tables


def _annotation(number: int, note: str = "", second: int = 0, *tags: str) -> Annotation:
    uuid, made = f"0190f000-0000-7000-8000-{number:012}", "2026-07-30T10:00:00.000Z"
    modified = f"2026-07-30T10:00:{second:02}.000Z"
    return Annotation(uuid, "a", None, tags, note, created=made, modified=modified)


def _tables(*annotations: Annotation) -> Tables:
    documents = {f"{document_id(key_of(one))}": encode(one) for one in annotations}
    return {ANNOTATIONS: documents}


def _notes_of(path: Path) -> dict[str, str]:
    documents = parse(path.read_bytes())[ANNOTATIONS].values()
    return {document["uuid"][-1]: document["note"] for document in documents}


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """Return a notes file that was written twice: its first state is in the backups."""
    path = tmp_path / "corpus.notes.json"
    storage = NotesFile(path, keep=Backups(path).keep)
    first = _tables(_annotation(1, "as it was"), _annotation(2))
    second = _tables(_annotation(1, "edited here", 5), _annotation(2), _annotation(3, "new here"))
    storage.update(lambda tables: tables.update(first))
    storage.update(lambda tables: tables.update(second))
    return path


@pytest.fixture
def copy(notes: Path) -> Path:
    """Return the place of a conflict copy."""
    return notes.with_name("corpus.notes.sync-conflict-20260731-101500-ABCDEFG.json")


def test_copies_lie_beside_the_file_that_a_link_leads_to(notes: Path, copy: Path) -> None:
    copy.write_text("{}", encoding="utf-8")
    link = notes.parent / "links" / "corpus.notes.json"
    link.parent.mkdir()
    link.symlink_to(notes)
    assert find(link) == (copy,)


def test_merging_brings_what_only_the_copy_has_and_keeps_what_only_the_file_has(
    notes: Path, copy: Path
) -> None:
    copy.write_bytes(dump(_tables(_annotation(2, "written there", 9), _annotation(4, "new there"))))
    merged = merge_in(notes, copy)
    assert _notes_of(notes) == {
        "1": "edited here",
        "2": "written there",
        "3": "new here",
        "4": "new there",
    }
    assert (merged.difference.added, merged.difference.changed) == (1, 1)
    assert merged.difference.removed == 0


def test_a_note_written_at_both_places_is_kept_with_both_texts(notes: Path, copy: Path) -> None:
    copy.write_bytes(dump(_tables(_annotation(1, "edited there", 6))))
    merge_in(notes, copy)
    note = _notes_of(notes)["1"]
    assert "edited here" in note
    assert "edited there" in note


def test_a_state_that_was_left_behind_here_brings_no_old_words_back(
    notes: Path, copy: Path
) -> None:
    copy.write_bytes(dump(_tables(_annotation(1, "as it was"), _annotation(2))))
    assert not merge_in(notes, copy).difference
    assert _notes_of(notes)["1"] == "edited here"


def test_a_merged_copy_is_moved_to_the_backups_byte_for_byte(notes: Path, copy: Path) -> None:
    data = dump(_tables(_annotation(4)))
    copy.write_bytes(data)
    merged = merge_in(notes, copy)
    assert not copy.exists()
    assert merged.aside.read_bytes() == data
    (aside,) = [each for each in Backups(notes).listing() if each.kind is Kind.ASIDE]
    assert aside.path == merged.aside
    assert "conflict-copy" in aside.name


def test_what_was_edited_in_the_spare_file_takes_the_place_of_what_it_began_as(
    notes: Path,
) -> None:
    spare = places.spare_notes_path(notes)
    places.ensure(spare.parent)
    spare.write_bytes(notes.read_bytes())
    storage = NotesFile(spare, keep=Backups(spare).keep)
    edited = _annotation(1, "edited there", 9)
    storage.update(lambda tables: tables.update(_tables(edited, _annotation(3, "new here"))))
    assert find(notes) == (spare,)
    merge_in(notes, spare)
    assert _notes_of(notes) == {"1": "edited there", "2": "", "3": "new here"}


def test_a_copy_that_cannot_be_read_stays_and_changes_nothing(notes: Path, copy: Path) -> None:
    before = notes.read_bytes()
    copy.write_bytes(b'{"annotations": {"1": ')
    with pytest.raises(BrokenNotes):
        merge_in(notes, copy)
    assert notes.read_bytes() == before
    assert copy.exists()


def test_a_copy_is_not_merged_into_a_file_that_cannot_be_read(notes: Path, copy: Path) -> None:
    copy.write_bytes(dump(_tables(_annotation(4))))
    notes.write_bytes(b"{")
    with pytest.raises(BrokenNotes):
        merge_in(notes, copy)
    assert notes.read_bytes() == b"{"
    assert copy.exists()


def test_a_copy_that_cannot_be_kept_stays_where_it_is(notes: Path, copy: Path) -> None:
    copy.write_bytes(dump(_tables(_annotation(4))))
    folder = Backups(notes).folder
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    folder.write_bytes(b"a file where the folder should be")
    with pytest.raises(OSError, match=r"File exists|Not a directory"):
        merge_in(notes, copy)
    assert copy.exists()


def test_a_copy_that_somebody_else_took_away_meanwhile_is_merged_all_the_same(
    notes: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy.write_bytes(dump(_tables(_annotation(4, "new there"))))
    keep_aside = Backups.keep_aside

    def taken_away(backups: Backups, data: bytes, why: str) -> Path:
        copy.unlink()
        return keep_aside(backups, data, why)

    monkeypatch.setattr(Backups, "keep_aside", taken_away)
    assert merge_in(notes, copy).difference.added == 1
    assert _notes_of(notes)["4"] == "new there"


def test_an_open_notebook_takes_a_merged_copy_for_news(notes: Path, copy: Path) -> None:
    notebook = Notebook.open(notes, "ani")
    copy.write_bytes(dump(_tables(_annotation(4, "new there"))))
    merge_in(notes, copy)
    notebook.poll()
    assert notebook.close()
    reopened = Notebook.open(notes, "ani")
    assert len(reopened.book.annotations()) == 4
