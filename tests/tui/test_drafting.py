"""A draft goes when its own note is safe, and no sooner."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import pytest

from store import edits, other_copies, places
from store.annotation import Annotation, KnownArticle
from store.drafts import Draft, DraftBox
from store.events import SaveState
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
    folder = places.state_dir() / "drafts" / places.key_of(notebook.path)
    return [each.read_text() for each in folder.glob("*.json")]


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
