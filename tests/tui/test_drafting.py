"""A draft goes when its own note is safe, and no sooner."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import pytest

from store import edits, other_copies, places
from store.annotation import Annotation, KnownArticle
from store.drafts import Draft, DraftBox
from store.events import SaveState
from store.merging.notes import sections
from store.notebook import Notebook
from store.span import Span
from tests.store.notes_samples import ARTICLES
from tui.drafting import Drafting
from tui.marker import Marker, Target
from tui.placing import Whereabouts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NEVER = 60.0  # seconds; a wait that long has failed
_ARTICLE = ARTICLES[0]
_TARGET = Target(KnownArticle(_ARTICLE.id, _ARTICLE.path, _ARTICLE.text_hash, _ARTICLE.title))


@pytest.fixture
def notebook(tmp_path: Path) -> Iterator[Notebook]:
    notebook = Notebook.open(tmp_path / "corpus.notes.json", "reader")
    yield notebook
    notebook.close()


@contextmanager
def _unable_to_write(notebook: Notebook) -> Iterator[None]:
    """Put a folder where the lock of the notes file must be."""
    lock = notebook.path.with_name(f".{notebook.path.name}.lock")
    lock.mkdir()
    yield
    lock.rmdir()


def _write(notebook: Notebook, note: str) -> None:
    notebook.edit(edits.mark(notebook.book, notebook.stamp(), _ARTICLE, None, note=note))


def _drafts(notebook: Notebook) -> list[str]:
    """Return what is in the files of the drafts, living or not."""
    return [each.read_text() for each in _draft_files(notebook)]


def _draft_files(notebook: Notebook) -> list[Path]:
    folder = places.state_dir() / "drafts" / places.key_of(notebook.path)
    return [*folder.glob("*.json")]


def test_a_note_is_begun_without_a_look_at_the_disk(
    notebook: Notebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    lstat = os.lstat

    def watched_lstat(path: str) -> os.stat_result:
        asked.append(path)
        return lstat(path)

    monkeypatch.setattr(os, "lstat", watched_lstat)
    keeper = Drafting(notebook).keeper(Target(_TARGET.known, _ARTICLE, Span(4, 11)))
    assert not asked
    keeper.keep("why now")
    assert asked
    assert len(_drafts(notebook)) == 1


def test_a_draft_stays_while_its_note_is_not_safe(notebook: Notebook) -> None:
    keeper = Drafting(notebook).keeper(_TARGET)
    keeper.keep("why now")
    with _unable_to_write(notebook):
        _write(notebook, "why now")
        keeper.settle()
        assert notebook.status.state is SaveState.FAILED
        assert len(_drafts(notebook)) == 1
    keeper.settle()
    assert _drafts(notebook) == []


def test_the_draft_of_the_next_note_does_not_go_with_that_of_the_last(notebook: Notebook) -> None:
    drafting = Drafting(notebook)
    first, second = (drafting.keeper(_TARGET) for _ in range(2))
    first.keep("first")
    second.keep("second")
    _write(notebook, "first")
    first.settle()
    assert ["second" in draft for draft in _drafts(notebook)] == [True]
    second.settle()


def test_a_note_begun_in_a_spare_file_goes_on_on_the_same_annotation(tmp_path: Path) -> None:
    wanted, span = tmp_path / "corpus.notes.json", Span(4, 11)
    path = places.spare_notes_path(wanted)
    places.ensure(path.parent)
    with closing(Notebook.open(path, "reader")) as spare:
        spare.edit(edits.mark(spare.book, spare.stamp(), _ARTICLE, span, tags=("a",), note="why"))
        [begun_on] = spare.book.annotations()
        Drafting(spare).keeper(Target(_TARGET.known, _ARTICLE, span, begun_on)).keep("why now")
    [draft] = DraftBox(wanted).found()
    with closing(Notebook.open(wanted, "reader")) as own:
        target = Drafting(own).target_of(draft, _TARGET.known, _ARTICLE)
        Marker(own, Whereabouts()).set_note(target, draft.text)
        assert own.book.known_article(_ARTICLE.id) == _TARGET.known
    other_copies.merge_in(wanted, path)
    with closing(Notebook.open(wanted, "reader")) as own:
        [annotation] = own.book.annotations()
        assert (annotation.uuid, annotation.tags) == (begun_on.uuid, ("a",))
        assert annotation.note == "why now"


def test_a_draft_that_cannot_be_removed_is_no_error(notebook: Notebook) -> None:
    keeper = Drafting(notebook).keeper(_TARGET)
    keeper.keep("why now")
    [draft] = _draft_files(notebook)
    draft.unlink()
    (draft / "in the way").mkdir(parents=True)
    _write(notebook, "why now")
    keeper.settle()
    assert notebook.status.state is SaveState.SAVED


def _saved_elsewhere(wanted: Path, span: Span, note: str) -> Draft:
    """Save a new note to the spare file, but leave its draft, as a program that is killed then."""
    path = places.spare_notes_path(wanted)
    places.ensure(path.parent)
    with closing(Notebook.open(path, "reader")) as spare:
        keeper = Drafting(spare).keeper(Target(_TARGET.known, _ARTICLE, span))
        keeper.keep(note)
        Marker(spare, Whereabouts()).set_note(keeper.target, note)
    del keeper
    [draft] = DraftBox(wanted).found()
    return draft


def test_a_new_note_saved_elsewhere_and_its_draft_are_one_annotation(tmp_path: Path) -> None:
    wanted = tmp_path / "corpus.notes.json"
    draft = _saved_elsewhere(wanted, Span(4, 11), "why")
    with closing(Notebook.open(wanted, "reader")) as own:
        target = Drafting(own).target_of(draft, _TARGET.known, _ARTICLE)
        assert Marker(own, Whereabouts()).set_note(target, "why now") == "Noted · u undoes"
        [annotation] = own.book.annotations()
        assert (annotation.creator, annotation.created) == ("reader", annotation.modified)
        own.undo()
        assert own.book.annotations() == ()
        own.redo()
    other_copies.merge_in(wanted, places.spare_notes_path(wanted))
    with closing(Notebook.open(wanted, "reader")) as own:
        [annotation] = own.book.annotations()
        assert annotation.note == "why now"


def test_a_new_note_whose_passage_went_keeps_its_quote(tmp_path: Path) -> None:
    wanted = tmp_path / "corpus.notes.json"
    draft = _saved_elsewhere(wanted, Span(4, 11), "why")
    with closing(Notebook.open(wanted, "reader")) as own:
        target = Drafting(own).target_of(draft, _TARGET.known, None)
        Marker(own, Whereabouts()).set_note(target, draft.text)
    other_copies.merge_in(wanted, places.spare_notes_path(wanted))
    with closing(Notebook.open(wanted, "reader")) as own:
        [annotation] = own.book.annotations()
        assert (annotation.anchor, annotation.note) == (draft.begun_on.anchor, "why")


@pytest.mark.parametrize("is_of_former_session", [True, False])
def test_a_new_note_goes_to_the_annotation_that_another_hand_made_meanwhile(
    notebook: Notebook, *, is_of_former_session: bool
) -> None:
    span = Span(4, 11)
    keeper = Drafting(notebook).keeper(Target(_TARGET.known, _ARTICLE, span))
    keeper.keep("mine")
    stamp = notebook.stamp()
    notebook.edit(edits.mark(notebook.book, stamp, _ARTICLE, span, note="theirs"))
    [theirs] = notebook.book.annotations()
    target = keeper.target
    if is_of_former_session:
        del keeper
        [draft] = DraftBox(notebook.path).found()
        target = Drafting(notebook).target_of(draft, _TARGET.known, _ARTICLE)
    Marker(notebook, Whereabouts()).set_note(target, "mine")
    [annotation] = notebook.book.annotations()
    assert annotation.uuid == theirs.uuid
    assert sections(annotation.note) == ("mine", "theirs")


@pytest.mark.parametrize("is_deleted", [True, False])
def test_a_former_draft_brings_back_no_annotation_of_which_it_knows_too_little(
    notebook: Notebook, *, is_deleted: bool
) -> None:
    _write(notebook, "why")
    [begun_on] = notebook.book.annotations()
    kept = Annotation(begun_on.uuid, begun_on.article, begun_on.anchor, note="why")
    draft = Draft(kept, "why now", begun_on.created, is_former=True)
    if is_deleted:
        notebook.edit(edits.delete(notebook.book, [begun_on.uuid]))
    target = Drafting(notebook).target_of(draft, _TARGET.known, _ARTICLE)
    Marker(notebook, Whereabouts()).set_note(target, draft.text)
    [annotation] = notebook.book.annotations()
    assert (annotation.uuid == begun_on.uuid) is not is_deleted
    assert (annotation.note, annotation.creator) == ("why now", "reader")
    assert annotation.created >= begun_on.created


def test_a_draft_that_is_kept_too_late_is_not_kept(notebook: Notebook) -> None:
    keeper = Drafting(notebook).keeper(_TARGET)
    keeper.keep("why")
    keeper.settle()
    with ThreadPoolExecutor() as pool:
        pool.submit(keeper.keep, "why now").result(NEVER)
    assert _drafts(notebook) == []
