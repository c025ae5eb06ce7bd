"""How things look: the colours of both themes, and what is left of them on poorer terminals."""

from __future__ import annotations

from enum import StrEnum
from functools import cache, cached_property
from typing import TYPE_CHECKING

from msgspec import Struct
from rich.style import Style

from tui.themes import DARK, INK_DARK, INK_LIGHT, LIGHT, SIXTEEN, WASH_DARK, WASH_LIGHT, Ground

if TYPE_CHECKING:
    from store.annotation import Colour


class Depth(StrEnum):
    """How many colours the terminal has."""

    FULL = "full"
    SIXTEEN = "sixteen"
    NONE = "none"


_INVERSE = Style(color="default", bgcolor="default", reverse=True, dim=False)


class Looks(Struct, frozen=True, dict=True):
    """Rich styles for everything that is drawn line by line; each is made once.

    Args:
        ground: The theme's quiet colours.
        depth: How many colours the terminal has.
    """

    ground: Ground = DARK
    depth: Depth = Depth.FULL

    @cached_property
    def text(self) -> Style:
        """Plain text on its paper."""
        if self.depth is Depth.FULL:
            return Style(color=self.ground.ink, bgcolor=self.ground.paper)
        return Style(color="default", bgcolor="default")

    @cached_property
    def quiet(self) -> Style:
        """What is said beside the text."""
        if self.depth is Depth.FULL:
            return Style(color=self.ground.quiet)
        return Style(dim=self.depth is Depth.SIXTEEN)

    @cached_property
    def faint(self) -> Style:
        """What is only there when looked for."""
        if self.depth is Depth.FULL:
            return Style(color=self.ground.faint)
        return Style(dim=True)

    @cached_property
    def accent(self) -> Style:
        """The one colour that means "here"."""
        if self.depth is Depth.FULL:
            return Style(color=self.ground.accent)
        return Style(color="yellow") if self.depth is Depth.SIXTEEN else Style(bold=True)

    @cached_property
    def alarm(self) -> Style:
        """What went wrong."""
        if self.depth is Depth.FULL:
            return Style(color=self.ground.alarm)
        return Style(color="red") if self.depth is Depth.SIXTEEN else Style(bold=True)

    @cached_property
    def line(self) -> Style:
        """Where two panes meet."""
        if self.depth is Depth.FULL:
            return Style(color=self.ground.line)
        return Style(dim=True)

    @cached_property
    def panel(self) -> Style:
        """The ground of what lies over the text."""
        return Style(bgcolor=self.ground.panel) if self.depth is Depth.FULL else Style()

    @cached_property
    def chosen(self) -> Style:
        """The line of a list on which the cursor stands, in the pane that has the keys."""
        if self.depth is Depth.FULL:
            return Style(bgcolor=self.ground.selection)
        return Style(reverse=True)

    @cached_property
    def resting(self) -> Style:
        """The line of a list on which the cursor stands, while another pane has the keys."""
        if self.depth is Depth.FULL:
            return Style(bgcolor=self.ground.panel)
        return Style(bold=True)

    @cached_property
    def selection(self) -> Style:
        """Behind selected text."""
        if self.depth is Depth.FULL:
            return Style(color=self.ground.ink, bgcolor=self.ground.selection)
        return _INVERSE + Style(bold=False)

    @cached_property
    def cursor(self) -> Style:
        """The text cursor while its pane has the keys."""
        if self.depth is Depth.FULL:
            return Style(color=self.ground.paper, bgcolor=self.ground.accent)
        return _INVERSE + Style(bold=False, underline=True)

    @cached_property
    def cursor_turned(self) -> Style:
        """The same on a ground that looks like the cursor's own."""
        marked = Style(bold=True, underline=True)
        if self.depth is Depth.FULL:
            return marked + Style(color=self.ground.accent, bgcolor=self.ground.paper)
        return marked + Style(reverse=False)

    @cached_property
    def cursor_away(self) -> Style:
        """The text cursor while another pane has the keys."""
        if self.depth is Depth.FULL:
            return Style(bgcolor=self.ground.line)
        return _INVERSE + Style(bold=False, dim=True)

    @cached_property
    def found(self) -> Style:
        """Behind a hit of a search."""
        if self.depth is Depth.FULL:
            return Style(bgcolor=self.ground.find)
        return _INVERSE + Style(bold=True, underline=False)

    @cached_property
    def found_here(self) -> Style:
        """Behind the hit of a search on which the reader stands."""
        if self.depth is Depth.FULL:
            return Style(color=self.ground.paper, bgcolor=self.ground.accent, bold=True)
        return _INVERSE + Style(bold=True, underline=True)

    @cached_property
    def link(self) -> Style:
        """Words that lead to another place; an underline alone would pass for a highlight."""
        return Style(italic=True) if self.depth is Depth.NONE else Style(underline=True)

    @cached_property
    def code(self) -> Style:
        """Code and other text set in fixed width."""
        if self.depth is Depth.FULL:
            return Style(color=self.ground.accent)
        return Style(bold=True) if self.depth is Depth.NONE else Style(color="cyan")

    def ink(self, colour: Colour) -> Style:
        """Return the style of a tag's name, dot or sign in `colour`."""
        if self.depth is Depth.NONE:
            return Style()
        if self.depth is Depth.SIXTEEN:
            return Style(color=SIXTEEN[colour])
        return Style(color=(INK_DARK if self.ground.dark else INK_LIGHT)[colour])

    def wash(self, colour: Colour, *, strong: bool = False, noted: bool = False) -> Style:
        """Return the style of a highlight.

        Args:
            colour: Of the passage.
            strong: Several passages lie on one another.
            noted: One of them carries a note.
        """
        # What is not set stays as the layers below have it.
        if self.depth is Depth.NONE:
            return Style(underline=True, bold=strong or None, underline2=noted or None)
        underlined = Style(underline=noted or None)
        if self.depth is Depth.SIXTEEN:
            ground = Style(color="black", bgcolor=SIXTEEN[colour], bold=strong or None)
            return ground + underlined
        shades = (WASH_DARK if self.ground.dark else WASH_LIGHT)[colour]
        return Style(bgcolor=shades[strong]) + underlined


@cache
def looks(theme: str, depth: Depth) -> Looks:
    """Return the styles of the named theme at a colour depth."""
    return Looks(LIGHT if theme == "light" else DARK, depth)


def looks_for(app: object) -> Looks:
    """Return the styles of the app a widget lives in; the dark ones where it is not Postil's."""
    found = getattr(app, "looks", None)
    return found if isinstance(found, Looks) else Looks()
