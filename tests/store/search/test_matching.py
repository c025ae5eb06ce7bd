"""What the matcher finds is what plain loops over the words of a text find."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given

from store.search.known import Known
from store.search.matching import Matcher
from tests.store.search import strategies
from tests.store.search.brute import brute, brute_hits

if TYPE_CHECKING:
    from store.search.found import Indexed
    from store.search.query import Node


def _matched(
    root: Node, corpus: tuple[Indexed, ...], known: Known
) -> dict[str, list[tuple[int, int]]]:
    matcher = Matcher(root, known)
    matches = {article.id: matcher.match(article) for article in corpus}
    assert matcher.too_slow == []
    return {
        identity: [(hit.start, hit.end) for hit in match.hits]
        for identity, match in matches.items()
        if match
    }


@given(strategies.CORPORA, strategies.KNOWNS, strategies.LEAVES)
def test_every_operator_finds_what_brute_force_finds(
    corpus: tuple[Indexed, ...], known: Known, root: Node
) -> None:
    assert _matched(root, corpus, known) == brute(root, corpus, known)


@given(strategies.CORPORA, strategies.KNOWNS, strategies.NODES)
def test_joined_queries_find_what_brute_force_finds(
    corpus: tuple[Indexed, ...], known: Known, root: Node
) -> None:
    assert _matched(root, corpus, known) == brute(root, corpus, known)


@given(strategies.TEXTS, strategies.NODES)
def test_a_text_alone_shows_all_that_is_looked_for(text: str, root: Node) -> None:
    hits = Matcher(root, Known()).hits(text)
    assert [(hit.start, hit.end) for hit in hits] == brute_hits(root, text)
