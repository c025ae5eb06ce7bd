"""What an expression needs is in every text it matches, so that narrowing loses nothing."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from store.search.analysis import PARTED, indexable, joined
from store.search.literals import Literal, literals
from store.search.patterns import PatternError, compiled
from tests.store.search import strategies


def _holds(literal: Literal, word: str) -> bool:
    at = word.find(literal.word)
    while at >= 0:
        end = at + len(literal.word)
        if (literal.is_open_left or at == 0) and (literal.is_open_right or end == len(word)):
            return True
        at = word.find(literal.word, at + 1)
    return False


def _is_narrowed_to(pattern: str, text: str) -> bool:
    """Tell whether the index would give an article with that text for an expression."""
    words = indexable(text).split()
    return PARTED in joined(text) or all(
        any(_holds(literal, word) for literal in clause for word in words)
        for clause in literals(pattern)
    )


def _look_for(pattern: str, text: str) -> None:
    try:
        found = compiled(pattern).search(text, timeout=5)
    except PatternError:
        return
    if found:
        assert _is_narrowed_to(pattern, text)


@st.composite
def _stretches(draw: st.DrawFn) -> tuple[str, str]:
    """Draw a text and an expression made of a stretch of it, so that it mostly matches."""
    text = draw(strategies.TEXTS.filter(bool))
    start = draw(st.integers(0, len(text) - 1))
    stretch = text[start : start + draw(st.integers(1, 12))]
    dress = st.sampled_from(_DRESSES)
    letters = [draw(dress).replace("@", regex.escape(each)) for each in stretch]
    around = draw(st.sampled_from(("@", "@", "(@|nothing)", "(?:@)+", "@|troops", "(?=@)", "^.*@")))
    return text, around.replace("@", "".join(letters))


_DRESSES = (*("@",) * 12, "@?", "@+", "@{1,2}", "(@)", "(?:x|@)", "[^x]", ".", "@.?", r"\b@", "q?@")


@given(_stretches())
def test_a_stretch_of_a_text_is_found_where_it_stands(drawn: tuple[str, str]) -> None:
    text, pattern = drawn
    _look_for(pattern, text)


def test_half_of_a_pair_that_is_spelled_otherwise_is_not_needed() -> None:
    assert compiled("ւրոպա").search("Եւրոպա")
    assert _is_narrowed_to("ւրոպա", "Եւրոպա")


@given(st.sampled_from(strategies.PATTERNS), strategies.TEXTS)
def test_no_text_that_matches_is_left_out(pattern: str, text: str) -> None:
    _look_for(pattern, text)


_SIGNS = (
    *"()[]{}|?*+.^$\\-:!<=#,12abdkpswxDS \n",
    "(?",
    "(?:",
    "(?i)",
    "(?x)",
    "{e}",
    "[[:alpha:]]",
)


@given(st.lists(st.sampled_from(_SIGNS), max_size=8).map("".join), strategies.TEXTS)
def test_what_is_hard_to_read_loses_nothing(pattern: str, text: str) -> None:
    _look_for(pattern, text + " abd 12")


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        ("troops on", [[("troops", True, False)], [("on", False, True)]]),
        ("Sargsyán", [[("sargsyan", True, True)]]),
        ("colou?r", [[("colo", True, True)]]),
        ("ab+cd", [[("ab", True, True)], [("bcd", True, True)]]),
        ("army|navy", [[("army", True, True), ("navy", True, True)]]),
        ("(north|south) border", [
            [("north", True, True), ("south", True, True)], [("border", False, True)],
        ]),
        ("(in )?Yerevan", [[("yerevan", True, True)]]),
        (r"\(see \d+\)", [[("see", False, False)]]),
        ("東京", [[("東", False, False)], [("京", False, True)]]),
        ("the(?!re)", [[("the", True, True)]]),
        ("ւրախ", [[("րախ", True, True)]]),
        ("եւրոպա", [[("եվրոպա", True, True)]]),
        (r"\d{4}", []),
        ("army|", []),
        ("(?x)a r m y", []),
        ("troops{e<=1}", []),
        (r"army\L<names>", []),
    ],
)  # fmt: skip
def test_the_words_an_expression_needs(
    pattern: str, needed: list[list[tuple[str, bool, bool]]]
) -> None:
    assert literals(pattern) == tuple(tuple(Literal(*each) for each in clause) for clause in needed)
