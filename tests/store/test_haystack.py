"""What a filter takes for the same is what finding in a text takes for the same."""

from __future__ import annotations

import unicodedata

from store.fold import LOOKALIKES, fold
from store.haystack import haystack, needles

CODES = (*range(0xD800), *range(0xE000, 0x20000), *range(0x2F800, 0x2FA20))
_IOTA_BELOW = "\u0345"  # with it a Greek letter has two capitals


def _has_common_accents(character: str) -> bool:
    """Tell whether a letter has no other accents than those that haystacks know."""
    marks = unicodedata.normalize("NFD", character)[1:]
    return all("\u0300" <= mark <= "\u036f" and mark != _IOTA_BELOW for mark in marks)


def test_both_ways_of_folding_take_the_same_letters_for_the_same() -> None:
    letters = [letter for letter in map(chr, CODES) if _has_common_accents(letter)]
    apart = [
        (ascii(letter), haystack(letter), haystack(fold(letter)))
        for letter in letters
        if haystack(letter).split() != haystack(fold(letter)).split()
    ]
    assert len(letters) > 60_000
    assert apart == []


def test_marks_that_are_typed_for_one_another_are_alike_for_a_filter() -> None:
    for marks in LOOKALIKES:
        assert {haystack(mark) for mark in marks} == {marks[0]}


def test_the_longest_word_is_looked_for_first() -> None:
    assert needles("to YEREVÁN met") == ["yerevan", "met", "to"]
