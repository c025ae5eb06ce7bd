"""What can't be saved is kept in the state folder, and offered at the next start."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from queue import Queue
from typing import TYPE_CHECKING

import pytest

from store import edits, places
from store.annotation import Annotation
from store.events import Refreshed, SaveState, StatusChanged
from store.notebook import Notebook
from store.rescue import RescueBox
from store.span import Span
from tests.store.notes_samples import ARTICLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.merge import Step

NEVER = 60.0  # seconds; a wait that long has failed
ROOT = str(Path(__file__).parents[2])

WRITING = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from tests.store.notes_samples import make_article
from store import edits
from store.notebook import Notebook
notebook = Notebook.open(Path(sys.argv[1]), "reader")
for note in ("one", "two"):
    notebook.edit(edits.mark(notebook.book, notebook.stamp(), make_article(), None, note=note))
assert not notebook.flush(60)
print("kept", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "disk").mkdir()
    return tmp_path / "disk" / "corpus.notes.json"


def _away(path: Path) -> Path:
    """Take the folder of the notes away; return where it is."""
    return path.parent.rename(path.parent.with_name("away"))


def _note(notebook: Notebook, note: str) -> Step:
    step = edits.mark(notebook.book, notebook.stamp(), ARTICLES[0], Span(0, 3), note=note)
    notebook.edit(step)
    return step


def _notes(notebook: Notebook) -> set[str]:
    return {annotation.note for annotation in notebook.book.annotations()}


def _folder(path: Path) -> Path:
    return places.state_dir() / "rescue" / places.key_of(path)


def _copies(path: Path) -> list[Path]:
    return sorted(_folder(path).glob("*.json"))


@pytest.fixture
def left(path: Path) -> tuple[Step, ...]:
    """Two steps that a session on `path` could not save."""
    notebook = Notebook.open(path, "reader")
    away = _away(path)
    steps = (_note(notebook, "one"), _note(notebook, "two"))
    assert not notebook.close()
    away.rename(path.parent)
    return steps


def test_what_fails_to_be_saved_is_kept_for_its_owner_alone_until_it_is_saved(path: Path) -> None:
    notebook = Notebook.open(path, "reader")
    away = _away(path)
    _note(notebook, "one")
    assert not notebook.flush(NEVER)
    (copy,) = _copies(path)
    assert [oct(each.stat().st_mode & 0o777) for each in (copy, *copy.parents[:3])] == [
        "0o600",
        "0o700",
        "0o700",
        "0o700",
    ]
    away.rename(path.parent)
    assert notebook.flush(NEVER)
    assert list(_folder(path).iterdir()) == []
    assert notebook.close()


def test_each_further_edit_is_kept_without_waiting_for_the_next_attempt(path: Path) -> None:
    notebook = Notebook.open(path, "reader")
    away = _away(path)
    _note(notebook, "one")
    assert not notebook.flush(NEVER)
    told: Queue[StatusChanged] = Queue()
    _note(notebook, "two")
    notebook.listen(lambda event: told.put(event) if isinstance(event, StatusChanged) else None)
    while len(json.loads(_copies(path)[0].read_bytes())["steps"]) < 2:
        assert told.get(timeout=NEVER).status.state is SaveState.FAILED
    away.rename(path.parent)
    assert notebook.close()


def test_the_next_session_is_offered_what_the_last_could_not_save(
    path: Path, left: tuple[Step, ...]
) -> None:
    notebook = Notebook.open(path, "reader")
    (rescue,) = notebook.rescues
    assert [step.changes for step in rescue.steps] == [step.changes for step in left]
    assert _notes(notebook) == set()
    notebook.take_rescue(rescue)
    assert notebook.rescues == ()
    assert _notes(notebook) == {"one", "two"}
    assert notebook.close()
    assert list(_folder(path).iterdir()) == []
    again = Notebook.open(path, "reader")
    assert _notes(again) == {"one", "two"}
    again.undo()
    assert _notes(again) == {"one"}
    assert again.close()


@pytest.mark.usefixtures("left")
def test_a_rescue_copy_is_not_removed_before_its_notes_are_durable(path: Path) -> None:
    notebook = Notebook.open(path, "reader")
    (rescue,) = notebook.rescues
    away = _away(path)
    notebook.take_rescue(rescue)
    assert not notebook.close()
    assert rescue.path.exists()
    away.rename(path.parent)
    again = Notebook.open(path, "reader")
    for each in again.rescues:
        again.take_rescue(each)
    assert _notes(again) == {"one", "two"}
    assert len(again.book.annotations()) == 2, "taken twice, but there once"
    assert again.close()
    assert list(_folder(path).iterdir()) == []


@pytest.mark.usefixtures("left")
def test_what_is_there_already_is_left_as_it_is(path: Path) -> None:
    first, second = Notebook.open(path, "reader"), Notebook.open(path, "reader")
    first.take_rescue(first.rescues[0])
    (one, _) = sorted(first.book.annotations(), key=lambda each: each.note)
    first.edit(edits.set_note(first.book, first.stamp(), one.uuid, "edited since"))
    assert first.close()
    (rescue,) = second.rescues
    second.poll()
    assert second.flush(NEVER)
    third = Notebook.open(path, "reader")
    third.take_rescue(rescue)
    assert _notes(third) == {"edited since", "two"}
    assert third.close()
    assert second.close()


@pytest.mark.usefixtures("left")
def test_what_was_deleted_since_comes_back_alike_in_book_and_file(path: Path) -> None:
    first = Notebook.open(path, "reader")
    (rescue,) = first.rescues
    first.take_rescue(rescue)
    for one in first.book.annotations():
        first.edit(edits.set_note(first.book, first.stamp(), one.uuid, "edited since"))
    first.edit(edits.delete(first.book, [one.uuid for one in first.book.annotations()]))
    assert first.close()
    second = Notebook.open(path, "reader")
    second.listen(lambda event: second.take(event) if isinstance(event, Refreshed) else None)
    second.take_rescue(rescue)
    assert second.close()
    assert _notes(second) == {"one", "two"}
    assert second.book == Notebook.open(path, "reader").book


@pytest.mark.usefixtures("left")
def test_what_the_reader_does_not_want_is_removed(path: Path) -> None:
    notebook = Notebook.open(path, "reader")
    notebook.discard_rescue(notebook.rescues[0])
    assert notebook.rescues == ()
    assert notebook.close()
    assert list(_folder(path).iterdir()) == []
    assert not path.exists()


@pytest.mark.usefixtures("left")
@pytest.mark.parametrize("damage", [b"", b"{", b"\xff", b'{"format":1}', b'{"format":99}'])
def test_a_damaged_rescue_copy_is_left_in_place_and_told(path: Path, damage: bytes) -> None:
    (copy,) = _copies(path)
    copy.write_bytes(damage)
    notebook = Notebook.open(path, "reader")
    assert notebook.rescues == ()
    assert f"The rescue copy {copy} can't be read" in notebook.notice
    _note(notebook, "three")
    assert notebook.close()
    assert copy.read_bytes() == damage


@pytest.fixture
def child(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another Postil that could not save two notes, and lives."""
    away = _away(path)
    command = [sys.executable, "-c", WRITING, str(path), ROOT]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "kept\n"
        yield child
        child.kill()
    away.rename(path.parent)


def test_a_killed_sessions_notes_are_offered_and_a_living_ones_are_not(
    path: Path, child: subprocess.Popen[str]
) -> None:
    box = RescueBox(path)
    assert box.found() == ()
    child.send_signal(signal.SIGKILL)
    child.wait()
    (rescue,) = box.found()
    notes = [
        change.after.note
        for step in rescue.steps
        for change in step.changes
        if isinstance(change.after, Annotation)
    ]
    assert notes == ["one", "two"]


def test_it_is_said_when_there_is_no_rescue_copy_either(path: Path, home: Path) -> None:
    notebook = Notebook.open(path, "reader")
    away = _away(path)
    (home / ".state").write_text("a file in the way")
    _note(notebook, "one")
    assert not notebook.flush(NEVER)
    assert notebook.status.state is SaveState.FAILED
    assert "No such folder" in notebook.status.problem
    assert "there is no rescue copy either" in notebook.status.problem
    (home / ".state").unlink()
    assert not notebook.flush(NEVER)
    assert "rescue" not in notebook.status.problem
    assert len(_copies(path)) == 1
    away.rename(path.parent)
    assert notebook.close()


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    """A small file system of its own."""
    place = tmp_path / "full"
    place.mkdir()
    mount, umount = shutil.which("mount"), shutil.which("umount")
    if os.geteuid() != 0 or mount is None or umount is None:
        pytest.skip("only root can mount a small file system")
    command = [mount, "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(place)]
    if subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("root may not mount a small file system here")
    yield place
    subprocess.run([umount, "-l", str(place)], check=True)


def test_a_full_disk_keeps_all_in_the_rescue_copy_and_saves_when_there_is_room(
    full_disk: Path,
) -> None:
    path = full_disk / "corpus.notes.json"
    notebook = Notebook.open(path, "reader")
    _note(notebook, "one")
    assert notebook.flush(NEVER)
    (full_disk / "ballast").write_bytes(bytes(48_000))
    before = path.read_bytes()
    long = "typed on a full disk " * 1500
    step = _note(notebook, long)
    assert not notebook.flush(NEVER)
    assert "No space left" in notebook.status.problem
    assert path.read_bytes() == before
    (copy,) = _copies(path)
    assert long.strip() in copy.read_text(encoding="utf-8")
    assert notebook.unsaved[-1].label == step.label
    (full_disk / "ballast").unlink()
    assert notebook.close()
    assert _notes(Notebook.open(path, "reader")) == {"one", long}


def test_what_no_file_can_hold_is_told_at_each_attempt_and_does_not_end_the_writer(
    path: Path,
) -> None:
    notebook = Notebook.open(path, "reader")
    notebook.edit(edits.mark(notebook.book, notebook.stamp(), ARTICLES[0], None, tags=("\ud800",)))
    for _ in range(2):
        assert not notebook.flush(NEVER)
        assert notebook.status.state is SaveState.FAILED
        assert "there is no rescue copy either" in notebook.status.problem
    notebook.close()
