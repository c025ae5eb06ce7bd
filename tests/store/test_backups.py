"""Backups: the generation before each write, one a day, and the newest that is good."""

from __future__ import annotations

import stat
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from store import atomic, clock
from store.backups import Backups, Kind
from store.notes_json import dump
from store.storage import NotesFile

if TYPE_CHECKING:
    from pathlib import Path


def _generation(number: int) -> bytes:
    note = {"uuid": "1", "article": "a", "note": f"generation {number}"}
    return dump({"annotations": {"1": note}})


@pytest.fixture
def backups(tmp_path: Path) -> Backups:
    return Backups(tmp_path / "corpus.notes.json")


def test_nothing_is_made_before_there_is_something_to_keep(backups: Backups) -> None:
    assert backups.newest_good() is None
    assert not backups.folder.exists()


def _write_generation(storage: NotesFile, number: int) -> None:
    note = {"uuid": "1", "article": "a", "note": f"generation {number}"}
    storage.update(lambda tables: tables.update(annotations={"1": note}))


def test_each_write_keeps_the_generation_before_it_and_the_first_of_the_day(
    tmp_path: Path, backups: Backups
) -> None:
    storage = NotesFile(tmp_path / "corpus.notes.json", keep=backups.keep)
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


def _on(day: date, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make it that day."""
    monkeypatch.setattr(clock, "today", day.isoformat)


def test_one_a_day_is_kept_for_a_week_and_one_a_week_for_two_months(
    backups: Backups, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = date(2026, 5, 1)
    for number in range(100):
        _on(first + timedelta(days=number), monkeypatch)
        backups.keep(_generation(number))
        backups.keep(_generation(number + 1000))
        assert backups.problem == ""
    last = first + timedelta(days=99)
    days = [(last - timedelta(days=back)).isoformat() for back in range(6, -1, -1)]
    weeks = [f"2026-W{week}" for week in range(24, 33)]
    kept = sorted(backup.name for backup in backups.listing())
    assert kept == sorted([*days, *weeks, "previous"])
    day = backups.folder / f"{days[0]}.notes.json"
    week = backups.folder / "2026-W24.notes.json"
    assert day.read_bytes() == _generation(93)
    assert week.read_bytes() == _generation((date.fromisocalendar(2026, 24, 1) - first).days)


def test_days_when_nothing_was_written_push_no_backup_out(
    backups: Backups, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day in (date(2026, 1, 5), date(2026, 6, 1)):
        _on(day, monkeypatch)
        backups.keep(_generation(1))
    names = {backup.name for backup in backups.listing()}
    assert names == {"2026-01-05", "2026-W02", "2026-06-01", "2026-W23", "previous"}


def test_backups_dated_by_a_wrong_clock_make_room_for_true_ones(
    backups: Backups, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(9):
        _on(date(2036, 1, 1) + timedelta(days=number), monkeypatch)
        backups.keep(_generation(number))
    for number in range(7):
        _on(date(2026, 7, 1) + timedelta(days=number), monkeypatch)
        backups.keep(_generation(number))
    days = [each.name for each in backups.listing() if each.kind is Kind.DAY]
    assert sorted(days) == [f"2026-07-0{day}" for day in range(1, 8)]


def test_the_listing_tells_what_is_in_a_backup_and_what_is_wrong_with_it(backups: Backups) -> None:
    backups.keep(_generation(1))
    (backups.folder / f"{clock.today()}.notes.json").write_bytes(_generation(1)[:30])
    (backups.folder / "stranger.txt").write_text("not ours", encoding="utf-8")
    wrong = dump({"annotations": {"1": {"uuid": "1", "article": "a", "note": 5}}})
    aside = backups.keep_aside(wrong, "restore")
    told = {backup.path.name: backup for backup in backups.listing()}
    assert len(told) == 4
    previous = told["previous.notes.json"]
    assert (previous.kind, previous.annotations, previous.problem) == (Kind.PREVIOUS, 1, "")
    assert previous.size == len(_generation(1))
    assert "line" in told[f"{clock.today()}.notes.json"].problem
    assert told[aside.name].kind is Kind.ASIDE
    assert "“note” must be text" in told[aside.name].problem


def test_what_is_set_aside_is_kept_as_it_is_but_offered_by_nobody(backups: Backups) -> None:
    asides = [backups.keep_aside(b"\xff no notes", "theirs") for _ in range(25)]
    assert len(set(asides)) == 25
    assert [path.exists() for path in asides] == [False] * 5 + [True] * 20
    assert asides[-1].read_bytes() == b"\xff no notes"
    assert stat.S_IMODE(asides[-1].stat().st_mode) == 0o600
    assert backups.newest_good() is None


def test_a_backup_that_does_not_arrive_is_told(
    backups: Backups, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = atomic.replace

    def cut(path: Path, data: bytes, *, durable: bool = True) -> None:
        really(path, data[:-1], durable=durable)

    monkeypatch.setattr(atomic, "replace", cut)
    backups.keep(_generation(1))
    assert "not what was written" in backups.problem
    with pytest.raises(OSError, match="not what was written"):
        backups.keep_aside(_generation(1), "restore")


def test_a_week_is_not_begun_with_notes_that_do_not_parse(backups: Backups) -> None:
    backups.keep(b"{")
    assert "not good" in backups.problem
    assert [one.kind for one in backups.listing()] == [Kind.PREVIOUS]


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
    storage = NotesFile(tmp_path / "corpus.notes.json", keep=backups.keep)
    for number in range(2):
        _write_generation(storage, number)
    assert "no backup" in backups.problem
    assert b"generation 1" in storage.path.read_bytes()
