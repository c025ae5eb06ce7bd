"""The storage of the notes file: whole or not at all, never over what it does not understand."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import stat
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from filelock import FileLock
from tinydb import TinyDB, where
from tinydb.storages import JSONStorage

from store.not_saved import why_not_saved
from store.notes_json import FORMAT, BrokenNotes, NotesError, Tables, dump, parse
from store.storage import NotesBusy
from store.tinydb_storage import NotesChanged, NotesStorage

if TYPE_CHECKING:
    from pathlib import Path

GOOD = dump(
    {
        "annotations": {
            str(n): {"uuid": f"u{n}", "note": "Երևան — e\u0301" * n} for n in range(1, 9)
        },
        "meta": {"1": {"format": FORMAT, "made_by": "postil"}},
    }
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "corpus.notes.json"


def _start(script: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _add(storage: NotesStorage, number: str) -> None:
    storage.update(
        lambda tables: tables.setdefault("annotations", {}).update({number: {"uuid": number}})
    )


def _numbers(path: Path) -> set[str]:
    return set(parse(path.read_bytes())["annotations"])


def test_plain_tinydb_works_on_it_and_reads_what_it_wrote(path: Path) -> None:
    with TinyDB(path, storage=NotesStorage) as database:
        table = database.table("annotations")
        table.insert({"uuid": "one", "note": "x"})
        table.insert({"uuid": "two"})
        table.update({"note": "y"}, where("uuid") == "one")
    with TinyDB(path, storage=JSONStorage) as plain:
        assert plain.table("annotations").all() == [{"uuid": "one", "note": "y"}, {"uuid": "two"}]
        plain.table("annotations").insert({"uuid": "three"})
    storage = NotesStorage(path)
    _add(storage, "4")
    with TinyDB(path) as plain:
        assert {one["uuid"] for one in plain.table("annotations")} == {"one", "two", "three", "4"}
        assert plain.table("meta").all()[0]["format"] == FORMAT


def test_there_is_no_file_before_the_first_write_and_no_trace_of_reading(path: Path) -> None:
    storage = NotesStorage(path)
    assert storage.read() is None
    assert storage.load() == {}
    storage.update(lambda _: None)
    assert not path.exists()
    assert NotesStorage(path).load() == {}


def test_the_file_is_private_when_new_and_keeps_its_mode_when_not(path: Path) -> None:
    before = os.umask(0)
    try:
        storage = NotesStorage(path)
        _add(storage, "1")
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(storage.lock_path.stat().st_mode) == 0o600
    path.chmod(0o640)
    _add(storage, "2")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_link_stays_a_link_and_what_it_points_to_is_written(path: Path, tmp_path: Path) -> None:
    real = tmp_path / "elsewhere" / "notes.json"
    real.parent.mkdir()
    path.symlink_to(real)
    _add(NotesStorage(path), "1")
    _add(NotesStorage(path), "2")
    assert path.is_symlink()
    assert _numbers(real) == {"1", "2"}
    assert sorted(one.name for one in real.parent.iterdir()) == [".notes.json.lock", "notes.json"]


def test_one_edit_is_a_small_difference(path: Path) -> None:
    storage = NotesStorage(path)
    many = {str(n): {"uuid": str(n), "note": "old"} for n in range(100)}
    storage.update(lambda tables: tables.update(annotations=many))
    before = path.read_text().splitlines()
    storage.update(lambda tables: tables["annotations"]["50"].update(note="new"))
    after = path.read_text().splitlines()
    assert sum(old != new for old, new in zip(before, after, strict=True)) == 1


def test_writing_nothing_new_touches_nothing(path: Path) -> None:
    storage = NotesStorage(path)
    _add(storage, "1")
    before = path.stat()
    _add(storage, "1")
    assert path.stat() == before


def test_an_error_in_a_change_leaves_file_and_memory_as_they_were(path: Path) -> None:
    storage = NotesStorage(path)
    _add(storage, "1")

    def change(tables: Tables) -> None:
        tables["annotations"]["2"] = {"uuid": tables["annotations"].pop("1")["uuid"] + str(1 // 0)}

    with pytest.raises(ZeroDivisionError):
        storage.update(change)
    _add(storage, "3")
    assert _numbers(path) == {"1", "3"}


def test_what_has_no_place_in_json_is_refused_and_nothing_is_lost(path: Path) -> None:
    storage = NotesStorage(path)
    _add(storage, "1")
    with pytest.raises(NotesError, match="JSON"):
        storage.update(lambda tables: tables["annotations"].update({"2": {"note": "\ud800"}}))
    assert _numbers(path) == {"1"}


def test_temporary_files_of_killed_writers_are_swept_at_opening(path: Path) -> None:
    _add(NotesStorage(path), "1")
    leftover = path.with_name(f".{path.name}.0123456789abcdef.tmp")
    leftover.write_bytes(b"half a fi")
    other = path.with_name(".another.notes.json.0123456789abcdef.tmp")
    other.write_bytes(b"not ours")
    NotesStorage(path)
    assert not leftover.exists()
    assert other.exists()


def test_nothing_is_swept_while_another_program_writes(path: Path) -> None:
    storage = NotesStorage(path)
    _add(storage, "1")
    leftover = path.with_name(f".{path.name}.0123456789abcdef.tmp")
    leftover.write_bytes(b"being written")
    script = (
        "import sys; from filelock import FileLock\n"
        "with FileLock(sys.argv[1]): print('held', flush=True); sys.stdin.readline()"
    )
    holder = _start(script, str(storage.lock_path))
    assert holder.stdout is not None
    holder.stdout.readline()
    NotesStorage(path)
    assert leftover.exists()
    impatient = NotesStorage(path, lock_wait=0.05)
    with pytest.raises(NotesBusy, match="another program"):
        _add(impatient, "2")
    holder.communicate("\n")
    _add(impatient, "2")
    assert _numbers(path) == {"1", "2"}


def test_what_other_hands_wrote_meanwhile_is_kept(path: Path) -> None:
    storage = NotesStorage(path)
    _add(storage, "1")
    with TinyDB(path) as plain:
        plain.table("annotations").insert({"uuid": "theirs"})
    assert storage.is_stale()
    _add(storage, "3")
    assert _numbers(path) == {"1", "2", "3"}
    assert not storage.is_stale()
    replacement = path.with_name("synced")
    replacement.write_bytes(dump({"annotations": {"9": {"uuid": "9"}}}))
    replacement.replace(path)
    _add(storage, "4")
    assert _numbers(path) == {"9", "4"}


@pytest.mark.parametrize("is_first", [True, False])
def test_what_a_program_without_a_lock_writes_during_an_update_is_kept(
    path: Path, *, is_first: bool
) -> None:
    storage = NotesStorage(path)
    if not is_first:
        _add(storage, "1")
    calls = 0

    def add_while_they_replace_the_file(tables: Tables) -> None:
        nonlocal calls
        calls += 1
        tables.setdefault("annotations", {})["ours"] = {"uuid": "ours"}
        if calls <= 2:
            synced = path.with_name("synced")
            synced.write_bytes(dump({"annotations": {f"theirs {calls}": {"uuid": "x"}}}))
            synced.replace(path)

    storage.update(add_while_they_replace_the_file)
    assert calls == 3
    assert _numbers(path) == {"theirs 2", "ours"}
    assert not storage.is_stale()
    assert sorted(one.name for one in path.parent.iterdir()) == [storage.lock_path.name, path.name]


def test_a_file_that_never_comes_to_rest_is_left_to_the_other_program(path: Path) -> None:
    storage = NotesStorage(path)
    _add(storage, "1")

    def add_while_they_write(tables: Tables) -> None:
        tables["annotations"]["ours"] = {"uuid": "ours"}
        path.write_bytes(dump({"annotations": {str(path.stat().st_mtime_ns): {"uuid": "x"}}}))

    with pytest.raises(NotesBusy, match="again and again"):
        storage.update(add_while_they_write)
    assert "ours" not in _numbers(path)
    _add(storage, "2")
    assert "2" in _numbers(path)


def test_what_was_not_known_to_be_durable_is_written_anew(path: Path) -> None:
    path.write_bytes(GOOD)
    storage = NotesStorage(path)
    before = path.stat().st_ino
    storage.update(lambda _: None)
    assert path.read_bytes() == GOOD
    assert path.stat().st_ino != before


def test_a_change_that_size_and_time_do_not_show_is_seen_before_a_write(path: Path) -> None:
    storage = NotesStorage(path)
    _add(storage, "1")
    status = path.stat()
    path.write_bytes(path.read_bytes().replace(b'"1": {\n      "uuid"', b'"7": {\n      "uuid"'))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert not storage.is_stale()
    _add(storage, "2")
    assert _numbers(path) == {"7", "2"}


def test_plain_tinydb_operations_on_a_file_that_changed_in_between_are_refused(path: Path) -> None:
    one, two = NotesStorage(path), NotesStorage(path)
    _add(one, "1")
    tables = one.read()
    assert tables is not None
    _add(two, "2")
    with pytest.raises(NotesChanged, match="read it again"):
        one.write(tables)
    assert _numbers(path) == {"1", "2"}


def test_a_file_that_was_removed_is_made_anew_from_memory(path: Path) -> None:
    storage = NotesStorage(path)
    _add(storage, "1")
    path.unlink()
    assert not storage.is_stale()
    _add(storage, "2")
    assert _numbers(path) == {"1", "2"}


def test_a_folder_that_is_gone_is_not_made_anew(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "disk"
    folder.mkdir()
    storage = NotesStorage(folder / path.name)
    _add(storage, "1")
    folder.rename(tmp_path / "unplugged")
    with pytest.raises(FileNotFoundError):
        _add(storage, "2")
    assert not folder.exists()
    (tmp_path / "unplugged").rename(folder)
    _add(storage, "2")
    assert _numbers(folder / path.name) == {"1", "2"}


def test_a_place_that_can_not_hold_a_file_is_an_error_and_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"words")
    with pytest.raises(OSError, match="folder"):
        _add(NotesStorage(tmp_path / "file" / "notes.json"), "1")
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError, match="regular"):
        _add(NotesStorage(tmp_path / "folder"), "1")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="regular"):
        _add(NotesStorage(tmp_path / "pipe"), "1")
    assert (tmp_path / "file").read_bytes() == b"words"
    assert list((tmp_path / "folder").iterdir()) == []


@pytest.mark.parametrize("code", [errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP])
def test_where_the_file_system_has_no_locks_notes_are_saved_with_a_word(
    path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    storage = NotesStorage(path)
    _add(storage, "1")
    assert storage.lock_problem == ""

    # No file system without locks can be had on every machine; this is how one answers.
    def refuse(descriptor: int, operation: int) -> None:  # noqa: ARG001 - flock's signature
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(fcntl, "flock", refuse)
    _add(storage, "2")
    assert "no locks" in storage.lock_problem
    assert _numbers(path) == {"1", "2"}
    monkeypatch.undo()
    _add(storage, "3")
    assert storage.lock_problem == ""
    with FileLock(storage.lock_path, timeout=0):
        pass


def _assert_untouched(path: Path, data: bytes) -> BrokenNotes:
    """Try everything that writes, and return the reason why nothing was."""
    path.write_bytes(data)
    storage = NotesStorage(path)
    with pytest.raises(BrokenNotes) as refused:
        storage.load()
    with pytest.raises(BrokenNotes):
        _add(storage, "1")
    with pytest.raises(BrokenNotes), TinyDB(path, storage=NotesStorage) as database:
        database.table("annotations").insert({"uuid": "1"})
    assert path.read_bytes() == data
    return refused.value


@pytest.mark.parametrize("cut", [0, 1, 2, 30, 99, len(GOOD) // 2, len(GOOD) - 3, len(GOOD) - 2])
def test_a_file_that_was_cut_short_is_left_untouched(path: Path, cut: int) -> None:
    reason = _assert_untouched(path, GOOD[:cut])
    assert reason.line == max(1, len(GOOD[:cut].split(b"\n")))


def test_every_cut_is_refused_or_is_the_whole(path: Path) -> None:
    for cut in range(len(GOOD) - 1):
        path.write_bytes(GOOD[:cut])
        with pytest.raises(BrokenNotes):
            NotesStorage(path).load()


@pytest.mark.parametrize(
    ("data", "line", "reason"),
    [
        (b"", 1, "empty"),
        (b" \n", 1, "empty"),
        (GOOD.replace(b'  "meta"', b'<<<<<<< ours\n  "meta"'), 36, "merge"),
        (GOOD.replace("Երևան".encode(), "Երևան".encode()[1:], 1), 4, "UTF-8"),
        (GOOD.replace(b'"2": {', b'"1": {'), 7, "twice"),
        (b'{"tags": {"1": {"name": "a",\n "n\\u0061me": "b"}}}', 2, "twice"),
        (GOOD.replace(b'"format": 3', b'"format": 4'), 0, "newer"),
        (GOOD.replace(b'"format": 3', b'"format": "1"'), 0, "format"),
        (b"[]", 1, "object"),
        (b'{"tags": []}', 0, "table"),
        (b'{"tags": {"1": "a"}}', 0, "document"),
        (b"[" * 100_000, 1, "depth"),
        (b'{"tags": {"1": ' + b'{"a":' * 500 + b"1" + b"}" * 502, 0, "deeply"),
        (b'{"tags": {"1": {"name": NaN}}}', 1, ""),
    ],
)
def test_what_is_broken_or_ambiguous_is_left_untouched_with_line_and_reason(
    path: Path, data: bytes, line: int, reason: str
) -> None:
    refused = _assert_untouched(path, data)
    assert refused.line == line
    assert reason in str(refused)


def test_a_mended_file_is_taken_up_again(path: Path) -> None:
    storage = NotesStorage(path)
    _add(storage, "1")
    good = path.read_bytes()
    path.write_bytes(good[:20])
    with pytest.raises(BrokenNotes):
        _add(storage, "2")
    path.write_bytes(good)
    _add(storage, "2")
    assert _numbers(path) == {"1", "2"}


def test_a_file_in_another_layout_is_read_and_keys_in_strings_are_no_keys() -> None:
    tables: Tables = {"tags": {"1": {"name": 'a": {"b', "b": '{"name": "x", "name": "y"}\\'}}}
    assert parse(json.dumps(tables, indent=7).encode()) == tables


@pytest.mark.parametrize(
    ("call", "number", "advice"),
    [
        ("open", errno.EPERM, "may write"),
        ("rename", errno.EACCES, "may write"),
        ("fsync", errno.ENOSPC, "make room"),
    ],
)
def test_a_failed_write_names_the_notes_file_and_what_to_do(
    path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int, advice: str
) -> None:
    path.write_bytes(b"{}")
    storage = NotesStorage(path)
    really = getattr(os, call)

    def fail(*arguments: Any, **options: Any) -> Any:
        if call == "fsync" or str(arguments[0]).endswith(".tmp"):
            raise OSError(number, os.strerror(number), *arguments[:1])
        return really(*arguments, **options)

    monkeypatch.setattr(os, call, fail)
    with pytest.raises(OSError, match=os.strerror(number)) as failure:
        storage.update(lambda tables: tables.update(annotations={}))
    assert failure.value.filename == str(path)
    assert why_not_saved(failure.value).startswith(f"{os.strerror(number)}: {path}; ")
    assert advice in why_not_saved(failure.value)
