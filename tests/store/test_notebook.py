"""The notebook: what the reader writes is there at once, soon durable, and stays."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs
from msgspec.structs import replace
from tinydb import TinyDB, where

from store import codebook, edits
from store.anchor import State, place
from store.annotation import Annotation, Colour, KnownArticle
from store.book import Book
from store.events import Edited, NotebookEvent, Refreshed, SaveState, StatusChanged
from store.merge import Step
from store.notebook import Notebook, ReadOnlyNotes
from store.notes_json import FORMAT, NotesError, dump
from store.records import decode_all
from store.span import Span
from tests.store.notes_samples import ARTICLES, PROSE, make_article

ARTICLE = ARTICLES[0]
ROOT = str(Path(__file__).parents[2])
NEVER = 60.0  # seconds; a wait that long has failed

MARKING = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[3])
from tests.store.notes_samples import make_article
from store import edits
from store.notebook import Notebook
from store.span import Span
notebook = Notebook.open(Path(sys.argv[1]), sys.argv[2])
print("ready", flush=True)
sys.stdin.readline()
for number in range(50):
    step = edits.mark(notebook.book, notebook.stamp(), make_article(), Span(number, number + 1))
    notebook.edit(step)
    if number % 7 == 0:
        notebook.flush(60)
assert notebook.close(60)
"""

FULL_DISK = """
import resource, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from tests.store.notes_samples import make_article
from store import edits
from store.notebook import Notebook
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
notebook = Notebook.open(Path(sys.argv[1]), "reader")
notebook.edit(edits.mark(notebook.book, notebook.stamp(), make_article(), None, note="first"))
assert notebook.flush(60)
_, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (500, hard))
note = "typed while the disk was full" * 100
notebook.edit(edits.mark(notebook.book, notebook.stamp(), make_article(), None, note=note))
print(notebook.flush(60), notebook.status.state, len(notebook.unsaved), notebook.status.problem)
resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
print(notebook.close(60), notebook.status.state, len(notebook.unsaved))
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "corpus.notes.json"


def _mark(notebook: Notebook, start: int = 0, **words: Any) -> Annotation:
    step = edits.mark(notebook.book, notebook.stamp(), ARTICLE, Span(start, start + 3), **words)
    notebook.edit(step)
    return next(one.after for one in step.changes if isinstance(one.after, Annotation))


def _state(notebook: Notebook) -> SaveState:
    return notebook.status.state


def _saved(path: Path) -> Book:
    """Return what the file holds, read by nobody but TinyDB and JSON."""
    return Book(decode_all(json.loads(path.read_bytes())))


def _content(path: Path) -> Book:
    """Return what the file holds but for when it was written."""
    records = _saved(path).records()
    return Book(
        structs.replace(one, modified="") if isinstance(one, Annotation) else one for one in records
    )


def _taking(notebook: Notebook) -> list[NotebookEvent]:
    """Listen as the screen does: news from other programs go into the book."""
    events: list[NotebookEvent] = []

    def hear(event: NotebookEvent) -> None:
        events.append(event)
        if isinstance(event, Refreshed):
            notebook.take(event)

    notebook.listen(hear)
    return events


def test_nothing_is_on_the_disk_before_the_first_edit(path: Path) -> None:
    notebook = Notebook.open(path, "reader")
    assert _state(notebook) is SaveState.SAVED
    notebook.edit(Step("nothing", ()))
    assert notebook.undo() is None
    assert notebook.redo() is None
    assert notebook.close()
    assert list(path.parent.iterdir()) == []


def test_what_was_written_is_there_after_reopening_also_for_plain_tinydb(path: Path) -> None:
    notebook = Notebook.open(path, "reader")
    annotation = _mark(notebook, 4, tags=("security/border",), note="why\nonly now? Երևան")
    notebook.edit(codebook.add_term(notebook.book, "Mirzoyan"))
    assert notebook.book.annotation(annotation.uuid) == annotation
    assert notebook.close()
    again = Notebook.open(path, "reader")
    assert again.book == notebook.book
    assert again.book.annotation(annotation.uuid) == annotation
    with TinyDB(path) as plain:
        found = plain.table("annotations").get(where("uuid") == annotation.uuid)
        assert isinstance(found, dict)
        assert found["note"] == "why\nonly now? Երևան"
        assert plain.table("terms").all()[0]["text"] == "Mirzoyan"


def test_a_passage_is_in_its_place_after_reopening(path: Path) -> None:
    notebook = Notebook.open(path, "reader")
    family = PROSE.index("👩")
    span = Span(family, family + 5)
    notebook.edit(edits.mark(notebook.book, notebook.stamp(), ARTICLE, span))
    assert notebook.close()
    (annotation,) = Notebook.open(path, "reader").book.of_article(ARTICLE.id)
    assert annotation.anchor is not None
    placement = place(ARTICLE.text, ARTICLE.text_hash, annotation.anchor)
    assert (placement.state, placement.span) == (State.EXACT, span)


def test_saved_is_said_only_when_the_file_has_it(path: Path) -> None:
    notebook = Notebook.open(path, "reader")
    states: list[tuple[SaveState, bool]] = []

    def hear(event: NotebookEvent) -> None:
        if isinstance(event, StatusChanged):
            states.append((event.status.state, path.exists()))

    notebook.listen(hear)
    _mark(notebook)
    assert notebook.flush(NEVER)
    assert states[-1] == (SaveState.SAVED, True)
    assert (SaveState.SAVED, False) not in states
    assert _state(notebook) is SaveState.SAVED


def test_an_edit_is_told_at_once_on_the_thread_that_made_it(path: Path) -> None:
    notebook = Notebook.open(path, "reader")
    heard: list[tuple[str, str]] = []
    notebook.listen(
        lambda event: heard.append((type(event).__name__, threading.current_thread().name))
    )
    _mark(notebook)
    assert notebook.close()
    me = threading.current_thread().name
    assert (Edited.__name__, me) in heard
    assert (StatusChanged.__name__, "notes writer") in heard


def test_undo_and_redo_reach_the_file(path: Path) -> None:
    notebook = Notebook.open(path, "reader")
    for start in range(3):
        _mark(notebook, start, tags=("a",))
    assert notebook.flush(NEVER)
    before = _content(path)
    notebook.edit(codebook.delete(notebook.book, notebook.stamp(), "a"))
    assert notebook.flush(NEVER)
    assert _content(path) != before
    undone = notebook.undo()
    assert undone is not None
    assert undone.label == "delete tag “a”"
    assert notebook.can_redo
    assert notebook.flush(NEVER)
    assert _content(path) == before
    notebook.redo()
    notebook.undo()
    assert notebook.close()
    assert _content(path) == before


def test_what_the_program_notes_for_itself_is_not_undone(path: Path) -> None:
    notebook = Notebook.open(path, "reader")
    annotation = _mark(notebook)
    moved = KnownArticle(ARTICLE.id, "new.txt", ARTICLE.text_hash, ARTICLE.title)
    notebook.edit(edits.know(notebook.book, [moved]), undoable=False)
    undone = notebook.undo()
    assert undone is not None
    assert undone.skipped == 0
    assert notebook.book.annotation(annotation.uuid) is None
    assert not notebook.can_undo
    assert notebook.close()


def test_fields_and_tables_that_postil_does_not_know_survive_edits_and_undo(path: Path) -> None:
    notebook = Notebook.open(path, "reader")
    annotation = _mark(notebook, tags=("a",))
    assert notebook.close()
    with TinyDB(path) as plain:
        plain.table("annotations").update({"page": 7})
        plain.table("bibliography").insert({"author": "Tumanyan"})
    notebook = Notebook.open(path, "reader")
    notebook.edit(edits.set_note(notebook.book, notebook.stamp(), annotation.uuid, "x"))
    notebook.edit(edits.delete(notebook.book, [annotation.uuid]))
    notebook.undo()
    assert notebook.close()
    with TinyDB(path) as plain:
        assert plain.table("annotations").all()[0]["page"] == 7
        assert plain.table("annotations").all()[0]["note"] == "x"
        assert plain.table("bibliography").all() == [{"author": "Tumanyan"}]


def test_two_programs_with_fifty_edits_each_lose_none(path: Path) -> None:
    children = [
        subprocess.Popen(
            [sys.executable, "-c", MARKING, str(path), name, ROOT],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in ("one", "two")
    ]
    for child in children:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
    for child in children:
        assert child.stdin is not None
        child.stdin.write("go\n")
        child.stdin.flush()
    for child in children:
        child.communicate()
        assert child.returncode == 0
    creators = [annotation.creator for annotation in _saved(path).annotations()]
    assert (creators.count("one"), creators.count("two")) == (50, 50)


def test_edits_of_two_programs_on_one_annotation_come_together(path: Path) -> None:
    mine = Notebook.open(path, "me")
    annotation = _mark(mine)
    assert mine.flush(NEVER)
    theirs = Notebook.open(path, "they")
    for notebook in (mine, theirs):
        _taking(notebook)
    theirs.edit(edits.set_note(theirs.book, theirs.stamp(), annotation.uuid, "their note"))
    assert theirs.flush(NEVER)
    mine.edit(edits.toggle_tag(mine.book, mine.stamp(), [annotation.uuid], "a"))
    assert mine.flush(NEVER)
    merged = mine.book.annotation(annotation.uuid)
    assert merged is not None
    assert (merged.note, merged.tags) == ("their note", ("a",))
    theirs.poll()
    assert theirs.flush(NEVER)
    assert theirs.book == mine.book == _saved(path)
    assert mine.close()
    assert theirs.close()


def test_what_another_program_writes_is_noticed_without_an_edit(path: Path) -> None:
    mine, theirs = Notebook.open(path, "me"), Notebook.open(path, "they")
    events = _taking(mine)
    mine.poll()
    assert mine.flush(NEVER)
    assert events == []
    annotation = _mark(theirs)
    assert theirs.close()
    mine.poll()
    assert mine.flush(NEVER)
    assert mine.book.annotation(annotation.uuid) == annotation
    events.clear()
    mine.poll()
    assert mine.flush(NEVER)
    assert events == []


def test_steps_made_after_the_news_was_read_are_in_the_book_that_is_taken(path: Path) -> None:
    mine, theirs = Notebook.open(path, "me"), Notebook.open(path, "they")
    news: list[Refreshed] = []
    mine.listen(lambda event: news.append(event) if isinstance(event, Refreshed) else None)
    first = _mark(theirs, 1)
    assert theirs.close()
    second = _mark(mine, 2)
    assert mine.flush(NEVER)
    third = _mark(mine, 3)
    (refreshed,) = news
    mine.take(refreshed)
    uuids = {annotation.uuid for annotation in mine.book.annotations()}
    assert uuids == {first.uuid, second.uuid, third.uuid}
    assert mine.close()
    assert mine.book == _saved(path)


def test_undo_leaves_alone_what_another_program_changed(path: Path) -> None:
    mine = Notebook.open(path, "me")
    _taking(mine)
    annotation = _mark(mine)
    mine.edit(edits.set_note(mine.book, mine.stamp(), annotation.uuid, "mine"))
    assert mine.flush(NEVER)
    theirs = Notebook.open(path, "they")
    theirs.edit(edits.set_note(theirs.book, theirs.stamp(), annotation.uuid, "theirs"))
    assert theirs.close()
    mine.poll()
    assert mine.flush(NEVER)
    undone = mine.undo()
    assert undone is not None
    assert (undone.changes, undone.skipped) == ((), 1)
    assert mine.close()
    (saved,) = _saved(path).annotations()
    assert saved.note == "theirs"


@pytest.mark.parametrize("way", ["deleted", "undone"])
def test_what_comes_back_by_undo_is_no_newer_than_what_another_program_made_of_it(
    path: Path, way: str
) -> None:
    mine = Notebook.open(path, "me")
    uuid = _mark(mine, 4, note="first", tags=("wrong",)).uuid
    assert mine.flush(NEVER)
    theirs = Notebook.open(path, "they")
    theirs.edit(edits.set_note(theirs.book, theirs.stamp(), uuid, "better"))
    theirs.edit(edits.set_tags(theirs.book, theirs.stamp(), [uuid], ("right",)))
    theirs.edit(edits.move(theirs.book, theirs.stamp(), uuid, ARTICLE, Span(20, 30)))
    assert theirs.close()
    if way == "deleted":
        mine.edit(edits.delete(mine.book, [uuid]))
        mine.undo()
    else:
        mine.undo()
        mine.redo()
    assert mine.close()
    assert _saved(path).annotations() == theirs.book.annotations()


def test_a_write_that_fails_keeps_the_edit_and_succeeds_when_the_fault_is_gone(
    tmp_path: Path,
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    path = disk / "corpus.notes.json"
    notebook = Notebook.open(path, "reader")
    first = _mark(notebook, 1)
    assert notebook.flush(NEVER)
    disk.rename(tmp_path / "unplugged")
    second = _mark(notebook, 2, note="typed meanwhile")
    assert not notebook.flush(NEVER)
    assert _state(notebook) is SaveState.FAILED
    assert "No such folder" in notebook.status.problem
    assert not notebook.close()
    assert [step.label for step in notebook.unsaved] == ["note"]
    assert notebook.book.annotation(second.uuid) == second
    third = _mark(notebook, 3)
    assert not notebook.flush(NEVER)
    (tmp_path / "unplugged").rename(disk)
    assert notebook.close()
    assert _state(notebook) is SaveState.SAVED
    assert notebook.unsaved == ()
    assert {one.uuid for one in _saved(path).annotations()} == {
        first.uuid,
        second.uuid,
        third.uuid,
    }


def test_a_full_disk_loses_neither_the_file_nor_the_note(path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(path), ROOT],
        capture_output=True,
        text=True,
        check=True,
    )
    full, freed = done.stdout.splitlines()
    assert full.startswith("False failed 1 File too large")
    assert "there is no rescue copy either: File too large" in full
    assert freed == "True saved 0"
    notes = sorted(annotation.note for annotation in _saved(path).annotations())
    assert notes == ["first", "typed while the disk was full" * 100]
    assert sorted(one.name for one in path.parent.iterdir()) == [f".{path.name}.lock", path.name]


def test_a_program_that_ends_without_closing_still_writes_everything(path: Path) -> None:
    script = MARKING.replace("assert notebook.close(60)", "").replace("notebook.flush(60)", "pass")
    subprocess.run(
        [sys.executable, "-c", script, str(path), "one", ROOT],
        input="go\n",
        text=True,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    assert len(_saved(path).annotations()) == 50


def test_a_program_that_can_not_write_ends_all_the_same(tmp_path: Path) -> None:
    script = MARKING.replace("assert notebook.close(60)", "").replace("notebook.flush(60)", "pass")
    subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "missing" / "notes.json"), "one", ROOT],
        input="go\n",
        text=True,
        check=True,
        stdout=subprocess.DEVNULL,
        timeout=NEVER,
    )


@pytest.mark.parametrize("damage", ["cut", "conflict", "empty", "newer", "twice", "wrong field"])
def test_a_broken_file_opens_read_only_with_its_line_and_is_never_touched(
    path: Path, damage: str
) -> None:
    notebook = Notebook.open(path, "reader")
    _mark(notebook, note="first")
    assert notebook.flush(NEVER)
    _mark(notebook, note="second")
    assert notebook.close()
    good = path.read_bytes()
    bad, word = {
        "cut": (good[: len(good) // 2], "line "),
        "conflict": (b"<<<<<<< ours\n" + good, "line 1: a merge"),
        "empty": (b"", "line 1: the file is empty"),
        "newer": (good.replace(b'"format": %d' % FORMAT, b'"format": 99'), "newer Postil"),
        "twice": (good.replace(b'"note"', b'"creator"', 1), "stands twice"),
        "wrong field": (good.replace(b'"note": "first"', b'"note": 1'), "the field “note”"),
    }[damage]
    path.write_bytes(bad)
    notebook = Notebook.open(path, "reader")
    assert word in notebook.read_only
    for command in ("postil restore", "postil check --repair"):
        assert (command in notebook.read_only) == (damage != "newer")
    assert (notebook.backup is None) == (damage == "newer")
    assert _state(notebook) is SaveState.READ_ONLY
    with pytest.raises(ReadOnlyNotes, match="It stays as it is"):
        _mark(notebook)
    with pytest.raises(ReadOnlyNotes):
        notebook.undo()
    assert notebook.book == Book()
    assert notebook.close()
    assert path.read_bytes() == bad


def test_a_file_that_breaks_while_it_is_open_is_not_touched_until_it_is_mended(path: Path) -> None:
    notebook = Notebook.open(path, "reader")
    events = _taking(notebook)
    first = _mark(notebook, 1)
    assert notebook.flush(NEVER)
    good = path.read_bytes()
    path.write_bytes(good[:-20])
    second = _mark(notebook, 2)
    assert not notebook.flush(NEVER)
    assert _state(notebook) is SaveState.READ_ONLY
    assert path.read_bytes() == good[:-20]
    with pytest.raises(ReadOnlyNotes):
        _mark(notebook, 3)
    path.write_bytes(good)
    assert notebook.flush(NEVER)
    assert _state(notebook) is SaveState.SAVED
    assert {one.uuid for one in _saved(path).annotations()} == {first.uuid, second.uuid}
    good = path.read_bytes()
    path.write_bytes(b"{")
    notebook.poll()
    assert notebook.flush(NEVER)
    assert notebook.read_only
    with TinyDB(path.with_name("theirs")) as plain:
        plain.storage.write(json.loads(good))
        plain.table("annotations").update({"note": "mended"})
    path.with_name("theirs").replace(path)
    events.clear()
    notebook.poll()
    assert notebook.flush(NEVER)
    assert not notebook.read_only
    assert {one.note for one in notebook.book.annotations()} == {"mended"}
    assert isinstance(events[0], Refreshed)
    assert notebook.close()


def test_the_newest_good_state_takes_a_broken_files_place_and_what_was_there_stays(
    path: Path,
) -> None:
    notebook = Notebook.open(path, "reader")
    _mark(notebook, note="first")
    assert notebook.flush(NEVER)
    _mark(notebook, note="second")
    assert notebook.close()
    bad = path.read_bytes()[:-40]
    path.write_bytes(bad)
    notebook = Notebook.open(path, "reader")
    refreshed: list[Refreshed] = []
    notebook.listen(lambda event: refreshed.append(event) if isinstance(event, Refreshed) else None)
    aside = notebook.restore()
    assert notebook.flush(NEVER)
    assert aside.read_bytes() == bad
    assert not notebook.read_only
    notebook.take(refreshed[-1])
    assert sorted(one.note for one in notebook.book.annotations()) == ["first", "second"]
    assert notebook.close()


def test_a_file_of_a_newer_postil_is_no_broken_one_to_be_replaced(path: Path) -> None:
    notebook = Notebook.open(path, "reader")
    _mark(notebook)
    assert notebook.flush(NEVER)
    _mark(notebook)
    assert notebook.close()
    newer = path.read_bytes().replace(b'"format": %d' % FORMAT, b'"format": 99')
    path.write_bytes(newer)
    notebook = Notebook.open(path, "reader")
    with pytest.raises(NotesError):
        notebook.restore()
    assert path.read_bytes() == newer


def test_what_is_no_file_opens_read_only_too(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    notebook = Notebook.open(tmp_path / "folder", "reader")
    assert "Not a regular file" in notebook.read_only
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert Notebook.open(tmp_path / "loop", "reader").read_only


def test_a_file_made_by_hand_is_read_and_its_ids_are_kept(path: Path) -> None:
    with TinyDB(path) as plain:
        plain.table("annotations").insert(
            {"uuid": "by hand", "article": ARTICLE.id, "anchor": None, "tags": ["mine"]}
        )
    notebook = Notebook.open(path, "reader")
    (annotation,) = notebook.book.annotations()
    assert isinstance(notebook.book.colour_of(annotation), Colour)
    notebook.edit(edits.set_note(notebook.book, notebook.stamp(), "by hand", "x"))
    assert notebook.close()
    with TinyDB(path) as plain:
        found = plain.table("annotations").get(doc_id=1)
        assert isinstance(found, dict)
        assert found["note"] == "x"


def test_a_tag_made_in_two_programs_is_one_tag(path: Path) -> None:
    mine, theirs = Notebook.open(path, "me"), Notebook.open(path, "they")
    _taking(theirs)
    mine.edit(codebook.create(mine.book, "a", colour=Colour.RED, description="what it means"))
    assert mine.close()
    theirs.edit(codebook.create(theirs.book, "a", colour=Colour.BLUE))
    assert theirs.close()
    assert theirs.book.tags() == _saved(path).tags() == mine.book.tags()


def test_an_article_may_be_renamed_in_one_program_while_another_marks_it(path: Path) -> None:
    mine, theirs = Notebook.open(path, "me"), Notebook.open(path, "they")
    _mark(mine, 1)
    assert mine.flush(NEVER)
    moved = replace(make_article(), path="2022/ministers.txt")
    mine.edit(edits.know(mine.book, [edits.known(moved)]), undoable=False)
    assert mine.close()
    _mark(theirs, 2)
    assert theirs.close()
    assert len(_saved(path).of_article(ARTICLE.id)) == 2
    assert [one.path for one in _saved(path).articles()] == ["2022/ministers.txt"]


def test_ten_thousand_annotations_are_loaded_and_one_edit_touches_few_lines(path: Path) -> None:
    documents = {
        str(number): {"uuid": str(number), "article": "one", "anchor": None, "note": "x"}
        for number in range(1, 10_001)
    }
    path.write_bytes(dump({"annotations": documents}))
    notebook = Notebook.open(path, "reader")
    assert len(notebook.book.annotations()) == 10_000
    before = path.read_bytes().splitlines()
    notebook.edit(edits.set_note(notebook.book, notebook.stamp(), "77", "new"))
    assert notebook.close()
    after = path.read_bytes().splitlines()
    assert 0 < len(set(after) - set(before)) < 20
