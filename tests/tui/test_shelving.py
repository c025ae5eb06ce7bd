"""The shelf's rows stay what a shelf filled afresh would hold, whatever is edited and read."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store import edits
from store.annotation import KnownArticle
from store.progress import Progress, ReadState
from store.scan import ScanUpdate
from store.search.language import parse
from store.session import Session
from tui import shelving
from tui.reading.names import Names
from tui.reading.shelf import Row, Sort
from tui.reading.sieve import sift
from tui.shelving import Shelf
from tui.standing import Answers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from store.search.query import Node

NAMES = ("a", "b", "c/a", "c/b", "d")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """Yield a session on some small articles, two of one title."""
    corpus = tmp_path / "corpus"
    (corpus / "c").mkdir(parents=True)
    for number, name in enumerate(NAMES):
        (corpus / f"{name}.md").write_text(
            f"---\ndate: 2022-01-0{number % 3 + 1}\n---\n# Title {number % 4}\n\nNo words.\n",
            encoding="utf-8",
        )
    session = Session.open(corpus, None, creator="reader")
    assert sum(len(update.added) for update in session.corpus.scan()) == len(NAMES)
    yield session
    assert session.close()


def filled(session: Session) -> Shelf:
    """Return a shelf of all articles of a session."""
    shelf, entries = Shelf(session), session.corpus.entries
    shelf.take(ScanUpdate(entries, (), (), done=True, total=len(entries)))
    return shelf


def afresh(session: Session, sort: Sort) -> tuple[Row, ...]:
    """Return the rows as they must be: each made anew, all put in order."""
    shelf = filled(session)
    shelf.arrange_by(sort)
    return tuple(shelf.rows())


def sifted(rows: Sequence[Row], query: str, answers: dict[Node, frozenset[str]]) -> list[Row]:
    """Return the rows that a query leaves, all looked through anew."""
    return [rows[at] for at in sift(Names(rows), parse(query).root, answers)]


def tag(session: Session, name: str, tags: tuple[str, ...]) -> str:
    """Annotate an article as a whole; return its id."""
    entry = session.corpus.find(f"{name}.md")
    assert entry is not None
    known = KnownArticle(entry.id, entry.path, entry.text_hash, entry.title)
    notebook = session.notebook
    notebook.edit(edits.mark_whole(notebook.book, notebook.stamp(), known, tags=tags, note="n"))
    return entry.id


def read(session: Session, name: str, when: str) -> str:
    """Have an article read to its end; return its id."""
    entry = session.corpus.find(f"{name}.md")
    assert entry is not None
    session.log.set(entry.id, Progress(3, 1.0, ReadState.READ, when))
    return entry.id


DAYS = st.dates(date(2022, 1, 1), date(2022, 1, 4)).map(lambda day: f"{day}T00:00:00.000Z")
TAGS = st.lists(st.sampled_from(["a", "zz"]), unique=True).map(tuple)
EDITS = st.lists(
    st.tuples(st.just(tag), st.sampled_from(NAMES), TAGS)
    | st.tuples(st.just(read), st.sampled_from(NAMES), DAYS),
    max_size=6,
)


@given(sort=st.sampled_from(Sort), steps=st.lists(EDITS, min_size=1, max_size=3))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_renewed_rows_are_those_of_a_shelf_filled_afresh(
    session: Session, *, sort: Sort, steps: list[list[Any]]
) -> None:
    shelf = filled(session)
    shelf.arrange_by(sort)
    for several in steps:
        shelf.rows()
        touched = [do(session, name, what) for do, name, what in several]
        shelf.renew(touched)
        assert tuple(shelf.rows()) == afresh(session, sort)
        assert all(shelf.row(row.id) == row for row in shelf.rows())


@given(
    sort=st.sampled_from(Sort),
    parts=st.lists(st.sets(st.sampled_from(NAMES)).map(sorted), max_size=4),
    gone=st.sets(st.sampled_from(NAMES)).map(sorted),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_in_whatever_parts_a_scan_tells_of_the_articles_they_come_to_stand_in_one_order(
    session: Session, *, sort: Sort, parts: list[list[str]], gone: list[str]
) -> None:
    entries = {entry.path.removesuffix(".md"): entry for entry in session.corpus.entries}
    shelf = Shelf(session)
    shelf.arrange_by(sort)
    listed: set[str] = set()
    for part in parts:
        added = tuple(entries[name] for name in part)
        shelf.take(ScanUpdate(added, (), (), done=False, total=len(NAMES)))
        listed.update(part)
    shelf.take(ScanUpdate((), (), tuple(entries[name].id for name in gone), done=True, total=0))
    ids = {entries[name].id for name in listed.difference(gone)}
    assert tuple(shelf.rows()) == tuple(row for row in afresh(session, sort) if row.id in ids)
    assert len(shelf) == len(ids)


def test_rows_are_sorted_only_when_they_come_or_another_order_is_asked_for(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = filled(session)
    shelf.rows()
    monkeypatch.setattr(shelving, "Arrangement", None)
    shelf.renew([tag(session, "a", ("security",)), read(session, "d", "2022-01-01")])
    rows = shelf.rows()
    monkeypatch.undo()
    assert tuple(rows) == afresh(session, shelf.sort)


def test_rows_handed_out_before_an_edit_stay_as_they_were(session: Session) -> None:
    shelf = filled(session)
    before = shelf.rows()
    shelf.renew([tag(session, "b", ("security",))])
    assert all(not row.tags for row in before)
    assert sum(bool(row.tags) for row in shelf.rows()) == 1


@given(
    query=st.sampled_from(["title", "1", "c", "title 1", "title or d", "-title", "tag:x"]),
    answers=st.lists(st.frozensets(st.sampled_from(range(len(NAMES)))), min_size=1, max_size=3),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_each_answer_leaves_what_looking_all_rows_through_with_it_would(
    session: Session, query: str, answers: list[frozenset[int]]
) -> None:
    shelf = filled(session)
    rows = shelf.rows()
    shelf.query = query
    assert list(shelf.rows()) == sifted(rows, query, {})
    for answer in answers:
        ids = dict.fromkeys(shelf.asked, frozenset(rows[at].id for at in answer))
        shelf.take_answers(Answers(ids, {}, len(rows)), is_partial=False)
        assert list(shelf.rows()) == sifted(rows, query, ids)


@given(
    sort=st.sampled_from(Sort),
    query=st.sampled_from(["", "title", "1", "-title", "c", "security"]),
    edits=EDITS,
    is_renewed=st.booleans(),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_rows_know_where_each_stands_whatever_came_after_them(
    session: Session, *, sort: Sort, query: str, edits: list[Any], is_renewed: bool
) -> None:
    shelf = filled(session)
    shelf.arrange_by(sort)
    shelf.query = query
    below = [Row("gone", "Gone", "gone.txt")]
    rows = shelf.rows().over(below)
    touched = [do(session, name, what) for do, name, what in edits]
    if is_renewed:
        shelf.renew(touched)
    told = {row.id: rows.index_of(row.id) for row in rows}
    assert told == {row.id: at for at, row in enumerate(rows)}
    others = {row.id for row in afresh(session, sort)} - told.keys()
    assert [rows.index_of(each) for each in (*others, "nowhere")] == [None] * (len(others) + 1)
    assert (rows[-1], rows[0:2]) == ([*rows][-1], [*rows][0:2])


@given(
    query=st.sampled_from(["title", "1", "zz", "-zz", "c"]),
    steps=st.lists(EDITS, min_size=1, max_size=3),
    sort=st.sampled_from(Sort),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_read_and_tagged_under_a_filter_leaves_what_the_filter_would_leave_anew(
    session: Session, *, query: str, steps: list[list[Any]], sort: Sort
) -> None:
    shelf = filled(session)
    shelf.arrange_by(sort)
    shelf.query = query
    for several in steps:
        shelf.rows()
        shelf.renew([do(session, name, what) for do, name, what in several])
        assert list(shelf.rows()) == sifted(afresh(session, sort), query, {})


def test_the_query_sees_new_tags(session: Session) -> None:
    shelf = filled(session)
    shelf.query = "security"
    assert not shelf.rows()
    tagged = tag(session, "b", ("security",))
    shelf.renew([tagged])
    assert [row.id for row in shelf.rows()] == [tagged]


def test_articles_that_are_gone_are_passed_over(session: Session) -> None:
    shelf = filled(session)
    rows = shelf.rows()
    shelf.renew(["no such article"])
    shelf.take(ScanUpdate((), (), (rows[0].id,), done=True, total=4))
    shelf.renew([rows[0].id])
    assert list(shelf.rows()) == rows[1:]
    assert shelf.row(rows[0].id) is None
