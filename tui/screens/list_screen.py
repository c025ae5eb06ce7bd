"""ListScreen: a whole screen for one list that can be narrowed and edited."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from msgspec.structs import replace
from textual.await_complete import AwaitComplete
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import Static

from store.notebook import ReadOnlyNotes
from tui import telling
from tui.command import Place
from tui.screens.help import HelpScreen
from tui.screens.narrowable import Narrowable
from tui.widgets.banner import Banner
from tui.widgets.filter import FilterLine
from tui.widgets.hints import Hints

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from textual.app import ComposeResult
    from textual.widget import Widget

    from store.merge import Step
    from store.notebook import Notebook
    from tui.command import Situation
    from tui.widgets.line import Line
    from tui.widgets.rows import RowList

Item = TypeVar("Item")
Result = TypeVar("Result")


class ListScreen(Narrowable, Screen[Result | None], Generic[Item, Result]):
    """A title with a count, a line that narrows, the list, and a line that names the keys.

    A subclass binds the keys of its place and says which items there are (`find_items`).

    Args:
        notebook: What the reader wrote; edits go there.
        title: What the list is of.
        place: Whose keys the last line names.
        rows: The list.
        line: What is typed above it; by default what narrows the list.
    """

    BEGIN: ClassVar[str] = ""
    """How the first item comes about, said while there is none and notes can be written."""

    DEFAULT_CSS = """
    ListScreen {
        background: $background;
        & > .sheet {
            width: 100%;
            max-width: 120;
            padding: 1 0 0 0;
        }
        & .head { height: 1; margin: 0 1; }
        & .title { width: 1fr; text-style: bold; text-wrap: nowrap; text-overflow: ellipsis; }
        & .tally { width: auto; margin-left: 2; color: $quiet; }
        & FilterLine { margin: 1 1 0 1; }
        & RowList { width: 100%; height: 1fr; margin-top: 1; }
        & Hints { margin: 1 1 0 1; }
    }
    """

    def __init__(
        self,
        notebook: Notebook,
        title: str,
        place: Place,
        rows: RowList[Item],
        *,
        line: Line | None = None,
    ) -> None:
        super().__init__()
        self.notebook = notebook
        self.rows = rows
        self.hints = Hints(place)
        self.place = place
        self.filter: Line = line or FilterLine()
        self._nothing = rows.empty
        self._heading = Static(title, classes="title", markup=False)
        self._tally = Static("", classes="tally", markup=False)

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Leave, once; a second key of one burst comes too late."""
        return super().dismiss(result) if self.app.screen is self else AwaitComplete()

    def find_items(self, query: str) -> tuple[Sequence[Item], int]:
        """Return the items that a query leaves, and how many there are without it."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Set the parts under one another."""
        yield Banner()
        with Vertical(classes="sheet"):
            with Horizontal(classes="head"):
                yield self._heading
                yield self._tally
            yield self.filter
            yield from self.above()
            yield self.rows
            yield self.hints

    def above(self) -> Iterable[Widget]:
        """Return what stands right above the list."""
        return ()

    def on_mount(self) -> None:
        """Fill the list and give the keys to what comes first."""
        self.refill()
        # Not by `focus`, which waits: the next keys may have been typed already.
        self.set_focus(self.first)

    @property
    def narrowed(self) -> Widget:
        """The list."""
        return self.rows

    @property
    def first(self) -> Widget:
        """What has the keys when the screen opens."""
        return self.rows

    def on_screen_suspend(self) -> None:
        """Name no keys that another screen has now."""
        self.hints.visible = False

    def on_screen_resume(self) -> None:
        """Name the keys again."""
        self.hints.visible = True

    def say(self, words: str) -> None:
        """Show a passing word in place of the keys."""
        self.hints.say(words)

    def hush(self) -> None:
        """Name the keys again in place of what was said."""
        self.hints.hush()

    def refill(self) -> None:
        """Show what the notebook holds now; to be called when it changed by other hands."""
        items, total = self.find_items(self.filter.value)
        if not items:
            self.rows.empty = telling.NOTHING_FITS if total else self._nothing_yet()
        self.rows.fill(items)
        self.hints.now = self.situated(replace(self.hints.now, item=bool(items)))
        self.hints.renew_keys()
        self._tally.update(f"{len(items):,} of {total:,}" if len(items) != total else f"{total:,}")

    def _nothing_yet(self) -> str:
        is_to_begin = self.BEGIN and not self.notebook.read_only
        return f"{self._nothing}: {self.BEGIN}" if is_to_begin else self._nothing

    def situated(self, now: Situation) -> Situation:
        """Return what holds with what the notebook says of it."""
        notebook = self.notebook
        return replace(
            now,
            writable=not notebook.read_only,
            undoable=notebook.can_undo,
            redoable=notebook.can_redo,
        )

    def narrow(self) -> None:
        """Show what other words in the line leave, the cursor on the first that fits."""
        self.refill()
        if self.filter.value.strip():
            self.rows.move_to(0)

    def retitle(self, title: str) -> None:
        """Say anew what the list is of."""
        self._heading.update(title)

    def edit(self, step: Step, said: str = "") -> bool:
        """Carry a step out and show what it made of the list.

        Args:
            step: What to do.
            said: What the last line says of it; the keys by default.

        Returns:
            Whether it could be done.
        """
        return self._write(lambda: self.notebook.edit(step), said)

    def edit_and_follow(self, step: Step, key: str, said: str = "") -> None:
        """Carry a step out and put the cursor on the item with that key."""
        if self.edit(step, said):
            self.rows.move_to_key(key)

    def action_leave(self) -> None:
        """Show the whole list again, or go back where it is shown."""
        if self.filter.value:
            self.filter.value = ""
            return
        self.dismiss(None)

    def action_keys(self) -> None:
        """List the keys that apply here."""
        places = (self.place, Place.ROWS, self.LINE_PLACE)
        self.app.push_screen(HelpScreen(places, self.hints.now))

    def action_list_undo(self) -> None:
        """Take the last step back."""
        self._turn(self.notebook.undo, telling.UNDONE)

    def action_list_redo(self) -> None:
        """Do the last undone step again."""
        self._turn(self.notebook.redo, telling.REDONE)

    def _turn(self, turn: Callable[[], Step | None], done: str) -> None:
        steps: list[Step | None] = []
        if self._write(lambda: steps.append(turn()), ""):
            if steps[0]:
                self.follow(steps[0])
            self.hints.say(telling.turned(steps[0], done))

    def follow(self, step: Step) -> None:
        """Go to what undo or redo brought back; a subclass knows where that is."""

    def _write(self, write: Callable[[], None], said: str) -> bool:
        try:
            write()
        except ReadOnlyNotes as problem:
            self.hints.say(str(problem), alarm=True)
            return False
        self.refill()
        if said:
            self.hints.say(said)
        else:
            self.hints.show_keys()
        return True
