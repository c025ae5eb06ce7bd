"""When the state before the last write is kept: ours behind the save, what others left before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from store.annotation import Annotation
from store.backups import Backups
from store.events import NotebookEvent, SaveState, StatusChanged
from store.merge import Change, Step
from store.notebook import Notebook
from store.notes_json import dump, parse
from store.records import ANNOTATIONS
from store.saver import Saver

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "corpus.notes.json"


def _note(number: int) -> Step:
    note = Annotation(f"00000000-0000-4000-8000-{number:012}", "a", None, note=str(number))
    return Step("note", (Change(None, note),))


def _previous(path: Path) -> set[str]:
    """Return the notes in the state before the last write, as the backups have it."""
    tables = parse((Backups(path).folder / "previous.notes.json").read_bytes())
    return {document["note"] for document in tables[ANNOTATIONS].values()}


def test_what_this_session_wrote_is_kept_behind_the_save_that_replaced_it(path: Path) -> None:
    saver = Saver(path)
    saver.open()
    for number in range(3):
        saver.save((_note(number),))
        saver.follow_up()
    assert _previous(path) == {"0", "1"}
    saver.save((_note(3),))
    assert _previous(path) == {"0", "1"}
    saver.follow_up()
    assert _previous(path) == {"0", "1", "2"}


def test_a_session_killed_before_it_cleared_up_leaves_nothing_to_the_next(path: Path) -> None:
    saver = Saver(path)
    saver.open()
    for number in range(3):
        saver.save((_note(number),))
    assert list(path.parent.glob(".*.swap"))
    Saver(path).open()
    assert {one.name for one in path.parent.iterdir()} == {path.name, f".{path.name}.lock"}
    saver.follow_up()
    saver.save((_note(3),))
    saver.follow_up()
    assert {one.name for one in path.parent.iterdir()} == {path.name, f".{path.name}.lock"}


def test_what_other_hands_left_is_kept_before_it_is_replaced(path: Path) -> None:
    saver = Saver(path)
    saver.open()
    for number in range(3):
        saver.save((_note(number),))
    theirs = parse(path.read_bytes())
    next(iter(theirs[ANNOTATIONS].values()))["note"] = "theirs"
    path.write_bytes(dump(theirs))
    saver.save((_note(3),))
    assert "theirs" in _previous(path)
    saver.follow_up()
    assert "theirs" in _previous(path), "an older state took its place"


def test_what_an_earlier_session_left_is_kept_before_it_is_replaced(path: Path) -> None:
    with_one = Notebook.open(path, "reader")
    with_one.edit(_note(0))
    assert with_one.close()
    saver = Saver(path)
    saver.open()
    saver.save((_note(1),))
    assert _previous(path) == {"0"}


def test_the_state_before_the_last_write_is_kept_when_a_notebook_is_closed(path: Path) -> None:
    notebook = Notebook.open(path, "reader")
    for number in range(5):
        notebook.edit(_note(number))
        assert notebook.flush(60)
    assert notebook.close()
    assert _previous(path) == {"0", "1", "2", "3"}


def test_a_backup_that_cannot_be_made_behind_a_save_is_told(path: Path) -> None:
    notebook = Notebook.open(path, "reader")
    notebook.edit(_note(0))
    assert notebook.flush(60)
    notebook.edit(_note(1))
    assert notebook.flush(60)
    statuses: list[StatusChanged] = []

    def listen(event: NotebookEvent) -> None:
        if isinstance(event, StatusChanged):
            statuses.append(event)

    notebook.listen(listen)
    previous = Backups(path).folder / "previous.notes.json"
    previous.unlink()
    previous.mkdir()
    notebook.edit(_note(2))
    assert notebook.flush(60)
    saved = [one.status.problem for one in statuses if one.status.state is SaveState.SAVED]
    assert saved[0] == ""
    assert "no backup could be made" in saved[-1]
    assert notebook.close()
