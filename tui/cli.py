"""The command line of Postil. Nothing of the screen is imported until the reader opens."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from store import __version__
from store.notes_json import NotesError
from store.places import CorpusError
from store.sources import Unreadable
from tui.shell.asking import Misread
from tui.shell.care import check, list_backups, merge, restore
from tui.shell.entry_point import ReaderGroup, has_terminal
from tui.shell.errands import (
    DONE,
    INTERRUPTED,
    Choices,
    Needs,
    advice,
    complain,
    find,
    load,
    nothing,
    opened,
    why,
)
from tui.shell.indexed import index
from tui.shell.options import PATH, json_option, with_corpus
from tui.shell.output import print_json, print_pieces, write
from tui.shell.searching import kwic, search
from tui.shell.tagging import tag

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_EXAMPLES = """\b
Examples:
  postil articles/
  postil search 'troops border -customs' --limit 5
  postil notes --json | jq -r '.[].exact'
  postil mark lavrov.txt --quote "ready to send observers" --tag security
  postil export --format markdown -o notes.md

Every command has a page of its own: postil COMMAND --help. Exit status: 0 for done, 1 for nothing
found, 2 for a wrong usage or an input that cannot be read.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status.

    Args:
        arguments: What stands behind the program's name; `sys.argv` by default.
    """
    if sys.stdout is None:
        return complain("The standard output is closed; leave it open, or send it to a file")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        status = postil.main(arguments, prog_name="postil", standalone_mode=False)
    except click.Abort:
        return INTERRUPTED
    except (click.ClickException, CorpusError, NotesError, Unreadable, OSError) as error:
        return _tell(error)
    except Exception as error:  # noqa: BLE001 - Python's own traceback may quote what was written
        return _report(error)
    return status if isinstance(status, int) else DONE


def _tell(error: Exception) -> int:
    """Say in a line what went wrong; return the exit status."""
    match error:
        case click.UsageError():
            return complain(f"{error.format_message()} {advice(error.ctx)}")
        case Choices():
            return complain(error.format_message(), *error.choices)
        case Misread():
            return error.tell()
        case click.ClickException():
            return complain(error.format_message())
        case OSError():
            return complain(why(error))
    return complain(str(error))


def _report(error: Exception) -> int:
    """Report an error that nobody expected; return the exit status."""
    from tui import crash

    path = crash.report(error)
    kind = crash.name_of(error)
    return complain(f"An error of its own ({kind}); {crash.in_words(path)}", status=crash.CRASHED)


@click.group(
    cls=ReaderGroup,
    epilog=_EXAMPLES,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 88},
)
@click.version_option(__version__, prog_name="postil", message="%(prog)s %(version)s")
def postil() -> None:
    """Read, mark, tag and annotate articles in the terminal.

    Without a command, DIR opens in the reader: a folder of articles (.txt, .md), or a single one.
    Unless you name it, that is the folder ./corpus if there is one, else what you opened last,
    else the sample articles. In the reader, ? shows the keys. A folder that is called like a
    command opens with postil ./list or postil -- list.

    Your articles are never changed. What you write is kept in one file beside them:
    corpus.notes.json for corpus/.
    """


@click.command(add_help_option=False)
@click.argument("folder", metavar="[DIR]", type=PATH, required=False)
@click.option("--notes", metavar="FILE", type=PATH, help="Keep your notes in FILE.")
def _reader(folder: Path | None, notes: Path | None) -> int:
    """Open the reader."""
    from store.places import config_dir
    from store.session import Session
    from tui.settings import load_settings

    if folder is not None and postil.near(str(folder)) and not folder.exists():
        raise click.ClickException(postil.no_such(str(folder)))
    if not has_terminal():
        raise click.ClickException(
            "The reader needs a terminal; postil list, show and notes work without one"
        )
    settings = load_settings(config_dir())
    session = Session.open(folder, notes, creator=settings.creator or None)
    from tui.app import run

    return run(session, settings)


postil.reader = _reader


@postil.command("list")
@with_corpus
@json_option
def list_articles(*, corpus: Path | None, notes: Path | None, as_json: bool) -> int:
    """List the articles with date, words, tags and what was read.

    On a terminal as a table; piped, one article a line, its fields parted by tabs: path, title,
    date, words, annotations, read, tags, error. JSON has the same, and the article's id.
    """
    with opened(corpus, notes) as session:
        from tui.shell import answers

        rows = answers.articles(session)
        if as_json:
            print_json(rows)
        elif rows:
            from tui.shell import tables

            tables.print_articles(rows)
        if rows:
            return DONE
        return nothing(f"No articles found in {session.corpus.name}; Postil reads .txt and .md")


@postil.command()
@click.argument("article")
@with_corpus
@json_option
def show(*, article: str, corpus: Path | None, notes: Path | None, as_json: bool) -> int:
    """Print an article with its annotations.

    ARTICLE is a path inside the corpus or an id. Leftovers of the web page the article was saved
    from are dimmed on a terminal; piped, they stand behind a ⋯. In JSON, the offsets of blocks
    and annotations are code points of "text".
    """
    with opened(corpus, notes) as session:
        from store.exchange import passages
        from tui.shell import answers

        entry = find(session, article)
        loaded = load(session, entry)
        book, old_texts = session.notebook.book, session.old_texts
        rows = list(passages.of_article(book, passages.cite(entry), loaded, old_texts.text))
        if as_json:
            print_json(answers.article(loaded, rows))
        else:
            from tui.shell import tables

            tables.print_article(loaded, rows)
    return DONE


postil.add_command(search)
postil.add_command(kwic)


@postil.command("notes")
@with_corpus
@json_option
def list_notes(*, corpus: Path | None, notes: Path | None, as_json: bool) -> int:
    """Print every annotation, article by article.

    On a terminal as tables; piped, one annotation a line, its fields parted by tabs: path, start,
    end, state, tags, passage, note. The state is exact, moved, review (the article has changed
    and the place is not certain) or orphan (the passage is gone).
    """
    with opened(corpus, notes, needs=Needs.NOTES) as session:
        from store.exchange import passages, plain_json

        rows = passages.gather(session.corpus, session.notebook.book)
        if as_json:
            print_pieces(plain_json.export(rows))
        else:
            from tui.shell import tables

            tables.print_passages(list(rows))
        if session.notebook.book.annotations():
            return DONE
        return nothing(f"No annotations on {session.corpus.name} yet; postil opens the reader")


@postil.command()
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
    --nth then chooses one. Without --quote, tags and note are added to those of the article as a
    whole. The command ends when the annotation is safely on disk.
    """
    from tui.shell.mark import mark as mark_passage
    from tui.shell.mark import summary

    with opened(corpus, notes, needs=Needs.WRITTEN_NOTES) as session:
        entry = find(session, article)
        loaded = load(session, entry)
        passage = mark_passage(session, entry, loaded, quote, tags=tags, note=note, nth=nth)
    if as_json:
        from store.exchange.plain_json import row

        print_json(row(passage))
    else:
        click.echo(summary(passage))
    return DONE


@postil.command()
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
    that of postil notes --json.
    """
    with opened(corpus, notes, needs=Needs.NOTES) as session:
        from store.exchange import markdown, passages, plain_json, spreadsheet

        if not session.notebook.book.annotations():
            return nothing(f"No annotations on {session.corpus.name} to export; mark some first")
        writer = {"markdown": markdown, "csv": spreadsheet, "json": plain_json}[form]
        pieces = writer.export(passages.gather(session.corpus, session.notebook.book))
        if output is None or str(output) == "-":
            print_pieces(pieces)
        else:
            write(session, output, pieces)
    return DONE


for _command in (tag, index, check, list_backups, restore, merge):
    postil.add_command(_command)
