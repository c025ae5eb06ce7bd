"""The list of articles at a terminal: a line each, whose paths can be copied."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from store.sources.sanitize import clean_line
from tui.reading.cells import fit
from tui.reading.cells import width as measure
from tui.shell.tables import plain_console
from tui.signs import READ_SIGNS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.text import Text

_GAP = "  "
_SHORTEST_TITLE = 16
"""Cells that a title has however long the paths are; the terminal then breaks the lines."""

_TAGS_SHARE = 5
"""The column of tags has a fifth of the terminal at most."""


class _Column(Struct, frozen=True):
    """A column of the list.

    Args:
        name: Its heading.
        fields: What stands in it, a field a row.
        cells: Its width.
        is_right: Whether it is set flush right.
        style: Of its fields.
    """

    name: str
    fields: list[str]
    cells: int
    is_right: bool = False
    style: str = ""

    def padded(self, words: str) -> str:
        """Return words as wide as the column, cut where they are wider."""
        shown = fit(words, self.cells)
        blank = " " * (self.cells - measure(shown))
        return f"{blank}{shown}" if self.is_right else f"{shown}{blank}"


def print_table(rows: Sequence[dict[str, Any]]) -> None:
    """Print articles, as `answers.articles` gives them; titles and tags are cut to what fits."""
    from rich.text import Text

    console = plain_console()
    columns = _columns(rows, console.width)
    heading = _GAP.join([" ", *(each.padded(each.name) for each in columns)])
    lines = [Text(heading.rstrip(), style="dim")]
    lines += (_line(row, number, columns) for number, row in enumerate(rows))
    console.print(Text("\n").join(lines), soft_wrap=True)


def _columns(rows: Sequence[dict[str, Any]], cells: int) -> list[_Column]:
    """Return the columns in which there is anything, fitted into so many cells if they can be."""
    tags = [clean_line(", ".join(row["tags"])) for row in rows]
    others = [
        _column("Date", [row["date"] or "" for row in rows], cells, style="dim"),
        _column("Words", [_length(row) for row in rows], cells, is_right=True, style="dim"),
        _column("Notes", [f"{row['annotations'] or ''}" for row in rows], cells, is_right=True),
        _column("Tags", tags, max(cells // _TAGS_SHARE, len("Tags"))),
    ]
    others = [each for each in others if any(each.fields)]
    paths = [clean_line(row["path"]) for row in rows]
    path = _Column("Path", paths, max(map(measure, paths)), style="dim")
    taken = 1 + sum(len(_GAP) + each.cells for each in (*others, path)) + len(_GAP)
    titles = [clean_line(row["title"]) for row in rows]
    title = _column("Title", titles, max(_SHORTEST_TITLE, cells - taken))
    return [title, *others, path]


def _column(
    name: str, fields: list[str], most: int, *, is_right: bool = False, style: str = ""
) -> _Column:
    """Return a column as wide as its widest field, but no wider than `most` cells."""
    cells = min(most, max(map(measure, (name, *fields))))
    return _Column(name, fields, cells, is_right, style)


def _line(row: dict[str, Any], number: int, columns: Sequence[_Column]) -> Text:
    """Return an article's line, and a line below it that says why it cannot be read."""
    from rich.text import Text

    title, *others, path = columns
    style = "red" if row["error"] else "bold" if row["read"] == "unread" else ""
    line = Text.assemble((READ_SIGNS[row["read"]], "dim"), _GAP)
    line.append(title.padded(title.fields[number]), style)
    for column in others:
        line.append(_GAP).append(column.padded(column.fields[number]), column.style)
    line.append(_GAP).append(path.fields[number], path.style)
    if row["error"]:
        line.append(f"\n {_GAP}{clean_line(row['error'])}", style)
    return line


def _length(row: dict[str, Any]) -> str:
    """Return how long an article is; the column is one of words."""
    return f"{row['characters']} characters" if row["characters"] else f"{row['words']}"
