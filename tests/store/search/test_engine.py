"""The index finds what a scan of all texts finds: the same articles, the same hits in each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from store.search.query import Node, Not, Query
from tests.store.search.brute import brute
from tests.store.search.indexes import indexed
from tests.store.search.strategies import CORPORA, KNOWNS, LEAVES, NODES

if TYPE_CHECKING:
    from store.search.answer import Answer
    from store.search.found import Found, Indexed
    from store.search.known import Known
    from tests.store.search.brute import Place


def _hits(found: Found) -> list[Place]:
    return [(hit.start, hit.end) for hit in found.hits]


def _check(answer: Answer, wanted: dict[str, list[Place]], node: Node) -> None:
    """Whatever is asked of an answer is what the scan found."""
    told = f"{node}"
    candidates = answer.candidates()
    found = list(answer.found(candidates))
    assert {each.article.id: _hits(each) for each in found} == wanted, told
    assert len(found) == len(wanted) == answer.total(), told
    assert answer.ids() == wanted.keys() <= set(candidates), told
    assert not answer.is_exact or set(candidates) == wanted.keys(), told
    page = answer.page(0, 100)
    assert {each.article.id: _hits(each) for each in page} == wanted, told
    assert answer.page(0, 1) + answer.page(1, 2) + answer.page(3, 100) == page, told


@given(CORPORA, KNOWNS, st.lists(LEAVES, min_size=1, max_size=12))
def test_each_leaf_finds_what_a_scan_finds(
    corpus: tuple[Indexed, ...], known: Known, leaves: list[Node]
) -> None:
    snapshot = indexed(corpus)
    for node in (*leaves, *map(Not, leaves)):
        _check(snapshot.ask(Query("", node), known), brute(node, corpus, known), node)


@given(CORPORA, KNOWNS, st.lists(NODES, min_size=1, max_size=12))
def test_leaves_joined_in_any_way_find_what_a_scan_finds(
    corpus: tuple[Indexed, ...], known: Known, nodes: list[Node]
) -> None:
    snapshot = indexed(corpus[::2], corpus[1::2])
    for node in nodes:
        _check(snapshot.ask(Query("", node), known), brute(node, corpus, known), node)
