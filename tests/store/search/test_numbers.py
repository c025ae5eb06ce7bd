"""Every article has a number of its own, and ordinary ones can be told from theirs."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from store.identity import new_id
from store.search.numbers import id_of, number_of

_ANY_ID = st.text(st.characters(), max_size=20) | st.from_regex(
    r"[0-9a-fA-F٠-٩]{11,13}", fullmatch=True
)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_the_id_of_an_article_comes_back_from_its_number(path: str) -> None:
    assert id_of(number_of(new_id(path))) == new_id(path)


@given(_ANY_ID, _ANY_ID)
def test_different_ids_have_different_numbers(one: str, other: str) -> None:
    assert (number_of(one) == number_of(other)) == (one == other)


@given(_ANY_ID)
def test_a_number_never_gives_an_id_that_is_not_its_own(article_id: str) -> None:
    number = number_of(article_id)
    assert 0 <= number < 1 << 57
    assert id_of(number) in {article_id, None}


def test_an_id_in_capitals_is_not_taken_for_the_ordinary_one() -> None:
    assert number_of("ABCDEF012345") != number_of("abcdef012345")
