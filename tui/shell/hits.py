"""What a query finds, printed for people on a terminal and for programs in a pipe."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from store import graphemes
from store.difference import counted
from store.sources.sanitize import clean_line
from tui.reading.cells import fit
from tui.reading.cells import width as measure
from tui.shell import hit_rows
from tui.shell.tables import for_a_person, in_fields, plain_console

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.text import Text

    from store.search.concordance import Line
    from store.search.found import Found

_HIT, _QUIET = "bold underline", "dim"
_INDENT = "  "
_SNIPPETS = 3
# Lines of hits that are shown of an article; the reader shows all of them.
_WIDEST = 110
# Cells of a line of prose, however wide the terminal is.
_PATHS_SHARE, _LONGEST_PATH = 5, 30
# The column of paths has a fifth of the terminal, but no more cells than that.
_DATE = 10
_USUAL_HIT, _NARROWEST = 12, 40
# Cells that a hit mostly takes, and of a line that shows a longer one without any context.


def print_articles(articles: Iterable[Found]) -> None:
    """Print articles with their hits, each as it comes.

    In a pipe an article is a line of path, title, date, score, number of hits, and the first hit
    between what stands before and behind it.
    """
    if not for_a_person():
        for each in articles:
            click.echo(_article_fields(each))
        return
    console = plain_console()
    number = hits = 0
    for each in articles:
        console.print(_article(each, min(console.width, _WIDEST)), soft_wrap=True)
        number, hits = number + 1, hits + len(each.hits)
    summary = f"{counted(number, 'article')}, {counted(hits, 'hit')}"
    console.print(summary, style=_QUIET, soft_wrap=True)


def print_lines(batches: Iterable[Sequence[Line]], width: int, *, dated: bool = False) -> None:
    """Print the lines of a concordance, batch by batch, as they come.

    In a pipe a line is path, start, end, what stands to the left, the match, what to the right.

    Args:
        batches: The lines.
        width: Code points that they have on each side of the match at most.
        dated: Whether dates are shown on a terminal, as where they are the order.
    """
    if not for_a_person():
        for batch in batches:
            click.echo("\n".join(_line_fields(line) for line in batch))
        return
    from rich.text import Text

    console = plain_console()
    for batch in batches:
        lines = (_line(line, width, console.width, dated=dated) for line in batch)
        console.print(Text("\n").join(lines), soft_wrap=True)


def _article(found: Found, cells: int) -> Text:
    """Return an article with its first hits for a person, with an empty line at its end."""
    from rich.text import Text

    article, hits = found.article, found.hits
    title = fit(clean_line(article.title), cells)
    about = clean_line(" · ".join(each for each in (article.date, article.path) if each))
    text = Text.assemble((title, "bold"), "\n", (fit(about, cells), _QUIET))
    index = 0
    for _ in range(_SNIPPETS):
        if index < len(hits):
            index = _add_snippet(text, found, index, cells)
    if index < len(hits):
        text.append(f"\n{_INDENT}{counted(len(hits) - index, 'more hit')}", _QUIET)
    return text.append("\n")


def _add_snippet(text: Text, found: Found, index: int, cells: int) -> int:
    """Add a line with a hit in its sentence; return the index of the first hit behind it."""
    from tui.reading.snippet import snippet

    shown = snippet(found.article.text, found.hits, index, cells - len(_INDENT))
    text.append(f"\n{_INDENT}")
    for part in shown.parts:
        text.append(part.words, _HIT if part.is_hit else None)
    return shown.following


def _line(line: Line, width: int, cells: int, *, dated: bool) -> Text:
    """Return a line of a concordance for a person: where it is, then the hit in its column."""
    from rich.text import Text

    from tui.reading.kwic import aligned

    place = _place(line, min(_LONGEST_PATH, cells // _PATHS_SHARE), dated=dated)
    room = max(_NARROWEST, 2 * width + _USUAL_HIT)
    shown = aligned(line.left, line.match, line.right, min(cells - measure(place), room))
    return Text.assemble((place, _QUIET), shown.left, (shown.match, _HIT), shown.right)


def _place(line: Line, cells: int, *, dated: bool) -> str:
    """Return where a line is from, the same width for every line; its path in so many cells."""
    path = _end(clean_line(line.article.path), cells)
    date = f"{line.article.date or '':{_DATE}}{_INDENT}" if dated else ""
    return f"{date}{path}{' ' * (cells - measure(path))}{_INDENT}"


def _end(path: str, cells: int) -> str:
    """Return a path cut at its beginning to at most so many cells."""
    if measure(path) <= cells:
        return path
    start = 0
    while measure(path, start) > cells - 1:
        start = graphemes.next_offset(path, start)
    return f"…{path[start:]}"


def _article_fields(found: Found) -> str:
    """Return an article on one line for a program."""
    article, shown = found.article, hit_rows.found(found)
    first = shown["hits"][0] if found.hits else {"before": "", "match": "", "after": ""}
    return in_fields(
        *(article.path, article.title, article.date or "", f"{found.score:.2f}", len(found.hits)),
        *(first["before"], first["match"], first["after"]),
    )


def _line_fields(line: Line) -> str:
    """Return a line of a concordance for a program."""
    place = (line.article.path, line.span.start, line.span.end)
    return in_fields(*place, line.left, line.match, line.right)
