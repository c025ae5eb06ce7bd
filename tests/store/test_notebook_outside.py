"""What other hands do to the notes file: merged, put back, or asked about, never lost."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tinydb import TinyDB, where

from store import codebook, edits, places
from store.annotation import Annotation, Colour
from store.book import Book
from store.events import Held, HeldBack, NotebookEvent, PutBack, Refreshed, SaveState
from store.notebook import Notebook
from store.records import decode_all
from store.span import Span
from tests.store.notes_samples import ARTICLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NEVER = 60.0  # seconds; a wait that long has failed


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "corpus.notes.json"


def _note(notebook: Notebook, note: str) -> str:
    step = edits.mark(notebook.book, notebook.stamp(), ARTICLES[0], Span(0, 3), note=note)
    notebook.edit(step)
    return next(one.after.uuid for one in step.changes if isinstance(one.after, Annotation))


def _open(path: Path, *notes: str) -> tuple[Notebook, list[NotebookEvent]]:
    """Open a notebook as the screen does, and write these notes one after the other."""
    notebook = Notebook.open(path, "reader")
    events: list[NotebookEvent] = []

    def hear(event: NotebookEvent) -> None:
        events.append(event)
        if isinstance(event, Refreshed):
            notebook.take(event)

    notebook.listen(hear)
    for note in notes:
        _note(notebook, note)
        assert notebook.flush(NEVER)
    events.clear()
    return notebook, events


def _closed(path: Path, *notes: str) -> None:
    """Write notes in a session of their own."""
    notebook, _ = _open(path, *notes)
    assert notebook.close()


def _arrive(path: Path, data: bytes) -> None:
    """Have a sync service put bytes in the file's place."""
    fresh = path.with_name("synced")
    fresh.write_bytes(data)
    fresh.replace(path)


@contextmanager
def _no_lock_file(path: Path) -> Iterator[None]:
    """Let the notes file be read and not written, because its lock can't be opened."""
    lock = path.with_name(f".{path.name}.lock")
    lock.unlink()
    lock.mkdir()
    yield
    lock.rmdir()


def _look(notebook: Notebook) -> None:
    notebook.poll()
    notebook.flush(NEVER)


def _in_file(path: Path) -> Book:
    return Book(decode_all(json.loads(path.read_bytes())))


def _notes(book: Book) -> list[str]:
    return sorted(annotation.note for annotation in book.annotations())


def _aside(path: Path) -> list[bytes]:
    """Return all bytes that were set aside among the backups."""
    folder = places.state_dir() / "backups" / places.key_of(path)
    return [each.read_bytes() for each in folder.glob("*T*Z-*")]


def test_an_empty_file_is_not_taken_over_without_a_question(path: Path) -> None:
    _closed(path, "one", "two")
    notebook, events = _open(path, "three")
    _arrive(path, b"{}")
    _look(notebook)
    assert notebook.held == Held(3, 3)
    assert [event for event in events if isinstance(event, HeldBack)] == [HeldBack(Held(3, 3))]
    assert notebook.status.state is SaveState.FAILED
    assert "3 of 3 annotations" in notebook.status.problem
    assert _notes(notebook.book) == ["one", "three", "two"]
    assert path.read_bytes() == b"{}"
    _look(notebook)
    assert len([event for event in events if isinstance(event, HeldBack)]) == 1
    notebook.answer_held(take=False)
    assert notebook.close()


@pytest.mark.parametrize("take", [True, False])
def test_the_readers_word_decides_and_what_it_gives_up_is_kept(path: Path, *, take: bool) -> None:
    _closed(path, "one", "two")
    with TinyDB(path) as plain:
        plain.table("annotations").update({"page": 7})
    notebook, _ = _open(path)
    before = path.read_bytes()
    _arrive(path, b"{}")
    _look(notebook)
    notebook.answer_held(take=take)
    assert notebook.flush(NEVER)
    assert notebook.held is None
    assert notebook.status.state is SaveState.SAVED
    assert notebook.book == _in_file(path)
    assert _notes(notebook.book) == ([] if take else ["one", "two"])
    (aside,) = _aside(path)
    assert json.loads(aside) == (json.loads(before) if take else {})
    if not take:
        with TinyDB(path) as plain:
            assert [one["page"] for one in plain.table("annotations").all()] == [7, 7]
    assert notebook.close()
    again, _ = _open(path)
    assert again.held is None, "asked once"
    assert again.close()


def test_what_came_in_the_lossy_state_stays_when_the_lost_is_put_back(path: Path) -> None:
    _closed(path, "one", "two")
    notebook, _ = _open(path)
    theirs = {"annotations": {"5": {"uuid": "x", "article": "a", "anchor": None, "note": "new"}}}
    _arrive(path, json.dumps(theirs).encode())
    _look(notebook)
    notebook.answer_held(take=False)
    assert notebook.close()
    assert _notes(_in_file(path)) == ["new", "one", "two"]


def test_edits_made_before_the_answer_are_unsaved_kept_and_go_in_with_it(path: Path) -> None:
    _closed(path, "one", "two")
    notebook, _ = _open(path)
    _arrive(path, b"{}")
    _look(notebook)
    _note(notebook, "three")
    assert not notebook.flush(NEVER)
    assert notebook.status.state is SaveState.FAILED
    assert path.read_bytes() == b"{}"
    rescue = places.state_dir() / "rescue" / places.key_of(path)
    assert len(list(rescue.glob("*.json"))) == 1
    notebook.answer_held(take=False)
    assert notebook.close()
    assert list(rescue.iterdir()) == []
    assert _notes(_in_file(path)) == ["one", "three", "two"]


def test_a_good_state_that_comes_before_the_answer_needs_none(path: Path) -> None:
    _closed(path, "one", "two")
    notebook, _ = _open(path)
    good = path.read_bytes()
    _arrive(path, b"{}")
    _look(notebook)
    _note(notebook, "three")
    _arrive(path, good)
    assert notebook.flush(NEVER)
    assert notebook.held is None
    assert _notes(_in_file(path)) == _notes(notebook.book) == ["one", "three", "two"]
    assert notebook.close()


def test_an_answer_counts_for_the_state_that_was_asked_about(path: Path) -> None:
    _closed(path, "one", "two", "three", "four")
    notebook, _ = _open(path)
    four = json.loads(path.read_bytes())
    _arrive(path, b"{}")
    _look(notebook)
    number, document = next(iter(four["annotations"].items()))
    _arrive(path, json.dumps(four | {"annotations": {number: document}}).encode())
    notebook.answer_held(take=True)
    notebook.flush(NEVER)
    assert notebook.held == Held(3, 4)
    assert len(notebook.book.annotations()) == 4
    notebook.answer_held(take=True)
    assert notebook.flush(NEVER)
    assert len(notebook.book.annotations()) == 1
    assert notebook.close()


def test_less_than_half_is_taken_over_and_so_is_what_the_file_says_was_deleted(path: Path) -> None:
    _closed(path, "one", "two", "three")
    notebook, _ = _open(path)
    with TinyDB(path) as plain:
        plain.table("annotations").remove(where("note") == "one")
    _look(notebook)
    assert _notes(notebook.book) == ["three", "two"]
    other, _ = _open(path)
    other.edit(edits.delete(other.book, [one.uuid for one in other.book.annotations()]))
    assert other.close()
    _look(notebook)
    assert notebook.held is None
    assert notebook.book.annotations() == ()
    assert notebook.close()


@pytest.mark.parametrize("gone", [True, False], ids=["gone", "empty"])
def test_what_was_lost_between_two_sessions_is_asked_about_at_the_start(
    path: Path, *, gone: bool
) -> None:
    _closed(path, "one", "two")
    path.unlink()
    if not gone:
        path.write_bytes(b"{}")
    notebook, _ = _open(path)
    assert notebook.held == Held(2, 2)
    assert notebook.status.state is SaveState.FAILED
    assert _notes(notebook.book) == ["one", "two"]
    assert notebook.close()
    assert not path.exists() or path.read_bytes() == b"{}"
    notebook, _ = _open(path)
    assert notebook.held == Held(2, 2), "not answered yet"
    _note(notebook, "three")
    notebook.answer_held(take=False)
    assert notebook.close()
    assert _notes(_in_file(path)) == _notes(notebook.book) == ["one", "three", "two"]


def test_an_answer_at_the_start_is_not_asked_for_again(path: Path) -> None:
    _closed(path, "one", "two")
    path.unlink()
    notebook, _ = _open(path)
    notebook.answer_held(take=True)
    assert notebook.flush(NEVER)
    assert notebook.book.annotations() == ()
    assert notebook.close()
    again, _ = _open(path)
    assert again.held is None
    assert again.close()


@pytest.mark.parametrize("damage", [Path.unlink, lambda seen: seen.write_bytes(b"")])
def test_without_a_copy_of_the_last_session_the_newest_backup_tells_what_is_lost(
    path: Path, damage: Callable[[Path], object]
) -> None:
    _closed(path, "one", "two")
    damage(places.state_dir() / "seen" / f"{places.key_of(path)}.notes.json")
    path.write_bytes(b"{}")
    notebook, _ = _open(path)
    assert notebook.held == Held(1, 1)
    assert _notes(notebook.book) == ["one"]
    notebook.answer_held(take=False)
    assert notebook.close()


def test_an_older_state_loses_nothing_that_this_session_wrote(path: Path) -> None:
    _closed(path, *"abcdef")
    notebook, events = _open(path)
    older = path.read_bytes()
    first = next(one for one in notebook.book.annotations() if one.note == "a")
    notebook.edit(edits.set_note(notebook.book, notebook.stamp(), first.uuid, "edited"))
    notebook.edit(codebook.create(notebook.book, "made", colour=Colour.RED, description="words"))
    _note(notebook, "new")
    gone = next(one for one in notebook.book.annotations() if one.note == "f")
    notebook.edit(edits.delete(notebook.book, [gone.uuid]))
    assert notebook.flush(NEVER)
    saved = notebook.book
    _arrive(path, older)
    _look(notebook)
    assert [event for event in events if isinstance(event, PutBack)] == [PutBack(3, 1)]
    assert _notes(notebook.book) == ["b", "c", "d", "e", "edited", "new"]
    assert notebook.book.tag("made").description == "words"
    assert notebook.book == _in_file(path)
    assert {one.uuid for one in notebook.book.annotations()} == {
        one.uuid for one in saved.annotations()
    }
    assert notebook.close()


def test_putting_back_is_tried_until_it_succeeds_and_nothing_is_called_saved_before(
    path: Path,
) -> None:
    notebook, _ = _open(path, "1", "2", "3")
    older = path.read_bytes()
    lost = _note(notebook, "the latest")
    assert notebook.flush(NEVER)
    with _no_lock_file(path):
        _arrive(path, older)
        notebook.poll()
        assert not notebook.flush(NEVER)
        assert notebook.status.state is SaveState.FAILED
        assert [change.after for step in notebook.unsaved for change in step.changes] == [
            notebook.book.annotation(lost)
        ]
    again = threading.Event()
    notebook.listen(lambda event: again.set() if isinstance(event, PutBack) else None)
    assert again.wait(NEVER), "it was tried but once"
    assert notebook.flush(NEVER)
    assert _in_file(path).annotation(lost) == notebook.book.annotation(lost)
    assert notebook.close()


def test_what_could_not_be_put_back_is_offered_to_the_next_session(path: Path) -> None:
    notebook, _ = _open(path, "1", "2", "3")
    older = path.read_bytes()
    lost = _note(notebook, "the latest")
    assert notebook.flush(NEVER)
    with _no_lock_file(path):
        _arrive(path, older)
        notebook.poll()
        assert not notebook.close(NEVER)
    again, _ = _open(path)
    assert again.book.annotation(lost) is None
    (rescue,) = again.rescues
    again.take_rescue(rescue)
    assert again.close(NEVER)
    assert _in_file(path).annotation(lost) is not None


def test_the_readers_answer_is_carried_out_at_once_also_while_an_edit_waits_for_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for pause in ("_FIRST_PAUSE", "_LONGEST_PAUSE"):
        monkeypatch.setattr(f"store.writer.{pause}", NEVER)
    notebook, _ = _open(path, "1", "2", "3")
    _arrive(path, b"{}")
    _note(notebook, "the latest")
    assert not notebook.flush(NEVER)
    saved = threading.Event()
    notebook.listen(lambda _: saved.set() if notebook.status.state is SaveState.SAVED else None)
    notebook.answer_held(take=False)
    assert saved.wait(NEVER / 2)
    assert len(_in_file(path).annotations()) == 4
    assert notebook.close()


def test_what_is_put_back_brings_along_the_fields_that_postil_does_not_know(path: Path) -> None:
    notebook, _ = _open(path, "1", "2", "3")
    older = path.read_bytes()
    lost = _note(notebook, "the latest")
    assert notebook.flush(NEVER)
    with TinyDB(path) as plain:
        plain.table("annotations").update({"x-mine": 7}, where("uuid") == lost)
    _look(notebook)
    _arrive(path, older)
    _look(notebook)
    with TinyDB(path) as plain:
        (document,) = plain.table("annotations").search(where("uuid") == lost)
    assert document["x-mine"] == 7
    assert notebook.close()


def test_a_tags_older_entry_is_put_right_only_in_an_older_file(path: Path) -> None:
    _closed(path, *"abc")
    notebook, events = _open(path)
    notebook.edit(codebook.create(notebook.book, "tag", colour=Colour.RED))
    assert notebook.flush(NEVER)
    older = path.read_bytes()
    notebook.edit(codebook.describe(notebook.book, "tag", "what it means"))
    assert notebook.flush(NEVER)
    with TinyDB(path) as plain:
        plain.table("tags").update({"description": ""}, where("name") == "tag")
    _look(notebook)
    assert notebook.book.tag("tag").description == "", "somebody's own wish"
    notebook.edit(codebook.describe(notebook.book, "tag", "what it means"))
    _note(notebook, "d")
    assert notebook.flush(NEVER)
    events.clear()
    _arrive(path, older)
    _look(notebook)
    assert notebook.book.tag("tag").description == "what it means"
    assert [event for event in events if isinstance(event, PutBack)] == [PutBack(1, 1)]
    assert notebook.close()


def test_what_another_postil_deleted_or_edited_is_not_put_back(path: Path) -> None:
    _closed(path, *"abcd")
    mine, events = _open(path)
    one, two = _note(mine, "one"), _note(mine, "two")
    assert mine.flush(NEVER)
    theirs, _ = _open(path)
    theirs.edit(edits.delete(theirs.book, [one]))
    theirs.edit(edits.set_note(theirs.book, theirs.stamp(), two, "theirs"))
    assert theirs.close()
    _look(mine)
    assert _notes(mine.book) == ["a", "b", "c", "d", "theirs"]
    assert not [event for event in events if isinstance(event, PutBack)]
    assert mine.close()
    assert _in_file(path) == mine.book


def test_a_note_changed_on_both_sides_is_kept_twice(path: Path) -> None:
    _closed(path, "a", "b", "c")
    mine, _ = _open(path)
    theirs, _ = _open(path)
    uuid = mine.book.annotations()[0].uuid
    mine.edit(edits.set_note(mine.book, mine.stamp(), uuid, "my words"))
    assert mine.flush(NEVER)
    theirs.edit(edits.set_note(theirs.book, theirs.stamp(), uuid, "their words"))
    assert theirs.flush(NEVER)
    _look(mine)
    merged = mine.book.annotation(uuid)
    assert merged is not None
    assert "my words" in merged.note
    assert "their words" in merged.note
    assert mine.book == theirs.book == _in_file(path)
    assert mine.close()
    assert theirs.close()


def test_what_another_postil_deleted_stays_gone_also_after_an_older_state(path: Path) -> None:
    _closed(path, *"abcd")
    older = path.read_bytes()
    mine, events = _open(path)
    uuid = _note(mine, "mine")
    assert mine.flush(NEVER)
    theirs, _ = _open(path)
    theirs.edit(edits.delete(theirs.book, [uuid]))
    assert theirs.close()
    _look(mine)
    _arrive(path, older)
    _look(mine)
    assert _notes(mine.book) == ["a", "b", "c", "d"]
    assert not [event for event in events if isinstance(event, PutBack)]
    assert mine.close()
