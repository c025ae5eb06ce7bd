"""Which rows of the sidebar a query leaves, before and after it is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.haystack import haystack
from store.search.language import parse
from store.search.query import And, Dated, Field, Fuzzy, Is, Not, Or, Prefix, State, Tagged, Word
from tui.reading.names import Names
from tui.reading.shelf import Row
from tui.reading.sieve import leaves, sift

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from store.search.query import Node

ROWS = (
    Row("1", "Troops at the border", "b.txt", tags=("two words",)),
    Row("2", "Talks", "troops/deep.txt", tags=("security/border",)),
    Row("3", "Talks at the", "border.txt", tags=("two", "words")),
    Row("4", "外交部长", "d.txt"),
)
LEAVES = (
    Word("troops"),
    Word("border"),
    Prefix("tal"),
    Word("talks", Field.TITLE),
    Fuzzy("tolks", 1),
    Tagged("security"),
    Dated("2022-01-01", None),
    Is(State.READ),
    Is(State.UNREAD),
    Is(State.NOTED),
)
IDS = st.frozensets(st.sampled_from([row.id for row in ROWS]))
ANSWERS = st.fixed_dictionaries({leaf: IDS for leaf in LEAVES if leaf != Is(State.UNREAD)})


def trees(leaves: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    def several(parts: st.SearchStrategy[Node]) -> st.SearchStrategy[tuple[Node, ...]]:
        return st.lists(parts, min_size=2, max_size=3).map(tuple)

    return st.recursive(
        leaves,
        lambda parts: st.one_of(parts.map(Not), several(parts).map(And), several(parts).map(Or)),
        max_leaves=6,
    )


TREES = trees(st.sampled_from(LEAVES))
ASKING = trees(st.sampled_from(LEAVES[3:]))


def holds(node: Node, row: Row, answers: Mapping[Node, frozenset[str]]) -> bool:
    """Tell whether a query holds for one article, the plain way."""
    match node:
        case And(parts):
            return all(holds(part, row, answers) for part in parts)
        case Or(parts):
            return any(holds(part, row, answers) for part in parts)
        case Not(part):
            return not holds(part, row, answers)
        case Is(State.UNREAD):
            return row.id not in answers[Is(State.READ)]
        case Word(word, Field.TEXT) | Prefix(word):
            named = haystack(row.title, row.path, *row.tags)
            return word in named or row.id in answers[node]
        case _:
            return row.id in answers[node]


def left_of(
    rows: Sequence[Row], node: Node | None, answers: Mapping[Node, frozenset[str]]
) -> tuple[Row, ...]:
    """Return the rows that a query leaves."""
    return tuple(rows[at] for at in sift(Names(rows), node, answers))


def ids(query: str, answers: Mapping[Node, frozenset[str]] | None = None) -> str:
    return "".join(row.id for row in left_of(ROWS, parse(query).root, answers or {}))


@given(TREES, ANSWERS)
def test_once_all_is_answered_those_rows_are_left_for_which_it_holds(
    tree: Node, answers: dict[Node, frozenset[str]]
) -> None:
    left = tuple(row for row in ROWS if holds(tree, row, answers))
    assert left_of(ROWS, tree, answers) == left
    assert left_of(ROWS, tree, {leaf: answers[leaf] for leaf in leaves(tree)}) == left


@given(st.lists(TREES, min_size=1, max_size=5), ANSWERS, st.sampled_from([ROWS, ROWS[:1], ()]))
def test_what_was_looked_for_before_changes_nothing(
    trees: list[Node], answers: Mapping[Node, frozenset[str]], rows: tuple[Row, ...]
) -> None:
    names = Names(rows)
    for tree in trees:
        assert sift(names, tree, answers) == sift(Names(rows), tree, answers)


@given(st.lists(st.text("talks or", max_size=4), min_size=1, max_size=8))
def test_a_word_typed_letter_by_letter_is_where_it_would_be_at_once(typed: list[str]) -> None:
    names = Names(ROWS)
    for word in typed:
        names.forget_all_but([word])
        assert list(names.holding(word)) == [
            at for at, row in enumerate(ROWS) if word in row.haystack
        ]


@given(TREES, ANSWERS, st.sets(st.sampled_from(range(len(ROWS)))).map(sorted))
def test_some_rows_are_looked_through_as_all_are(
    tree: Node, answers: Mapping[Node, frozenset[str]], among: list[int]
) -> None:
    left = sift(Names(ROWS), tree, answers)
    assert list(sift(Names(ROWS), tree, answers, among)) == [at for at in left if at in among]


@given(ASKING, ANSWERS, st.data())
def test_no_answer_brings_a_row_back_that_was_taken_away_before_it_came(
    tree: Node, answers: dict[Node, frozenset[str]], data: st.DataObject
) -> None:
    known = data.draw(st.sets(st.sampled_from(sorted(answers, key=repr))))
    so_far = {leaf: ids for leaf, ids in answers.items() if leaf in known}
    assert set(left_of(ROWS, tree, answers)) <= set(left_of(ROWS, tree, so_far))


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("troops", "12"),
        ("roop", "12"),
        ("troops border", "12"),
        ('"troops at the border"', "1"),
        ('"the border"', "1"),
        ('"talks troops"', ""),
        ('"two words"', "1"),
        ("deep.txt", "2"),
        ("外交", "4"),
        ("troops -talks", "1"),
        ("-troops", "34"),
        ("troops OR 部长", "124"),
        ("tal*", "23"),
        ("~troops", "1234"),
        ("troops is:unread", "12"),
        ("-is:unread", "1234"),
        ("", "1234"),
        ("(-", "1234"),
        ("date:202", "1234"),
    ],
)
def test_plain_words_need_not_wait_for_an_answer_and_all_else_takes_nothing_away_before_it(
    query: str, left: str
) -> None:
    assert ids(query) == left


def test_what_is_found_in_the_text_is_left_beside_what_the_title_says() -> None:
    assert ids("troops", {Word("troops"): frozenset("4")}) == "124"
    assert ids("-troops", {Word("troops"): frozenset("4")}) == "3"
    assert ids("is:unread", {Is(State.READ): frozenset("12")}) == "34"
