"""Each layer shows over those below it, with all colours, with sixteen and with none."""

from __future__ import annotations

from itertools import combinations, product
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from store.annotation import Colour
from store.article import BlockKind, InlineStyle
from tui.looks import Depth, Looks, looks
from tui.painting import style_of
from tui.reading.paint import Hit, Layer, Look

if TYPE_CHECKING:
    from rich.style import Style

ALL_LOOKS = [looks(theme, depth) for theme, depth in product(("dark", "light"), Depth)]
PLAIN = Look()
ONE = Look(highlights=(Colour.BLUE,))
OVERLAPPING = Look(highlights=(Colour.YELLOW, Colour.BLUE))

# Each layer above the ground as it is put on a look.
LAID: dict[Layer, list[dict[str, Any]]] = {
    Layer.TERM: [{"term": Colour.RED}],
    Layer.HIGHLIGHT: [{"highlights": (Colour.BLUE,), "noted": noted} for noted in (False, True)],
    Layer.FIND: [{"hit": Hit.OTHER}, {"hit": Hit.CURRENT}],
    Layer.SELECTION: [{"selected": True}],
    Layer.CURSOR: [{"cursor": True}],
}
PAIRS = [
    (lower, upper, under, over)
    for lower, upper in combinations(LAID, 2)
    for under, over in product(LAID[lower], LAID[upper])
]

every_look = pytest.mark.parametrize("shown", ALL_LOOKS, ids=lambda each: each.depth)


def ground(style: Style) -> tuple[object, bool]:
    """Return what is seen behind the letters."""
    return (style.color if style.reverse else style.bgcolor), bool(style.reverse)


def seen(style: Style) -> tuple[object, ...]:
    """Return everything by which a style can be told from another."""
    flags = (
        style.bold,
        style.dim,
        style.italic,
        style.underline,
        style.underline2,
        style.strike,
        style.reverse,
    )
    return (style.color, style.bgcolor, *map(bool, flags))


@every_look
@pytest.mark.parametrize(("lower", "upper", "under", "over"), PAIRS)
def test_the_higher_layer_is_seen_where_two_meet(
    lower: Layer, upper: Layer, under: dict[str, Any], over: dict[str, Any], shown: Looks
) -> None:
    below = style_of(replace(PLAIN, **under), shown)
    both = style_of(replace(PLAIN, **under, **over), shown)
    alone = style_of(replace(PLAIN, **over), shown)
    assert lower < upper
    assert seen(both) != seen(below)
    if upper is Layer.CURSOR:
        assert ground(both) != ground(below)
    else:
        assert ground(both) == ground(alone)


@every_look
def test_no_two_layers_look_the_same(shown: Looks) -> None:
    single = [PLAIN, *(replace(PLAIN, **each) for laid in LAID.values() for each in laid)]
    single += [OVERLAPPING, replace(OVERLAPPING, noted=True)]
    styles = {seen(style_of(look, shown)) for look in single}
    assert len(styles) == len(single)


@every_look
def test_overlapping_passages_differ_from_one_and_a_noted_one_from_one_without(
    shown: Looks,
) -> None:
    four = (ONE, OVERLAPPING, replace(ONE, noted=True), replace(OVERLAPPING, noted=True))
    assert len({seen(style_of(look, shown)) for look in four}) == 4


@pytest.mark.parametrize("depth", [Depth.FULL, Depth.SIXTEEN])
@pytest.mark.parametrize("theme", ["dark", "light"])
def test_every_colour_of_a_highlight_and_a_term_is_one_of_its_own(theme: str, depth: Depth) -> None:
    shown = looks(theme, depth)
    for kinds in (
        [Look(highlights=(colour,)) for colour in Colour],
        [Look(highlights=(colour, colour)) for colour in Colour],
        [Look(term=colour) for colour in Colour],
    ):
        assert len({seen(style_of(look, shown)) for look in kinds}) == len(Colour)


@every_look
def test_a_passage_has_the_colour_of_the_innermost(shown: Looks) -> None:
    inside = style_of(Look(highlights=(Colour.YELLOW, Colour.BLUE)), shown)
    other = style_of(Look(highlights=(Colour.RED, Colour.BLUE)), shown)
    assert inside == other


@every_look
def test_the_cursor_shows_wherever_it_stands(shown: Looks) -> None:
    for kind, term, passages, noted, hit, selected in product(
        BlockKind,
        (None, Colour.RED),
        ((), (Colour.YELLOW,), (Colour.YELLOW, Colour.RED)),
        (False, True),
        Hit,
        (False, True),
    ):
        look = Look(kind, frozenset(), term, passages, noted, hit, selected)
        on = replace(look, cursor=True)
        without = seen(style_of(look, shown))
        assert seen(style_of(on, shown)) != without, look
        assert seen(style_of(on, shown, active=False)) != without, look
        assert seen(style_of(on, shown, active=False)) != seen(style_of(on, shown)), look


@every_look
@pytest.mark.parametrize("style", list(InlineStyle))
def test_inline_styles_are_seen_and_do_not_pass_for_a_passage(
    style: InlineStyle, shown: Looks
) -> None:
    inline = seen(style_of(Look(inline=frozenset({style})), shown))
    assert inline != seen(style_of(PLAIN, shown))
    for passage in (ONE, OVERLAPPING, replace(ONE, noted=True)):
        assert inline != seen(style_of(passage, shown))


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_without_colours_none_is_used(theme: str) -> None:
    shown = looks(theme, Depth.NONE)
    for kind, term, passages, hit, selected, cursor, active in product(
        BlockKind,
        (None, Colour.RED),
        ((), (Colour.RED,), (Colour.RED, Colour.BLUE)),
        Hit,
        (False, True),
        (False, True),
        (False, True),
    ):
        look = Look(
            kind,
            frozenset(InlineStyle),
            term,
            passages,
            hit=hit,
            selected=selected,
            cursor=cursor,
        )
        style = style_of(look, shown, active=active)
        for colour in (style.color, style.bgcolor):
            assert colour is None or colour.is_default


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_with_sixteen_colours_only_those_are_used(theme: str) -> None:
    shown = looks(theme, Depth.SIXTEEN)
    for kind, term, passages, hit in product(
        BlockKind, (None, *Colour), ((), *((colour,) for colour in Colour)), Hit
    ):
        style = style_of(Look(kind, frozenset(InlineStyle), term, passages, hit=hit), shown)
        for colour in (style.color, style.bgcolor):
            assert colour is None or colour.is_default or (colour.number or 0) < 16
            assert colour is None or colour.triplet is None


@every_look
@pytest.mark.parametrize(
    "kind", [BlockKind.HEADING, BlockKind.QUOTE, BlockKind.CODE, BlockKind.FURNITURE]
)
def test_headings_quotes_code_and_leftovers_are_visibly_so(kind: BlockKind, shown: Looks) -> None:
    assert seen(style_of(Look(kind), shown)) != seen(style_of(PLAIN, shown))
