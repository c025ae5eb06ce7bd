"""A strip shows where in an article its hits are."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from store.search.concordance import gather
from store.search.dispersion import strip, strips
from tests.store.search.hit_samples import corpora, found

if TYPE_CHECKING:
    from store.search.found import Found


def test_each_cell_counts_the_hits_that_begin_in_it() -> None:
    assert strip([0, 24, 25, 99], 100, 4) == (2, 1, 0, 1)
    assert strip([0, 1, 2], 3, 6) == (1, 0, 1, 0, 1, 0)
    assert strip([], 0, 3) == (0, 0, 0)


@given(st.integers(1, 500), st.integers(1, 80), st.data())
def test_a_hit_lies_in_the_cell_that_holds_its_start(
    length: int, cells: int, data: st.DataObject
) -> None:
    starts = data.draw(st.lists(st.integers(0, length - 1)))
    naive = [
        sum(
            cell / cells * length - 1e-9 <= start < (cell + 1) / cells * length - 1e-9
            for start in starts
        )
        for cell in range(cells)
    ]
    assert strip(starts, length, cells) == tuple(naive)


@given(corpora(), st.integers(1, 20))
def test_every_article_with_hits_has_a_strip_of_all_of_them(
    articles: list[Found], cells: int
) -> None:
    lines = list(chain.from_iterable(gather(articles)))
    made = strips(reversed(lines), cells)
    assert {each.article.path: each.hits for each in made} == {
        each.article.path: len(each.hits) for each in articles if each.hits
    }
    assert all(len(each.cells) == cells for each in made)


def test_strips_come_in_the_order_of_the_lines() -> None:
    articles = [found("x x", "x", path="b.txt"), found("x", "x", path="a.txt")]
    lines = list(chain.from_iterable(gather(articles)))
    assert [each.article.path for each in strips(lines, 2)] == ["b.txt", "a.txt"]
    assert [each.cells for each in strips(lines, 2)] == [(1, 1), (1, 0)]
