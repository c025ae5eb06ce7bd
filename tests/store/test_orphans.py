"""What a query may ask of notes and reading: which passages are gone, what was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from store import edits, reviewing
from store.progress import Progress, ReadState
from store.session import Session
from store.span import Span
from tests.store.search.lives import write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEXT = "Ministers met at the border. The council met online, and nobody was told of it."
REST = "The council met online, and nobody was told of it."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "dossier", "a.txt", TEXT)
    write(tmp_path / "dossier", "b.txt", TEXT.replace("border", "river"))
    return tmp_path / "dossier"


@pytest.fixture
def session(folder: Path) -> Iterator[Session]:
    session = Session.open(folder, None, remember=False)
    _scan(session)
    yield session
    session.close()


def _scan(session: Session) -> None:
    for _ in session.corpus.scan():
        pass


def _mark(session: Session, path: str, span: Span | None) -> str:
    """Mark a passage; return the id of the article."""
    entry = session.corpus.find(path)
    assert entry is not None
    article, notebook = session.corpus.load(entry), session.notebook
    notebook.edit(edits.mark(notebook.book, notebook.stamp(), article, span, tags=("news",)))
    session.old_texts.keep(article.text_hash, article.text)
    return article.id


def test_an_article_whose_passage_was_taken_out_is_orphaned(session: Session, folder: Path) -> None:
    gone = _mark(session, "a.txt", Span(0, 28))
    _mark(session, "b.txt", Span(0, 27))
    assert session.known().orphaned() == frozenset()
    write(folder, "a.txt", REST, seconds=1)
    write(folder, "b.txt", f"As was said: {TEXT.replace('border', 'river')}", seconds=1)
    _scan(session)
    assert session.known().orphaned() == {gone}


def test_a_passage_that_the_reader_gave_up_is_gone(session: Session) -> None:
    article = _mark(session, "a.txt", Span(0, 28))
    known = session.known()
    entry = session.corpus.find("a.txt")
    assert entry is not None
    [annotation] = known.annotations
    notebook = session.notebook
    notebook.edit(
        reviewing.keep_orphan(notebook.book, notebook.stamp(), annotation.uuid, entry.text_hash)
    )
    assert session.known().orphaned() == {article}
    assert known.orphaned() == frozenset()


def test_an_article_that_is_gone_or_cannot_be_read_is_in_no_list(
    session: Session, folder: Path
) -> None:
    _mark(session, "a.txt", Span(0, 28))
    _mark(session, "b.txt", None)
    (folder / "a.txt").write_bytes(b"\x00\x01\x02\x00" * 64)
    (folder / "b.txt").unlink()
    _scan(session)
    assert session.known().orphaned() == frozenset()


def test_what_is_known_stays_as_it_was_when_asked(session: Session) -> None:
    before = session.known()
    article = _mark(session, "a.txt", Span(0, 28))
    session.log.set(article, Progress(state=ReadState.READ))
    after = session.known()
    assert (len(before.annotations), before.read) == (0, frozenset())
    assert [each.article for each in after.annotations] == [article]
    assert after.read == {article}
    session.log.set(article, Progress(state=ReadState.READING))
    assert session.known().read == frozenset()


def test_who_knows_where_the_passages_are_is_asked(session: Session) -> None:
    assert session.known(lambda: frozenset({"a"})).orphaned() == {"a"}
