"""Nothing that a terminal would act on survives cleaning; all that a reader reads does."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.sources.sanitize import clean, clean_line

FORBIDDEN = re.compile(
    "[\0-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)

hostile = st.text(
    st.sampled_from(
        "\x1b\x9b\x9d\x90\x98\x07\x9c[]P_^X\\;0m c\r\n\t\v\f\x85"
        "\u2028\u202e\u2066\ufeff\0e\u0301é\ud800"
    )
)


@settings(max_examples=200)
@given(st.text(st.characters()) | hostile)
def test_only_characters_of_canonical_text_are_left(text: str) -> None:
    cleaned = clean(text)
    assert not FORBIDDEN.search(cleaned)
    assert unicodedata.is_normalized("NFC", cleaned)


@settings(max_examples=200)
@given(st.text(st.characters()) | hostile)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert clean_line(clean_line(text)) == clean_line(text)


@pytest.mark.parametrize(
    "sequence",
    [
        "\x1b[31m",
        "\x1b[>q",
        "\x1b[?1049h",
        "\x9b1;31m",
        "\x1b]52;c;c2VjcmV0\x07",
        "\x1b]0;a title\x1b\\",
        "\x9d0;a title\x9c",
        "\x1bP$qm\x1b\\",
        "\x1bP+q544e\x07more\x1b\\",
        "\x1b_apc\x1b\\",
        "\x1b^private\x1b\\",
        "\x1bXstart\x1b\\",
        "\x90dcs\x9c",
        "\x1bc",
        "\x1b(B",
        "\x1b",
    ],
)
def test_an_escape_sequence_goes_whole(sequence: str) -> None:
    assert clean(f"before {sequence}\nafter") == "before \nafter"


@pytest.mark.parametrize("opening", ["\x1b]0;", "\x1bP", "\x1b_", "\x9d", "\x1b["])
def test_an_unfinished_sequence_takes_no_line_but_its_own(opening: str) -> None:
    assert clean(f"before\n{opening}\nthe next line stays") == "before\n\nthe next line stays"


def test_text_behind_a_colour_stays() -> None:
    assert clean("\x1b[1mbold\x1b[0m words") == "bold words"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"])
def test_every_kind_of_line_end_becomes_a_line_feed(end: str) -> None:
    assert clean(f"one{end}two") == "one\ntwo"


def test_tabs_become_spaces_up_to_the_next_stop() -> None:
    assert clean("ab\tc") == "ab      c"


@pytest.mark.parametrize("text", ["👩‍👩‍👧", "क्‍ष", "می‌خواهم", "❤️", "العربية", "Երևան"])
def test_joiners_and_variation_selectors_stay(text: str) -> None:
    assert clean(text) == unicodedata.normalize("NFC", text)


def test_accents_are_composed_even_where_something_hidden_stood_between() -> None:
    assert clean("Sargsya\u0301n") == "Sargsyán"
    assert clean("Sargsya\x00\u0301n") == "Sargsyán"


def test_a_name_is_one_line() -> None:
    assert clean_line(" A\u202e title\r\n on \t two \x1b[2Jlines ") == "A title on two lines"
