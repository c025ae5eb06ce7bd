"""Row 9 of the faults: a full disk, a read-only file or folder."""

from __future__ import annotations

import resource
import signal
from typing import TYPE_CHECKING, Any

import pytest

from store.events import SaveState
from tests.faults.children import Child
from tests.faults.disks import read_only, require_mounts, tmpfs
from tests.faults.no_room import fill
from tests.faults.subjects import PATIENCE, PlainTinyDB, Postil

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from pathlib import Path


def test_a_full_disk_loses_no_note_and_nothing_typed(tmp_path: Path) -> None:
    require_mounts()
    with tmpfs(tmp_path / "disk", 200_000) as disk:
        tally = fill(Postil(), disk)
    assert tally.edits > 10
    assert tally.is_clean, tally


def test_a_full_disk_tears_the_file_of_plain_tinydb(tmp_path: Path) -> None:
    require_mounts()
    with tmpfs(tmp_path / "disk", 200_000) as disk:
        assert fill(PlainTinyDB(), disk).torn


def _save_beyond_a_limit(pipe: Connection[Any, Any], path: Path) -> None:
    """Save a note, then one more where no file may grow, then that where it may again."""
    reader = Postil().open(path)
    saved = [reader.add(1)]
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size, most))
    reader.write(2)
    saved.append(reader.notebook.flush(PATIENCE))
    pipe.send(reader.notebook.status)
    pipe.send(len(reader.notebook.book.annotations()))
    pipe.send(Postil().numbers(path))
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    saved.append(reader.save())
    pipe.send(saved)


def test_a_file_that_may_not_grow_stays_and_what_was_typed_is_saved_later(tmp_path: Path) -> None:
    path = tmp_path / "corpus.notes.json"
    with Child(_save_beyond_a_limit, path) as child:
        status = child.hear()
        assert (status.state, bool(status.problem)) == (SaveState.FAILED, True)
        assert child.hear() == 2
        assert child.hear() == {1}
        assert child.hear() == [True, False, True]
    assert Postil().numbers(path) == {1, 2}


@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_is_typed_on_a_read_only_file_is_kept_and_saved_later(
    tmp_path: Path, what: str
) -> None:
    path = tmp_path / "notes" / "corpus.notes.json"
    path.parent.mkdir()
    reader = Postil().open(path)
    assert reader.add(1)
    before = path.read_bytes()
    with read_only(path if what == "file" else path.parent):
        reader.write(2)
        assert not reader.notebook.flush(PATIENCE)
        assert reader.notebook.status.state is SaveState.FAILED
        assert reader.notebook.status.problem
        assert path.read_bytes() == before
        assert len(reader.notebook.book.annotations()) == 2
    assert reader.save()
    reader.close()
    assert Postil().numbers(path) == {1, 2}
