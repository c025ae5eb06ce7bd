"""The colours of both themes, and of the terminal's own."""

from __future__ import annotations

from dataclasses import replace

from msgspec import Struct
from textual.theme import BUILTIN_THEMES, Theme

from store.annotation import Colour


class Ground(Struct, frozen=True, kw_only=True):
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

INK_DARK = {
    Colour.YELLOW: "#e3c567",
    Colour.GREEN: "#9ec07c",
    Colour.BLUE: "#7fb0e0",
    Colour.MAGENTA: "#d992c4",
    Colour.CYAN: "#74c4c0",
    Colour.ORANGE: "#e59f6a",
    Colour.RED: "#e08282",
    Colour.VIOLET: "#b29be6",
}
"""Of a tag's name or sign on a dark ground."""

INK_LIGHT = {
    Colour.YELLOW: "#8a6d00",
    Colour.GREEN: "#3d7a22",
    Colour.BLUE: "#1f62a8",
    Colour.MAGENTA: "#9c2f7d",
    Colour.CYAN: "#0f7570",
    Colour.ORANGE: "#a8560d",
    Colour.RED: "#b02a2a",
    Colour.VIOLET: "#5f3fb0",
}
"""The same on a light ground."""

WASH_DARK = {
    Colour.YELLOW: ("#453c1c", "#6b5d2b"),
    Colour.GREEN: ("#2c4025", "#46633b"),
    Colour.BLUE: ("#223d57", "#365f86"),
    Colour.MAGENTA: ("#4d2d45", "#75466a"),
    Colour.CYAN: ("#1d4342", "#2f6866"),
    Colour.ORANGE: ("#51341f", "#7c5132"),
    Colour.RED: ("#51292b", "#7c4144"),
    Colour.VIOLET: ("#3a325b", "#5a4e8a"),
}
"""Behind a highlight on a dark ground, and where several lie on one another."""

WASH_LIGHT = {
    Colour.YELLOW: ("#fbeeb4", "#f2d868"),
    Colour.GREEN: ("#daf0c8", "#b4dd93"),
    Colour.BLUE: ("#d5e6fa", "#a6caf2"),
    Colour.MAGENTA: ("#f7daef", "#ebaedb"),
    Colour.CYAN: ("#cdf0ed", "#96dad5"),
    Colour.ORANGE: ("#fde2c6", "#f7c08c"),
    Colour.RED: ("#fbd6d3", "#f3a9a4"),
    Colour.VIOLET: ("#e5dcfb", "#c4b2f2"),
}
"""The same on a light ground."""

SIXTEEN = {
    Colour.YELLOW: "yellow",
    Colour.GREEN: "green",
    Colour.BLUE: "blue",
    Colour.MAGENTA: "magenta",
    Colour.CYAN: "cyan",
    Colour.ORANGE: "bright_yellow",
    Colour.RED: "red",
    Colour.VIOLET: "bright_magenta",
}
"""Names of the terminal's own colours."""


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
        "scrollbar": "ansi_bright_black",
        "scrollbar-hover": "ansi_white",
        "scrollbar-active": "ansi_white",
    },
)
"""The terminal's own colours, for sixteen or none."""
