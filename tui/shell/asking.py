"""Queries on the command line: understood, or refused with what is wrong and where."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from tui.shell.errands import complain, nothing

if TYPE_CHECKING:
    from store.search.query import Query
    from store.span import Span

_LINE = 76
# Cells in which a query is shown: what points into it must not be wrapped away from its place.
_EXAMPLES = 30
_NEGATIVE = re.compile(r"-(?!-|h\Z)")
# No command has options of one letter but -h.


class QueryCommand(click.Command):
    """A command about what a query finds, whose page tells how queries are written.

    A query may begin with `-`, as other arguments may not.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put a query that begins with `-` where it is not taken for options."""
        if "--" not in args and (place := self._place_of_negative(args)) is not None:
            args = [*args[:place], *args[place + 1 :], "--", args[place]]
        return super().parse_args(ctx, args)

    def _place_of_negative(self, args: list[str]) -> int | None:
        """Return which argument begins with one `-` and is neither an option nor its value."""
        options = [each for each in self.params if isinstance(each, click.Option)]
        with_value = {name for each in options if not each.is_flag for name in each.opts}
        before = ["", *args]
        return next(
            (
                place
                for place, each in enumerate(args)
                if _NEGATIVE.match(each) and before[place] not in with_value
            ),
            None,
        )

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then what a query can hold."""
        from store.search.language.forms import FORMS

        super().format_options(ctx, formatter)
        with formatter.section("The query"):
            formatter.write_dl([(form.example, form.help) for form in FORMS], col_max=_EXAMPLES)


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
        words = self.format_message()
        status = complain(words[:1].upper() + words[1:])
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


def nothing_for(text: str, words: str) -> int:
    """Say on stderr that a query found nothing, and what may be the matter; return the exit status.

    Args:
        text: The query as typed.
        words: What was not found, and where.
    """
    from store.search.language import misspelt

    guess = misspelt(text)
    return nothing(f"{words}: {guess}" if guess else words)


def pointed(text: str, span: Span) -> tuple[str, str]:
    """Return a text on one line, and the line below it that points to a stretch of it.

    Args:
        text: What was typed; of a long one, what surrounds the stretch is returned.
        span: The stretch; a place, where it is empty.
    """
    from tui.reading.cells import fit, width

    line = "".join(each if each.isprintable() else " " for each in text)
    before = line[: span.start]
    if width(before) > _LINE // 2:
        before = f"…{before[-_LINE // 4 :]}"
    shown = fit(before + line[span.start :], _LINE)
    room = width(shown) - width(before)
    return shown, " " * width(before) + "^" * max(1, min(width(span.of(line)), room))
