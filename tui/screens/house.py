"""House: what is about Postil itself and not about what is read: keys, commands, themes."""

from __future__ import annotations

from functools import partial
from typing import Protocol, runtime_checkable

from tui.looks import Depth
from tui.screens.reading_ahead import ReadingAhead

_NEXT_THEME = {"dark": "light", "light": "terminal", "terminal": "dark"}


@runtime_checkable
class Themed(Protocol):
    """An app whose theme the reader can choose."""

    depth: Depth

    def choose_theme(self, name: str) -> None:
        """Put on a theme, whatever the terminal says of itself."""


class House(ReadingAhead):
    """Turns keys into help, palette and themes."""

    def action_keys(self) -> None:
        """Show the keys that apply here."""
        from tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self.places, self.situation))

    def action_palette(self) -> None:
        """Open the command palette."""
        from tui.palette import open_palette

        open_palette(self.app)

    # Themes

    def action_theme(self) -> None:
        """Go on to the next theme: dark, light, the terminal's own colours."""
        self._choose_theme(_NEXT_THEME.get(self.app.theme, "dark"))

    def action_theme_dark(self) -> None:
        """Show light text on a dark ground."""
        self._choose_theme("dark")

    def action_theme_light(self) -> None:
        """Show dark text on a light ground."""
        self._choose_theme("light")

    def action_theme_terminal(self) -> None:
        """Show the colours that the terminal has been given."""
        self._choose_theme("terminal")

    def _choose_theme(self, name: str) -> None:
        """Show a theme, and keep it for the next time."""
        from store.places import state_dir
        from tui.chosen import keep_theme

        app = self.app
        if not isinstance(app, Themed) or app.depth is not Depth.FULL:
            self.status.say("This terminal has too few colours for another theme")
            return
        app.choose_theme(name)
        keep = partial(keep_theme, state_dir(), name)
        self.run_worker(keep, thread=True, exclusive=True, group="theme")
        named = self.settings.theme
        if named not in {"", name}:
            self.status.say(f"For now: the settings file names the theme {named}, which comes back")
