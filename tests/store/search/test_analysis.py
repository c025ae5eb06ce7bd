"""Words are the same for whoever asks for them: the index, the matcher, the query."""

from __future__ import annotations

import unicodedata
from itertools import groupby
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from store.search import analysis
from store.search.analysed import Analysed
from store.search.analysis import (
    LONGEST,
    PARAGRAPH_END,
    PARTED,
    broken,
    indexable,
    joined,
    located,
    parts,
    words,
)
from store.search.letters import BREAK, IS_PLAIN, flatten, is_loose, spelled
from tests.store.search.brute_words import brute_words
from tests.store.search.strategies import TEXTS

if TYPE_CHECKING:
    from collections.abc import Iterator

# Beyond these there are only Chinese characters, tags and what is not in use.
LETTERS = [
    letter
    for letter in map(chr, (*range(0xD800), *range(0xE000, 0x20000), *range(0x2F800, 0x2FA20)))
    if unicodedata.category(letter)[0] in "LMN"
]
_IOTA_BELOW = "\u0345"  # with it a Greek letter has two capitals


@given(TEXTS)
def test_words_are_those_that_brute_force_finds(text: str) -> None:
    assert [each.word for each in located(text)] == brute_words(text)


@given(TEXTS)
def test_whoever_asks_gets_the_same_words(text: str) -> None:
    found = [each.word for each in located(text)]
    assert words(text) == tuple(found)
    assert [word for word in indexable(text).split() if word != PARAGRAPH_END] == found
    assert Analysed(text).blanked.split() == found


@given(TEXTS)
def test_each_word_of_the_spelling_leads_back_to_where_it_stands(text: str) -> None:
    analysed = Analysed(text)
    places, at = [], 0
    for word in analysed.blanked.split():
        start = analysed.blanked.index(f" {word} ", at) + 1
        at = start + len(word)
        places.append((start, at))
    assert analysed.places(places) == [(each.start, each.end) for each in located(text)]


def _once(spelled: str) -> Iterator[str]:
    """Yield words, each once where it stands several times in a row, as empty lines may."""
    return (word for word, _ in groupby(spelled.split()))


@given(TEXTS, TEXTS)
def test_the_parts_of_a_text_have_its_words_and_end_where_its_paragraphs_do(
    one: str, other: str
) -> None:
    text = f"{one}\n\n{other}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(analysis, "STRETCH", 1)
        found = tuple(parts(text))
    assert "\n\n".join(found) == text
    ends = f" {PARAGRAPH_END} ".join(indexable(part) for part in found)
    assert [*_once(ends)] == [*_once(indexable(text))]
    assert {word for part in found for word in joined(part)} == {*joined(text)}


@given(TEXTS, TEXTS, st.sampled_from(("\n\n", " ", "\n", ", ")))
def test_a_piece_has_the_words_it_has_in_the_whole(one: str, other: str, gap: str) -> None:
    assert words(one + gap + other) == words(one) + words(other)


@given(TEXTS)
def test_flattening_keeps_every_offset(text: str) -> None:
    flat = flatten(text)
    assert len(flat) == len(text)
    assert {sign for sign in flat if not sign.isalnum() and not is_loose(sign)} <= {" ", BREAK} | {
        sign for sign in flat if unicodedata.category(sign)[0] == "M"
    }
    assert flatten(" ".join(flat.split())) == " ".join(flat.split())


@settings(max_examples=20)
@given(TEXTS, st.integers(0, 300))
@example("x" * 300 + " b", 0)
@example("e\u0301 東", 3)
def test_a_long_text_is_flattened_as_its_stretches_are(text: str, blanks: int) -> None:
    stretch = text + " " * blanks + "\n."
    times = 140_000 // len(stretch)
    assert flatten(stretch * times) == flatten(stretch) * times
    assert Analysed(stretch * times).blanked.split() == list(words(stretch)) * times


@given(TEXTS)
def test_a_blank_line_parts_and_a_line_feed_does_not(text: str) -> None:
    flat = flatten(text)
    assert all(text.startswith("\n\n", at) for at, sign in enumerate(flat) if sign == BREAK)
    assert bool(text.count("\n\n")) == (BREAK in flat) == (PARAGRAPH_END in indexable(text).split())


def test_every_letter_is_spelled_as_its_spelling_is() -> None:
    for letter in LETTERS:
        flat = flatten(letter)
        spelling = spelled(flat)
        assert flatten(spelling) == spelling, ascii(letter)
        assert spelled(spelling) == spelling, ascii(letter)
        assert spelling == flat or not IS_PLAIN.fullmatch(flat), ascii(letter)


def test_capitals_of_every_letter_are_spelled_as_the_small_ones() -> None:
    cased = [
        letter
        for letter in LETTERS
        if letter.lower() != letter.upper()
        and _IOTA_BELOW not in unicodedata.normalize("NFD", letter)
    ]
    assert len(cased) > 2_000
    assert [each for each in cased if words(each.lower()) != words(each.upper())] == []


@pytest.mark.parametrize(
    "alike",
    [
        ("Sargsyán", "SARGSYAN", "sargsya\u0301n"),
        ("Straße", "STRASSE", "strasse", "STRAẞE"),
        ("ﬁnal", "final", "FINAL"),
        ("İstanbul", "istanbul", "ıstanbul", "ISTANBUL"),
        ("ὈΔΌΣ", "οδός", "οδοσ"),
        ("Łódź", "lodz"),
        ("Ærø", "aero"),
        ("ＮＡＴＯ", "nato"),
        ("Երևան", "ԵՐԵՎԱՆ", "Երեւան"),
        ("ի՞նչ", "ինչ"),
        ("а\u0301рмия", "армия", "АРМИЯ"),
        ("Ещё", "еще"),
        ("שָׁלוֹם", "שלום"),
        ("كَتَبَ", "كتب", "كـتب"),
        ("葛\U000e0100", "葛"),
        ("1\ufe0f\u20e3", "1"),
        ("カ\u3099", "ガ"),
        ("क्\u200dष", "क्ष"),
    ],
)
def test_a_word_is_found_however_it_is_written(alike: tuple[str, ...]) -> None:
    assert len({words(each) for each in alike}) == 1
    assert all(words(alike[0]))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("don’t stop", "don t stop"),
        ("post-soviet", "post soviet"),
        ("3,500.75", "3 500 75"),
        ("U.S.", "u s"),
        ("a_b", "a b"),
        ("東京へ行く", "東 京 へ 行 く"),
        ("サーバー", "サ ー バ ー"),
        ("정상회담", "정 상 회 담"),
        ("nato東京2022", "nato 東 京 2022"),
        ("ไทยดี", "ไ ท ย ดี"),
        ("नमस्ते", "नमस्ते"),
        ("می\u200cخواهم", "می خواهم"),
        ("👩\u200d👩\u200d👧 ❤\ufe0f … — !", ""),
        ("\u0301 \u200d \ufe0f", ""),
        ("x" * 600, f"{'x' * 255} {'x' * 255} {'x' * 90}"),
        ("", ""),
    ],
    ids=range(16),
)
def test_where_a_word_ends(text: str, found: str) -> None:
    assert words(text) == tuple(found.split())


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("their sover- eign soil", [("sovereign", 6, 17)]),
        ("their Sover-\nEign soil", [("sovereign", 6, 17)]),
        ("sover‐ eign", [("sovereign", 0, 11)]),
        ("anti-sover- eign", [("sovereign", 5, 16)]),
        ("in- ter- nal", [("inter", 0, 7), ("ternal", 4, 12)]),
        ("na\u0131- ve\u0301", [("naive", 0, 8)]),
        ("2020- 2021", []),
        ("the end - a start", []),
        ("sover-\n\neign", []),
        ("東- 京", []),
        ("sover-eign", []),
    ],
)
def test_a_word_that_a_hard_wrap_has_broken_is_known_whole(
    text: str, whole: list[tuple[str, int, int]]
) -> None:
    assert list(broken(text)) == whole
    assert joined(text) == tuple(word for word, _, _ in whole)


@pytest.mark.parametrize(
    ("run", "is_parted"),
    [
        ("x" * LONGEST, False),
        ("x" * (LONGEST + 1), True),
        ("x." * LONGEST, False),
        ("東" * 1_000, False),
        ("か" + "\u3099" * LONGEST, True),
        ("か" + "\u3099" * (LONGEST - 1), False),
    ],
    ids=range(6),
)
def test_a_text_tells_that_a_run_was_parted(run: str, *, is_parted: bool) -> None:
    assert (PARTED in joined(f"the {run} of")) is is_parted
