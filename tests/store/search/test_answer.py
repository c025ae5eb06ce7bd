"""An answer gives as much as is asked for: pages in order, counts, and an end when told to stop."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from store.search.known import Known
from store.search.query import And, Fuzzy, Near, Not, Prefix, Query, Regex, Word
from tests.store.search.indexes import indexed
from tests.store.search.test_snapshot import article

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.search.answer import Answer
    from store.search.query import Node

_WORD, _PREFIX = Word("troops"), Prefix("troo")
_NEAR, _REGEX = Near(("troops", "border"), 4), Regex("tro+ps")
_BOTH = And((Word("troops"), Regex("bor..r")))


def _corpus() -> Iterator[tuple[int, str]]:
    """Yield articles of which every third has the words apart, so that the index cannot decide."""
    for number in range(300):
        apart = " and so on and on" if number % 3 == 0 else ""
        yield number, f"{'troops ' * (number % 7)}troops{apart} at the border"


def ask(node: Node) -> Answer:
    return indexed([article(*each) for each in _corpus()]).ask(Query("", node), Known())


@pytest.mark.parametrize("node", [_WORD, _PREFIX, _NEAR, _REGEX, _BOTH, Not(Word("nothing"))])
def test_pages_follow_one_another_without_gap_or_repetition(node: Node) -> None:
    snapshot = indexed([article(*each) for each in _corpus()])
    answer, other = (snapshot.ask(Query("", node), Known()) for _ in range(2))
    whole = [each.article.id for each in other.page(0, 1000)]
    turned = [each.article.id for first in range(0, 310, 31) for each in answer.page(first, 31)]
    assert turned == whole
    assert set(whole) == answer.ids()
    assert len(whole) == len(set(whole)) == answer.total()


def test_what_fits_better_comes_before_and_says_so() -> None:
    scores = [each.score for each in ask(_BOTH).page(0, 100)]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) > 1


def test_of_misspelt_words_those_that_begin_as_typed_give_weight() -> None:
    texts = ("nirzoyan", "mirzoyan", "mirzoyam mirzoyam")
    snapshot = indexed([article(*each) for each in enumerate(texts)])
    answer = snapshot.ask(Query("", Fuzzy("mirzoyam", 2)), Known())
    found = [each.article.text for each in answer.page(0, 3)]
    assert found == ["mirzoyam mirzoyam", "mirzoyan", "nirzoyan"]
    assert answer.total() == 3


def test_without_words_to_weigh_articles_come_by_number() -> None:
    answer = ask(Regex("troops"))
    ids = [each.article.id for each in answer.page(0, 100)]
    assert ids == sorted(ids)
    assert not answer.is_ranked
    assert ask(_WORD).is_ranked


def test_only_what_the_index_decides_is_exact() -> None:
    assert [ask(node).is_exact for node in (_WORD, _PREFIX, Not(_WORD))] == [True] * 3
    assert [ask(node).is_exact for node in (_NEAR, _REGEX, _BOTH, Not(_NEAR))] == [False] * 4


def test_articles_are_found_in_the_order_asked_for_and_strangers_passed_over() -> None:
    answer = ask(_NEAR)
    ids = sorted(answer.ids(), reverse=True)
    found = answer.found(["nobody's", *ids, f"{0:012x}"])
    assert [each.article.id for each in found] == ids


@pytest.mark.parametrize("node", [_WORD, _NEAR, _REGEX, Not(_NEAR)])
def test_among_few_articles_is_found_what_is_found_among_all(node: Node) -> None:
    few = [*(f"{number:012x}" for number in range(20, 5, -1)), "nobody's"]
    among = [*ask(node).found_among(few)]
    assert among == [*ask(node).found(few)]
    assert among
    assert [*ask(node).found_among([])] == []


def test_nothing_more_is_looked_at_once_nobody_waits() -> None:
    stop = threading.Event()
    answer = ask(_NEAR)
    found = answer.found(answer.candidates(), stop)
    next(found)
    stop.set()
    assert list(found) == []
    assert answer.total(stop) == 0
    assert answer.page(0, 50, stop) == ()


def test_what_was_left_when_told_to_stop_is_found_when_asked_again() -> None:
    stop = threading.Event()
    stop.set()
    answer = ask(_NEAR)
    assert answer.ids(stop) == frozenset()
    assert answer.page(0, 10, stop) == ()
    assert answer.total() == len(answer.page(0, 1000)) == 200


def test_a_pattern_that_takes_too_long_is_given_up_on_and_told() -> None:
    slow = indexed([article(1, "a" * 40 + "b"), article(2, "troops")])
    answer = slow.ask(Query("", Regex(r"(?:a|a|aa)+$|troops$")), Known())
    assert [each.article.id for each in answer.page(0, 50)] == [f"{2:012x}"]
    assert answer.too_slow == ("001.txt",)
