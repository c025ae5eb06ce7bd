"""Replacing a file that programs without a lock replace too: what they wrote is never destroyed."""

from __future__ import annotations

import os
import stat
import zlib
from typing import TYPE_CHECKING

import pytest

from store import rename, swap

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "corpus.notes.json"


@pytest.fixture(params=["exchange", "none"])
def no_exchange(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run a test twice: with the system's exchange, and as on a system that has none."""
    if request.param == "none":
        monkeypatch.setattr(rename, "_system_call", lambda: None)


def _names(path: Path) -> list[str]:
    return sorted(one.name for one in path.parent.iterdir())


def _leave(path: Path, content: bytes, *, expected: bytes, data: bytes) -> Path:
    """Do what a writer does that is killed between its two renames."""
    sums = f"{zlib.crc32(expected):08x}-{zlib.crc32(data):08x}"
    leftover = path.with_name(f".{path.name}.0123456789abcdef.{sums}.swap")
    leftover.write_bytes(content)
    return leftover


@pytest.mark.usefixtures("no_exchange")
def test_a_file_that_holds_what_was_read_is_replaced(path: Path) -> None:
    assert swap.put(path, b"one", None) is not None
    path.chmod(0o640)
    status = swap.put(path, b"two", b"one")
    assert status is not None
    assert path.read_bytes() == b"two"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert (status.st_ino, status.st_mtime_ns) == (path.stat().st_ino, path.stat().st_mtime_ns)
    assert _names(path) == [path.name]


@pytest.mark.usefixtures("no_exchange")
@pytest.mark.parametrize("expected", [b"one", b"", None])
def test_a_file_that_holds_something_else_stays_as_it_is(
    path: Path, expected: bytes | None
) -> None:
    path.write_bytes(b"theirs")
    before = path.stat()
    assert swap.put(path, b"ours", expected) is None
    assert path.read_bytes() == b"theirs"
    assert path.stat().st_ino == before.st_ino
    assert _names(path) == [path.name]


@pytest.mark.usefixtures("no_exchange")
def test_a_file_that_vanished_is_not_made_behind_the_back_of_who_removed_it(path: Path) -> None:
    assert swap.put(path, b"ours", b"one") is None
    assert _names(path) == []


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir, lambda path: path.symlink_to("x")])
def test_what_is_no_plain_file_keeps_its_place(path: Path, make: Callable[[Path], None]) -> None:
    make(path)
    before = path.lstat()
    with pytest.raises(OSError, match=r"regular|symbolic|directory"):
        swap.put(path, b"ours", b"one")
    assert path.lstat().st_ino == before.st_ino
    swap.recover(path)
    assert _names(path) == [path.name]


def test_leftovers_that_are_worth_nothing_are_removed(path: Path) -> None:
    path.write_bytes(b"whatever is in the file by now")
    _leave(path, b"old", expected=b"old", data=b"new")
    _leave(path, b"new", expected=b"older", data=b"new")
    swap.recover(path)
    assert _names(path) == [path.name]


def test_a_leftover_with_a_foreign_text_becomes_a_conflict_copy(path: Path) -> None:
    path.write_bytes(b"new")
    _leave(path, b"theirs", expected=b"old", data=b"new")
    swap.recover(path)
    copy, name = _names(path)
    assert (copy, name) != (path.name, path.name)
    assert {one.read_bytes() for one in path.parent.iterdir()} == {b"new", b"theirs"}
    assert {one.split(".sync-conflict-")[0] for one in (copy, name)} == {"corpus.notes", path.name}


def test_of_two_foreign_versions_the_newer_gets_the_name_and_the_other_is_kept(path: Path) -> None:
    # Where a write stands that took theirs out, when a third program has replaced what it put in.
    path.write_bytes(b"newest")
    beside = path.with_name(swap._swap_name(path, b"old", b"ours", swap._sum))
    beside.write_bytes(b"theirs")
    swap._take_back(beside, path, b"ours")
    assert path.read_bytes() == b"newest"
    (copy,) = path.parent.glob("*.sync-conflict-*")
    assert copy.read_bytes() == b"theirs"
    assert not beside.exists()


def test_leftovers_of_other_files_and_of_living_writers_stay(path: Path) -> None:
    path.write_bytes(b"new")
    own = _leave(path, b"old", expected=b"old", data=b"new")
    other = _leave(path.with_name("other.notes.json"), b"old", expected=b"old", data=b"new")
    swap.recover(path, older_than=3600)
    assert own.exists()
    swap.recover(path)
    assert not own.exists()
    assert other.exists()


@pytest.mark.parametrize("name", ["a" * 255, "п" * 127, "\udcff" * 255, "line\nfeed"])
def test_names_of_any_length_and_kind_can_be_replaced(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    assert swap.put(path, b"one", None)
    assert swap.put(path, b"two", b"one")
    path.write_bytes(b"theirs")
    assert swap.put(path, b"three", b"two") is None
    _leave_short(path)
    swap.recover(path)
    assert len(_names(path)) == 2


def _leave_short(path: Path) -> None:
    """Leave a foreign text beside a file whose name may be too long for `_leave`."""
    leftover = path.with_name(swap._swap_name(path, b"old", b"new", swap._sum))
    leftover.write_bytes(b"theirs")
