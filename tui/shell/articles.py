"""The commands that print articles: list and show."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tui.shell.errands import DONE, find, load, nothing, opened
from tui.shell.options import json_option, with_corpus
from tui.shell.output import print_json

if TYPE_CHECKING:
    from pathlib import Path


@click.command("list")
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


@click.command()
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
