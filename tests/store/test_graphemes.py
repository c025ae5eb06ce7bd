"""Boundaries found locally are those of the whole text, and of Unicode's own cases."""

from __future__ import annotations

import pytest
import regex
from hypothesis import example, given, settings
from hypothesis import strategies as st

from store import graphemes
from store.span import Span

FAMILY = "👩\u200d👩\u200d👧"
TEXTS = st.text(
    alphabet=st.sampled_from(
        [
            *"ab .\n\r",
            "é",
            "Ж",
            "ա",
            "中",
            "\u0301",  # combining acute
            "\u200d",  # zero width joiner
            "\ufe0f",  # variation selector
            "👩",
            "👧",
            "🏽",  # skin tone
            "\U0001f1e6",  # regional indicators
            "\U0001f1f2",
            "क",
            "\u094d",  # virama
            "\u093e",  # vowel sign
            "\u0600",  # prepended number sign
            "한",
            "가",
            "\u1100",
            "\u1161",
            "\u11a8",
            "\u200b",
        ]
    ),
    max_size=40,
)


def boundaries(text: str) -> list[int]:
    """Return all boundaries of `text`, by the plain rule over the whole of it."""
    return [0, *(found.end() for found in regex.finditer(r"\X", text))]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("naïve", ["n", "a", "ï", "v", "e"]),
        ("nai\u0308ve", ["n", "a", "i\u0308", "v", "e"]),
        (f"a{FAMILY}b", ["a", FAMILY, "b"]),
        ("👍🏽👍", ["👍🏽", "👍"]),
        ("🇦🇲🇫🇷🇦", ["🇦🇲", "🇫🇷", "🇦"]),
        ("Երևան", ["Ե", "ր", "և", "ա", "ն"]),
        ("नमस्ते", ["न", "म", "स्ते"]),
        ("東京", ["東", "京"]),
        ("a\r\nb", ["a", "\r\n", "b"]),
        ("", []),
    ],
)
def test_clusters_are_what_a_reader_takes_for_one_character(text: str, parts: list[str]) -> None:
    assert [span.of(text) for span in graphemes.clusters(text)] == parts


@given(TEXTS)
@example("\U0001f1e6" * 5)
@example("\u0600\U0001f1e6\U0001f1f2\U0001f1e6")
@example("\U0001f1e6\u094dक")
def test_clusters_partition_the_text_as_the_whole_text_rule_does(text: str) -> None:
    spans = list(graphemes.clusters(text))
    assert [0, *(span.end for span in spans)] == boundaries(text)
    assert "".join(span.of(text) for span in spans) == text


@given(TEXTS, st.data())
@settings(max_examples=200)
def test_local_answers_agree_with_the_whole_text(text: str, data: st.DataObject) -> None:
    whole = boundaries(text)
    offset = data.draw(st.integers(0, len(text)))
    assert graphemes.floor(text, offset) == max(b for b in whole if b <= offset)
    assert graphemes.ceil(text, offset) == min(b for b in whole if b >= offset)
    later = [b for b in whole if b > offset]
    assert graphemes.next_offset(text, offset) == (later[0] if later else len(text))
    earlier = [b for b in whole if b < offset]
    assert graphemes.previous_offset(text, offset) == (earlier[-1] if earlier else 0)


@given(TEXTS, st.data())
def test_clusters_of_a_range_are_those_it_touches(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    touched = [
        span for span in graphemes.clusters(text) if span.overlaps(Span(start, end)) and start < end
    ]
    assert list(graphemes.clusters(text, start, end)) == touched


@given(TEXTS, st.data())
def test_snap_gives_the_smallest_cover_of_whole_clusters(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    snapped = graphemes.snap(text, span)
    whole = boundaries(text)
    assert {snapped.start, snapped.end} <= set(whole)
    assert graphemes.snap(text, snapped) == snapped
    if span.start < span.end:
        assert snapped.hull(span) == snapped
        assert snapped.start == max(b for b in whole if b <= span.start)
        assert snapped.end == min(b for b in whole if b >= span.end)
    else:
        assert snapped.start == snapped.end


def test_offsets_outside_the_text_are_taken_to_its_ends() -> None:
    assert graphemes.next_offset("ab", 7) == 2
    assert graphemes.previous_offset("ab", 7) == 1
    assert graphemes.floor("ab", 7) == 2
    assert graphemes.ceil("ab", 7) == 2
    assert graphemes.floor("ab", -1) == 0


def test_a_run_of_flags_is_read_once_and_not_once_per_flag() -> None:
    # 200,000 indicators take minutes where each boundary counts the run from its start.
    flags = "\U0001f1e6\U0001f1f2" * 100_000
    assert graphemes.floor(flags, len(flags) - 1) == len(flags) - 2
    assert sum(1 for _ in graphemes.clusters(flags)) == 100_000
