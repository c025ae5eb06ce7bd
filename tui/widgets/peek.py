"""One line that shows the annotation under the cursor, where there is no margin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from tui.looks import looks_for
from tui.reading.cells import fit, width

if TYPE_CHECKING:
    from tui.reading.margin import Entry


class Peek(Widget):
    """Shows tags and note of one annotation.

    Args:
        id: The widget's id.
    """

    DEFAULT_CSS = """
    Peek { height: 1; background: $background; }
    """
    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.entry: Entry | None = None

    def show(self, entry: Entry | None) -> None:
        """Show an annotation; None for an empty line."""
        if entry != self.entry:
            self.entry = entry
            self.refresh()

    def render_line(self, _: int) -> Strip:
        """Return the line."""
        looks, cells = looks_for(self.app), self.size.width
        ground = looks.text
        if self.entry is None:
            return Strip.blank(cells, ground)
        segments = [Segment(" ▎", ground + looks.ink(self.entry.colour))]
        if self.entry.moved:
            words = "≈ " if self.entry.tags else f"≈ {self.entry.moved}"
            segments.append(Segment(words, ground + looks.quiet))
        for number, (name, colour) in enumerate(self.entry.tags):
            segments.append(Segment(" · " if number else "", ground + looks.faint))
            segments.append(Segment(name, ground + looks.ink(colour)))
        used = sum(width(segment.text) for segment in segments)
        note = " ".join(self.entry.note.split())
        if note:
            lead = "  " if len(segments) > 1 else ""
            segments.append(Segment(lead + fit(note, cells - used - 3), ground + looks.quiet))
        return Strip(segments).adjust_cell_length(cells, ground)
