"""From what lies on a run of text to its style on the screen."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from rich.style import Style

from store.article import BlockKind, InlineStyle
from tui.reading.paint import Hit, Layer

if TYPE_CHECKING:
    from rich.color import Color

    from tui.looks import Looks
    from tui.reading.paint import Look

_INLINE = {
    InlineStyle.EMPHASIS: Style(italic=True),
    InlineStyle.STRONG: Style(bold=True),
    InlineStyle.STRIKE: Style(strike=True),
}


@lru_cache(maxsize=4096)
def style_of(look: Look, looks: Looks, *, active: bool = True) -> Style:
    """Return the style of a run, its layers laid over one another in the order of `Layer`.

    Args:
        look: What lies on the run.
        looks: Theme and colour depth.
        active: Whether the text has the keys; the cursor is quieter where it has not.
    """
    laid = {
        Layer.GROUND: _ground(look, looks),
        Layer.TERM: _term(look, looks),
        Layer.HIGHLIGHT: _highlight(look, looks),
        Layer.FIND: _found(look, looks),
        Layer.SELECTION: looks.selection if look.selected else Style.null(),
    }
    below = Style.combine(laid[layer] for layer in Layer if layer < Layer.CURSOR)
    return below + cursor_on(below, looks, active=active) if look.cursor else below


def cursor_on(below: Style, looks: Looks, *, active: bool) -> Style:
    """Return the style of the cursor over a style; it is turned round where it would not show.

    Args:
        below: What the cursor stands on.
        looks: Theme and colour depth.
        active: Whether the text has the keys.
    """
    if not active:
        return looks.cursor_away
    return looks.cursor_turned if _field(below) == _field(looks.cursor) else looks.cursor


def _field(style: Style) -> tuple[Color | None, bool]:
    return style.bgcolor, bool(style.reverse)


def _ground(look: Look, looks: Looks) -> Style:
    style = looks.text + _block(look.kind, looks)
    for inline in sorted(look.inline):
        style += _inline(inline, looks)
    return style


def _inline(style: InlineStyle, looks: Looks) -> Style:
    match style:
        case InlineStyle.CODE:
            return looks.code
        case InlineStyle.LINK:
            return looks.link
        case _:
            return _INLINE[style]


def _block(kind: BlockKind, looks: Looks) -> Style:
    match kind:
        case BlockKind.HEADING:
            return Style(bold=True)
        case BlockKind.QUOTE:
            return Style(italic=True)
        case BlockKind.CODE:
            return looks.code
        case BlockKind.FURNITURE | BlockKind.RULE:
            return looks.faint
        case _:
            return Style.null()


def _highlight(look: Look, looks: Looks) -> Style:
    if not look.highlights:
        return Style.null()
    overlapping = len(look.highlights) > 1
    return looks.wash(look.highlights[-1], strong=overlapping, noted=look.noted)


def _term(look: Look, looks: Looks) -> Style:
    return looks.ink(look.term) + Style(bold=True) if look.term else Style.null()


def _found(look: Look, looks: Looks) -> Style:
    if look.hit is Hit.NONE:
        return Style.null()
    return looks.found_here if look.hit is Hit.CURRENT else looks.found
