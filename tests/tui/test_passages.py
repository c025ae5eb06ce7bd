"""Looking passages up by offset finds what looking at each of them finds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from store.span import Span
from tui.reading.passages import Passages

SPANS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 30)).map(
        lambda each: Span(each[0], each[0] + each[1])
    ),
    max_size=30,
)
OFFSETS = st.integers(-1, 100)


@given(SPANS, OFFSETS)
def test_those_that_hold_an_offset_are_found_the_nearest_first(
    spans: list[Span], offset: int
) -> None:
    found = [*Passages(spans).holding(offset)]
    assert sorted(found) == [index for index, span in enumerate(spans) if span.holds(offset)]
    starts = [spans[index].start for index in found]
    assert starts == sorted(starts, reverse=True)


@given(SPANS, OFFSETS, st.integers(0, 40))
def test_those_that_overlap_a_stretch_are_found_in_their_order(
    spans: list[Span], start: int, length: int
) -> None:
    stretch = Span(max(0, start), max(0, start) + length)
    found = [*Passages(spans).overlapping(stretch)]
    assert sorted(found) == [index for index, span in enumerate(spans) if span.overlaps(stretch)]
    assert [spans[index] for index in found] == sorted(spans[index] for index in found)


@given(SPANS, OFFSETS)
def test_the_next_and_the_one_before_are_found(spans: list[Span], offset: int) -> None:
    passages = Passages(spans)
    behind = [span for span in spans if span.start > offset]
    before = [span for span in spans if span.start < offset]
    assert passages.after(offset) == min(behind, default=None)
    assert passages.before(offset) == max(before, default=None)
