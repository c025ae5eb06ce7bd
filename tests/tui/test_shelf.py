"""The sidebar's order and its filter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from store.search.analysis import words
from store.search.language import parse
from tui.reading.arrangement import Arrangement
from tui.reading.names import Names
from tui.reading.shelf import Row, Sort, order
from tui.reading.sieve import sift

if TYPE_CHECKING:
    from collections.abc import Iterable

ROWS = (
    Row("1", "Zebra crossing", "b.txt", date="2021-05-02"),
    Row("2", "Ángel in the news", "c/deep.txt", last_read="2024-01-01T00:00:00.000Z"),
    Row("3", "Angle of view", "a.txt", date="2022-01-01", tags=("security/border",)),
    Row("4", "Բարև Երևան", "d.txt", date="2022-01-01", last_read="2024-06-01T00:00:00.000Z"),
)


def narrow(rows: tuple[Row, ...], query: str) -> tuple[Row, ...]:
    """Return the rows that a query leaves before index and notes have answered."""
    return tuple(rows[at] for at in sift(Names(rows), parse(query).root, {}))


def arrange(rows: Iterable[Row], sort: Sort) -> tuple[Row, ...]:
    """Return rows in order."""
    return Arrangement(sort, rows).rows()


def ids(rows: tuple[Row, ...]) -> str:
    return "".join(row.id for row in rows)


@pytest.mark.parametrize(
    ("sort", "expected"),
    [(Sort.DATE, "3412"), (Sort.TITLE, "2314"), (Sort.NAME, "3124"), (Sort.LAST_READ, "4231")],
)
def test_each_order_puts_the_newest_or_the_first_first_and_what_has_no_date_last(
    sort: Sort, expected: str
) -> None:
    assert ids(arrange(ROWS, sort)) == expected


def test_asking_for_another_order_comes_round_to_the_first() -> None:
    sort = Sort.DATE
    for _ in Sort:
        sort = sort.following
    assert sort is Sort.DATE


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", "1234"),
        ("ANGEL", "2"),
        ("ángle", "3"),
        ("angel NEWS", "2"),
        ("angel zebra", ""),
        ("deep.txt", "2"),
        ("border", "3"),
        ("ԵՐԵՎԱՆ", "4"),
        ("angel ", "2"),
        ("ange\u0301l", "2"),
    ],
)
def test_every_word_must_occur_in_title_path_or_tags_whatever_capitals_and_accents(
    query: str, expected: str
) -> None:
    assert ids(narrow(ROWS, query)) == expected


def test_a_word_does_not_reach_from_the_title_into_the_path() -> None:
    assert narrow((Row("1", "one", "two.txt"),), "onetwo") == ()


# Letters that only the index spells plain, like ð and ø, are found when it has answered.
TITLES = st.text("abcxyzÁéñßЯйЁΣςհայԵև한국어外交カガ09 -'’\"“.,/()")


@given(TITLES, TITLES)
def test_a_title_is_found_by_any_of_its_words(before: str, after: str) -> None:
    row = Row("1", f"{before} {after}", "x")
    assert all(narrow((row,), f'"{each}"') == (row,) for each in words(after))


TIMES = st.sampled_from(
    ["", "2022-01-01T00:00:00.000Z", "2022-01-01T00:00:00.001Z", "2023-01-01T00:00:00.000Z"]
)
DATES = st.none() | st.dates().map(str)
SOME_ROWS = st.lists(
    st.builds(Row, st.uuids().map(str), st.text("aB"), st.text("aB/"), DATES, last_read=TIMES)
)


@given(SOME_ROWS, st.sampled_from(Sort))
def test_the_newest_stand_first_the_others_by_title_then_by_path(
    rows: list[Row], sort: Sort
) -> None:
    by_title = sorted(rows, key=lambda row: row.haystack)
    match sort:
        case Sort.DATE:
            expected = sorted(by_title, key=lambda row: row.date or "", reverse=True)
        case Sort.LAST_READ:
            expected = sorted(by_title, key=lambda row: row.last_read, reverse=True)
        case Sort.NAME:
            expected = sorted(by_title, key=lambda row: row.path.lower())
        case Sort.TITLE:
            expected = by_title
    assert arrange(rows, sort) == tuple(expected)


@given(SOME_ROWS, SOME_ROWS, st.sampled_from(Sort), st.data())
def test_rows_that_come_go_and_change_stand_where_sorting_all_would_put_them(
    rows: list[Row], more: list[Row], sort: Sort, data: st.DataObject
) -> None:
    arrangement = Arrangement(sort, rows)
    assert len(arrangement.rows()) == len(rows)
    arrangement.put(more)
    both = [*rows, *more]
    assert set(arrangement.rows()) == set(both)
    gone = data.draw(st.sets(st.sampled_from(both))) if both else set()
    arrangement.drop({row.id for row in gone})
    left = [row for row in both if row not in gone]
    if left:
        old, words = data.draw(st.sampled_from(left)), data.draw(st.text("aBz"))
        new = replace(old, title=words)
        arrangement.replace(old, new)
        left[left.index(old)] = new
    key = order(sort)
    assert [key(row) for row in arrangement.rows()] == sorted(map(key, left))
    assert {row.id: row for row in arrangement.rows()} == {row.id: row for row in left}


@pytest.mark.parametrize(
    ("title", "query"),
    [
        ("“Quoted” — and ‘so’", "\"quoted\" - 'so'"),
        ("Straße", "STRASSE"),
        ("ΟΔΥΣΣΕΥΣ", "οδυσσευς"),
        ("Ёлка и йод", "елка ИОД"),
        ("한국어 신문", "한국어"),
        ("İstanbul", "istanbul"),
    ],
)
def test_what_a_reader_takes_for_the_same_is_found(title: str, query: str) -> None:
    assert narrow((Row("1", title, "x"),), query)


def test_syllables_are_not_confused_for_their_first_letter() -> None:
    assert not narrow((Row("1", "학교", "x"),), "한국")
