"""What the matcher finds is what plain loops over the words of a text find."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.annotation import Anchor, Annotation
from store.article import hash_text
from store.search import query as q
from store.search.found import Indexed
from store.search.known import Known
from store.search.language import parse
from store.search.matching import Matcher
from store.search.notes_leaves import noted
from tests.store.search import strategies
from tests.store.search.brute import brute, brute_hits
from tests.strategies import canonical

if TYPE_CHECKING:
    from tests.store.search.brute_words import Place

TROOPS = ["troop", "troops", "torops", "trops", "tropos"]


def _article(text: str, identity: str = "a") -> Indexed:
    return Indexed(identity, "p", "t", None, None, None, text, hash_text(text))


def _hits(root: q.Node, article: Indexed, known: Known | None = None) -> list[Place]:
    """Return what the matcher finds in an article."""
    hits = Matcher(root, known or Known()).hits(article)
    return [(hit.start, hit.end) for hit in hits]


def _matched(root: q.Node, corpus: tuple[Indexed, ...], known: Known) -> dict[str, list[Place]]:
    matcher = Matcher(root, known)
    matches = {article.id: matcher.match(article) for article in corpus}
    assert matcher.too_slow == []
    return {
        identity: [(hit.start, hit.end) for hit in match.hits]
        for identity, match in matches.items()
        if match
    }


def _compare(noted: strategies.NotedCorpus, roots: list[q.Node]) -> None:
    """Compare what queries find in a corpus with what brute force finds."""
    corpus, known = noted
    for root in roots:
        assert _matched(root, corpus, known) == brute(root, corpus, known), root


QUERIES = st.lists(strategies.NODES | strategies.NOTES_NODES, min_size=1, max_size=6)


@given(strategies.NOTED_CORPORA, st.lists(strategies.LEAVES, min_size=1, max_size=12))
def test_every_operator_finds_what_brute_force_finds(
    noted: strategies.NotedCorpus, roots: list[q.Node]
) -> None:
    _compare(noted, roots)


@given(strategies.NOTED_CORPORA, QUERIES)
def test_joined_queries_find_what_brute_force_finds(
    noted: strategies.NotedCorpus, roots: list[q.Node]
) -> None:
    _compare(noted, roots)


@given(strategies.NOTED_CORPORA, QUERIES)
def test_an_article_shows_all_that_is_looked_for_whether_it_is_found_or_not(
    noted: strategies.NotedCorpus, roots: list[q.Node]
) -> None:
    (article, *_), known = noted
    for root in roots:
        assert _hits(root, article, known) == brute_hits(root, article, known), root


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
    st.builds(q.Near, SEVERAL, st.integers(2, 8)),
    st.builds(q.Phrase, SEVERAL, is_open=st.booleans()),
    st.builds(q.Fuzzy, FEW, st.integers(1, 2)),
    st.builds(q.Or, st.tuples(st.builds(q.Phrase, SEVERAL), st.builds(q.Phrase, SEVERAL))),
)


@given(FEW_WORDS.map("".join), st.lists(CROWDED, min_size=1, max_size=12))
def test_where_much_overlaps_brute_force_finds_the_same(text: str, roots: list[q.Node]) -> None:
    for root in roots:
        article = _article(text)
        assert _hits(root, article) == brute_hits(root, article, Known()), root


@pytest.mark.parametrize(
    ("root", "text", "found"),
    [
        (q.Word("the"), "The other, the", ["The", "the"]),
        (q.Word("the"), "the the the", ["the", "the", "the"]),
        (q.Word("sargsyan"), "Mr Sargsyán’s", ["Sargsyán"]),
        (q.Word("qua"), "q\u0303ua", ["q\u0303ua"]),
        (q.Word("sover"), "sover- eign", ["sover"]),
        (q.Word("sovereign"), "the sover- eign one", ["sover- eign"]),
        (q.Prefix("so"), "so sover- eign", ["so", "sover- eign"]),
        (q.Prefix("arm"), "Army armed warm", ["Army", "armed"]),
        (q.Fuzzy("troops", 1), "troop troops, torops trops tropos trps", TROOPS),
        (q.Fuzzy("troops", 2), "trps trp", ["trps"]),
        (q.Phrase(("of", "the")), "of — the; of\nthe; of\n\nthe", ["of — the", "of\nthe"]),
        (q.Phrase(("of", "the")), "often the of them", []),
        (q.Phrase(("of", "the"), is_open=True), "of the of them", ["of the", "of them"]),
        (q.Phrase(("a", "a")), "a a a a a", ["a a", "a a"]),
        (q.Or((q.Phrase(("x", "a")), q.Phrase(("a", "a")))), "x a a a", ["x a", "a a"]),
        (q.Or((q.Word("a"), q.Phrase(("a", "b")))), "a b a", ["a b", "a"]),
        (q.Phrase(("京", "都")), "東京都庁", ["京都"]),
        (q.Near(("a", "b"), 3), "a x b; b a; a x x b", ["a x b", "b a"]),
        (q.Near(("a", "b"), 2), "a x b", []),
        (q.Near(("a", "b"), 8), "a\n\nb", ["a\n\nb"]),
        (q.Near(("a", "a"), 3), "a b a a", ["a b a"]),
        (q.Near(("a", "b"), 9), "a a b", ["a b"]),
        (q.Not(q.Word("a")), "a b", []),
        (q.Not(q.Not(q.Word("a"))), "a b", ["a"]),
        (q.And((q.Word("a"), q.Not(q.Word("b")))), "a b", ["a"]),
        (q.Or((q.Word("a"), q.Word("b", q.Field.TITLE))), "a b", ["a"]),
        (q.Word("x" * 255), "x" * 300, ["x" * 255]),
        (q.Regex("(?r)o"), "foo", ["o", "o"]),
        (q.Regex("\u0301"), "e\u0301x q\u0301", ["q\u0301"]),
    ],
    ids=range(29),
)
def test_a_hit_is_what_was_looked_for_and_no_more(
    root: q.Node, text: str, found: list[str]
) -> None:
    text = canonical(text)
    article = _article(text)
    hits = _hits(root, article)
    assert [text[start:end] for start, end in hits] == found
    assert brute_hits(root, article, Known()) == hits


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
        (q.Word("only", q.Field.NOTE), "bc"),
        (q.Phrase(("only", "now"), q.Field.NOTE), "b"),
        (q.Near(("now", "only"), 5, q.Field.NOTE), "b"),
        (q.Word("sovereign", q.Field.QUOTE), "a"),
        (q.Prefix("troop", q.Field.QUOTE), "b"),
        (q.Fuzzy("torops", 1, q.Field.QUOTE), "b"),
        (q.Tagged("security"), "a"),
        (q.Tagged("securit"), ""),
        (q.Tagged("securit", is_open=True), "ac"),
        (q.Tagged("security/border"), "a"),
        (q.Tagged("ete"), "b"),
        (q.Is(q.State.READ), "ac"),
        (q.Is(q.State.UNREAD), "bd"),
        (q.Is(q.State.NOTED), "bc"),
        (q.Is(q.State.TAGGED), "abc"),
        (q.Is(q.State.ORPHAN), "b"),
    ],
)
def test_notes_are_asked_for_what_they_know(leaf: q.Leaf, ids: str) -> None:
    articles = [_article("text", each) for each in "abcd"]
    matcher = Matcher(leaf, KNOWN)
    assert "".join(each.id for each in articles if matcher.match(each)) == ids
    if leaf != q.Is(q.State.UNREAD):
        assert noted(leaf, KNOWN).articles == set(ids)


def test_what_the_notes_cannot_answer_is_not_asked_of_them() -> None:
    for leaf in (q.Is(q.State.UNREAD), q.Dated(None, None), q.Regex("a")):
        with pytest.raises(ValueError, match="do not say"):
            noted(leaf, KNOWN)


@pytest.mark.parametrize(
    ("root", "holds"),
    [
        (q.Word("title"), True),
        (q.Word("title", q.Field.TITLE), True),
        (q.Word("text", q.Field.TITLE), False),
        (q.Word("press", q.Field.SOURCE), True),
        (q.Word("anyone", q.Field.AUTHOR), False),
        (q.Word("folder", q.Field.PATH), True),
        (q.Phrase(("text", "a")), False),
        (q.Near(("text", "title"), 20), False),
        (q.Dated("2022-05-13", "2022-05-13"), True),
        (q.Dated(None, "2022-05-12"), False),
        (q.Dated("2022-05-14", None), False),
        (q.Dated(None, None), True),
        (q.Regex("title"), False),
    ],
)
def test_a_field_is_looked_for_where_it_is(root: q.Node, *, holds: bool) -> None:
    article = Indexed("i", "folder/a.txt", "A title", "2022-05-13", None, "The Press", "text", "")
    assert (Matcher(root, Known()).match(article) is not None) is holds


def test_an_article_without_a_date_is_of_no_day() -> None:
    article = _article("text")
    assert Matcher(q.Dated(None, None), Known()).match(article) is None
    assert Matcher(q.Not(q.Dated("2022-01-01", None)), Known()).match(article)
