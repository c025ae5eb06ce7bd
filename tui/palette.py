"""The command palette: every command that applies, found by its name."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from textual.command import CommandList, CommandPalette, DiscoveryHit, Hit, Provider
from textual.content import Content
from textual.widgets.option_list import Option

from tui.command import Group
from tui.commands import OF_THE_APP, commands_at
from tui.keys import keys_for
from tui.screens.dialog import NARROW

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from textual.app import App
    from textual.dom import DOMNode
    from textual.types import IgnoreReturnCallbackType

    from tui.command import Command, Place, Situation


@runtime_checkable
class Commanded(Protocol):
    """A screen that knows which commands apply."""

    @property
    def places(self) -> tuple[Place, ...]:
        """Whose commands apply."""

    @property
    def situation(self) -> Situation:
        """What holds at the moment."""


@runtime_checkable
class Keyed(Protocol):
    """A screen that knows what a key stands for which is handed to a command."""

    def meaning(self, command: Command, key: str) -> str:
        """Return it in a word; empty where the key does nothing."""


class CommandProvider(Provider):
    """Offers the commands of the screen from which the palette was opened."""

    async def discover(self) -> AsyncIterator[DiscoveryHit]:
        """Yield all commands, what is done before how one moves."""
        for command, key in self._offered():
            yield DiscoveryHit(
                self._display(command, key),
                self._run(command, key),
                self._name(command, key),
                command.help,
            )

    async def search(self, query: str) -> AsyncIterator[Hit]:
        """Yield the commands whose label or help resembles the query.

        Args:
            query: What was typed.
        """
        matcher = self.matcher(query)
        for command, key in self._offered():
            # Words of the label say more than words of the help.
            name = self._name(command, key)
            score = max(matcher.match(name) * 2, matcher.match(command.help))
            if score:
                yield Hit(
                    score,
                    self._display(command, key),
                    self._run(command, key),
                    name,
                    command.help,
                )

    def _offered(self) -> Iterator[tuple[Command, str]]:
        """Yield the commands that apply, and for those that are handed their key also that.

        Moving and selecting come last: nobody looks those up by name.
        """
        screen = self.screen
        if not isinstance(screen, Commanded):
            return
        found = commands_at(*screen.places)
        for command in sorted(found, key=lambda one: one.group in {Group.MOVE, Group.SELECT}):
            if command.id == "palette" or not command.applies(screen.situation):
                continue
            for key in command.keys if command.each else ("",):
                if not key or not isinstance(screen, Keyed) or screen.meaning(command, key):
                    yield command, key

    def _name(self, command: Command, key: str) -> str:
        """Return a command's label, and what its key stands for."""
        meaning = (
            self.screen.meaning(command, key) if key and isinstance(self.screen, Keyed) else ""
        )
        return f"{command.label}: {meaning}" if meaning else command.label

    def _display(self, command: Command, key: str) -> Content:
        shown = key or " ".join(keys_for(self.app, command))
        return Content.assemble(self._name(command, key), "  ", (shown, "$quiet"))

    def _run(self, command: Command, key: str) -> IgnoreReturnCallbackType:
        action = f"{command.id}('{key}')" if key else command.id
        return partial(self.app.run_action, action, default_namespace=self._holder(command))

    def _holder(self, command: Command) -> DOMNode:
        """Return who carries a command out: the app, or else the widget with the keys if it can."""
        if command.id in OF_THE_APP:
            return self.app
        focused = self.focused
        if focused is not None and hasattr(focused, f"action_{command.id}"):
            return focused
        return self.screen


class Palette(CommandPalette):
    """Textual's palette, as calm as everything else, that says at once where nothing fits."""

    HORIZONTAL_BREAKPOINTS = NARROW
    # As in Dialog: the ground of all screens must not hide what the palette lies over. Where key
    # and help keep the terminal's own colour, the chosen line is told by its letters, since
    # Textual's option list knows no reversed ones.
    SCOPED_CSS = False
    CSS = """
    Palette {
        background: $background 50%;
        &:ansi { background: transparent; }
        &:ansi CommandInput > .input--cursor {
            background: ansi_default;
            color: ansi_default;
            text-style: reverse;
        }
        &:ansi CommandList > .option-list--option-highlighted {
            background: ansi_default;
            color: ansi_default;
            text-style: bold underline;
        }
    }
    """
    DEFAULT_CSS = """
    Palette {
        &:dark > Vertical { background: transparent; }
        & > Vertical { width: 72; max-width: 90%; margin-top: 2; background: transparent; }
        &.-narrow > Vertical { width: 100%; max-width: 100%; }
        & #--input { height: auto; border: round $line; padding: 1 0; background: $panel; }
        & #--input.--list-visible { border: round $line; border-bottom: none; }
        & SearchIcon { display: none; }
        & CommandInput {
            height: 1;
            margin: 0;
            padding: 0 2;
            border: none;
            background: $panel;
            &:focus { border: none; padding: 0 2; background-tint: $foreground 0%; }
            & > .input--cursor { background: $accent; color: $background; text-style: none; }
            & > .input--placeholder { color: $faint; }
        }
        & CommandList {
            max-height: 70vh;
            padding: 0;
            border: round $line;
            border-top: none;
            &:focus { border: round $line; border-top: none; }
            background: $panel;
            scrollbar-size-vertical: 1;
            scrollbar-background: $panel;
            & > .option-list--option { padding: 0 2; text-style: none; }
            & > .option-list--option-highlighted { background: $selected; color: $foreground; }
        }
        & > .command-palette--help-text { color: $quiet; text-style: none; }
        & LoadingIndicator { display: none; }
    }
    """

    def _start_no_matches_countdown(self, search_value: str) -> None:
        """Say that no command fits: what Textual waits for before it does looks like an end."""
        self._stop_no_matches_countdown()
        if search_value:
            option = Option("nothing fits", disabled=True, id=self._NO_MATCHES)
            self.query_one(CommandList).add_option(option)
        self._list_visible = bool(search_value)


def open_palette(app: App[Any]) -> None:
    """Open the palette over the screen that is on top."""
    if not CommandPalette.is_open(app):
        app.push_screen(Palette([CommandProvider], placeholder="what to do"))
