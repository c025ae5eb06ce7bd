"""Opening and closing a corpus with its notes and its progress."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tinydb import TinyDB

from store import edits, other_copies, places, walk
from store.deleted import DELETED
from store.merging.tables import merge_tables
from store.notes_json import dump, parse
from store.progress import Progress, ReadState
from store.session import CorpusError, Session
from store.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.article import Article
    from store.notes_json import Tables

_LONG_AGO = 1_000_000_000


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    os.utime(path, (_LONG_AGO, _LONG_AGO))
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    _write(tmp_path / "dossier" / "a.txt", "Ministers met in Yerevan.")
    _write(tmp_path / "dossier" / "b.txt", "The council met online.")
    return tmp_path / "dossier"


def _scan(session: Session) -> None:
    for _ in session.corpus.scan():
        pass
    session.settle()


def _load(session: Session, path: str) -> Article:
    entry = session.corpus.find(path)
    assert entry is not None
    return session.corpus.load(entry)


def _mark(session: Session, path: str) -> None:
    notebook = session.notebook
    article = _load(session, path)
    notebook.edit(edits.mark(notebook.book, notebook.stamp(), article, Span(0, 9), tags=("news",)))


def _marked(folder: Path, path: str, notes: Path) -> Path:
    """Mark an article in a session of its own; return where that was written."""
    session = Session.open(folder, notes)
    _scan(session)
    _mark(session, path)
    assert session.close()
    return session.notebook.path


def _note(folder: Path, notes: Path, words: str) -> None:
    """Give the first annotation a note in a session of its own."""
    notebook = Session.open(folder, notes).notebook
    first, *_ = notebook.book.annotations()
    notebook.edit(edits.set_note(notebook.book, notebook.stamp(), first.uuid, words))
    assert notebook.close()


def test_opening_reads_no_article_and_makes_no_notes_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    monkeypatch.setattr(walk, "read_bytes", lambda _, path: read.append(path))
    session = Session.open(folder, None)
    assert session.close()
    assert read == []
    assert session.notice == ""
    assert list(folder.parent.iterdir()) == [folder]


def test_what_is_marked_lies_beside_the_corpus_and_is_there_again(folder: Path) -> None:
    session = Session.open(folder, None)
    _scan(session)
    _mark(session, "a.txt")
    assert session.close()
    with TinyDB(folder.parent / "dossier.notes.json") as plain:
        assert len(plain.table("annotations")) == 1
    again = Session.open(folder, None)
    _scan(again)
    (annotation,) = again.notebook.book.annotations()
    assert annotation.article == _load(again, "a.txt").id
    assert again.close()


def test_an_annotated_article_renamed_between_sessions_keeps_its_notes(folder: Path) -> None:
    session = Session.open(folder, None)
    _scan(session)
    _mark(session, "a.txt")
    assert session.close()
    (folder / "sub").mkdir()
    (folder / "a.txt").rename(folder / "sub" / "renamed.txt")
    for file in places.cache_dir().rglob("*"):
        if file.is_file():
            file.unlink()
    again = Session.open(folder, None)
    _scan(again)
    assert again.notebook.book.of_article(_load(again, "sub/renamed.txt").id)
    (known,) = again.notebook.book.articles()
    assert known.path == "sub/renamed.txt"
    undone = again.notebook.undo()
    assert undone is not None
    assert undone.label == "tag “news”", "the new path is nothing to undo"
    assert again.close()


def test_settling_without_a_rename_writes_nothing(folder: Path) -> None:
    session = Session.open(folder, None)
    _scan(session)
    _mark(session, "a.txt")
    assert session.close()
    file = folder.parent / "dossier.notes.json"
    before = (file.read_bytes(), file.stat().st_ino)
    _write(folder / "a.txt", "Ministers met in Yerevan again.")
    again = Session.open(folder, None)
    _scan(again)
    assert again.close()
    assert (file.read_bytes(), file.stat().st_ino) == before


def test_broken_notes_open_read_only_and_a_rename_leaves_them_untouched(folder: Path) -> None:
    file = _write(folder.parent / "dossier.notes.json", '{"annotations": {')
    session = Session.open(folder, None)
    assert session.notebook.read_only
    _scan(session)
    assert len(session.corpus.entries) == 2
    session.close()
    assert file.read_text() == '{"annotations": {'


def test_closing_saves_the_reading_progress(folder: Path) -> None:
    session = Session.open(folder, None)
    session.log.set("A", Progress(3, 0.5, ReadState.READING, "2024-05-01T10:00:00.000Z"))
    assert session.close()
    assert Session.open(folder, None).log.of("A").offset == 3


def test_closing_is_no_error_where_the_progress_cannot_be_saved(folder: Path, home: Path) -> None:
    session = Session.open(folder, None)
    session.log.set("A", Progress(3))
    (home / ".state" / "postil" / "progress").write_text("a file in the way")
    assert session.close()


def test_the_corpus_opened_is_opened_next_time_unless_told_otherwise(folder: Path) -> None:
    Session.open(folder, None, remember=False).close()
    assert places.last_corpus() is None
    Session.open(folder, None).close()
    assert places.choose_corpus(None) == folder


def test_a_missing_corpus_is_refused_and_not_remembered(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="There is no folder"):
        Session.open(tmp_path / "missing", None)
    assert places.last_corpus() is None


def test_notes_go_where_they_are_told_to(folder: Path, tmp_path: Path) -> None:
    session = Session.open(folder, tmp_path / "mine.json")
    _scan(session)
    _mark(session, "a.txt")
    assert session.close()
    assert (session.notice, (tmp_path / "mine.json").is_file()) == ("", True)


def test_where_the_place_for_notes_is_missing_they_go_elsewhere_and_it_is_said(
    folder: Path, tmp_path: Path
) -> None:
    session = Session.open(folder, tmp_path / "gone" / "notes.json")
    spare = places.spare_notes_path(tmp_path / "gone" / "notes.json")
    assert f"There is no folder {tmp_path / 'gone'}" in session.notice
    assert str(spare) in session.notice
    _scan(session)
    _mark(session, "a.txt")
    assert session.close()
    assert spare.is_file()
    assert not (tmp_path / "gone").exists()


def test_notes_that_went_elsewhere_are_merged_in_once_their_own_file_can_be_written(
    folder: Path, tmp_path: Path
) -> None:
    wanted = tmp_path / "gone" / "notes.json"
    spare = _marked(folder, "a.txt", wanted)
    assert other_copies.find(wanted) == ()
    wanted.parent.mkdir()
    assert other_copies.find(wanted) == (spare,)
    assert _marked(folder, "b.txt", wanted) == wanted
    merged = other_copies.merge_in(wanted, spare)
    assert merged.difference.added == 1
    assert "stand-in" in merged.aside.name
    assert not spare.exists()
    assert other_copies.find(wanted) == ()
    session = Session.open(folder, wanted, writing=False)
    assert len(session.notebook.book.annotations()) == 2
    assert session.close()


def test_a_spare_with_nothing_of_its_own_is_not_offered(folder: Path, tmp_path: Path) -> None:
    wanted = tmp_path / "gone" / "notes.json"
    spare = _marked(folder, "a.txt", wanted)
    wanted.parent.mkdir()
    wanted.write_bytes(spare.read_bytes())
    assert other_copies.find(wanted) == ()
    _marked(folder, "b.txt", wanted)
    assert other_copies.find(wanted) == ()


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[Tables]:
    """The notes with which spare files have been compared."""
    compared: list[Tables] = []

    def noted(base: Tables, ours: Tables, theirs: Tables, time: str) -> Tables:
        compared.append(ours)
        return merge_tables(base, ours, theirs, time)

    monkeypatch.setattr("store.other_copies.merge_tables", noted)
    return compared


def test_a_spare_with_nothing_of_its_own_is_compared_once(
    folder: Path, tmp_path: Path, compared: list[Tables]
) -> None:
    wanted = tmp_path / "gone" / "notes.json"
    spare = _marked(folder, "a.txt", wanted)
    wanted.parent.mkdir()
    wanted.write_bytes(spare.read_bytes())
    for _ in range(3):
        _marked(folder, "b.txt", wanted)
        assert other_copies.find(wanted) == ()
    assert len(compared) == 1


def test_a_spare_is_compared_again_once_either_file_may_hold_something_else(
    folder: Path, tmp_path: Path
) -> None:
    wanted = tmp_path / "gone" / "notes.json"
    spare = _marked(folder, "a.txt", wanted)
    wanted.parent.mkdir()
    _marked(folder, "b.txt", wanted)
    older, theirs = wanted.read_bytes(), spare.read_bytes()
    other_copies.merge_in(wanted, spare)
    spare.write_bytes(theirs)
    assert other_copies.find(wanted) == ()
    newer = wanted.read_bytes()
    wanted.write_bytes(older)
    assert other_copies.find(wanted) == (spare,), "the notes were put back"
    wanted.write_bytes(newer)
    assert other_copies.find(wanted) == ()
    _marked(folder, "b.txt", spare)
    assert other_copies.find(wanted) == (spare,), "the spare was written to"


@pytest.fixture
def spare_of(tmp_path: Path) -> tuple[Path, Path]:
    """A place for notes that can be written, and where the spare file for it would be."""
    wanted = tmp_path / "notes.json"
    spare = places.spare_notes_path(wanted)
    places.ensure(spare.parent)
    return wanted, spare


def test_notes_put_back_to_a_larger_state_are_compared_with_the_spare_again(
    folder: Path, spare_of: tuple[Path, Path]
) -> None:
    wanted, spare = spare_of
    _marked(folder, "a.txt", wanted)
    _note(folder, wanted, "long " * 600)
    monday = wanted.read_bytes()
    _note(folder, wanted, "short")
    _marked(folder, "b.txt", wanted)
    spare.write_bytes(wanted.read_bytes())
    _marked(folder, "b.txt", wanted)
    assert other_copies.find(wanted) == ()
    assert len(monday) > len(wanted.read_bytes())
    wanted.write_bytes(monday)
    assert other_copies.find(wanted) == (spare,)


def test_notes_that_no_longer_say_what_was_deleted_are_compared_with_the_spare_again(
    folder: Path, spare_of: tuple[Path, Path]
) -> None:
    wanted, spare = spare_of
    for path in ("a.txt", "b.txt"):
        _marked(folder, path, wanted)
    notebook = Session.open(folder, wanted).notebook
    first, _ = notebook.book.annotations()
    spare.write_bytes(wanted.read_bytes())
    notebook.edit(edits.delete(notebook.book, [first.uuid]))
    assert notebook.close()
    assert other_copies.find(wanted) == ()
    tables = parse(wanted.read_bytes())
    del tables[DELETED]
    wanted.write_bytes(dump(tables))
    shutil.rmtree(places.state_dir() / "backups")
    assert other_copies.find(wanted) == (spare,)


def test_two_notes_files_of_one_corpus_never_share_a_spare(folder: Path, tmp_path: Path) -> None:
    one = Session.open(folder, tmp_path / "gone" / "one.json")
    other = Session.open(folder, tmp_path / "gone" / "other.json")
    assert one.notebook.path != other.notebook.path
    assert one.close()
    assert other.close()


# All that is imported later is imported at once: somebody else may not read where it lies.
_AS_SOMEBODY_ELSE = """
import ctypes, filelock, importlib, os, pathlib, pkgutil, sys
import store
for each in pkgutil.walk_packages(store.__path__, "store."):
    importlib.import_module(each.name)
from store import edits
from store.session import Session
os.setgroups([])
os.setgid(65534)
os.setuid(65534)
for step in sys.argv[2:]:
    session = Session.open(pathlib.Path(sys.argv[1]), None, writing=step != "read")
    notes = session.notebook
    if step == "write":
        list(session.corpus.scan())
        article = session.corpus.load(session.corpus.find("b.txt"))
        notes.edit(edits.mark(notes.book, notes.stamp(), article, None, note="mine"))
    print(len(notes.book.annotations()), notes.path, session.notice + notes.read_only)
    session.close()
"""


class Theirs:
    """A corpus with one annotation, in a folder of which somebody else can only read.

    Args:
        top: The folder.
    """

    def __init__(self, top: Path) -> None:
        self.folder = _write(top / "dossier" / "a.txt", "Ministers met in Yerevan.").parent
        _write(top / "dossier" / "b.txt", "The council met online.")
        self.notes = top / "dossier.notes.json"
        self.home = top / "home"
        self.home.mkdir()
        os.chown(self.home, 65534, 65534)
        self.annotate()
        top.chmod(0o755)

    def annotate(self) -> None:
        """Add an annotation."""
        session = Session.open(self.folder, None)
        _scan(session)
        _mark(session, "a.txt")
        assert session.close()
        self.notes.chmod(0o644)

    def open(self, *steps: str) -> list[str]:
        """Read or write, or open to write, as somebody else; return a line for each."""
        done = subprocess.run(
            [sys.executable, "-c", _AS_SOMEBODY_ELSE, str(self.folder), *steps],
            env={"HOME": str(self.home), "USER": "other", "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.splitlines()

    def spares(self) -> list[Path]:
        """Return the notes files in the other's own folders."""
        return list(self.home.rglob("dossier-*.notes.json"))


@pytest.fixture
def theirs() -> Iterator[Theirs]:
    if os.geteuid() != 0:
        pytest.skip("only root can become somebody without permission")
    # The folder that pytest makes is closed to others, and so is all that is below it.
    with tempfile.TemporaryDirectory() as top:
        yield Theirs(Path(top))


def test_a_place_that_cannot_be_written_gives_way_to_a_copy_of_its_notes(theirs: Theirs) -> None:
    (line,) = theirs.open("open")
    (spare,) = theirs.spares()
    assert line.startswith(f"1 {spare} The folder {theirs.notes.parent} cannot be written")
    assert line.endswith(f"go to {spare}, which begins as a copy of those already there")


def test_merely_reading_begins_no_spare_and_shows_what_is_there_now(theirs: Theirs) -> None:
    assert theirs.open("read") == [f"1 {theirs.notes} "]
    theirs.annotate()
    assert theirs.open("read") == [f"2 {theirs.notes} "]
    assert theirs.spares() == []


def test_what_was_written_to_a_spare_is_read_again(theirs: Theirs) -> None:
    *_, line = theirs.open("write", "read")
    (spare,) = theirs.spares()
    assert line.startswith(f"2 {spare} ")
    assert line.endswith(f"your notes are in {spare}")


def test_a_spare_begun_anew_has_lost_nothing_of_what_an_earlier_one_held(theirs: Theirs) -> None:
    theirs.open(*["write"] * 4)
    (spare,) = theirs.spares()
    spare.unlink()  # as merging it does
    *_, line = theirs.open("write", "read")
    assert line.startswith(f"2 {spare} ")


def test_newer_notes_than_those_of_the_spare_are_not_passed_over_in_silence(
    theirs: Theirs,
) -> None:
    theirs.open("write")
    (spare,) = theirs.spares()
    theirs.annotate()
    read, opened = theirs.open("read", "open")
    assert read.startswith(f"2 {theirs.notes} {theirs.notes} has changed since you wrote")
    assert str(spare) in read
    assert opened.startswith(f"2 {spare} ")
    assert f"{theirs.notes} has changed since" in opened


def test_notes_inside_the_corpus_are_refused(folder: Path) -> None:
    for named in (folder / "notes.json", folder / "sub" / "n.notes.json", folder / "a.txt"):
        with pytest.raises(CorpusError, match="is in the corpus, which is never written to"):
            Session.open(folder, named)
    with pytest.raises(CorpusError, match="is in the corpus"):
        Session.open(folder / "a.txt", folder / "a.txt")
    assert sorted(each.name for each in folder.iterdir()) == ["a.txt", "b.txt"]


def test_a_corpus_whose_name_leaves_no_room_for_the_notes_has_them_elsewhere(
    tmp_path: Path,
) -> None:
    folder = tmp_path / ("x" * 250)
    _write(folder / "a.txt", "Ministers met in Yerevan.")
    session = Session.open(folder, None)
    assert "(File name too long); your notes go to " in session.notice
    _scan(session)
    _mark(session, "a.txt")
    assert session.close()
    again = Session.open(folder, None, writing=False)
    assert len(again.notebook.book.annotations()) == 1
    assert again.close()


def test_a_name_that_no_file_can_have_is_refused_for_the_notes(
    folder: Path, tmp_path: Path
) -> None:
    with pytest.raises(CorpusError, match="File name too long"):
        Session.open(folder, tmp_path / ("n" * 300))


def test_a_folder_as_notes_file_is_refused(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="is no file; name another with --notes FILE"):
        Session.open(folder, tmp_path)


def test_a_fifo_as_notes_file_is_refused_without_waiting(folder: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.json")
    with pytest.raises(CorpusError, match="is no file"):
        Session.open(folder, tmp_path / "pipe.json")


def test_without_any_place_for_notes_opening_is_refused(
    folder: Path, tmp_path: Path, home: Path
) -> None:
    (home / ".data").write_text("a file in the way")
    with pytest.raises(CorpusError, match="name another place with --notes FILE"):
        Session.open(folder, tmp_path / "gone" / "notes.json")


@pytest.mark.parametrize(
    ("given", "user", "signed"),
    [("Ann", "reader", "Ann"), (None, "reader", "reader"), ("A\x1b[31mnn\u202e", "", "Ann")],
)
def test_annotations_are_signed_by_the_reader(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    given: str | None,
    user: str,
    signed: str,
) -> None:
    monkeypatch.setenv("USER", user)
    session = Session.open(folder, None, creator=given)
    assert session.notebook.stamp().creator == signed
    session.close()


def test_a_session_opens_where_the_system_knows_no_user(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(os, "getuid", lambda: 2_000_000_000)
    session = Session.open(folder, None)
    assert session.notebook.stamp().creator == ""
    session.close()


def test_the_index_comes_into_being_when_it_is_asked_for_and_not_to_be_closed(
    folder: Path,
) -> None:
    session = Session.open(folder, None)
    assert session.index.made is None
    assert session.close()
    assert session.index.made is None

    session = Session.open(folder, None)
    assert session.search is session.search
    assert session.search.snapshot().size == 0
    assert session.close()


def test_what_an_index_left_in_a_temporary_folder_goes_with_the_session(folder: Path) -> None:
    cache = places.cache_dir()
    cache.parent.mkdir(parents=True, exist_ok=True)
    cache.write_text("no folder")
    session = Session.open(folder, None)
    _scan(session)
    entries = session.corpus.entries
    for _ in session.search.update(entries, session.corpus.parse, whole=True):
        pass
    temporary = session.search.folder
    assert temporary.is_dir()
    assert not temporary.is_relative_to(cache)
    assert session.close()
    assert not temporary.exists()
