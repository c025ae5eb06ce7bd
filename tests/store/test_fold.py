"""What a reader takes for the same is the same, and no offset moves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.fold import fold
from tests.strategies import LINES

ANYTHING = st.one_of(st.text(), LINES)
# Beyond these there are only Chinese characters, tags and what is not in use.
CODES = (*range(0xD800), *range(0xE000, 0x20000), *range(0x2F800, 0x2FA20))
EVERY_CHARACTER = "".join(map(chr, CODES))


@given(ANYTHING, st.booleans())
def test_folding_keeps_every_offset(text: str, case: bool) -> None:  # noqa: FBT001 - drawn
    folded = fold(text, case=case)
    assert len(folded) == len(text)
    assert folded == "".join(fold(each, case=case) for each in text)


@pytest.mark.parametrize("case", [True, False])
def test_every_character_gives_one_that_folding_leaves(case: bool) -> None:  # noqa: FBT001 - a case
    folded = fold(EVERY_CHARACTER, case=case)
    assert len(folded) == len(EVERY_CHARACTER)
    changed = [
        (ascii(each), ascii(once), ascii(twice))
        for each, once, twice in zip(EVERY_CHARACTER, folded, fold(folded, case=case), strict=True)
        if once != twice
    ]
    assert changed == []


def test_every_white_space_is_a_space() -> None:
    spaces = "".join(each for each in EVERY_CHARACTER if each.isspace())
    assert fold(spaces) == " " * len(spaces)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sargsyán", "sargsyan"),
        ("“it’s”", '"it\'s"'),
        ("„Ja“, «nein»", '"ja", "nein"'),
        ("a–b—c‑d", "a-b-c-d"),
        ("one\ntwo\u00a0three\u3000four", "one two three four"),
        ("ЕЩЁ", "еще"),
        ("ΟΔΟΣ", "οδος"),
        ("İSTANBUL", "istanbul"),
        ("ԵՐԵՎԱՆ", "երեվան"),
    ],
)
def test_what_a_reader_takes_for_the_same_is_folded_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("한국", "하구"), ("ガス", "カス"), ("パス", "バス"), ("कि", "की"), ("东", "西"), ("a", "b")],
)
def test_letters_that_differ_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_capitals_stay_where_case_matters() -> None:
    assert fold("“Élan", case=False) == '"Elan'
