"""Folders of the user that are out of reach, as after a `sudo postil`, keep no corpus shut."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from store import edits, other_copies
from store.notebook import SaveState
from store.session import Session
from store.span import Span

if TYPE_CHECKING:
    from pathlib import Path

NEVER = 60.0  # seconds; a wait that long has failed


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "dossier"
    folder.mkdir()
    (folder / "a.txt").write_text("A title\n\nSome words of its own.\n", encoding="utf-8")
    return folder


@pytest.fixture(params=["STATE", "CACHE", "DATA", "CONFIG"])
def kind(request: pytest.FixtureRequest, home: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Put a folder of the user out of reach, for root too, and return which."""
    kind = str(request.param)
    monkeypatch.setenv(f"XDG_{kind}_HOME", str(home / ("x" * 300)))
    return kind


def test_notes_are_written_and_found_again(folder: Path, kind: str) -> None:
    session = Session.open(folder, None)
    assert [update.done for update in session.corpus.scan()][-1]
    session.settle()
    [entry] = session.corpus.entries
    article = session.corpus.load(entry)
    session.corpus.keep(entry, article)
    notebook = session.notebook
    for note in ("one", "two"):
        step = edits.mark(notebook.book, notebook.stamp(), article, Span(0, 7), note=note)
        notebook.edit(step)
        assert notebook.flush(NEVER)
    assert notebook.status.state is SaveState.SAVED
    assert ("no backup could be made" in notebook.status.problem) is (kind == "STATE")
    notebook.undo()
    assert (session.drafts.found(), notebook.rescues) == ((), ())
    assert other_copies.find(notebook.path) == ()
    session.drop_old_texts(())
    assert session.close()
    session = Session.open(folder, None)
    assert [one.note for one in session.notebook.book.annotations()] == ["one"]
    assert session.close()


def test_broken_notes_are_told_and_stay_as_they_are(folder: Path, kind: str) -> None:
    notes = folder.with_name("dossier.notes.json")
    notes.write_text('{"annotations": {', encoding="utf-8")
    session = Session.open(folder, None)
    assert str(notes) in session.notebook.read_only
    assert session.notebook.backup is None, kind
    session.close()
    assert notes.read_text(encoding="utf-8") == '{"annotations": {'
