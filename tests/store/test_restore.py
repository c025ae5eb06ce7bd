"""A restored backup takes the place of the file, which is kept, and other machines learn of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from store import edits
from store.annotation import Annotation, Tag
from store.backups import Backups
from store.difference import Difference
from store.merging.tables import merge_tables
from store.merging.tombstones import Tombstones
from store.notebook import Notebook
from store.notes_json import FORMAT, NewerNotes, NotesError, dump, parse
from store.records import ANNOTATIONS, document_id, encode, key_of
from store.repair import mend
from store.restore import Prospect, prospect, restore

if TYPE_CHECKING:
    from pathlib import Path

    from store.annotation import Record
    from store.notes_json import Tables

TIME = "2026-07-30T10:00:00.000Z"
LATER = "2026-08-15T10:00:00.000Z"
NEVER = 60.0  # seconds; a wait that long has failed


def _annotation(number: int, note: str = "") -> Annotation:
    uuid = f"0190f000-0000-7000-8000-{number:012}"
    return Annotation(uuid, "a", None, note=note, created=TIME, modified=TIME)


def _tables(*records: Record) -> Tables:
    tables: Tables = {"meta": {"1": {"format": FORMAT}}}
    for record in records:
        key = key_of(record)
        tables.setdefault(key.table, {})[str(document_id(key))] = encode(record)
    return tables


def _notes_of(tables: Tables) -> dict[str, str]:
    return {one["uuid"][-1]: one["note"] for one in tables[ANNOTATIONS].values()}


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    return tmp_path / "corpus.notes.json"


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    """Return a backup with the annotations 1 and 2."""
    path = tmp_path / "backup.notes.json"
    path.write_bytes(dump(_tables(_annotation(1, "one"), _annotation(2, "two"), Tag("a"))))
    return path


def _restore(notes: Path, backup: Path) -> Path | None:
    """Restore with open eyes."""
    present = notes.read_bytes() if notes.exists() else None
    return restore(notes, backup, prospect(present, backup.read_bytes()))


def test_it_is_told_what_would_change(backup: Path) -> None:
    present = dump(_tables(_annotation(2, "other"), _annotation(3), _annotation(4)))
    expected = prospect(present, backup.read_bytes())
    assert expected == Prospect(Difference(added=1, changed=1, removed=2, others=1))
    told = "1 annotation more, 1 annotation changed, 2 annotations fewer, "
    assert str(expected.difference) == f"{told}1 other entry changed"
    assert str(prospect(backup.read_bytes(), backup.read_bytes()).difference) == "no difference"


def test_of_a_broken_file_what_can_be_mended_is_compared(backup: Path) -> None:
    broken = dump(_tables(_annotation(1, "one"), _annotation(3)))[:-8]
    expected = prospect(broken, backup.read_bytes())
    assert expected.is_broken
    assert (expected.difference.added, expected.difference.removed) == (1, 1)


def test_what_was_there_is_kept_byte_for_byte(notes: Path, backup: Path) -> None:
    for present in (dump(_tables(_annotation(3))), b"broken \xff"):
        notes.write_bytes(present)
        aside = _restore(notes, backup)
        assert aside is not None
        assert aside.read_bytes() == present
        assert aside.parent == Backups(notes).folder
        assert _notes_of(parse(notes.read_bytes())) == {"1": "one", "2": "two"}


def test_a_file_that_is_gone_comes_back(notes: Path, backup: Path) -> None:
    assert _restore(notes, backup) is None
    assert notes.read_bytes() == backup.read_bytes()


def test_the_same_again_is_not_written(notes: Path, backup: Path) -> None:
    notes.write_bytes(backup.read_bytes())
    before = notes.stat().st_ino
    assert _restore(notes, backup) is None
    assert notes.stat().st_ino == before


def test_a_file_that_changed_after_the_question_is_left_alone(notes: Path, backup: Path) -> None:
    notes.write_bytes(dump(_tables(_annotation(3))))
    expected = prospect(notes.read_bytes(), backup.read_bytes())
    notes.write_bytes(dump(_tables(_annotation(3), _annotation(4))))
    with pytest.raises(NotesError, match="changed just now"):
        restore(notes, backup, expected)
    assert set(_notes_of(parse(notes.read_bytes()))) == {"3", "4"}


def test_a_file_of_a_newer_postil_is_left_alone(notes: Path, backup: Path) -> None:
    notes.write_bytes(dump({"meta": {"1": {"format": FORMAT + 1}}}))
    with pytest.raises(NewerNotes):
        _restore(notes, backup)


def test_what_a_backup_takes_away_does_not_come_back_from_another_machine(
    notes: Path, backup: Path
) -> None:
    other = _tables(_annotation(1, "one"), _annotation(2, "two"), _annotation(3), Tag("a"))
    notes.write_bytes(dump(other))
    _restore(notes, backup)
    here = parse(notes.read_bytes())
    merged = merge_tables(None, here, other, "2027-01-01T00:00:00.000Z")
    assert set(_notes_of(merged)) == {"1", "2"}


def test_what_a_backup_brings_back_is_not_deleted_again_by_another_machine(
    notes: Path, backup: Path
) -> None:
    other = _tables(_annotation(1, "one"), Tag("a"))
    Tombstones(other).bury(_annotation(2, "two"), "2026-08-01T00:00:00.000Z")
    notes.write_bytes(dump(other))
    _restore(notes, backup)
    assert mend(notes.read_bytes()).faults == ()
    assert not prospect(notes.read_bytes(), backup.read_bytes()).difference
    here = parse(notes.read_bytes())
    merged = merge_tables(None, here, other, "2026-09-01T00:00:00.000Z")
    assert _notes_of(merged) == {"1": "one", "2": "two"}


def test_what_a_backup_sets_back_stays_so_while_a_postil_that_changed_it_is_open(
    notes: Path, backup: Path
) -> None:
    notes.write_bytes(backup.read_bytes())
    notebook = Notebook.open(notes, "reader")
    uuid = _annotation(1).uuid
    notebook.edit(edits.set_note(notebook.book, notebook.stamp(), uuid, "changed since"))
    assert notebook.flush(NEVER)
    _restore(notes, backup)
    notebook.poll()
    assert notebook.flush(NEVER)
    assert _notes_of(parse(notes.read_bytes())) == {"1": "one", "2": "two"}
    assert notebook.close()


def test_what_a_backup_sets_back_stays_so_on_a_machine_that_knows_what_was_before(
    notes: Path, backup: Path
) -> None:
    before = _tables(replace(_annotation(1, "changed"), modified=LATER), _annotation(2, "two"))
    notes.write_bytes(dump(before))
    _restore(notes, backup)
    here = parse(notes.read_bytes())
    (restored,) = [one for one in here[ANNOTATIONS].values() if one["note"] == "one"]
    assert restored["modified"] > LATER
    merged = merge_tables(before, here, before, "2026-09-01T00:00:00.000Z")
    assert _notes_of(merged) == {"1": "one", "2": "two"}
