"""A row is cut into runs that look the same throughout, and nothing on it is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from store.annotation import Colour
from store.article import BlockKind, InlineStyle
from store.span import Span
from tui.reading.paint import (
    Canvas,
    Found,
    Highlight,
    Hit,
    Layer,
    Lit,
    Look,
    Run,
    Stroke,
    Styled,
    changed,
    paint,
)

EDGES = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(sorted)
SPANS = EDGES.map(lambda edges: Span(*edges))
SOMETHING = SPANS.filter(len)
COLOURS = st.sampled_from(Colour)
STROKES: st.SearchStrategy[Stroke] = st.one_of(
    st.tuples(SOMETHING, st.sampled_from(InlineStyle)).map(lambda parts: Styled(*parts)),
    st.tuples(SOMETHING, COLOURS).map(lambda parts: Lit(*parts)),
    st.tuples(SOMETHING, COLOURS, st.booleans()).map(lambda parts: Highlight(*parts)),
    st.tuples(SOMETHING, st.booleans()).map(lambda parts: Found(*parts)),
)
CANVASES = st.tuples(
    st.lists(STROKES, max_size=6), st.none() | SOMETHING, st.none() | SOMETHING
).map(lambda parts: Canvas(*parts))
PARAGRAPH = BlockKind.PARAGRAPH


def looks(span: Span, canvas: Canvas) -> list[Look]:
    """Return what lies on each code point of a span."""
    return [run.look for run in paint(span, PARAGRAPH, canvas) for _ in range(run.start, run.end)]


@given(SOMETHING, CANVASES)
def test_runs_partition_the_span_in_order(span: Span, canvas: Canvas) -> None:
    runs = paint(span, PARAGRAPH, canvas)
    assert [offset for run in runs for offset in range(run.start, run.end)] == list(
        range(span.start, span.end)
    )
    assert all(run.start < run.end for run in runs)


@given(SOMETHING, CANVASES)
def test_everything_that_lies_on_a_code_point_is_in_its_look(span: Span, canvas: Canvas) -> None:
    for offset, look in enumerate(looks(span, canvas), span.start):
        here = [stroke for stroke in canvas.strokes if stroke.span.holds(offset)]
        highlights = [each for each in here if isinstance(each, Highlight)]
        found = [each.current for each in here if isinstance(each, Found)]
        terms = [each.colour for each in here if isinstance(each, Lit)]
        assert look.inline == {each.style for each in here if isinstance(each, Styled)}
        assert sorted(look.highlights) == sorted(each.colour for each in highlights)
        assert look.noted == any(each.noted for each in highlights)
        assert (look.hit is Hit.CURRENT) == any(found)
        assert (look.hit is Hit.NONE) == (not found)
        assert look.term == (terms[0] if terms else None)
        assert look.selected == (canvas.selection is not None and canvas.selection.holds(offset))
        assert look.cursor == (canvas.cursor is not None and canvas.cursor.holds(offset))


@given(SOMETHING, CANVASES, st.integers(0, 30))
def test_a_row_looks_the_same_however_it_is_cut(span: Span, canvas: Canvas, cut: int) -> None:
    cut = min(max(cut, span.start), span.end)
    parts = [*looks(Span(span.start, cut), canvas), *looks(Span(cut, span.end), canvas)]
    assert parts == looks(span, canvas)


@given(SOMETHING)
def test_bare_text_is_one_run(span: Span) -> None:
    for kind in BlockKind:
        assert paint(span, kind, Canvas()) == (Run(span.start, span.end, Look(kind)),)


def test_an_empty_row_has_no_runs() -> None:
    canvas = Canvas((Highlight(Span(0, 9), Colour.RED),), Span(0, 9), Span(4, 5))
    assert paint(Span(4, 4), PARAGRAPH, canvas) == ()


def test_of_nested_passages_the_innermost_comes_last() -> None:
    outer = Highlight(Span(0, 20), Colour.RED)
    middle = Highlight(Span(3, 15), Colour.GREEN)
    inner = Highlight(Span(5, 8), Colour.BLUE, noted=True)
    for order in ((outer, middle, inner), (inner, outer, middle), (middle, inner, outer)):
        found = looks(Span(0, 20), Canvas(order))
        assert found[0].highlights == (Colour.RED,)
        assert found[4].highlights == (Colour.RED, Colour.GREEN)
        assert found[6].highlights == (Colour.RED, Colour.GREEN, Colour.BLUE)
        assert [look.noted for look in found] == [5 <= offset < 8 for offset in range(20)]


def test_of_overlapping_passages_of_one_length_the_later_comes_last() -> None:
    one, other = Highlight(Span(0, 6), Colour.RED), Highlight(Span(4, 10), Colour.BLUE)
    for order in ((one, other), (other, one)):
        assert looks(Span(0, 10), Canvas(order))[5].highlights == (Colour.RED, Colour.BLUE)


def test_the_layers_have_their_order() -> None:
    assert [layer.name for layer in sorted(Layer)] == [
        "GROUND",
        "TERM",
        "HIGHLIGHT",
        "FIND",
        "SELECTION",
        "CURSOR",
    ]


@given(st.lists(st.integers(0, 9)), st.lists(st.integers(0, 9)))
def test_no_highlight_that_changed_is_left_out(before: list[int], after: list[int]) -> None:
    old = [Highlight(Span(each, each + 1), Colour.YELLOW) for each in before]
    new = [Highlight(Span(each, each + 1), Colour.YELLOW) for each in after]
    found = [*changed(old, new)]
    assert {*old} ^ {*new} <= {*found}
    if old == new:
        assert not found


def test_one_highlight_that_came_in_between_is_all_that_changed() -> None:
    old = [Highlight(Span(each, each + 1), Colour.YELLOW) for each in range(9)]
    new = Highlight(Span(4, 6), Colour.BLUE)
    assert [*changed(old, [*old[:5], new, *old[5:]])] == [new]
    assert [*changed([*old[:5], new, *old[5:]], old)] == [new]
