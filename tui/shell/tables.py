"""What the command line prints for people: tables on a terminal, plain lines in a pipe."""

from __future__ import annotations

import os
import sys
from itertools import chain, groupby, repeat
from typing import TYPE_CHECKING, Any

import click

from store.article import BlockKind
from store.sources.sanitize import clean, clean_line
from tui.reading.lead import lead_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import Console
    from rich.table import Table

    from store.article import Article, Block
    from store.exchange.passages import Citation, Passage

_MEASURE = 76
_LONGEST_STYLED = 1_000_000
"""Code points of an article beyond which it is printed as it is, not wrapped and coloured."""

_LEFTOVER = "⋯ "
_COLOURS = {
    "yellow": "yellow",
    "green": "green",
    "blue": "blue",
    "magenta": "magenta",
    "cyan": "cyan",
    "orange": "dark_orange",
    "red": "red",
    "violet": "medium_purple",
}


def print_articles(rows: Sequence[dict[str, Any]]) -> None:
    """Print a list of articles, as `answers.articles` gives them."""
    if for_a_person():
        from tui.shell import listing

        listing.print_table(rows)
        return
    for row in rows:
        words = row["words"] if row["characters"] is None else ""
        _print_fields(
            *(row["path"], row["title"], row["date"] or "", words),
            *(row["annotations"], row["read"], ", ".join(row["tags"]), row["error"] or ""),
        )


def print_article(article: Article, passages: Sequence[Passage]) -> None:
    """Print an article, its leftovers of the web page dimmed, and its annotations."""
    if not for_a_person() or len(article.text) > _LONGEST_STYLED:
        _print_plain_article(article, passages)
        return
    from rich.text import Text

    console = plain_console()
    if not article.text.startswith(article.title):
        console.print(Text(clean_line(article.title), style="bold"), width=_width(console))
    console.print(Text(_origin(article), style="dim"), width=_width(console))
    text = _styled(article, passages)
    for block in article.blocks:
        leads = _leads(block, _width(console))
        words = text[block.start : block.end]
        room = max(1, _width(console) - len(lead_of(block, first=True, cells=_width(console))))
        console.print()
        for lead, line in zip(leads, words.wrap(console, room), strict=False):
            console.print(Text(lead).append_text(line), soft_wrap=True)
    console.print()
    if passages:
        _print_passage_table(passages)


def print_rows(
    columns: Sequence[str], rows: Iterable[Sequence[object]], right: tuple[int, ...] = ()
) -> None:
    """Print rows as a table with these columns; in a pipe one a line, without their names."""
    if not for_a_person():
        for row in rows:
            _print_fields(*row)
        return
    from rich.text import Text

    table = _table(*columns, right=right)
    for row in rows:
        table.add_row(*(Text(clean_line(str(field))) for field in row))
    plain_console().print(table)


def print_passages(passages: Iterable[Passage]) -> None:
    """Print annotations, article by article."""
    if not for_a_person():
        for passage in passages:
            _print_passage_fields(passage)
        return
    from rich.text import Text

    for article, of_article in groupby(passages, key=lambda passage: passage.article):
        plain_console().print(Text(_heading(article), style="bold"))
        _print_passage_table(list(of_article))


def for_a_person() -> bool:
    """Tell whether a person reads the output, not a program."""
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def plain_console() -> Console:
    """Return a console that takes nothing in its input for markup, emoji or values."""
    from rich.console import Console

    return Console(markup=False, emoji=False, highlight=False)


def _width(console: Console) -> int:
    """Return the width that text is wrapped to."""
    return min(_MEASURE, console.width)


def _table(*columns: str, right: tuple[int, ...] = ()) -> Table:
    """Return an empty table without rules; `right` are the columns set flush right."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for index, column in enumerate(columns):
        table.add_column(
            Text(column),
            justify="right" if index in right else "left",
            overflow="fold",
        )
    return table


def _print_passage_table(passages: Sequence[Passage]) -> None:
    """Print the annotations of one article as a table."""
    from rich.text import Text

    table = _table("", "Passage", "Tags", "Note")
    for passage in passages:
        annotation = passage.annotation
        words = clean_line(passage.exact) or "(the article as a whole)"
        state = "" if passage.state == "exact" else f" ({passage.state})"
        table.add_row(
            Text("▎", style=_COLOURS[passage.colour]),
            Text(words).append(state, style="dim" if passage.state == "confirmed" else "red"),
            Text(clean_line(", ".join(annotation.tags)), style=_COLOURS[passage.colour]),
            Text(clean(annotation.note).strip(), style="italic"),
        )
    console = plain_console()
    console.print(table)
    console.print()


def _styled(article: Article, passages: Sequence[Passage]) -> Any:
    """Return an article's text with its leftovers dimmed and its passages underlined."""
    from rich.text import Text

    text = Text(article.text)
    for block in article.blocks:
        if block.kind is BlockKind.HEADING:
            text.stylize("bold", block.start, block.end)
        if block.kind is BlockKind.FURNITURE:
            text.stylize("dim", block.start, block.end)
    for passage in passages:
        if passage.span:
            style = f"underline {_COLOURS[passage.colour]}"
            text.stylize(style, passage.span.start, passage.span.end)
    return text


def _print_plain_article(article: Article, passages: Sequence[Passage]) -> None:
    """Print an article for a program: title, origin, text, then its annotations as fields."""
    click.echo(clean_line(article.title))
    click.echo(_origin(article))
    for block in article.blocks:
        words = block.span.of(article.text)
        if block.kind is BlockKind.FURNITURE:
            words = "\n".join(f"{_LEFTOVER}{line}" for line in words.split("\n"))
        leads = _leads(block, _MEASURE)
        click.echo()
        for lead, line in zip(leads, words.split("\n"), strict=False):
            click.echo(f"{lead}{line}")
    if passages:
        click.echo()
    for passage in passages:
        _print_passage_fields(passage)


def _leads(block: Block, cells: int) -> Iterator[str]:
    """Return what stands before each of a block's lines, as in the reader."""
    first, other = (lead_of(block, first=is_first, cells=cells) for is_first in (True, False))
    return chain((first,), repeat(other))


def _print_passage_fields(passage: Passage) -> None:
    """Print an annotation on one line."""
    span = passage.span
    _print_fields(
        *(passage.article.path, span.start if span else "", span.end if span else ""),
        *(passage.state, ", ".join(passage.annotation.tags), passage.exact),
        passage.annotation.note,
    )


def in_fields(*fields: object) -> str:
    """Return fields on one line, parted by tabs, which no cleaned field holds."""
    return "\t".join(clean_line(str(field)) for field in fields)


def _print_fields(*fields: object) -> None:
    """Print fields on one line."""
    click.echo(in_fields(*fields))


def _origin(article: Article) -> str:
    """Return where an article is from, on one line."""
    parsed = article.parsed
    known = (parsed.date, parsed.author, parsed.source, article.path)
    return clean_line(" · ".join(each for each in known if each))


def _heading(article: Citation) -> str:
    """Return an article's title and path, on one line."""
    return clean_line(f"{article.title} · {article.path}")
