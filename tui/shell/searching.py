"""The commands that ask the corpus: search, and kwic for every hit on a line of its own."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING

import click

from store.names import shown
from tui.shell.asking import QueryCommand, nothing_for, understood
from tui.shell.errands import DONE, complain
from tui.shell.indexed import opened_search
from tui.shell.options import json_option, with_corpus
from tui.shell.output import print_array

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from store.search.answer import Answer
    from store.search.concordance import Line
    from store.search.found import Found
    from store.session import Session

_SEARCH_EXAMPLES = """\b
Examples:
  postil search 'troops -summit'
  postil search '"foreign ministers" date:2022' --limit 20
  postil search 'tag:security is:unread' --json | jq -r '.[].path'

Exit status: 0 for done, 1 for nothing found, 2 for a query that makes no sense.
"""

_KWIC_EXAMPLES = """\b
Examples:
  postil kwic 'arm*' --sort left
  postil kwic '/sover.{0,3}eign/' | cut -f 4-
  postil kwic '"the border"' --width 60 --json | jq -r '.[].right'

Exit status: 0 for done, 1 for nothing found, 2 for a query that makes no sense.
"""

_FIRST_PAGE = 50
"""Articles that are asked for first, so that they show at once; then twice as many each time."""

_AT_ONCE = 4096
"""Lines printed together once all are there."""

_SLOW_SHOWN = 3
"""Articles named of those that a regular expression took too long in."""


@click.command("search", cls=QueryCommand, epilog=_SEARCH_EXAMPLES)
@click.argument("query")
@click.option("--limit", metavar="N", type=click.IntRange(min=1), help="Print N articles at most.")
@with_corpus
@json_option
def search(
    *, query: str, limit: int | None, corpus: Path | None, notes: Path | None, as_json: bool
) -> int:
    """Find articles, those that fit best first.

    Where the query has no words to weigh, as with tags, dates or a regular expression, the
    articles come in the order of the corpus. Put the query in single quotes.

    On a terminal each article has its title and its first hits in their sentences; piped, one
    article a line, its fields parted by tabs: path, title, date, score, number of hits, and of the
    first hit what stands before it, the hit, what stands behind it. JSON has all hits; their
    offsets are code points of the "text" that postil show --json prints.
    """
    asked = understood(query)
    with opened_search(corpus, notes) as (session, snapshot):
        answer = snapshot.ask(asked, session.known())
        articles = islice(_articles(session, answer), limit)
        first = tuple(islice(articles, 1))
        if as_json:
            from tui.shell import hit_rows

            print_array(map(hit_rows.found, chain(first, articles)))
        elif first:
            from tui.shell import hits

            hits.print_articles(chain(first, articles))
        _tell_of_slow(answer)
        if first:
            return DONE
        return nothing_for(query, f"Nothing found for {shown(query)} in {session.corpus.name}")


@click.command("kwic", cls=QueryCommand, epilog=_KWIC_EXAMPLES)
@click.argument("query")
@click.option(
    "--sort",
    type=click.Choice(["place", "date", "left", "right"]),
    default="place",
    show_default=True,
    help="By article and place, by date from the oldest on, or by the words to a side.",
)
@click.option(
    "--width",
    metavar="N",
    type=click.IntRange(0, 100),
    default=40,
    show_default=True,
    help="Characters on each side of a hit at most.",
)
@with_corpus
@json_option
def kwic(
    *, query: str, sort: str, width: int, corpus: Path | None, notes: Path | None, as_json: bool
) -> int:
    """Print every hit on a line of its own, in its context.

    The whole is called a concordance. On a terminal the hits stand in one column, with as much
    around them as there is room for; piped, one hit a line, its fields parted by tabs: path,
    start, end, what stands to its left, the hit, what stands to its right. Offsets are code points
    of the "text" that postil show --json prints. Sorted by the words to a side, the nearest
    decides first; by date, the undated come last.
    """
    asked = understood(query)
    with opened_search(corpus, notes) as (session, snapshot):
        answer = snapshot.ask(asked, session.known())
        batches = _lines(session, answer, sort, width)
        first = next(batches, ())
        if as_json:
            from tui.shell import hit_rows

            rows = chain.from_iterable(chain((first,), batches))
            print_array(map(hit_rows.line, rows))
        elif first:
            from tui.shell import hits

            hits.print_lines(chain((first,), batches), width, dated=sort == "date")
        _tell_of_slow(answer)
        if first:
            return DONE
        # An article may be found by its title or a note on the whole of it, and has no hits then.
        return nothing_for(
            query, f"No hits for {shown(query)} in the texts of {session.corpus.name}"
        )


def _articles(session: Session, answer: Answer) -> Iterator[Found]:
    """Yield what is found, the best first, or in the order of the corpus."""
    if not answer.is_ranked:
        yield from answer.found(entry.id for entry in session.corpus.entries)
        return
    first, count = 0, _FIRST_PAGE
    while page := answer.page(first, count):
        yield from page
        first, count = first + count, count * 2


def _lines(session: Session, answer: Answer, sort: str, width: int) -> Iterator[Sequence[Line]]:
    """Yield the lines of every hit in batches; sorted by words, once all are there."""
    from store.search.concordance import Sort, arrange, gather

    entries = session.corpus.entries
    if sort == "date":
        entries = tuple(sorted(entries, key=lambda entry: (entry.date is None, entry.date or "")))
    batches = gather(answer.found(entry.id for entry in entries), width)
    if sort in {"place", "date"}:
        yield from batches
        return
    by = Sort.LEFT_1 if sort == "left" else Sort.RIGHT_1
    lines = arrange(chain.from_iterable(batches), by)
    for start in range(0, len(lines), _AT_ONCE):
        yield lines[start : start + _AT_ONCE]


def _tell_of_slow(answer: Answer) -> None:
    """Say in which articles a regular expression was given up on."""
    from store.difference import counted

    if slow := answer.too_slow:
        more = ", …" if len(slow) > _SLOW_SHOWN else ""
        complain(
            f"The regular expression took too long in {counted(len(slow), 'article')}, which "
            f"{'was' if len(slow) == 1 else 'were'} passed over: {', '.join(slow[:_SLOW_SHOWN])}"
            f"{more}; make it simpler"
        )
