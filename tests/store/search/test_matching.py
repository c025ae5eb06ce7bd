"""What the matcher finds is what plain loops over the words of a text find."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.annotation import Anchor, Annotation
from store.article import hash_text
from store.search.found import Indexed
from store.search.known import Known
from store.search.language import parse
from store.search.matching import Matcher
from store.search.notes_leaves import noted
from store.search.query import (
    And,
    Dated,
    Field,
    Fuzzy,
    Is,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Regex,
    State,
    Tagged,
    Word,
)
from tests.store.search import strategies
from tests.store.search.brute import brute, brute_hits
from tests.strategies import canonical

if TYPE_CHECKING:
    from store.search.query import Leaf, Node

TROOPS = ["troop", "troops", "torops", "trops", "tropos"]


def _article(text: str, identity: str = "a") -> Indexed:
    return Indexed(identity, "p", "t", None, None, None, text, hash_text(text))


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


@given(strategies.NOTED_CORPORA, st.lists(strategies.LEAVES, min_size=1, max_size=12))
def test_every_operator_finds_what_brute_force_finds(
    noted: strategies.NotedCorpus, roots: list[Node]
) -> None:
    corpus, known = noted
    for root in roots:
        assert _matched(root, corpus, known) == brute(root, corpus, known), root


@given(
    strategies.NOTED_CORPORA,
    st.lists(strategies.NODES | strategies.NOTES_NODES, min_size=1, max_size=6),
)
def test_joined_queries_find_what_brute_force_finds(
    noted: strategies.NotedCorpus, roots: list[Node]
) -> None:
    corpus, known = noted
    for root in roots:
        assert _matched(root, corpus, known) == brute(root, corpus, known), root


@given(
    strategies.NOTED_CORPORA,
    st.lists(strategies.NODES | strategies.NOTES_NODES, min_size=1, max_size=6),
)
def test_an_article_shows_all_that_is_looked_for_whether_it_is_found_or_not(
    noted: strategies.NotedCorpus, roots: list[Node]
) -> None:
    (article, *_), known = noted
    for root in roots:
        hits = Matcher(root, known).hits(article)
        assert [(hit.start, hit.end) for hit in hits] == brute_hits(root, article, known), root


_SCRAPS = (*'"()-~*/\\:|[]{}?+.&“ ', "OR", "NOT ", "title:", "tag:", "date:", "is:", "the ", "東")


@given(st.lists(st.sampled_from(_SCRAPS), max_size=15).map("".join), strategies.TEXTS)
def test_whatever_is_typed_can_be_looked_for(typed: str, text: str) -> None:
    root = parse(typed).root
    if root:
        hits = Matcher(root, Known()).hits(_article(text))
        assert all(hit.end <= len(text) for hit in hits)
        assert all(one.end <= other.start for one, other in pairwise(hits))


FEW_WORDS = st.lists(st.sampled_from(("a ", "b ", "c ", "ab ", "b\n\n", "a- ")), max_size=20)
FEW = st.sampled_from(("a", "b", "c", "ab"))
SEVERAL = st.lists(FEW, min_size=2, max_size=4).map(tuple)
CROWDED = st.one_of(
    st.builds(Near, SEVERAL, st.integers(2, 8)),
    st.builds(Phrase, SEVERAL, is_open=st.booleans()),
    st.builds(Fuzzy, FEW, st.integers(1, 2)),
    st.builds(Or, st.tuples(st.builds(Phrase, SEVERAL), st.builds(Phrase, SEVERAL))),
)


@given(FEW_WORDS.map("".join), st.lists(CROWDED, min_size=1, max_size=12))
def test_where_much_overlaps_brute_force_finds_the_same(text: str, roots: list[Node]) -> None:
    for root in roots:
        hits = Matcher(root, Known()).hits(_article(text))
        assert [(hit.start, hit.end) for hit in hits] == brute_hits(
            root, _article(text), Known()
        ), root


@pytest.mark.parametrize(
    ("root", "text", "found"),
    [
        (Word("the"), "The other, the", ["The", "the"]),
        (Word("the"), "the the the", ["the", "the", "the"]),
        (Word("sargsyan"), "Mr Sargsyán’s", ["Sargsyán"]),
        (Word("qua"), "q\u0303ua", ["q\u0303ua"]),
        (Word("sover"), "sover- eign", ["sover"]),
        (Word("sovereign"), "the sover- eign one", ["sover- eign"]),
        (Prefix("so"), "so sover- eign", ["so", "sover- eign"]),
        (Prefix("arm"), "Army armed warm", ["Army", "armed"]),
        (Fuzzy("troops", 1), "troop troops, torops trops tropos trps", TROOPS),
        (Fuzzy("troops", 2), "trps trp", ["trps"]),
        (Phrase(("of", "the")), "of — the; of\nthe; of\n\nthe", ["of — the", "of\nthe"]),
        (Phrase(("of", "the")), "often the of them", []),
        (Phrase(("of", "the"), is_open=True), "of the of them", ["of the", "of them"]),
        (Phrase(("a", "a")), "a a a a a", ["a a", "a a"]),
        (Or((Phrase(("x", "a")), Phrase(("a", "a")))), "x a a a", ["x a", "a a"]),
        (Or((Word("a"), Phrase(("a", "b")))), "a b a", ["a b", "a"]),
        (Phrase(("京", "都")), "東京都庁", ["京都"]),
        (Near(("a", "b"), 3), "a x b; b a; a x x b", ["a x b", "b a"]),
        (Near(("a", "b"), 2), "a x b", []),
        (Near(("a", "b"), 8), "a\n\nb", ["a\n\nb"]),
        (Near(("a", "a"), 3), "a b a a", ["a b a"]),
        (Near(("a", "b"), 9), "a a b", ["a b"]),
        (Not(Word("a")), "a b", []),
        (Not(Not(Word("a"))), "a b", ["a"]),
        (And((Word("a"), Not(Word("b")))), "a b", ["a"]),
        (Or((Word("a"), Word("b", Field.TITLE))), "a b", ["a"]),
        (Word("x" * 255), "x" * 300, ["x" * 255]),
        (Regex("(?r)o"), "foo", ["o", "o"]),
        (Regex("\u0301"), "e\u0301x q\u0301", ["q\u0301"]),
    ],
    ids=range(29),
)
def test_a_hit_is_what_was_looked_for_and_no_more(root: Node, text: str, found: list[str]) -> None:
    text = canonical(text)
    hits = Matcher(root, Known()).hits(_article(text))
    assert [hit.of(text) for hit in hits] == found
    assert brute_hits(root, _article(text), Known()) == [(hit.start, hit.end) for hit in hits]


def _annotated(article: str, note: str, exact: str = "", *tags: str) -> Annotation:
    anchor = Anchor(0, len(exact), exact, "", "", "", 0) if exact else None
    return Annotation(f"of {article}", article, anchor, tags, note)


KNOWN = Known(
    annotations=(
        _annotated("a", "", "their sover- eign soil", "Security/Border"),
        _annotated("b", "Why only now", "troops", "été"),
        _annotated("c", "only\n"),
        _annotated("c", "now"),
        _annotated("c", "", "", "securities"),
    ),
    read=frozenset({"a", "c"}),
    orphaned=lambda: frozenset({"b"}),
)


@pytest.mark.parametrize(
    ("leaf", "ids"),
    [
        (Word("only", Field.NOTE), "bc"),
        (Phrase(("only", "now"), Field.NOTE), "b"),
        (Near(("now", "only"), 5, Field.NOTE), "b"),
        (Word("sovereign", Field.QUOTE), "a"),
        (Prefix("troop", Field.QUOTE), "b"),
        (Fuzzy("torops", 1, Field.QUOTE), "b"),
        (Tagged("security"), "a"),
        (Tagged("securit"), ""),
        (Tagged("securit", is_open=True), "ac"),
        (Tagged("security/border"), "a"),
        (Tagged("ete"), "b"),
        (Is(State.READ), "ac"),
        (Is(State.UNREAD), "bd"),
        (Is(State.NOTED), "bc"),
        (Is(State.TAGGED), "abc"),
        (Is(State.ORPHAN), "b"),
    ],
)
def test_notes_are_asked_for_what_they_know(leaf: Leaf, ids: str) -> None:
    articles = [_article("text", each) for each in "abcd"]
    matcher = Matcher(leaf, KNOWN)
    assert "".join(each.id for each in articles if matcher.match(each)) == ids
    if leaf != Is(State.UNREAD):
        assert noted(leaf, KNOWN).articles == set(ids)


def test_what_the_notes_cannot_answer_is_not_asked_of_them() -> None:
    for leaf in (Is(State.UNREAD), Dated(None, None), Regex("a")):
        with pytest.raises(ValueError, match="do not say"):
            noted(leaf, KNOWN)


@pytest.mark.parametrize(
    ("root", "holds"),
    [
        (Word("title"), True),
        (Word("title", Field.TITLE), True),
        (Word("text", Field.TITLE), False),
        (Word("press", Field.SOURCE), True),
        (Word("anyone", Field.AUTHOR), False),
        (Word("folder", Field.PATH), True),
        (Phrase(("text", "a")), False),
        (Near(("text", "title"), 20), False),
        (Dated("2022-05-13", "2022-05-13"), True),
        (Dated(None, "2022-05-12"), False),
        (Dated("2022-05-14", None), False),
        (Dated(None, None), True),
        (Regex("title"), False),
    ],
)
def test_a_field_is_looked_for_where_it_is(root: Node, *, holds: bool) -> None:
    article = Indexed("i", "folder/a.txt", "A title", "2022-05-13", None, "The Press", "text", "")
    assert (Matcher(root, Known()).match(article) is not None) is holds


def test_an_article_without_a_date_is_of_no_day() -> None:
    article = _article("text")
    assert Matcher(Dated(None, None), Known()).match(article) is None
    assert Matcher(Not(Dated("2022-01-01", None)), Known()).match(article)
