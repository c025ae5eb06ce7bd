"""What list and saved searches ask is answered anew where it may have changed, and only there."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from store import edits
from store.annotation import KnownArticle
from store.progress import Progress, ReadState
from store.search.language import parse
from store.search.snapshot import Snapshot
from store.session import Session
from tui.indexing import News
from tui.searching import Searcher
from tui.standing import Standing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from store.search.answer import Answer
    from store.search.known import Known
    from store.search.query import Node, Query

NEVER = threading.Event()


def node(text: str) -> Node:
    root = parse(text).root
    assert root is not None
    return root


@pytest.fixture
def session(corpus: Path) -> Iterator[Session]:
    opened = Session.open(corpus, None, creator="reader")
    index(opened)
    yield opened
    assert opened.close()


def index(session: Session) -> None:
    for _ in session.corpus.scan():
        pass
    for _ in session.search.update(session.corpus.entries, session.corpus.parse, whole=True):
        pass


def known(session: Session, path: str) -> KnownArticle:
    entry = session.corpus.find(path)
    assert entry is not None
    return KnownArticle(entry.id, entry.path, entry.text_hash, entry.title)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Node]:
    """What the index was asked."""
    heard: list[Node] = []
    plain = Snapshot.ask

    def ask(self: Snapshot, query: Query, known: Known) -> Answer:
        assert query.root is not None
        heard.append(query.root)
        return plain(self, query, known)

    monkeypatch.setattr(Snapshot, "ask", ask)
    return heard


def paths(session: Session, ids: frozenset[str]) -> list[str]:
    return sorted(entry.path for entry in session.corpus.entries if entry.id in ids)


QUERIES = ("observers", "tag:security", "-tag:security", "is:unread", "is:read", "lunch is:noted")


def answers(standing: Standing, session: Session, now: Known) -> dict[str, list[str]]:
    found = standing.answers([node(text) for text in QUERIES], now, NEVER)
    assert found is not None
    assert found.indexed == session.search.snapshot().size
    return {text: paths(session, found.ids[node(text)]) for text in QUERIES}


def test_nothing_is_asked_twice_while_neither_index_nor_notes_have_changed(
    session: Session, asked: list[Node]
) -> None:
    standing = Standing(Searcher(session, News()))
    first = answers(standing, session, session.known())
    count = len(asked)
    assert answers(standing, session, session.known()) == first
    assert len(asked) == count


def test_every_answer_is_what_it_would_be_if_nothing_had_been_asked_before(
    corpus: Path, session: Session
) -> None:
    searcher = Searcher(session, News())
    standing, book, stamp = Standing(searcher), session.notebook.book, session.notebook.stamp
    council, ministers = (known(session, name) for name in ("council.md", "ministers.txt"))

    def agree() -> dict[str, list[str]]:
        now = session.known()
        found = answers(standing, session, now)
        assert found == answers(Standing(searcher), session, now)
        return found

    before = agree()
    session.notebook.edit(edits.mark_whole(book, stamp(), council, tags=("security",)))
    assert agree() != before
    session.notebook.edit(edits.mark_whole(session.notebook.book, stamp(), ministers, note="so"))
    assert agree()["lunch is:noted"] == ["ministers.txt"]
    session.log.set(council.id, Progress(3, 1.0, ReadState.READ, "2024-01-01T00:00:00.000Z"))
    assert agree()["is:read"] == ["council.md"]
    (corpus / "new.txt").write_text("New\n\nThe observers left.\n", encoding="utf-8")
    index(session)
    found = agree()
    assert found["observers"] == ["council.md", "ministers.txt", "new.txt"]
    assert found["-tag:security"] == found["is:unread"] == ["ministers.txt", "new.txt"]
    (corpus / "ministers.txt").unlink()
    index(session)
    assert agree()["is:unread"] == ["new.txt"]


def test_what_nobody_waits_for_any_more_has_no_answer(session: Session) -> None:
    stopped = threading.Event()
    stopped.set()
    standing = Standing(Searcher(session, News()))
    assert standing.answers([node("observers")], session.known(), stopped) is None


def test_an_article_that_is_gone_counts_no_more_though_the_index_still_has_it(
    corpus: Path, session: Session
) -> None:
    standing, observers = Standing(Searcher(session, News())), node("observers")
    before = standing.answers([observers], session.known(), NEVER)
    (corpus / "council.md").unlink()
    for _ in session.corpus.scan():
        pass
    after = standing.answers([observers], session.known(), NEVER)
    assert before is not None
    assert after is not None
    assert (before.counts[observers], after.counts[observers]) == (2, 1)
    assert after.ids == before.ids
