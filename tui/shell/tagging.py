"""Coding by query from the command line: a tag for everything that a query finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from msgspec import Struct, field

from store.names import shown
from tui.shell.asking import QueryCommand, nothing_for, understood
from tui.shell.errands import DONE, Needs, complain
from tui.shell.indexed import opened_search
from tui.shell.options import json_option, with_corpus
from tui.shell.output import print_json

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from store.annotation import Annotation, Width
    from store.article import Article
    from store.corpus import Entry
    from store.exchange.passages import Passage
    from store.search.coding import Coder
    from store.search.query import Query
    from store.search.snapshot import Snapshot
    from store.session import Session
    from store.span import Span


_PATIENCE = 600.0
"""Seconds; an attempt to save that fails is not waited for, but a huge notes file takes its time.
"""


class _Tally(Struct):
    """What tagging came to.

    Args:
        tag: The tag.
        passages: Those that got it, each with its article.
        new: Ids of the annotations that were made for it.
        articles: How many articles they are in.
        skipped: How many had it already.
        slow: Paths of the articles that a regular expression was given up on.
    """

    tag: str
    passages: list[Passage] = field(default_factory=list)
    new: set[str] = field(default_factory=set)
    articles: int = 0
    skipped: int = 0
    slow: set[str] = field(default_factory=set)


@click.command(cls=QueryCommand)
@click.argument("query")
@click.option("--tag", "name", metavar="TAG", required=True, help="The tag to give.")
@click.option(
    "--width",
    type=click.Choice(["match", "sentence", "paragraph"]),
    default="match",
    show_default=True,
    help="How much around each hit.",
)
@click.option("--dry-run", is_flag=True, help="Only show what would be tagged.")
@with_corpus
@json_option
def tag(
    *,
    query: str,
    name: str,
    width: str,
    dry_run: bool,
    corpus: Path | None,
    notes: Path | None,
    as_json: bool,
) -> int:
    """Tag everything that a query finds.

    The hits of QUERY get the tag, or the sentences or paragraphs they are in. Hits that carry it
    already are left alone, and an annotation on exactly such a passage gets it as one more. All of
    it is one step: u in the reader takes it back. JSON is that of postil notes --json, of the
    passages that were tagged; with --dry-run those yet to be made have no id.
    """
    from store.annotation import Width

    wanted, tag_name = understood(query), _checked(name)
    needs = Needs.NOTES if dry_run else Needs.WRITTEN_NOTES
    with opened_search(corpus, notes, needs=needs) as (session, snapshot):
        tally = _tag(session, snapshot, wanted, tag_name, Width(width), dry_run=dry_run)
    for path in sorted(tally.slow):
        complain(f"{path} was passed over: the regular expression takes too long in it")
    if as_json:
        print_json([_row(each, tally, dry_run=dry_run) for each in tally.passages])
    if not tally.passages and not tally.skipped:
        return nothing_for(query, "Nothing found in the text of the articles; nothing was tagged")
    if as_json:
        return DONE
    if dry_run:
        from tui.shell import tables

        tables.print_passages(tally.passages)
    click.echo(_summary(tally, session.corpus.root, dry_run=dry_run), err=dry_run)
    return DONE


def _checked(name: str) -> str:
    """Return the tag under the name it is kept by."""
    from store import codebook

    try:
        return codebook.check_name(name)
    except ValueError as error:
        raise click.ClickException(str(error)) from error


def _tag(
    session: Session, snapshot: Snapshot, query: Query, name: str, width: Width, *, dry_run: bool
) -> _Tally:
    """Tag the hits in all articles as one step; only say what that would be on a dry run."""
    from store.annotation import Origin
    from store.search.coding import Coder, Coding

    notebook = session.notebook
    stamp = notebook.stamp()
    coding = Coding((name,), width=width, origin=Origin(query.text, stamp.time))
    coder = Coder(notebook.book, stamp, coding, session.old_texts.text)
    tally = _Tally(name)
    for entry, article, hits in _found(session, snapshot, query, tally):
        is_tagged = _tag_article(coder, entry, article, hits, tally)
        if is_tagged and not dry_run:
            session.old_texts.keep(article.text_hash, article.text)
    if not dry_run:
        notebook.edit(coder.step())
        notebook.flush(_PATIENCE)
    return tally


def _tag_article(
    coder: Coder, entry: Entry, article: Article, hits: tuple[Span, ...], tally: _Tally
) -> bool:
    """Tag the hits in one article and note what came of it; tell whether any got the tag."""
    coded = coder.code(article, hits)
    tally.skipped += coded.skipped
    tally.articles += coded.passages > 0
    tally.new |= {one.uuid for one in coded.made}
    found = (_passage(one, entry, article) for one in (*coded.made, *coded.amended))
    tally.passages += sorted(found, key=lambda one: one.span.start if one.span else 0)
    return coded.passages > 0


def _found(
    session: Session, snapshot: Snapshot, query: Query, tally: _Tally
) -> Iterator[tuple[Entry, Article, tuple[Span, ...]]]:
    """Yield the articles that a query finds as they are on disk now, with the hits in them.

    They come in the order of the corpus.
    """
    from store.search.found import Indexed
    from store.search.matching import Matcher
    from store.sources import Unreadable

    if query.root is None:
        return
    known = session.known()
    matcher = Matcher(query.root, known)
    answer = snapshot.ask(query, known)
    for found in answer.found(entry.id for entry in session.corpus.entries):
        entry = session.corpus.entry(found.article.id)
        if entry is None or not found.hits:
            continue
        try:
            article = session.corpus.load(entry)
        except Unreadable as error:
            complain(f"{entry.path} cannot be read and was passed over: {error}")
            continue
        if hits := matcher.hits(Indexed.of(article)):
            yield entry, article, hits
    tally.slow |= set(answer.too_slow)


def _passage(annotation: Annotation, entry: Entry, article: Article) -> Passage:
    """Return an annotation with its passage, which was just found or made."""
    from store.anchor import State, as_told
    from store.exchange import passages

    citation, anchor = passages.cite(entry), annotation.anchor
    if anchor is None or anchor.text_hash != article.text_hash:
        return passages.describe(annotation, citation, article, annotation.colour)
    # Looking for the sentences around ten thousand passages would take longer than all the rest.
    state = as_told(annotation, State.EXACT, article.text_hash)
    return passages.Passage(
        citation, annotation, annotation.colour, state, anchor.span, anchor.exact, ""
    )


def _row(passage: Passage, tally: _Tally, *, dry_run: bool) -> dict[str, object]:
    """Return a tagged passage as JSON data."""
    from store.exchange import plain_json

    row = plain_json.row(passage)
    return {**row, "id": None} if dry_run and row["id"] in tally.new else row


def _summary(tally: _Tally, corpus: Path, *, dry_run: bool) -> str:
    """Return the line that says what was tagged, in which corpus."""
    passages, skipped = len(tally.passages), tally.skipped
    had = f"{skipped:,} had it already"
    if not passages:
        return f"Nothing to tag in {shown(str(corpus))} [{tally.tag}]; {had}"
    what = f"{passages:,} {'passage' if passages == 1 else 'passages'}"
    articles = f"{tally.articles:,} {'article' if tally.articles == 1 else 'articles'}"
    tagged = f"{what} in {articles} of {shown(str(corpus))} [{tally.tag}]"
    done = "Would tag" if dry_run else "Tagged"
    return f"{done} {tagged}{f'; {had}' if skipped else ''}"
