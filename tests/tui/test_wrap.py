"""Rows of a block hold as many words as fit, and never part a grapheme."""

from __future__ import annotations

import textwrap

import pytest
import regex
from hypothesis import example, given
from hypothesis import strategies as st

from tests.strategies import CODE, LATIN, LINES, PHRASES, PROSE, boundaries, brute_width
from tui.reading import wrap as wrapping
from tui.reading.wrap import lines, row_spans, wrap

ROOM = st.integers(1, 90)


def rows_of(text: str, width: int) -> list[str]:
    """Return the rows of a whole text, as they stand in it."""
    return [text[start:end] for start, end in row_spans(text, 0, len(text), width)]


@given(st.one_of(LINES, CODE), ROOM)
def test_rows_partition_the_block_on_grapheme_boundaries(text: str, width: int) -> None:
    starts = list(wrap(text, 0, len(text), width))
    assert starts[0] == 0
    assert starts == sorted(set(starts))
    assert set(starts) <= set(boundaries(text))
    assert "".join(rows_of(text, width)) == text


@given(st.one_of(LINES, CODE), ROOM)
@example("the \u0301", 1)
@example("東京 \u0301", 4)
def test_a_row_is_wider_than_its_room_only_where_one_grapheme_is(text: str, width: int) -> None:
    for row in rows_of(text, width):
        shown = row.rstrip(" \n")
        assert brute_width(shown) <= width or len(regex.findall(r"\X", shown)) == 1


@given(PROSE, st.integers(14, 90))
def test_prose_breaks_where_the_standard_library_breaks_it(text: str, width: int) -> None:
    expected = textwrap.wrap(text, width, break_on_hyphens=False)
    assert [row.rstrip() for row in rows_of(text, width)] == expected


# A space that carries a mark is no space to break at.
@given(PHRASES.filter(lambda text: not regex.search(r" [\p{M}\u200d]", text)), ROOM)
@example("ab 中文 cd", 4)
def test_no_row_leaves_out_what_would_still_have_fitted(text: str, width: int) -> None:
    """A row ends because the next piece that may not be parted is too wide for what is left."""
    starts = [*wrap(text, 0, len(text), width), len(text)]
    for start, end, behind in zip(starts, starts[1:], starts[2:], strict=False):
        word = regex.findall(r"\X[^ ]*", text[end:behind])[0]
        assert brute_width((text[start:end] + word).rstrip(" ")) > width


@given(st.text("東京安全保障あア한국", min_size=1), ROOM)
def test_eastern_text_fills_its_rows(text: str, width: int) -> None:
    fitting = max(1, width // 2)
    expected = [text[start : start + fitting] for start in range(0, len(text), fitting)]
    assert rows_of(text, width) == expected


@given(st.one_of(st.lists(st.sampled_from(LATIN), max_size=60).map(" ".join), LINES), ROOM)
@example("the border the border 1\ufe0f\u20e3 the border the border", 10)
@example("border \u0301 the border the border the border", 6)
def test_the_quick_path_breaks_as_the_exact_one_does(text: str, width: int) -> None:
    for line in text.split("\n"):
        quick = list(wrapping._wrap_line(line, 0, len(line), width))
        assert quick == list(wrapping._wrap_units(line, 0, len(line), width))


def test_a_word_longer_than_a_row_begins_a_row_and_fills_the_next() -> None:
    assert rows_of("see https://example.org/a/b now", 10) == [
        "see ",
        "https://ex",
        "ample.org/",
        "a/b now",
    ]


def test_a_space_at_the_end_of_a_row_hangs_over() -> None:
    assert rows_of("abcd efgh", 4) == ["abcd ", "efgh"]
    assert rows_of("東京 東京", 4) == ["東京 ", "東京"]


def test_a_line_feed_ends_a_row_and_blank_lines_stay() -> None:
    assert rows_of("one\n\ntwo", 20) == ["one\n", "\n", "two"]


@pytest.mark.parametrize(
    ("text", "width", "rows"),
    [
        ("東京東京。東京", 8, ["東京東", "京。東京"]),
        ("東京東「京」", 8, ["東京東", "「京」"]),
        ("東京東京ー東京", 8, ["東京東", "京ー東京"]),
        ("中国说“和平”很", 8, ["中国说", "“和平”很"]),
        ("中国说和平”很重", 10, ["中国说和", "平”很重"]),
        ("東京東京, 東京", 8, ["東京東", "京, 東京"]),
        ("東京東京) 東京", 8, ["東京東", "京) 東京"]),
    ],
)
def test_no_row_begins_or_ends_with_the_wrong_sign_in_eastern_text(
    text: str, width: int, rows: list[str]
) -> None:
    assert rows_of(text, width) == rows


def test_a_row_breaks_between_wide_characters_and_beside_latin_words() -> None:
    assert rows_of("東京NATO東京", 6) == ["東京", "NATO東", "京"]


def test_emoji_sequences_stay_whole() -> None:
    family = "👩\u200d👩\u200d👧"
    assert rows_of(family * 4, 5) == [family * 2, family * 2]
    assert rows_of("🇦🇲" * 3, 2) == ["🇦🇲"] * 3


@given(st.one_of(st.just(""), LINES), ROOM)
def test_lines_are_the_rows_without_their_spaces(text: str, width: int) -> None:
    assert lines(text, width) == [row.strip() for row in rows_of(text, width)]


def test_an_empty_text_has_no_lines() -> None:
    assert lines("", 10) == []


def test_only_the_block_is_broken() -> None:
    text = "one two\n\nthree four five"
    assert list(wrap(text, 9, len(text), 10)) == [9, 20]
    assert list(wrap(text, 3, 3, 10)) == []
