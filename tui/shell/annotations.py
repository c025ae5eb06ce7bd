"""The commands about annotations: notes prints them, mark makes one, export writes all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tui.shell.errands import DONE, Needs, find, load, nothing, opened
from tui.shell.options import PATH, json_option, with_corpus
from tui.shell.output import print_json, print_pieces, write

if TYPE_CHECKING:
    from pathlib import Path


@click.command("notes")
@with_corpus
@json_option
def list_notes(*, corpus: Path | None, notes: Path | None, as_json: bool) -> int:
    """Print every annotation, article by article.

    On a terminal as tables; piped, one annotation a line, its fields parted by tabs: path, start,
    end, state, tags, passage, note. The state is exact, confirmed (you said where it is in a
    changed article), moved, review (the article has changed and the place is not certain) or
    orphan (the passage is gone).
    """
    with opened(corpus, notes, needs=Needs.NOTES) as session:
        from store.exchange import passages, plain_json

        rows = passages.gather(session.corpus, session.notebook.book)
        if as_json:
            print_pieces(plain_json.array(map(plain_json.row, rows)))
        else:
            from tui.shell import tables

            tables.print_passages(list(rows))
        if session.notebook.book.annotations():
            return DONE
        return nothing(f"No annotations on {session.corpus.name} yet; postil opens the reader")


@click.command()
@click.argument("article")
@click.option("--quote", metavar="TEXT", help="The passage; a whole-article annotation without.")
@click.option("--tag", "tags", metavar="TAG", multiple=True, help="Give it a tag; repeatable.")
@click.option("--note", metavar="NOTE", default="", help="Write a note on it.")
@click.option("--nth", metavar="N", type=click.IntRange(min=1), help="Which of several places.")
@with_corpus
@json_option
def mark(
    *,
    article: str,
    quote: str | None,
    tags: tuple[str, ...],
    note: str,
    nth: int | None,
    corpus: Path | None,
    notes: Path | None,
    as_json: bool,
) -> int:
    """Mark a passage of an article, with tags and a note.

    ARTICLE is a path inside the corpus or an id. The passage is the one place where TEXT stands;
    if it stands nowhere exactly, white space and the shape of quotes and dashes do not matter.
    Where it is missing or stands more than once, nothing is marked and the candidates are listed;
    --nth then chooses one. Where the passage is marked already, tags and note are added to those it
    has; without --quote, to those of the article as a whole. The command ends when the annotation
    is safely on disk.
    """
    from tui.shell.mark import mark as mark_passage
    from tui.shell.mark import summary

    with opened(corpus, notes, needs=Needs.WRITTEN_NOTES) as session:
        entry = find(session, article)
        loaded = load(session, entry)
        marked = mark_passage(session, entry, loaded, quote, tags=tags, note=note, nth=nth)
    if as_json:
        from store.exchange.plain_json import row

        print_json(row(marked.passage))
    else:
        click.echo(summary(marked, session.corpus.root))
    return DONE


@click.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(["markdown", "csv", "json"]),
    default="markdown",
    show_default=True,
    help="What to write.",
)
@click.option("-o", "--output", metavar="FILE", type=PATH, help="Write to FILE.")
@with_corpus
def export(*, form: str, output: Path | None, corpus: Path | None, notes: Path | None) -> int:
    """Write all annotations as Markdown, CSV or JSON.

    Markdown has a section an article, each passage a quote with its sentence, tags and note. CSV
    opens in any spreadsheet; a cell that would be taken for a formula gets a ' in front. JSON is
    that of postil notes --json, with the article's title, date, author and source, the sentence,
    the colour and the creator, as CSV has them.
    """
    with opened(corpus, notes, needs=Needs.NOTES) as session:
        from store.exchange.exported import exported

        if not session.notebook.book.annotations():
            return nothing(f"No annotations on {session.corpus.name} to export; mark some first")
        pieces = exported(form, session.corpus, session.notebook.book)
        if output is None or str(output) == "-":
            print_pieces(pieces)
        else:
            write(session, output, pieces)
    return DONE
