"""Collocates are counted word by word, and weighed as Dunning weighed his."""

from __future__ import annotations

from collections import Counter
from math import log
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.search.analysis import Located, located
from store.search.collocates import Collocate, Tally, log_likelihood
from store.span import Span
from tests.store.search.hit_samples import corpora, found

if TYPE_CHECKING:
    from store.search.found import Found

# Bigrams of the table in Dunning (1993): AB, A without B, B without A, neither; -2 log λ.
PUBLISHED = [
    (110, 2442, 111, 29114, 270.72),
    (29, 13, 123, 31612, 263.90),
    (31, 23, 139, 31584, 256.84),
    (10, 0, 3, 31764, 167.23),
    (76, 104, 2476, 29121, 157.21),
]


@pytest.mark.parametrize(("both", "first", "second", "neither", "ratio"), PUBLISHED)
def test_the_measure_gives_what_its_author_published(
    both: int, first: int, second: int, neither: int, ratio: float
) -> None:
    measured = log_likelihood(both, both + first, second, second + neither)
    assert measured == pytest.approx(ratio, abs=0.005)


def test_the_measure_is_what_a_hand_computes() -> None:
    # 3 of 4 words near, 1 of 4 elsewhere: 2 (3 ln 3/2 + 1 ln 1/2 + 1 ln 1/2 + 3 ln 3/2)
    assert log_likelihood(3, 4, 1, 4) == pytest.approx(2 * (6 * log(1.5) + 2 * log(0.5)))
    assert log_likelihood(1, 4, 3, 4) == pytest.approx(-2 * (6 * log(1.5) + 2 * log(0.5)))
    assert log_likelihood(2, 4, 2, 4) == 0
    # All of it near: 2 (2 ln 2) + 2 (0) + 2 (2 ln 2)
    assert log_likelihood(2, 2, 0, 2) == pytest.approx(8 * log(2))


@given(*[st.integers(0, 10_000)] * 4)
def test_the_measure_is_zero_only_for_equal_shares(
    near: int, other_near: int, elsewhere: int, other_elsewhere: int
) -> None:
    all_near, all_elsewhere = near + other_near, elsewhere + other_elsewhere
    ratio = log_likelihood(near, all_near, elsewhere, all_elsewhere)
    lean = near * all_elsewhere - elsewhere * all_near
    assert ratio >= 0 if lean >= 0 else ratio <= 0
    assert abs(ratio) > 1e-12 if lean else abs(ratio) < 1e-6
    assert abs(ratio) == pytest.approx(
        abs(log_likelihood(elsewhere, all_elsewhere, near, all_near)), abs=1e-6
    )


def counted(*articles: Found) -> dict[str, Collocate]:
    """Return the collocates of some articles by word."""
    tally = Tally()
    for article in articles:
        tally.read(article.article.text, article.hits)
    return {each.word: each for each in tally.collocates()}


def test_words_within_five_are_counted_on_their_side() -> None:
    article = found("a b c d e f the HIT of g h i j the k a", "HIT")
    rows = counted(article)
    assert {word: (row.left, row.right, row.count) for word, row in rows.items()} == {
        "c": (1, 0, 1), "d": (1, 0, 1), "e": (1, 0, 1), "f": (1, 0, 1), "the": (1, 0, 1),
        "of": (0, 1, 1), "g": (0, 1, 1), "h": (0, 1, 1), "i": (0, 1, 1), "j": (0, 1, 1),
    }  # fmt: skip
    # 15 words, 10 of them near; "the" once near and once elsewhere, "g" only near.
    assert rows["the"].log_likelihood == pytest.approx(log_likelihood(1, 10, 1, 5))
    assert rows["the"].log_likelihood < 0 < rows["g"].log_likelihood
    assert rows["g"].log_likelihood == pytest.approx(
        2 * (log(15 / 10) + 9 * log(9 * 15 / (10 * 14)) + 5 * log(15 / 14))
    )


def test_a_word_between_two_hits_is_counted_once_at_the_nearer() -> None:
    rows = counted(found("HIT a b c HIT", "HIT"))
    assert {word: (row.left, row.right) for word, row in rows.items()} == {
        "a": (0, 1),
        "b": (0, 1),
        "c": (1, 0),
    }


def test_neither_a_hit_nor_a_word_that_it_cuts_is_a_collocate() -> None:
    rows = counted(found("the unfounded claim of founders", "found"))
    assert sorted(rows) == ["claim", "of", "the"]


def near(words: list[Located], hits: tuple[Span, ...], index: int) -> str:
    """Return on which side of a hit a word is a collocate; empty where it is none."""
    free = [place for place, word in enumerate(words) if not touches(word, hits)]
    distances = []
    for number, hit in enumerate(hits):
        if words[index].end <= hit.start:
            between = sum(words[index].start < words[place].start < hit.start for place in free)
            blocked = any(words[index].end <= other.start < hit.start for other in hits)
            if between < 5 and not blocked:
                distances.append((between, 1, number, "left"))
        else:
            between = sum(hit.end <= words[place].start < words[index].start for place in free)
            blocked = any(
                hit.end <= other.start and other.end <= words[index].start
                for other in hits[number + 1 :]
            )
            if between < 5 and not blocked:
                distances.append((between, 0, number, "right"))
    return min(distances)[-1] if distances else ""


def touches(word: Located, hits: tuple[Span, ...]) -> bool:
    """Tell whether a hit has a part of a word."""
    return any(hit.start < word.end and word.start < hit.end for hit in hits)


@given(corpora())
def test_counts_are_those_of_looking_at_each_word(articles: list[Found]) -> None:
    sides: dict[str, Counter[str]] = {"left": Counter(), "right": Counter(), "": Counter()}
    for article in articles:
        words = list(located(article.article.text))
        for index, word in enumerate(words):
            if article.hits and not touches(word, article.hits):
                sides[near(words, article.hits, index)][word.word] += 1
    rows = counted(*articles)
    assert {word: row.left for word, row in rows.items() if row.left} == sides["left"]
    assert {word: row.right for word, row in rows.items() if row.right} == sides["right"]
    all_near = sides["left"].total() + sides["right"].total()
    for row in rows.values():
        expected = log_likelihood(row.count, all_near, sides[""][row.word], sides[""].total())
        assert row.log_likelihood == pytest.approx(expected)


@given(corpora(), st.integers(1, 3), st.integers(1, 5))
def test_the_most_telling_come_first_and_no_more_than_asked_for(
    articles: list[Found], least: int, limit: int
) -> None:
    tally = Tally()
    assert list(tally.through(articles)) == articles
    everything = tally.collocates()
    order = [(-each.log_likelihood, each.word) for each in everything]
    assert order == sorted(order)
    frequent = tuple(each for each in everything if each.count >= least)
    assert tally.collocates(limit, least=least) == frequent[:limit]


def test_what_may_stand_there_by_chance_and_what_is_left_of_a_genitive_is_left_out() -> None:
    text = "Armenia’s army. Armenia’s army. Armenia’s army. " + "So they said of an army. " * 30
    tally = Tally()
    tally.read(text, tuple(Span(at, at + 7) for at in (0, 16, 32)))
    assert {"s", "army"} <= {each.word for each in tally.collocates(least=3)}
    telling = tally.collocates(least=3, telling=3.84, letters=False)
    assert "s" not in {each.word for each in telling}
    assert all(each.log_likelihood >= 3.84 for each in telling)
    assert len(telling) < len(tally.collocates(least=3, letters=False))


def test_nothing_counted_has_no_collocates() -> None:
    assert Tally().collocates() == ()
    assert counted(found("no hit here at all")) == {}
