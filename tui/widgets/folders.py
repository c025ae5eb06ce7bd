"""FolderList: the saved searches, below the articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from tui.bindings import bindings_at
from tui.command import Place
from tui.looks import looks_for
from tui.reading.folder import Folder
from tui.widgets.rows import RowList
from tui.widgets.segments import PLAIN, spread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.segment import Segment
    from rich.style import Style


class FolderList(RowList[Folder]):
    """One line a saved search: its name, and how many articles it finds."""

    BINDINGS = bindings_at(Place.FOLDERS)

    class Asked(Message):
        """Something is to be done with a saved search."""

        def __init__(self, folder: Folder) -> None:
            super().__init__()
            self.folder = folder

    class Opened(Asked):
        """The list of articles is to show what it finds, or all again."""

    class SearchAsked(Asked):
        """Its query is to be searched for, where it can be changed."""

    class RenameAsked(Asked):
        """It is to have another name."""

    class DeleteAsked(Asked):
        """It is to be forgotten."""

    class LeftAbove(Message):
        """The cursor was to go above the first one."""

    def key_of(self, item: Folder) -> str:
        """Return the name."""
        return item.name

    def row_lines(self, item: Folder, width: int, *, here: bool) -> Sequence[Sequence[Segment]]:
        """Return the one line."""
        looks, quiet = looks_for(self.app), self.quiet(here=here)
        sign = ("▸ ", looks.accent) if item.is_open else ("  ", PLAIN)
        count = "…" if item.count is None else f"{item.count:,}{'+' * item.is_partial}"
        return [spread([sign, (item.name, PLAIN)], (count, quiet), width)]

    def _cursor_style(self) -> Style:
        # It rests unseen: what is open has a sign of its own.
        return super()._cursor_style() if self.has_focus else PLAIN

    def is_step(self, action: str) -> bool:
        """Tell whether an action only moves the cursor now."""
        return super().is_step(action) and not (action == "line_up" and self.cursor == 0)

    def action_line_up(self) -> None:
        """Go to the previous one, from the first one to the articles."""
        if self.cursor == 0:
            self.post_message(self.LeftAbove())
        super().action_line_up()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Open the one that was clicked twice."""
        event.stop()
        self.action_folder_open()

    def action_folder_open(self) -> None:
        """Ask for what it finds."""
        self._ask(self.Opened)

    def action_folder_search(self) -> None:
        """Ask for the search."""
        self._ask(self.SearchAsked)

    def action_folder_rename(self) -> None:
        """Ask for another name."""
        self._ask(self.RenameAsked)

    def action_folder_delete(self) -> None:
        """Ask for it to be forgotten."""
        self._ask(self.DeleteAsked)

    def _ask(self, kind: type[Asked]) -> None:
        if self.item is not None:
            self.post_message(kind(self.item))
