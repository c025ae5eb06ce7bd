"""Two sessions on one notes file that give two searches or rules one name: both stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from store import saved
from store.annotation import Rejection, Rule, SavedSearch
from store.merge import Change, Step
from store.merging.namesakes import other_name
from tests.store.paced import PacedNotebook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from store.annotation import Record


@pytest.fixture
def both(tmp_path: Path) -> Iterator[tuple[PacedNotebook, PacedNotebook]]:
    path = tmp_path / "corpus.notes.json"
    one, two = (PacedNotebook.open(path, "reader") for _ in range(2))
    yield one, two
    assert one.close()
    assert two.close()


def _at_one_moment(
    both: tuple[PacedNotebook, PacedNotebook], one_step: Step, two_step: Step
) -> None:
    """Have each make a step before it sees the other's, the first written first."""
    one, two = both
    with one.writes_held(), two.writes_held():
        one.edit(one_step)
        two.edit(two_step)
        one.write_once()
        two.write_once()
    for notebook in (two, one):
        notebook.poll()
        assert notebook.settle()
    assert one.book == two.book


def _saved(both: tuple[PacedNotebook, PacedNotebook], *records: Record) -> None:
    """Have both know some records."""
    one, two = both
    one.edit(Step("", tuple(Change(None, record) for record in records)))
    assert one.settle()
    two.poll()
    assert two.settle()
    assert two.book == one.book


def test_two_searches_made_under_one_name_both_stay_and_the_first_keeps_it(
    both: tuple[PacedNotebook, PacedNotebook],
) -> None:
    one, two = both
    _at_one_moment(
        both,
        saved.save_search(one.book, "war", "troops"),
        saved.save_search(two.book, "war", "guns"),
    )
    guns = SavedSearch("war", "guns")
    assert set(one.book.searches()) == {
        SavedSearch("war", "troops"),
        SavedSearch(other_name(guns), "guns"),
    }


def test_the_same_search_made_twice_is_one(both: tuple[PacedNotebook, PacedNotebook]) -> None:
    one, two = both
    _at_one_moment(
        both,
        saved.save_search(one.book, "war", "guns"),
        saved.save_search(two.book, "war", "guns"),
    )
    assert one.book.searches() == (SavedSearch("war", "guns"),)


def test_two_rules_renamed_to_one_name_both_stay_with_what_was_refused_of_each(
    both: tuple[PacedNotebook, PacedNotebook],
) -> None:
    one, two = both
    mine, other = Rule("a", "troops", "security"), Rule("b", "guns", "arms")
    _saved(both, mine, other, Rejection("a", "a1", "1"), Rejection("b", "a1", "1"))
    _at_one_moment(
        both, saved.rename_rule(one.book, "a", "war"), saved.rename_rule(two.book, "b", "war")
    )
    parted = other_name(Rule("war", "guns", "arms"))
    assert set(one.book.rules()) == {
        Rule("war", "troops", "security"),
        Rule(parted, "guns", "arms"),
    }
    assert one.book.rejections_of("war") == {Rejection("war", "a1", "1")}
    assert one.book.rejections_of(parted) == {Rejection(parted, "a1", "1")}


def test_a_query_that_both_change_becomes_two_and_the_tag_that_one_changes_is_changed(
    both: tuple[PacedNotebook, PacedNotebook],
) -> None:
    one, two = both
    _saved(both, SavedSearch("war", "troops"), Rule("sides", "troops", "security"))
    _at_one_moment(
        both,
        saved.save_search(one.book, "war", "troops border"),
        saved.save_search(two.book, "war", "troops town"),
    )
    town = SavedSearch("war", "troops town")
    assert {search.query for search in one.book.searches()} == {"troops border", "troops town"}
    assert one.book.search(other_name(town)) is not None
    _at_one_moment(
        both,
        saved.save_rule(one.book, "sides", "troops border", "security"),
        saved.save_rule(two.book, "sides", "troops", "arms"),
    )
    assert one.book.rules() == (Rule("sides", "troops border", "arms"),)


def test_a_search_renamed_and_changed_leaves_the_other_sides_change_where_it_is(
    both: tuple[PacedNotebook, PacedNotebook],
) -> None:
    one, two = both
    former = SavedSearch("war", "troops")
    _saved(both, former)
    renamed = SavedSearch("peace", "talks")
    _at_one_moment(
        both,
        saved.save_search(one.book, "war", "troops border"),
        Step("rename", (Change(former, renamed),)),
    )
    assert set(two.book.searches()) == {SavedSearch("war", "troops border"), renamed}
