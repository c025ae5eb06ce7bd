"""What a notebook takes for the state of the file that it knows, and measures others by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from store import clock, edits, swap
from store.annotation import Annotation
from store.events import SaveState
from store.span import Span
from tests.store.notes_samples import ARTICLES
from tests.store.paced import PacedNotebook

if TYPE_CHECKING:
    import os
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "corpus.notes.json"


def _note(notebook: PacedNotebook, note: str) -> str:
    step = edits.mark(notebook.book, notebook.stamp(), ARTICLES[0], Span(0, 3), note=note)
    notebook.edit(step)
    return next(one.after.uuid for one in step.changes if isinstance(one.after, Annotation))


def _with(path: Path, *notes: str) -> PacedNotebook:
    notebook = PacedNotebook.open(path, "reader")
    for note in notes:
        _note(notebook, note)
        assert notebook.settle()
    return notebook


def _notes(notebook: PacedNotebook) -> set[str]:
    return {one.note for one in notebook.book.annotations()}


def _once_before_a_write(monkeypatch: pytest.MonkeyPatch, act: Callable[[], None]) -> None:
    """Have something happen once between reading the notes file and writing it."""
    put, acts = swap.put, [act]

    def late(path: Path, data: bytes, expected: bytes | None, *more: Any) -> os.stat_result | None:
        if acts:
            acts.pop()()
        return put(path, data, expected, *more)

    monkeypatch.setattr(swap, "put", late)


def test_an_edit_that_another_program_came_before_is_not_missed_in_its_state(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, theirs = _with(path, "first"), PacedNotebook.open(path, "reader")

    def write_without_lock() -> None:
        with monkeypatch.context() as lockless:
            lockless.setattr("filelock.FileLock.acquire", lambda _: None)
            _note(theirs, "theirs")
            assert theirs.settle()

    _once_before_a_write(monkeypatch, write_without_lock)
    _note(mine, "mine")
    assert mine.settle(), mine.status
    assert _notes(mine) == {"first", "theirs", "mine"}
    assert mine.close()
    assert theirs.close()


def test_edits_that_could_not_be_written_are_not_missed_in_a_state_that_arrives(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, theirs = _with(path, "first"), PacedNotebook.open(path, "reader")
    with monkeypatch.context() as broken:
        broken.setattr("store.swap.put", _no_room)
        _note(mine, "mine")
        _note(mine, "mine too")
        assert not mine.settle()
    _note(theirs, "theirs")
    assert theirs.settle()
    assert mine.settle(), mine.status
    assert _notes(mine) == {"first", "theirs", "mine", "mine too"}
    assert mine.close()
    assert theirs.close()


def test_what_was_deleted_is_not_asked_about_when_the_file_no_longer_says_so(path: Path) -> None:
    assert _with(path, "first").close()
    notebook = PacedNotebook.open(path, "reader")
    uuids = [one.uuid for one in notebook.book.annotations()]
    notebook.edit(edits.delete(notebook.book, uuids))
    assert notebook.settle()
    path.write_bytes(b"{}")
    notebook.poll()
    assert notebook.settle()
    assert notebook.status.state is SaveState.SAVED
    again = PacedNotebook.open(path, "reader")
    assert again.held is None
    assert _notes(again) == set()
    assert again.close()
    assert notebook.close()


def test_what_is_brought_back_is_newer_than_what_another_session_deleted(path: Path) -> None:
    assert _with(path, "first").close()
    older = path.read_bytes()
    one, two = (PacedNotebook.open(path, "reader") for _ in range(2))
    (first,) = one.book.annotations()
    two.edit(edits.delete(two.book, [first.uuid]))
    _look(one, two)
    path.write_bytes(older.replace(first.modified.encode(), clock.now().encode()))
    _look(one, two)
    one.edit(edits.delete(one.book, [first.uuid]))
    _look(one, two)
    path.write_bytes(older)
    _look(one, two)
    two.undo()
    _look(one, two)
    assert _notes(one) == _notes(two) == {"first"}
    assert one.close()
    assert two.close()


def test_what_was_brought_back_against_a_clock_that_is_ahead_outlives_an_older_state(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def set_clock(hour: int) -> None:
        monkeypatch.setattr(clock, "now", lambda: f"2026-07-30T{hour}:00:00.000Z")

    set_clock(10)
    assert _with(path, "first").close()
    older = path.read_bytes()
    one, two = (PacedNotebook.open(path, "reader") for _ in range(2))
    (first,) = one.book.annotations()
    two.edit(edits.delete(two.book, [first.uuid]))
    _look(one, two)
    set_clock(13)
    path.write_bytes(older.replace(first.modified.encode(), clock.now().encode()))
    _look(one, two)
    one.edit(edits.delete(one.book, [first.uuid]))
    _look(one, two)
    set_clock(11)
    two.undo()
    _look(one, two)
    assert _notes(one) == _notes(two) == {"first"}
    path.write_bytes(older)
    _look(two, one)
    assert _notes(one) == _notes(two) == {"first"}
    assert one.close()
    assert two.close()


def _look(one: PacedNotebook, other: PacedNotebook) -> None:
    """Have both look at the file until neither finds anything new."""
    for notebook in (one, other, one, other):
        notebook.poll()
        assert notebook.settle()


def _no_room(*_: object) -> None:
    raise OSError(28, "No space left on device")
