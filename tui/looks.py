"""How things look: the colours of both themes, and what is left of them on poorer terminals."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from rich.style import Style
from textual.theme import BUILTIN_THEMES, Theme

from store.annotation import Colour


class Depth(StrEnum):
    """How many colours the terminal has."""

    FULL = "full"
    SIXTEEN = "sixteen"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Ground:
    """The quiet colours of a theme, as CSS hex values.

    Args:
        dark: Light text on a dark ground.
        paper: Behind the text.
        panel: Behind what lies over the text: pickers, editors.
        line: Where two panes meet.
        ink: The text.
        quiet: What is said beside the text.
        faint: What is only there when looked for.
        accent: The one colour that means "here".
        alarm: What went wrong.
        selection: Behind selected text.
        find: Behind hits of a search.
    """

    dark: bool
    paper: str
    panel: str
    line: str
    ink: str
    quiet: str
    faint: str
    accent: str
    alarm: str
    selection: str
    find: str


DARK = Ground(
    dark=True,
    paper="#17181c",
    panel="#202228",
    line="#33363d",
    ink="#d9d6cf",
    quiet="#94918a",
    faint="#62615e",
    accent="#e0ac5d",
    alarm="#e57373",
    selection="#3a4a63",
    find="#6b5a1e",
)
LIGHT = Ground(
    dark=False,
    paper="#faf8f3",
    panel="#f1eee6",
    line="#d9d4c7",
    ink="#2b2a27",
    quiet="#716d64",
    faint="#a39d90",
    accent="#8f4f0b",
    alarm="#b3261e",
    selection="#c9d8ee",
    find="#ffd95e",
)

_INK_DARK = {
    Colour.YELLOW: "#e3c567",
    Colour.GREEN: "#9ec07c",
    Colour.BLUE: "#7fb0e0",
    Colour.MAGENTA: "#d992c4",
    Colour.CYAN: "#74c4c0",
    Colour.ORANGE: "#e59f6a",
    Colour.RED: "#e08282",
    Colour.VIOLET: "#b29be6",
}
_INK_LIGHT = {
    Colour.YELLOW: "#8a6d00",
    Colour.GREEN: "#3d7a22",
    Colour.BLUE: "#1f62a8",
    Colour.MAGENTA: "#9c2f7d",
    Colour.CYAN: "#0f7570",
    Colour.ORANGE: "#a8560d",
    Colour.RED: "#b02a2a",
    Colour.VIOLET: "#5f3fb0",
}
_WASH_DARK = {
    Colour.YELLOW: ("#453c1c", "#6b5d2b"),
    Colour.GREEN: ("#2c4025", "#46633b"),
    Colour.BLUE: ("#223d57", "#365f86"),
    Colour.MAGENTA: ("#4d2d45", "#75466a"),
    Colour.CYAN: ("#1d4342", "#2f6866"),
    Colour.ORANGE: ("#51341f", "#7c5132"),
    Colour.RED: ("#51292b", "#7c4144"),
    Colour.VIOLET: ("#3a325b", "#5a4e8a"),
}
_WASH_LIGHT = {
    Colour.YELLOW: ("#fbeeb4", "#f2d868"),
    Colour.GREEN: ("#daf0c8", "#b4dd93"),
    Colour.BLUE: ("#d5e6fa", "#a6caf2"),
    Colour.MAGENTA: ("#f7daef", "#ebaedb"),
    Colour.CYAN: ("#cdf0ed", "#96dad5"),
    Colour.ORANGE: ("#fde2c6", "#f7c08c"),
    Colour.RED: ("#fbd6d3", "#f3a9a4"),
    Colour.VIOLET: ("#e5dcfb", "#c4b2f2"),
}
_SIXTEEN = {
    Colour.YELLOW: "yellow",
    Colour.GREEN: "green",
    Colour.BLUE: "blue",
    Colour.MAGENTA: "magenta",
    Colour.CYAN: "cyan",
    Colour.ORANGE: "bright_yellow",
    Colour.RED: "red",
    Colour.VIOLET: "bright_magenta",
}

# Text and ground change places, whatever colours lie below.
_INVERSE = Style(color="default", bgcolor="default", reverse=True, dim=False)


@dataclass(frozen=True, slots=True)
class Looks:
    """Rich styles for everything that is drawn line by line.

    Args:
        ground: The theme's quiet colours.
        depth: How many colours the terminal has.
    """

    ground: Ground = DARK
    depth: Depth = Depth.FULL

    @property
    def text(self) -> Style:
        """Plain text on its paper."""
        if self.depth is Depth.FULL:
            return Style(color=self.ground.ink, bgcolor=self.ground.paper)
        return Style(color="default", bgcolor="default")

    @property
    def quiet(self) -> Style:
        """What is said beside the text."""
        if self.depth is Depth.FULL:
            return Style(color=self.ground.quiet)
        return Style(dim=self.depth is Depth.SIXTEEN)

    @property
    def faint(self) -> Style:
        """What is only there when looked for."""
        if self.depth is Depth.FULL:
            return Style(color=self.ground.faint)
        return Style(dim=True)

    @property
    def accent(self) -> Style:
        """The one colour that means "here"."""
        if self.depth is Depth.FULL:
            return Style(color=self.ground.accent)
        return Style(color="yellow") if self.depth is Depth.SIXTEEN else Style(bold=True)

    @property
    def alarm(self) -> Style:
        """What went wrong."""
        if self.depth is Depth.FULL:
            return Style(color=self.ground.alarm)
        return Style(color="red") if self.depth is Depth.SIXTEEN else Style(bold=True)

    @property
    def line(self) -> Style:
        """Where two panes meet."""
        if self.depth is Depth.FULL:
            return Style(color=self.ground.line)
        return Style(dim=True)

    @property
    def panel(self) -> Style:
        """The ground of what lies over the text."""
        return Style(bgcolor=self.ground.panel) if self.depth is Depth.FULL else Style()

    @property
    def chosen(self) -> Style:
        """The line of a list on which the cursor stands, in the pane that has the keys."""
        if self.depth is Depth.FULL:
            return Style(bgcolor=self.ground.selection)
        return Style(reverse=True)

    @property
    def resting(self) -> Style:
        """The line of a list on which the cursor stands, while another pane has the keys."""
        if self.depth is Depth.FULL:
            return Style(bgcolor=self.ground.panel)
        return Style(bold=True)

    @property
    def selection(self) -> Style:
        """Behind selected text."""
        if self.depth is Depth.FULL:
            return Style(color=self.ground.ink, bgcolor=self.ground.selection)
        return _INVERSE + Style(bold=False)

    @property
    def cursor(self) -> Style:
        """The text cursor while its pane has the keys."""
        if self.depth is Depth.FULL:
            return Style(color=self.ground.paper, bgcolor=self.ground.accent)
        return _INVERSE + Style(bold=False, underline=True)

    @property
    def cursor_turned(self) -> Style:
        """The same on a ground that looks like the cursor's own."""
        marked = Style(bold=True, underline=True)
        if self.depth is Depth.FULL:
            return marked + Style(color=self.ground.accent, bgcolor=self.ground.paper)
        return marked + Style(reverse=False)

    @property
    def cursor_away(self) -> Style:
        """The text cursor while another pane has the keys."""
        if self.depth is Depth.FULL:
            return Style(bgcolor=self.ground.line)
        return _INVERSE + Style(bold=False, dim=True)

    @property
    def found(self) -> Style:
        """Behind a hit of a search."""
        if self.depth is Depth.FULL:
            return Style(bgcolor=self.ground.find)
        return _INVERSE + Style(bold=True, underline=False)

    @property
    def found_here(self) -> Style:
        """Behind the hit of a search on which the reader stands."""
        if self.depth is Depth.FULL:
            return Style(color=self.ground.paper, bgcolor=self.ground.accent, bold=True)
        return _INVERSE + Style(bold=True, underline=True)

    @property
    def link(self) -> Style:
        """Words that lead to another place; an underline alone would pass for a highlight."""
        return Style(italic=True) if self.depth is Depth.NONE else Style(underline=True)

    @property
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
            return Style(color=_SIXTEEN[colour])
        return Style(color=(_INK_DARK if self.ground.dark else _INK_LIGHT)[colour])

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
            ground = Style(color="black", bgcolor=_SIXTEEN[colour], bold=strong or None)
            return ground + underlined
        shades = (_WASH_DARK if self.ground.dark else _WASH_LIGHT)[colour]
        return Style(bgcolor=shades[strong]) + underlined


def _theme(name: str, ground: Ground) -> Theme:
    return Theme(
        name=name,
        primary=ground.accent,
        secondary=ground.quiet,
        accent=ground.accent,
        warning=ground.accent,
        error=ground.alarm,
        success=ground.accent,
        foreground=ground.ink,
        background=ground.paper,
        surface=ground.paper,
        panel=ground.panel,
        dark=ground.dark,
        variables={
            "border": ground.line,
            "quiet": ground.quiet,
            "faint": ground.faint,
            "line": ground.line,
            "selected": ground.selection,
            "block-cursor-background": ground.selection,
            "block-cursor-foreground": ground.ink,
            "input-selection-background": ground.selection,
            "scrollbar": ground.line,
            "scrollbar-hover": ground.faint,
            "scrollbar-active": ground.quiet,
            "scrollbar-background": ground.paper,
            "scrollbar-background-hover": ground.paper,
            "scrollbar-background-active": ground.paper,
            "scrollbar-corner-color": ground.paper,
        },
    )


THEMES: tuple[Theme, ...] = (_theme("dark", DARK), _theme("light", LIGHT))
"""The two themes of a terminal with colours."""

TERMINAL_THEME = replace(
    BUILTIN_THEMES["ansi-dark"],
    name="terminal",
    accent="ansi_yellow",
    variables={
        **BUILTIN_THEMES["ansi-dark"].variables,
        "border": "ansi_default",
        "quiet": "ansi_default",
        "faint": "ansi_default",
        "line": "ansi_default",
        "selected": "ansi_default",
    },
)
"""The terminal's own colours, for sixteen or none."""


@cache
def looks(theme: str, depth: Depth) -> Looks:
    """Return the styles of the named theme at a colour depth."""
    return Looks(LIGHT if theme == "light" else DARK, depth)


def looks_for(app: object) -> Looks:
    """Return the styles of the app a widget lives in; the dark ones where it is not Postil's."""
    found = getattr(app, "looks", None)
    return found if isinstance(found, Looks) else Looks()
