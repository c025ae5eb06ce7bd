"""The index finds what a scan of all texts finds: the same articles, the same hits in each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.article import hash_text
from store.search import notes_terms
from store.search.found import Indexed
from store.search.known import Known
from store.search.query import (
    Field,
    Fuzzy,
    Is,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Regex,
    State,
    Tagged,
    Word,
)
from tests.store.search.brute import brute
from tests.store.search.indexes import indexed
from tests.store.search.strategies import LEAVES, NODES, NOTED_CORPORA, NOTES_NODES

if TYPE_CHECKING:
    from store.search.answer import Answer
    from store.search.found import Found
    from tests.store.search.brute_words import Place
    from tests.store.search.strategies import NotedCorpus

_NO_FACTS = (None, None, None)


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


@given(NOTED_CORPORA, st.lists(LEAVES, min_size=1, max_size=12))
def test_each_leaf_finds_what_a_scan_finds(noted: NotedCorpus, leaves: list[Node]) -> None:
    corpus, known = noted
    snapshot = indexed(corpus)
    for node in (*leaves, *map(Not, leaves)):
        _check(snapshot.ask(Query("", node), known), brute(node, corpus, known), node)


@given(NOTED_CORPORA, st.lists(NODES | NOTES_NODES, min_size=1, max_size=12))
def test_leaves_joined_in_any_way_find_what_a_scan_finds(
    noted: NotedCorpus, nodes: list[Node]
) -> None:
    corpus, known = noted
    snapshot = indexed(corpus[::2], corpus[1::2])
    for node in nodes:
        _check(snapshot.ask(Query("", node), known), brute(node, corpus, known), node)


_OF_PASSAGES: tuple[Node, ...] = (
    Is(State.TAGGED),
    Is(State.NOTED),
    Or((Is(State.TAGGED), Is(State.NOTED))),
    Prefix("t", Field.QUOTE),
    Not(Not(Tagged("sec", is_open=True))),
)


@given(NOTED_CORPORA)
def test_the_passages_of_notes_are_found_as_a_scan_finds_them(noted: NotedCorpus) -> None:
    corpus, known = noted
    snapshot = indexed(corpus)
    for node in _OF_PASSAGES:
        _check(snapshot.ask(Query("", node), known), brute(node, corpus, known), node)


@given(NOTED_CORPORA, st.lists(NODES | LEAVES, min_size=1, max_size=12))
def test_what_notes_say_of_many_articles_finds_what_a_scan_finds(
    noted: NotedCorpus, nodes: list[Node]
) -> None:
    corpus, known = noted
    snapshot = indexed(corpus)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(notes_terms, "_MOST_NUMBERS", 0)
        for node in nodes:
            answer = snapshot.ask(Query("", node), known)
            _check(answer, brute(node, corpus, known), node)


@pytest.mark.parametrize(
    ("node", "is_found"),
    [
        (Word("sovereign"), True),
        (Prefix("sovere"), True),
        (Fuzzy("soveregn", 1), True),
        (Word("troops"), True),
        (Phrase(("again", "troops")), False),
        (Phrase(("again", "troops"), is_open=True), False),
        (Not(Near(("never", "again"), 2)), True),
        (Not(Near(("never", "again"), 3)), False),
        (Regex("xy"), True),
    ],
)
def test_what_the_index_keeps_apart_or_cannot_decide_is_found_as_it_should_be(
    node: Node, *, is_found: bool
) -> None:
    text = f"{'x' * 255}y sover- eign, never and again"
    only = Indexed(f"{1:012x}", "a.txt", "Troops", None, None, None, text, hash_text(text))
    assert bool(indexed([only]).ask(Query("", node), Known()).total()) == is_found


def test_a_long_beginning_of_many_words_finds_those_words_and_no_others() -> None:
    beginning = "b" * 64
    texts = (
        " ".join(f"{beginning}{number}" for number in range(300)),
        f"{beginning[:62]}order",
        "border",
    )
    corpus = [
        Indexed(f"{number:012x}", f"{number}.txt", "Troops", *_NO_FACTS, text, hash_text(text))
        for number, text in enumerate(texts, start=1)
    ]
    snapshot = indexed(corpus)
    # What the index alone can decide is counted without reading an article; it is told the first
    # 60 letters of a word.
    for length, found, is_exact in ((64, 1, False), (60, 2, True), (2, 2, True), (1, 3, True)):
        answer = snapshot.ask(Query("", Prefix(beginning[:length])), Known())
        assert answer.ids() == {each.id for each in corpus[:found]}
        assert (answer.total(), len(answer.page(0, 9))) == (found, found)
        assert answer.is_exact == is_exact
