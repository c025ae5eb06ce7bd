"""What this machine last saw of a notes file is a backup, and is never replaced by less unsaid."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from store import edits, other_copies
from store.backups import Backups, Kind
from store.events import Held
from store.notebook import Notebook
from store.notes_json import Tables, dump, parse
from store.old_texts import OldTexts
from store.records import ANNOTATIONS
from store.repair import mend, put_right
from store.restore import prospect, restore
from store.session import Session
from store.span import Span
from tests.store.notes_samples import ARTICLES

if TYPE_CHECKING:
    from collections.abc import Callable

_ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "corpus.notes.json"


def _write(path: Path, *notes: str) -> None:
    """Write notes in a session of their own, a write each."""
    notebook = Notebook.open(path, "reader")
    for note in notes:
        book, stamp = notebook.book, notebook.stamp()
        notebook.edit(edits.mark(book, stamp, ARTICLES[0], Span(0, 3), note=note))
        assert notebook.flush(60)
    assert notebook.close()


def _tables(path: Path) -> Tables:
    return parse(path.read_bytes())


def _notes(path: Path) -> set[str]:
    return {one["note"] for one in _tables(path)[ANNOTATIONS].values()}


def _cut(path: Path, left: int) -> None:
    """Leave so many annotations in the file, as a program without tombstones would."""
    tables = json.loads(path.read_bytes())
    documents = list(tables[ANNOTATIONS].items())
    tables[ANNOTATIONS] = dict(documents[:left])
    path.write_bytes(dump(tables))


def _held(path: Path) -> Held | None:
    notebook = Notebook.open(path, "reader")
    held = notebook.held
    assert notebook.close()
    return held


def test_the_state_last_seen_is_the_newest_backup_and_has_the_last_edit(path: Path) -> None:
    _write(path, "one", "two", "three")
    path.write_bytes(path.read_bytes()[:-9])
    backups = Backups(path)
    newest = backups.newest_good()
    assert newest is not None
    assert _notes(newest) == {"one", "two", "three"}
    latest = backups.listing()[0]
    assert (latest.kind, latest.name, latest.annotations) == (Kind.LATEST, "latest", 3)
    assert next(backups.paths()) == latest.path == newest


def test_an_edit_of_a_session_that_was_killed_since_makes_the_previous_state_the_newest(
    path: Path,
) -> None:
    _write(path, "one")
    copy = Backups(path).last_seen.path
    before, status = copy.read_bytes(), copy.stat()
    _write(path, "two", "three")
    Backups(path).last_seen.keep(before, status.st_mtime_ns)
    newest = Backups(path).newest_good()
    assert newest is not None
    assert _notes(newest) == {"one", "two"}


def test_that_there_was_no_file_is_no_backup(path: Path) -> None:
    _write(path, "one")
    backups = Backups(path)
    backups.last_seen.keep(b"{}", 0)
    assert Kind.LATEST not in {backup.kind for backup in backups.listing()}


@pytest.mark.parametrize(
    ("before", "left", "is_asked"), [(4, 2, False), (3, 1, True), (2, 1, False), (1, 0, True)]
)
def test_one_is_asked_where_more_than_half_is_gone(
    path: Path, before: int, left: int, *, is_asked: bool
) -> None:
    _write(path, *map(str, range(before)))
    _cut(path, left)
    assert _held(path) == (Held(before - left, before) if is_asked else None)


def _repair(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-9])
    assert put_right(path, lambda data: mend(data).tables)


def _restore(path: Path) -> None:
    broken = path.read_bytes()[:-9]
    path.write_bytes(broken)
    oldest = Backups(path).listing()[-1]
    assert restore(path, oldest.path, prospect(broken, oldest.path.read_bytes()))


def _merge(path: Path) -> None:
    copy = path.with_name("corpus.notes.sync-conflict-20260731-101500-ABCDEFG.json")
    copy.write_bytes(path.read_bytes())
    other_copies.merge_in(path, copy)


@pytest.mark.parametrize("act", [_repair, _restore, _merge])
def test_what_postil_itself_makes_of_the_file_counts_as_seen(
    path: Path, act: Callable[[Path], None]
) -> None:
    _write(path, "one", "two", "three")
    _cut(path, 1)
    act(path)
    assert _held(path) is None
    _write(path, "four")
    assert "four" in _notes(path)


def test_a_copy_with_more_is_set_aside_before_a_poorer_one_takes_its_place(path: Path) -> None:
    _write(path, "one", "two", "three")
    whole = path.read_bytes()
    _cut(path, 1)
    _repair(path)
    richer = Backups(path).richer(_tables(path))
    assert richer is not None
    assert (richer.backup.name, richer.missing) == ("latest", 2)
    _write(path, "four")
    (aside,) = [each for each in Backups(path).listing() if each.name.endswith("-latest")]
    assert aside.path.read_bytes() == whole
    for backup in (*Backups(path).paths(),):
        backup.unlink()
    richer = Backups(path).richer(_tables(path))
    assert richer is not None
    assert (richer.backup.name, richer.missing) == (aside.name, 2)


def test_a_loss_too_small_to_be_asked_about_is_set_aside_once(path: Path) -> None:
    _write(path, "one", "two", "three")
    whole = path.read_bytes()
    for _ in range(2):
        path.write_bytes(whole)
        _write(path)
        _cut(path, 2)
        _write(path)
    asides = [each.path for each in Backups(path).listing() if each.kind is Kind.ASIDE]
    assert [aside.read_bytes() for aside in asides] == [whole]


def test_no_backup_is_richer_for_what_was_deleted(path: Path) -> None:
    _write(path, "one", "two")
    notebook = Notebook.open(path, "reader")
    uuids = [one.uuid for one in notebook.book.annotations()]
    notebook.edit(edits.delete(notebook.book, uuids))
    assert notebook.close()
    assert Backups(path).richer(_tables(path)) is None


def test_who_only_reads_gets_what_is_in_the_file_and_decides_nothing(path: Path) -> None:
    _write(path, "one", "two", "three")
    _cut(path, 1)
    reading = Notebook.open(path, "reader", writing=False)
    assert len(reading.book.annotations()) == 1
    assert reading.held == Held(2, 3)
    assert reading.close()
    assert _held(path) == Held(2, 3)


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """Return a session on notes about a text that nothing in the file refers to any more."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    _write(tmp_path / "corpus.notes.json", "one", "two", "three")
    return Session.open(corpus, None)


def _kept(session: Session) -> bool:
    """Tell whether a text of the notes' articles outlives a session that uses none."""
    text = ARTICLES[0].text
    session.old_texts.keep(ARTICLES[0].text_hash, text)
    session.drop_old_texts(set())
    return OldTexts(session.corpus.root).text(ARTICLES[0].text_hash) == text


def test_texts_are_kept_that_the_state_last_seen_is_about(session: Session) -> None:
    assert _kept(session)
    Backups(session.notebook.path).last_seen.path.write_bytes(b"{")
    assert _kept(session), "nobody knows which are needed"
    Backups(session.notebook.path).last_seen.forget()
    assert not _kept(session)
    assert session.close()


@pytest.mark.parametrize("content", [b"{", b"{}"], ids=["broken", "held back"])
def test_texts_are_kept_while_the_notes_are_broken_or_held_back(
    session: Session, content: bytes
) -> None:
    assert session.close()
    session.notebook.path.write_bytes(content)
    again = Session.open(session.corpus.root, None)
    Backups(session.notebook.path).last_seen.forget()
    assert _kept(again)
    again.close()


def test_what_a_session_wrote_once_before_it_was_killed_is_missed_by_the_next(path: Path) -> None:
    script = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from tests.store.test_last_seen import write_and_die\n"
        "write_and_die(Path(sys.argv[1]))\n"
    )
    killed = subprocess.run([sys.executable, "-c", script, str(path)], check=False, cwd=_ROOT)
    assert killed.returncode == -signal.SIGKILL
    assert len(_tables(path)[ANNOTATIONS]) == 1
    path.write_text("{}", encoding="utf-8")
    assert _held(path) == Held(1, 1)


def write_and_die(path: Path) -> None:
    """Write one note, wait until it is saved, and be killed."""
    notebook = Notebook.open(path, "reader")
    mark = edits.mark(notebook.book, notebook.stamp(), ARTICLES[0], Span(0, 3), note="once")
    notebook.edit(mark)
    assert notebook.flush(60)
    os.kill(os.getpid(), signal.SIGKILL)
