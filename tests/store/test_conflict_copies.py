"""Conflict copies of sync services are told by their names from all else that lies there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from store.conflict_copies import beside

if TYPE_CHECKING:
    from pathlib import Path

COPIES = (
    "corpus.notes.sync-conflict-20260731-101500-ABCDEFG.json",
    "corpus.notes.sync-conflict-20260731-101500.json",
    "corpus.notes (conflicted copy 2026-07-31 101500).json",
    "corpus.notes (conflicted copy ani 2026-07-31 101500).json",
    "corpus.notes (Ani's conflicted copy 2026-07-31).json",
    "corpus.notes (Ani’s MacBook's conflicted copy).json",
    "corpus.notes (Ani (work)'s conflicted copy 2026-07-31 2).json",
    "corpus.notes_conflict-20260731-101500.json",
    "corpus.notes (SFConflict ani@example.org 2026-07-31-10-15-00).json",
    "corpus.notes_conf(1).json",
    "corpus.notes-DESKTOP-A1B2C3D.json",
)
OTHERS = (
    "corpus.notes.json",
    "corpus.notes (1).json",
    "corpus.notes copy.json",
    "corpus.notes-old.json",
    "corpus2.notes.sync-conflict-20260731-101500-ABCDEFG.json",
    "corpus.notes.sync-conflict-20260731-101500-ABCDEFG.txt",
    "corpus.sync-conflict-20260731-101500-ABCDEFG.notes.json",
    ".syncthing.corpus.notes.json.tmp",
)


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """Return a notes file."""
    path = tmp_path / "corpus.notes.json"
    path.write_text("{}", encoding="utf-8")
    return path


def test_copies_are_found_by_the_names_that_sync_services_give_them(notes: Path) -> None:
    for name in (*COPIES, *OTHERS):
        notes.with_name(name).write_text("{}", encoding="utf-8")
    assert [path.name for path in beside(notes)] == sorted(COPIES)


def test_a_notes_file_without_a_suffix_has_copies_too(tmp_path: Path) -> None:
    copy = tmp_path / "mine.sync-conflict-20260731-101500-ABCDEFG"
    copy.write_text("{}", encoding="utf-8")
    assert beside(tmp_path / "mine") == (copy,)


def test_what_is_no_plain_file_is_no_copy(notes: Path) -> None:
    notes.with_name(COPIES[0]).symlink_to(notes)
    notes.with_name(COPIES[2]).mkdir()
    assert beside(notes) == ()
    assert beside(notes.parent / "no" / "such" / "folder") == ()
