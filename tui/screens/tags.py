"""TagPicker: give and take tags by typing a few letters of their names."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rich.segment import Segment

from store.codebook import check_name
from store.notebook import ReadOnlyNotes
from tui import telling
from tui.bindings import bindings_at
from tui.command import Place
from tui.looks import looks_for
from tui.screens.dialog import Dialog, in_title, room_for_body
from tui.screens.tag_choices import Choice, choices
from tui.widgets.line import Line
from tui.widgets.rows import MOVES, RowList
from tui.widgets.segments import PLAIN, name_pieces, spread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from rich.style import Style
    from textual.events import Resize
    from textual.widget import Widget

    from store.notebook import Notebook

_FEWEST_ROWS, _MOST_ROWS = 5, 12

_LINE = 2
"""Lines of the input and of the air below it."""


class TagList(RowList[Choice]):
    """The tags that match what was typed.

    Args:
        given: How many of the annotations have each tag.
        total: How many annotations there are.
    """

    DEFAULT_CSS = """
    TagList { background: $panel; margin-top: 1; }
    """

    def __init__(self, given: Counter[str], total: int) -> None:
        super().__init__(empty="no tags yet: type a name")
        self.can_focus = False
        self._given = given
        self._total = total
        self.aimed = True

    def key_of(self, item: Choice) -> str:
        """Return the tag's name."""
        return item.name

    def row_lines(self, item: Choice, width: int, *, here: bool) -> Sequence[Sequence[Segment]]:
        """Return tick, name, key and count."""
        looks, quiet = looks_for(self.app), self.quiet(here=here)
        if item.new:
            return (spread([("  + create ", quiet), (item.name, PLAIN)], ("", PLAIN), width),)
        given = self._given[item.name]
        is_on_some = 0 < given < self._total
        tick = "– " if is_on_some else "✓ " if given else "  "
        line = [
            (tick, looks.accent),
            *name_pieces(item.tag.name, looks.ink(item.tag.colour), quiet),
            (f"  on {given:,} of {self._total:,}" if is_on_some else "", quiet),
        ]
        counted = spread(line, (str(item.count or " "), quiet), width - 3)
        return ([*counted, Segment(f"  {item.tag.key}", looks.accent)],)

    def quiet(self, *, here: bool) -> Style:
        """Return the style of what is said beside a name."""
        return PLAIN if here and self.aimed else looks_for(self.app).quiet

    def _cursor_style(self) -> Style:
        return looks_for(self.app).chosen if self.aimed else PLAIN


class TagPicker(Dialog[None]):
    """An input over a list; every toggle takes effect at once.

    Enter toggles the tag under the cursor and closes; tab toggles it and goes on to the next, and
    then enter without anything typed closes.

    Args:
        notebook: Where the tags are.
        given: How many of the annotations have each tag.
        on_toggle: Told the name of each tag to give or take.
        total: How many annotations are tagged; 1 also where the annotation is yet to be made.
        passage: What is tagged, for the title.
        title: The title, where that is not enough.
        only_gives: Whether a tag stays on the annotations that have it already.
    """

    BINDINGS = bindings_at(Place.ROWS, Place.PICKER)

    def __init__(
        self,
        notebook: Notebook,
        given: Mapping[str, int],
        on_toggle: Callable[[str], None],
        *,
        total: int = 1,
        passage: str = "",
        title: str = "",
        only_gives: bool = False,
    ) -> None:
        super().__init__(title or (f"Tag {in_title(passage)}" if passage else "Tag"), Place.PICKER)
        self._notebook = notebook
        self._given = Counter(given)
        self._staying = Counter(given if only_gives else ())
        self._total = max(1, total)
        self._on_toggle = on_toggle
        self._made: dict[str, None] = {}
        self._line = Line(placeholder="name of a tag, or a new one")
        self._list = TagList(self._given, self._total)

    def body(self) -> Iterable[Widget]:
        """Return the input and the list."""
        rows = len(self._notebook.book.tags()) + 1
        self._list.styles.height = max(_FEWEST_ROWS, min(rows, _MOST_ROWS))
        return self._line, self._list

    def on_mount(self) -> None:
        """Offer all tags."""
        self._offer("")
        self._line.focus()

    def on_resize(self, event: Resize) -> None:
        """Leave the line of keys its place."""
        self._list.styles.max_height = max(1, room_for_body(event.size.height) - _LINE)

    def on_input_changed(self, event: Line.Changed) -> None:
        """Narrow the list."""
        event.stop()
        self._offer(event.value)
        self._aim(at_something=True)
        self.hints.show_keys()

    def on_row_list_chosen(self, event: TagList.Chosen) -> None:
        """Toggle the tag that was clicked twice."""
        event.stop()
        self.action_pick_more()

    def action_pick(self) -> None:
        """Toggle the tag under the cursor, if one was aimed at, and close."""
        if not self._list.aimed or self._list.item is None or self._toggle(self._list.item):
            self.dismiss(None)

    def action_pick_more(self) -> None:
        """Toggle the tag under the cursor and stay for the next."""
        item = self._list.item
        if item is None or not self._toggle(item):
            return
        with self.prevent(Line.Changed):
            self._line.value = ""
        self._offer("")
        self._aim(at_something=False)
        done = f"{telling.first_words(item.name)} {self._done(item.name)}"
        self.hints.say(f"{done} · enter or escape closes and keeps it so")

    def _done(self, name: str) -> str:
        """Say what became of a tag."""
        given, staying = self._given[name], self._staying[name]
        if staying and given == staying:
            return "stays as it was"
        return "given" if given else "taken"

    def action_pick_leave(self) -> None:
        """Close; what was given or taken stays so."""
        self.dismiss(None)

    def is_step(self, action: str) -> bool:
        """Tell whether an action only moves the list's cursor."""
        return action in MOVES and hasattr(self, f"action_{action}")

    def action_line_down(self) -> None:
        """Go to the next tag."""
        self._aim(at_something=True)
        self._list.action_line_down()

    def action_line_up(self) -> None:
        """Go to the previous tag."""
        self._aim(at_something=True)
        self._list.action_line_up()

    def action_page_down(self) -> None:
        """Go a page of tags down."""
        self._aim(at_something=True)
        self._list.action_page_down()

    def action_page_up(self) -> None:
        """Go a page of tags up."""
        self._aim(at_something=True)
        self._list.action_page_up()

    def _offer(self, typed: str) -> None:
        """List the tags that match, also those of which the notebook is told only on closing."""
        self._list.fill(choices(self._notebook.book, typed, self._made), keep=False)

    def _aim(self, *, at_something: bool) -> None:
        self._list.aimed = at_something
        self._list.refresh()

    def _toggle(self, choice: Choice) -> bool:
        """Give or take a tag; tell whether it could be done."""
        try:
            name = check_name(choice.name) if choice.new else choice.name
            self._on_toggle(name)
        except (ValueError, ReadOnlyNotes) as problem:
            self.hints.say(str(problem), alarm=True)
            return False
        if choice.new:
            self._made[name] = None
        is_on_all = self._given[name] >= self._total
        self._given[name] = self._staying[name] if is_on_all else self._total
        return True
