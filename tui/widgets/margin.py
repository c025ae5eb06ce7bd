"""The margin: tags and notes level with their passages."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from tui.looks import looks_for
from tui.reading.cells import fit
from tui.reading.margin import Entry, Wanted, place
from tui.reading.wrap import lines as wrapped

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tui.reading.layout import Layout
    from tui.widgets.sheet import Sheet

_NOTE_LINES = 8


class _Line(Struct, frozen=True):
    """A line of the margin as it was set, whatever width the widget has by now."""

    entry: Entry
    words: str
    is_tag: bool
    is_first: bool


class Margin(Widget):
    """Draws entries beside a sheet and scrolls with it.

    Args:
        sheet: The sheet.
        id: The widget's id.
    """

    DEFAULT_CSS = """
    Margin { background: $background; }
    """
    ALLOW_SELECT = False

    def __init__(self, sheet: Sheet, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._sheet = sheet
        self._entries: tuple[Entry, ...] = ()
        self._whole: set[str] = set()
        self._here = ""
        self._top = 0
        self._lines: dict[int, _Line] = {}
        self._known_by: tuple[tuple[Entry, ...], Layout | None, int] | None = None

    def show(self, entries: Sequence[Entry]) -> None:
        """Show entries, each level with its passage."""
        page = self._sheet.page
        known_by = (tuple(entries), page.layout if page else None, self.size.width)
        if self._known_by == known_by:
            return
        self._known_by = known_by
        self._entries = tuple(entries)
        before, top = self._lines, self._top
        self._top = self._sheet.top_row
        self._lines = {}
        self._whole = set()
        cells = max(4, self.size.width - 3)
        if page is None:
            self._draw_changed(before, top)
            return
        rows = sorted(((self._row_of(entry), entry) for entry in entries), key=lambda pair: pair[0])
        wanted = [Wanted(row, len(lines_of(entry, cells))) for row, entry in rows]
        for (_, entry), placed, want in zip(rows, place(wanted), wanted, strict=True):
            lines = lines_of(entry, cells)
            if placed.height == len(lines) and not lines[-1][0].endswith("…"):
                self._whole.add(entry.uuid)
            for number in range(placed.height):
                words, is_tag = lines[number]
                if number == placed.height - 1 and placed.height < want.height:
                    words = fit(_on_one_line(lines[number:]), cells)
                self._lines[placed.row + number] = _Line(entry, words, is_tag, number == 0)
        self._draw_changed(before, top)

    def shows(self, uuid: str) -> bool:
        """Tell whether an annotation's whole entry is in sight."""
        rows = [row for row, line in self._lines.items() if line.entry.uuid == uuid]
        top = self._sheet.top_row
        return bool(
            self.display
            and uuid in self._whole
            and all(top <= row < top + self.size.height for row in rows)
        )

    def point_at(self, uuid: str) -> None:
        """Bring out the entry of the annotation under the cursor."""
        if uuid == self._here:
            return
        changed, self._here = {self._here, uuid}, uuid
        for y in range(self.size.height):
            found = self._lines.get(y + self._top)
            if found is not None and found.entry.uuid in changed:
                self.refresh(Region(0, y, self.size.width, 1))

    def on_mount(self) -> None:
        """Follow the sheet, whatever scrolls it."""
        # A resize scrolls it too, of which nobody tells.
        self.watch(self._sheet, "scroll_y", self._follow, init=False)

    def _follow(self) -> None:
        top, self._top = self._top, self._sheet.top_row
        if top != self._top:
            self._draw_changed(self._lines, top)

    def _draw_changed(self, before: Mapping[int, _Line], top: int) -> None:
        """Draw anew the lines that change: few, where there is air.

        Args:
            before: The lines there were.
            top: What of them stood at the top.
        """
        for y in range(self.size.height):
            if before.get(top + y) != self._lines.get(self._top + y):
                self.refresh(Region(0, y, self.size.width, 1))

    def on_resize(self) -> None:
        """Set the entries anew."""
        self.show(self._entries)

    def _row_of(self, entry: Entry) -> int:
        page = self._sheet.page
        if page is None or entry.offset is None:
            return 1
        return page.layout.row_at(entry.offset)

    def render_line(self, y: int) -> Strip:
        """Return the strip of a line of the widget."""
        looks = looks_for(self.app)
        # Not where the sheet is by now: of that `_draw_changed` would not know.
        found = self._lines.get(y + self._top)
        if found is None:
            return Strip.blank(self.size.width, looks.text)
        entry = found.entry
        ground = looks.text
        body = ground + (looks.ink(entry.colour) if found.is_tag else looks.quiet)
        if entry.uuid == self._here:
            body += Style(bold=True) if found.is_tag else Style(color=ground.color)
        segments = [
            Segment(
                " ▎" if found.is_first or found.is_tag else "  ", ground + looks.ink(entry.colour)
            ),
            Segment(found.words, body),
        ]
        return Strip(segments).adjust_cell_length(self.size.width, looks.text)


def _on_one_line(lines: Sequence[tuple[str, bool]]) -> str:
    """Return lines of an entry on one, its note a little apart from its tags."""
    tags = " ".join(words for words, is_tag in lines if is_tag)
    note = " ".join(words for words, is_tag in lines if not is_tag)
    return "  ".join(part for part in (tags, note) if part)


@lru_cache(maxsize=2048)
def lines_of(entry: Entry, cells: int) -> tuple[tuple[str, bool], ...]:
    """Return an entry's lines, each with whether it holds tags.

    Args:
        entry: The entry.
        cells: Width of a line.
    """
    tags = " · ".join(name for name, _ in entry.tags)
    if entry.moved:
        tags = f"≈ {tags or entry.moved}"
    lines = [(line, True) for line in wrapped(tags, cells)]
    note = [(line, False) for line in wrapped(entry.note, cells)]
    if len(note) > _NOTE_LINES:
        note = [*note[: _NOTE_LINES - 1], (note[_NOTE_LINES - 1][0] + " …", False)]
    return (*lines, *note) or (("", True),)
