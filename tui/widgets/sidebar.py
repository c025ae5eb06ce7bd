"""The sidebar: a heading, the filter line, the list of articles, the saved searches."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.containers import Vertical
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from tui import telling
from tui.looks import looks_for
from tui.reading.cells import fit, width
from tui.reading.shelf import missing_heading
from tui.widgets.articles import ArticleList
from tui.widgets.folders import FolderList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.widgets import Static

    from tui.reading.folder import Folder
    from tui.reading.listed import Listed
    from tui.reading.shelf import Row
    from tui.widgets.list_filter import ListFilter


class Heading(Widget):
    """One line: a title on the left, a count on the right."""

    DEFAULT_CSS = """
    Heading { height: 2; }
    """

    title: reactive[str] = reactive("Articles")
    """What is listed."""

    count: reactive[str] = reactive("")
    """How many, and in what order."""

    def render_line(self, y: int) -> Strip:
        """Return the line; the one below it is air."""
        looks, cells = looks_for(self.app), self.size.width
        if y:
            return Strip.blank(cells, looks.text)
        # A long title gives way: how many articles are left is what changes.
        title = fit(self.title, max(0, cells - width(self.count) - 3))
        count = fit(self.count, max(0, cells - width(title) - 3))
        gap = max(1, cells - width(title) - width(count) - 2)
        segments = [
            Segment(f" {title}", looks.text + Style(bold=True)),
            Segment(" " * gap, looks.text),
            Segment(count, looks.text + looks.quiet),
        ]
        return Strip(segments).adjust_cell_length(cells, looks.text)


class Sidebar(Vertical):
    """Lists the articles of a corpus, and the searches that were saved.

    Args:
        id: The widget's id.
    """

    DEFAULT_CSS = """
    Sidebar {
        width: 30;
        background: $background;
        border-right: solid $line;
        padding-top: 1;
        &.-over { border-right: none; }
        & > ListFilter { display: none; }
        & > ListFilter.-textual-compact { height: 2; padding: 0 1; }
        & > ArticleList { height: 1fr; }
        & > .folders { display: none; height: 2; padding: 1 2 0 3; color: $quiet; }
        & > FolderList { display: none; height: auto; max-height: 40%; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.heading = Heading()
        self.list = ArticleList(empty="")
        self.folders = FolderList()
        self.folders.display = False

    def compose(self) -> ComposeResult:
        """Set the list under its heading."""
        yield self.heading
        yield self.list

    @cached_property
    def filter(self) -> ListFilter:
        """The line that narrows the list; set above it when it is first wanted."""
        from tui.widgets.list_filter import ListFilter

        line = ListFilter()
        self.mount(line, before=self.list)
        return line

    @property
    def is_filtering(self) -> bool:
        """Whether the filter line has the keys."""
        return "filter" in self.__dict__ and self.filter.has_focus

    @cached_property
    def _folders_head(self) -> Static:
        """The words above the saved searches; both are set below the list when there are any."""
        from textual.widgets import Static

        head = Static("saved searches", classes="folders", markup=False)
        self.mount(head, self.folders)
        return head

    @property
    def article(self) -> Row | None:
        """The article that a key means; None where the keys are with the saved searches."""
        return None if self.folders.has_focus else self.list.item

    def show(
        self,
        rows: Listed,
        missing: Sequence[Row],
        *,
        of: int,
        order: str,
        scanning: bool,
        partial: bool = False,
    ) -> None:
        """Show rows, and below them the missing articles.

        Args:
            rows: What the filter leaves.
            missing: The same of articles that the corpus no longer has.
            of: How many articles there are without it.
            order: What they are sorted by.
            scanning: Whether there are more to come.
            partial: Whether the filter may leave more, in articles that are not indexed yet.
        """
        nothing = "" if scanning else "no articles yet"
        self.list.empty = telling.NOTHING_FITS if of else nothing
        below = [missing_heading(len(missing)), *missing] if missing else []
        self.list.fill(rows.over(below) if below else rows)
        if len(rows) != of:
            partly = " · partial" if partial else ""
            self.heading.count = f"{len(rows):,} of {of:,}{partly}"
        else:
            self.heading.count = f"{of:,} so far" if scanning else f"{of:,} · by {order}"

    @property
    def lists_below(self) -> tuple[FolderList, ...]:
        """What has keys of its own below the articles, as far as it is shown."""
        return (self.folders,) if self.folders.display else ()

    def show_folders(self, folders: Sequence[Folder]) -> None:
        """Show the saved searches, where there are any."""
        if folders == self.folders.items:
            return
        self.folders.fill(folders)
        self.folders.styles.height = len(folders)
        self._folders_head.display = self.folders.display = bool(folders)
        self.heading.title = next((each.name for each in folders if each.is_open), "Articles")
        if not folders and self.folders.has_focus:
            self.screen.set_focus(self.list)

    def on_article_list_left_below(self, event: ArticleList.LeftBelow) -> None:
        """Go on to the saved searches."""
        event.stop()
        if self.folders.display:
            self.folders.focus()
            self.folders.move_to(0)

    def on_folder_list_left_above(self, event: FolderList.LeftAbove) -> None:
        """Go back to the articles."""
        event.stop()
        self.list.focus()
        self.list.action_bottom()

    def open_filter(self) -> None:
        """Give the filter line the keys."""
        # Not by a class, nor by `focus`: both wait, and the next keys may have been typed already.
        self.filter.display = True
        self.screen.set_focus(self.filter)

    def close_filter(self) -> None:
        """Take the filter line away."""
        self.filter.display = False
