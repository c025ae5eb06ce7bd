"""Replacing a file: the old bytes or the new ones, with the right permissions, and no litter."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from store import atomic


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_new_file_is_private_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        atomic.replace(tmp_path / "notes", b"words")
    finally:
        os.umask(before)
    assert (tmp_path / "notes").read_bytes() == b"words"
    assert stat.S_IMODE((tmp_path / "notes").stat().st_mode) == 0o600


def test_an_existing_file_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "notes"
    path.write_bytes(b"old")
    path.chmod(0o664)
    atomic.replace(path, b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o664


def test_a_link_stays_a_link_and_its_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    target = tmp_path / "elsewhere" / "notes"
    target.write_bytes(b"old")
    link = tmp_path / "notes"
    link.symlink_to(Path("elsewhere") / "notes")
    atomic.replace(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert _names(tmp_path) == {"elsewhere", "notes"}


def test_one_who_has_the_old_file_open_goes_on_reading_the_old_bytes(tmp_path: Path) -> None:
    path = tmp_path / "notes"
    path.write_bytes(b"old words")
    with path.open("rb") as reading:
        atomic.replace(path, b"new", durable=False)
        assert reading.read() == b"old words"


def test_a_failed_replacement_leaves_the_old_state_and_no_temporary_file(tmp_path: Path) -> None:
    path = tmp_path / "notes"
    path.mkdir()
    (path / "inside").touch()
    with pytest.raises(OSError, match="notes"):
        atomic.replace(path, b"new")
    assert _names(tmp_path) == {"notes"}


_WRITE_WITHOUT_ROOM = """
import pathlib, resource, signal, sys
from store import atomic
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    atomic.replace(pathlib.Path(sys.argv[1]), bytes(100_000))
except OSError:
    sys.exit(7)
"""


def test_a_file_system_without_room_leaves_the_old_bytes_and_no_temporary_file(
    tmp_path: Path,
) -> None:
    path = tmp_path / "notes"
    path.write_bytes(b"old")
    done = subprocess.run([sys.executable, "-c", _WRITE_WITHOUT_ROOM, str(path)], check=False)
    assert done.returncode == 7
    assert path.read_bytes() == b"old"
    assert _names(tmp_path) == {"notes"}


def test_a_missing_folder_is_an_error_and_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        atomic.replace(tmp_path / "gone" / "notes", b"new")
    assert _names(tmp_path) == set()


@pytest.mark.parametrize("name", ["a" * 255, "п" * 127, "\udcff" * 255, "line\nfeed"])
def test_names_of_any_length_and_kind_can_be_replaced(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    atomic.replace(path, b"one")
    atomic.replace(path, b"two")
    assert path.read_bytes() == b"two"
    assert _names(tmp_path) == {name}


def _leave_temporary_file(path: Path) -> Path:
    """Do what a writer does that is killed before it renames."""
    leftover = path.with_name(f".{path.name}.0123456789abcdef.tmp")
    leftover.write_bytes(b"half")
    return leftover


def test_sweeping_takes_the_leftovers_of_this_file_only(tmp_path: Path) -> None:
    path = tmp_path / "notes"
    path.write_bytes(b"words")
    _leave_temporary_file(path)
    other = _leave_temporary_file(tmp_path / "other.notes")
    hidden = tmp_path / ".notes.tmp"
    hidden.touch()
    atomic.sweep(path)
    assert _names(tmp_path) == {"notes", other.name, hidden.name}


def test_sweeping_leaves_a_temporary_file_whose_writer_may_be_alive(tmp_path: Path) -> None:
    leftover = _leave_temporary_file(tmp_path / "notes")
    atomic.sweep(tmp_path / "notes", older_than=3600)
    assert leftover.exists()
    os.utime(leftover, (0, 0))
    atomic.sweep(tmp_path / "notes", older_than=3600)
    assert not leftover.exists()


@given(st.binary(max_size=40), st.binary(max_size=40))
@example(b"", b"")
@example(b"a" * 21, b"a" * 21)
@example(b"a" * 21, b"a" * 20 + b"b")
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_a_file_is_read_as_it_is_whatever_one_takes_it_to_hold(
    tmp_path: Path, held: bytes, known: bytes
) -> None:
    path = tmp_path / "file"
    path.write_bytes(held)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(atomic, "_CHUNK", 7)
        data, _ = atomic.read(path, known)
    assert data == held
    assert known != held or data is known
