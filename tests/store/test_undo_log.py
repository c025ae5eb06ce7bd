"""What can be undone is kept from one session to the next, unless other hands were there."""

from __future__ import annotations

import json
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tinydb import TinyDB

from store import codebook, edits, places
from store.annotation import Annotation, Record
from store.book import Book
from store.merge import Change, Step
from store.notebook import Notebook
from store.notes_json import BrokenNotes
from store.records import decode, encode, key_of
from store.span import Span
from store.steps_json import decode_step, encode_step
from store.undo_log import STEPS, UndoLog
from tests.store.notes_samples import ARTICLES, Deed, any_record, deeds, step_of

_numbers = count()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "corpus.notes.json"


def _log_file(path: Path) -> Path:
    return places.state_dir() / "undo" / f"{places.key_of(path)}.json"


def _mark(notebook: Notebook, start: int) -> str:
    step = edits.mark(notebook.book, notebook.stamp(), ARTICLES[0], Span(start, start + 3))
    notebook.edit(step)
    return next(one.after.uuid for one in step.changes if isinstance(one.after, Annotation))


def _session(path: Path, some: list[Deed]) -> Book:
    """Make edits in a session of their own; return the book it ended with."""
    notebook = Notebook.open(path, "reader")
    for second, deed in enumerate(some):
        notebook.edit(step_of(deed, notebook.book, second))
    assert notebook.close()
    return notebook.book


def _as_read(record: Record) -> Record:
    """Return a record as it is after a round through the notes file."""
    return decode(key_of(record).table, encode(record))


@given(st.lists(st.tuples(any_record(), st.none() | any_record()), max_size=4), st.text("ab“”é"))
def test_a_step_is_the_same_after_a_round_through_json(
    pairs: list[tuple[Record, Record | None]], label: str
) -> None:
    changes = [Change(_as_read(one), None if two is None else _as_read(two)) for one, two in pairs]
    step = Step(label, (*changes, *(Change(one.after, one.before) for one in changes if one.after)))
    assert decode_step(json.loads(json.dumps(encode_step(step)))) == step


@pytest.mark.parametrize(
    "document",
    [
        *(None, [], {}, {"label": "x"}, {"label": 1, "skipped": 0, "changes": []}),
        {"label": "x", "skipped": True, "changes": []},
        {"label": "x", "skipped": -1, "changes": []},
        {"label": "x", "skipped": 0, "changes": [], "more": 1},
        {"label": "x", "skipped": 0, "changes": [None]},
        {"label": "x", "skipped": 0, "changes": [{"before": None, "after": None}]},
        {"label": "x", "skipped": 0, "changes": [{"before": None, "after": {"table": "tags"}}]},
        {
            "label": "x",
            "skipped": 0,
            "changes": [{"before": None, "after": {"table": "meta", "fields": {}}}],
        },
    ],
)
def test_what_is_no_step_is_refused(document: object) -> None:
    with pytest.raises(BrokenNotes):
        decode_step(document)


@settings(max_examples=30)
@given(st.lists(deeds, min_size=1, max_size=12))
def test_after_a_restart_all_steps_can_be_undone_and_redone(some: list[Deed]) -> None:
    path = Path(f"{next(_numbers)}.notes.json")
    before = _session(path, some)
    notebook = Notebook.open(path, "reader")
    while notebook.undo():
        pass
    assert not any(notebook.book.records())
    while notebook.redo():
        pass
    assert _timeless(notebook.book) == _timeless(before)
    assert notebook.close()


def _timeless(book: Book) -> Book:
    records = (
        Annotation(one.uuid, one.article, one.anchor, one.tags, one.note, one.colour)
        if isinstance(one, Annotation)
        else one
        for one in book.records()
    )
    return Book(records)


def test_a_hundred_steps_outlive_two_restarts(path: Path) -> None:
    notebook = Notebook.open(path, "reader")
    for start in range(STEPS + 5):
        _mark(notebook, start)
    assert notebook.close()
    assert Notebook.open(path, "reader").close()
    notebook = Notebook.open(path, "reader")
    undone = 0
    while notebook.undo():
        undone += 1
    assert undone == STEPS
    assert len(notebook.book.annotations()) == 5
    assert notebook.close()


def test_what_was_undone_before_the_restart_is_not_undone_again(path: Path) -> None:
    notebook = Notebook.open(path, "reader")
    first, _ = _mark(notebook, 1), _mark(notebook, 2)
    notebook.undo()
    assert notebook.close()
    notebook = Notebook.open(path, "reader")
    assert [one.uuid for one in notebook.book.annotations()] == [first]
    notebook.undo()
    assert notebook.book.annotations() == ()
    assert not notebook.can_undo
    assert notebook.close()


def test_steps_are_dropped_up_to_the_last_one_that_other_hands_conflict_with(path: Path) -> None:
    notebook = Notebook.open(path, "reader")
    one, two, three = (_mark(notebook, start) for start in range(3))
    assert notebook.close()
    with TinyDB(path) as plain:
        plain.table("annotations").update(
            {"note": "theirs"}, lambda document: document["uuid"] == two
        )
    notebook = Notebook.open(path, "reader")
    notebook.undo()
    assert not notebook.can_undo
    assert {each.uuid for each in notebook.book.annotations()} == {one, two}
    assert three not in {one, two}
    assert notebook.close()


def test_other_hands_on_other_notes_leave_all_steps(path: Path) -> None:
    notebook = Notebook.open(path, "reader")
    _mark(notebook, 1)
    assert notebook.close()
    with TinyDB(path) as plain:
        plain.table("annotations").insert({"uuid": "x", "article": "a", "anchor": None})
    notebook = Notebook.open(path, "reader")
    notebook.undo()
    assert [one.uuid for one in notebook.book.annotations()] == ["x"]
    assert notebook.close()


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"\xff", b"[]", b'{"format":1,"steps":[{}]}', b'{"format":9,"steps":[]}']
)
def test_a_damaged_log_is_dropped(path: Path, damage: bytes) -> None:
    notebook = Notebook.open(path, "reader")
    _mark(notebook, 1)
    assert notebook.close()
    _log_file(path).write_bytes(damage)
    notebook = Notebook.open(path, "reader")
    assert not notebook.can_undo
    _mark(notebook, 2)
    assert notebook.close()
    assert len(UndoLog(path).load(notebook.book)) == 1


def test_without_a_state_folder_notes_are_saved_all_the_same(path: Path, home: Path) -> None:
    (home / ".state").write_text("a file in the way")
    notebook = Notebook.open(path, "reader")
    _mark(notebook, 1)
    assert notebook.close()
    again = Notebook.open(path, "reader")
    assert len(again.book.annotations()) == 1
    assert not again.can_undo


def test_the_log_is_for_its_owner_alone(path: Path) -> None:
    notebook = Notebook.open(path, "reader")
    _mark(notebook, 1)
    assert notebook.close()
    log = _log_file(path)
    modes = {oct(each.stat().st_mode & 0o777) for each in (log, log.parent, log.parent.parent)}
    assert modes == {"0o600", "0o700"}


def test_a_step_too_large_to_keep_is_dropped_with_all_before_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.undo_log._MOST_BYTES", 4000)
    log = UndoLog(path)
    steps = [Step(f"{n}", (Change(None, Annotation(f"{n}", "a", None)),)) for n in range(3)]
    large = Step("large", (Change(None, Annotation("x", "a", None, note="x" * 5000)),))
    log.keep([steps[0], large, *steps[1:]])
    book = Book([Annotation(f"{n}", "a", None) for n in range(3)])
    assert UndoLog(path).load(book) == tuple(steps[1:])


def test_an_annotation_that_a_step_made_is_in_the_log_by_its_name_alone(path: Path) -> None:
    notebook = Notebook.open(path, "reader")
    note = "words that nobody else writes"
    notebook.edit(edits.mark(notebook.book, notebook.stamp(), ARTICLES[0], Span(4, 9), note=note))
    assert notebook.close()
    assert note.encode() not in _log_file(path).read_bytes()
    again = Notebook.open(path, "reader")
    again.undo()
    assert not again.book.annotations()
    again.redo()
    assert [one.note for one in again.book.annotations()] == [note]
    assert again.close()


def test_a_step_can_be_undone_if_the_notes_say_what_it_left_whenever_that_was_written(
    path: Path,
) -> None:
    log, left = UndoLog(path), Annotation("x", "a", None, note="words", modified="1")
    step = Step("note", (Change(None, left),))
    log.keep([step])
    later, other = replace(left, modified="2"), replace(left, note="others")
    assert log.load(Book([later])) == (Step("note", (Change(None, later),)),)
    assert log.load(Book([other])) == ()
    assert log.load(Book()) == ()


def test_the_log_of_an_earlier_postil_is_read_with_its_annotations_in_full(path: Path) -> None:
    notebook = Notebook.open(path, "reader")
    step = edits.mark(notebook.book, notebook.stamp(), ARTICLES[0], Span(4, 9), tags=["a"])
    notebook.edit(step)
    assert notebook.close()
    _log_file(path).write_text(json.dumps({"format": 1, "steps": [encode_step(step)]}))
    again = Notebook.open(path, "reader")
    again.undo()
    assert not again.book.annotations()
    assert again.close()


def test_a_renamed_tag_is_named_as_before_after_a_restart(path: Path) -> None:
    notebook = Notebook.open(path, "reader")
    uuid = _mark(notebook, 1)
    notebook.edit(edits.toggle_tag(notebook.book, notebook.stamp(), [uuid], "a"))
    notebook.edit(codebook.rename(notebook.book, notebook.stamp(), "a", "b"))
    assert notebook.close()
    notebook = Notebook.open(path, "reader")
    undone = notebook.undo()
    assert undone is not None
    assert undone.skipped == 0
    assert notebook.book.tags_of_article(ARTICLES[0].id) == ("a",)
    assert notebook.close()
