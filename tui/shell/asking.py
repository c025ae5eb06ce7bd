"""Queries on the command line: understood, or refused with what is wrong and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tui.shell.errands import complain

if TYPE_CHECKING:
    from store.search.query import Query
    from store.span import Span


class Misread(click.ClickException):
    """A query makes no sense.

    Args:
        query: The query as typed.
        words: What is wrong and what to do, in a line.
        span: Where in the query.
    """

    def __init__(self, query: str, words: str, span: Span) -> None:
        super().__init__(words)
        self.query = query
        self.span = span

    def tell(self) -> int:
        """Say on stderr what is wrong, and point to where; return the exit status."""
        status = complain(self.format_message())
        for line in pointed(self.query, self.span):
            click.echo(f"  {line}", err=True)
        return status


def understood(text: str) -> Query:
    """Return what a query means that is finished.

    Raises:
        click.ClickException: If it is empty or makes no sense.
    """
    from store.search.language import parse

    query = parse(text)
    if query.problem is not None:
        raise Misread(text, query.problem.words, query.problem.span)
    if query.root is None:
        raise click.UsageError(
            "There is nothing to look for in the query; give it some words.",
            click.get_current_context(silent=True),
        )
    return query


def pointed(text: str, span: Span) -> tuple[str, str]:
    """Return a text on one line, and the line below it that points to a stretch of it."""
    from rich.cells import cell_len

    shown = "".join(each if each.isprintable() else " " for each in text)
    width = max(1, cell_len(span.of(shown)))
    return shown, " " * cell_len(shown[: span.start]) + "^" * width
