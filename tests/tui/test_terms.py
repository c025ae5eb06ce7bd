"""Terms light up wherever a reader would say they stand, whichever row is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from store.annotation import Colour, Term
from store.fold import fold
from store.graphemes import snap
from store.span import Span
from tests.strategies import LATIN, SOME, article_from
from tui.reading.paint import Lit
from tui.reading.terms import lit

if TYPE_CHECKING:
    from store.article import Article

TERMS = st.builds(
    Term,
    st.sampled_from(
        (
            "Security",
            "security council",
            "no",
            "no no",
            "А.",
            "東京",
            "U.S.",
            "(see",
            "a",
            "x\u0323",
        )
    ),
    st.sampled_from(Colour),
    st.booleans(),
    st.booleans(),
)
TEXTS = (
    st.lists(
        st.sampled_from(
            [
                word + gap
                for word in (*LATIN, "no", "Security", "COUNCIL", "東京", "А.", "x\u0323")
                for gap in (" ", " ", "", "   ", "\n")
            ]
        ),
        min_size=1,
        max_size=14,
    )
    .map(lambda words: "".join(words).strip())
    .filter(bool)
)


def lit_in(text: str, *terms: Term) -> list[str]:
    """Return the words of a text that are lit up."""
    whole = Span(0, len(text))
    return [each.span.of(text) for each in lit(text, whole, terms, whole)]


def brute_lit(text: str, term: Term) -> set[Lit]:
    """Return what is lit up by trying every stretch of a text."""
    case = not term.match_case
    wanted = fold(term.text, case=case).split()
    found = set()
    for start in range(len(text)):
        for end in range(start + len(term.text), min(len(text), start + 3 * len(term.text)) + 1):
            stretch = fold(text[start:end], case=case)
            if stretch != stretch.strip() or stretch.split() != wanted or "     " in stretch:
                continue
            before, behind = text[start - 1 : start], text[end : end + 1]
            starts = regex.match(r"\p{Han}|\W", stretch[0]) or not regex.match(r"\w", before)
            ends = regex.match(r"\p{Han}", stretch[-1]) or not regex.match(r"\w", behind)
            if (starts and ends) or not term.whole_word:
                found.add(Lit(snap(text, Span(start, end)), term.colour))
    return found


@given(TEXTS, TERMS)
def test_what_is_lit_is_what_trying_every_stretch_finds(text: str, term: Term) -> None:
    whole = Span(0, len(text))
    assert set(lit(text, whole, [term], whole)) == brute_lit(text, term)


@given(TEXTS, st.lists(TERMS, max_size=3), st.data())
def test_a_row_lights_what_the_whole_block_lights_of_it(
    text: str, terms: list[Term], data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    row = Span(start, data.draw(st.integers(start + 1, len(text))))
    whole = Span(0, len(text))
    everywhere = lit(text, whole, terms, whole)
    assert set(lit(text, row, terms, whole)) == {
        each for each in everywhere if each.span.overlaps(row)
    }


@given(SOME, st.lists(TERMS, max_size=3))
def test_nothing_lit_parts_a_grapheme_or_leaves_its_block(
    article: Article, terms: list[Term]
) -> None:
    for block in article.blocks:
        for each in lit(article.text, block.span, terms, block.span):
            assert snap(article.text, each.span) == each.span
            assert block.span.hull(each.span) == block.span


def test_whole_words_are_lit_unless_parts_are_wanted() -> None:
    text = "Armenian troops of Armenia in pro-Armenia"
    assert lit_in(text, Term("armenia")) == ["Armenia", "Armenia"]
    assert lit_in(text, Term("armenia", whole_word=False)) == ["Armenia"] * 3


def test_a_part_of_a_grapheme_lights_it_whole() -> None:
    assert lit_in("x\u0323y", Term("x", whole_word=False)) == ["x\u0323"]


def test_case_matters_only_where_the_term_says_so() -> None:
    text = "May or may; MAY"
    assert lit_in(text, Term("May")) == ["May", "may", "MAY"]
    assert lit_in(text, Term("May", match_case=True)) == ["May"]
    assert lit_in(text, Term("May", match_case=True), Term("may")) == ["May", "May", "may", "MAY"]


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ("Sargsyan", "Sargsyán’s", ["Sargsyán"]),
        ("People's Party", "the People’s\nParty", ["People’s\nParty"]),
        ("Collective Security Council", "Collective  Security\u00a0Council", None),
        ("U.S.", "the U.S. and U.S.A", ["U.S."]),
        ("C++", "C++ and C", ["C++"]),
        ("北京", "我在北京工作", ["北京"]),
        ("कम", "कमी कम", ["कम"]),
        ("Sarg", "Sarg\u0323syan", []),
        ("x", "x\u0323 x", ["x"]),
        ("no no", "no no no", ["no no", "no no"]),
    ],
)
def test_terms_are_lit_as_a_reader_expects(term: str, text: str, found: list[str] | None) -> None:
    assert lit_in(text, Term(term)) == ([text] if found is None else found)


def test_a_term_that_is_parted_by_a_row_end_is_lit_on_both_rows() -> None:
    text = "the Collective Security Council met"
    term = Term("Collective Security Council", Colour.RED)
    (span,) = (each.span for each in lit(text, Span(0, len(text)), [term], Span(0, len(text))))
    for row in (Span(0, 15), Span(15, 24), Span(24, len(text)), Span(30, 31)):
        assert list(lit(text, row, [term], Span(0, len(text)))) == [Lit(span, Colour.RED)]
    assert list(lit(text, Span(0, span.start), [term], Span(0, len(text)))) == []
    assert list(lit(text, Span(span.end, len(text)), [term], Span(0, len(text)))) == []


def test_a_term_does_not_cross_from_one_block_to_the_next() -> None:
    article = article_from("Collective Security", "Council met")
    term = Term("security council")
    for block in article.blocks:
        assert list(lit(article.text, Span(0, len(article.text)), [term], block.span)) == []


def test_a_word_at_the_edge_of_the_window_is_judged_by_what_is_beside_it() -> None:
    text = "unsafe safety safe"
    for start in range(len(text)):
        for end in range(start + 1, len(text) + 1):
            found = list(lit(text, Span(start, end), [Term("safe")], Span(0, len(text))))
            assert [each.span.start for each in found] == ([14] if end > 14 else [])
