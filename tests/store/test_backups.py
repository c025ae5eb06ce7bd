"""Backups: the generation before each write, one a day, and the newest that is good."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest

from store import clock
from store.backups import Backups
from store.notes_json import dump
from store.storage import NotesStorage

if TYPE_CHECKING:
    from pathlib import Path


def _generation(number: int) -> bytes:
    return dump({"annotations": {"1": {"uuid": "1", "note": f"generation {number}"}}})


@pytest.fixture
def backups(tmp_path: Path) -> Backups:
    return Backups(tmp_path / "corpus.notes.json")


def test_nothing_is_made_before_there_is_something_to_keep(backups: Backups) -> None:
    assert backups.newest_good() is None
    assert not backups.folder.exists()


def _write_generation(storage: NotesStorage, number: int) -> None:
    note = {"note": f"generation {number}"}
    storage.update(lambda tables: tables.update(annotations={"1": note}))


def test_each_write_keeps_the_generation_before_it_and_the_first_of_the_day(
    tmp_path: Path, backups: Backups
) -> None:
    storage = NotesStorage(tmp_path / "corpus.notes.json", keep=backups.keep)
    for number in range(4):
        _write_generation(storage, number)
    newest = backups.newest_good()
    assert newest is not None
    assert b"generation 2" in newest.read_bytes()
    (daily,) = backups.folder.glob(f"{clock.today()}*")
    assert b"generation 0" in daily.read_bytes()


def test_backups_are_the_readers_own(backups: Backups) -> None:
    backups.keep(_generation(1))
    assert stat.S_IMODE(backups.folder.stat().st_mode) == 0o700
    for path in backups.folder.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_one_a_day_is_kept_for_a_week(backups: Backups, monkeypatch: pytest.MonkeyPatch) -> None:
    for day in range(1, 13):
        monkeypatch.setattr(clock, "today", lambda day=day: f"2026-07-{day:02}")
        backups.keep(_generation(day))
        backups.keep(_generation(day + 100))
    names = sorted(path.name for path in backups.folder.iterdir())
    days = [f"2026-07-{day:02}.notes.json" for day in range(6, 13)]
    assert names == [*days, "previous.notes.json"]
    assert (backups.folder / days[0]).read_bytes() == _generation(6)


def test_a_damaged_backup_is_passed_over(backups: Backups) -> None:
    backups.keep(_generation(1))
    previous = backups.folder / "previous.notes.json"
    previous.write_bytes(_generation(2)[:30])
    assert backups.newest_good() == backups.folder / f"{clock.today()}.notes.json"


def test_two_notes_files_never_share_backups(tmp_path: Path) -> None:
    assert Backups(tmp_path / "a.notes.json").folder != Backups(tmp_path / "b.notes.json").folder


def test_a_backup_that_cannot_be_made_is_told_and_does_not_stop_a_save(
    tmp_path: Path, backups: Backups
) -> None:
    backups.folder.parent.parent.mkdir(parents=True)
    backups.folder.parent.write_bytes(b"a file where the folder should be")
    storage = NotesStorage(tmp_path / "corpus.notes.json", keep=backups.keep)
    for number in range(2):
        _write_generation(storage, number)
    assert "no backup" in backups.problem
    assert b"generation 1" in storage.path.read_bytes()
