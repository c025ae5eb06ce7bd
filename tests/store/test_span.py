"""A span is a half-open range that never runs backwards."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.span import Span

EDGES = st.tuples(st.integers(0, 12), st.integers(0, 12)).map(sorted)
SPANS = EDGES.map(lambda edges: Span(*edges))


def offsets(span: Span) -> set[int]:
    """Return the offsets in a span."""
    return set(range(span.start, span.end))


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2), (-2, -1)])
def test_what_is_no_range_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match=f"{start}\\.\\.{end}"):
        Span(start, end)


@given(SPANS, st.integers(-1, 13))
def test_a_span_holds_its_offsets_and_no_others(span: Span, offset: int) -> None:
    assert span.holds(offset) == (offset in offsets(span))
    assert len(span) == len(offsets(span))


@given(SPANS, SPANS)
def test_spans_overlap_where_they_share_an_offset(one: Span, other: Span) -> None:
    assert other.overlaps(one) == one.overlaps(other)
    if len(one) and len(other):
        assert one.overlaps(other) == bool(offsets(one) & offsets(other))


@given(SPANS, SPANS)
def test_the_hull_is_the_smallest_span_over_both(one: Span, other: Span) -> None:
    hull = one.hull(other)
    assert {hull.start, hull.end} <= {one.start, one.end, other.start, other.end}
    assert hull.start <= min(one.start, other.start)
    assert hull.end >= max(one.end, other.end)
    assert hull == other.hull(one)


@given(SPANS, SPANS)
def test_spans_sort_by_start_then_by_end(one: Span, other: Span) -> None:
    assert (one < other) == ((one.start, one.end) < (other.start, other.end))


def test_an_empty_span_is_still_a_span() -> None:
    assert Span(3, 3)
    assert not Span(3, 3).holds(3)


def test_a_span_gives_its_words() -> None:
    assert Span(4, 9).of("The Union met") == "Union"
