"""Marking a passage from the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from msgspec import Struct

from store import codebook, edits, quotes
from store.anchor import describe, place_all
from store.annotation import Annotation
from store.exchange import passages
from store.names import shown
from store.sources.sanitize import clean, clean_line
from tui.shell.errands import Choices

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from store.article import Article
    from store.corpus import Entry
    from store.exchange.passages import Passage
    from store.notebook import Notebook
    from store.session import Session
    from store.span import Span

_AROUND = 32
"""Code points shown on each side of a candidate."""

_MOST_CANDIDATES = 20


class Marked(Struct, frozen=True):
    """What came of marking.

    Args:
        passage: The annotation, with what it is on.
        is_new: Whether it was made now; else it was there, and at most grew.
    """

    passage: Passage
    is_new: bool


def mark(
    session: Session,
    entry: Entry,
    article: Article,
    quote: str | None,
    *,
    tags: Sequence[str],
    note: str,
    nth: int | None,
) -> Marked:
    """Make an annotation; it is on disk when the session has been closed.

    A passage has one, and so has an article as a whole: where it is there already, what it lacks of
    tags and note is added to that.

    Args:
        session: Whose notebook takes it.
        entry: The article as the corpus lists it.
        article: The same, loaded.
        quote: The passage's words; None for the article as a whole.
        tags: Names of tags.
        note: What to write on it; may be empty.
        nth: Which occurrence of the quote is meant, from 1.

    Raises:
        click.ClickException: If the quote has no one place, a tag cannot be named so.
    """
    if quote is None and not tags and not note.strip():
        raise click.UsageError("Nothing to mark; give --quote, or --tag or --note for the article.")
    if quote is not None and not quote.strip():
        raise click.UsageError("The quote is empty; give the passage's words, or no --quote.")
    names = _names(tags)
    span = None if quote is None else _place(article, quote, nth)
    notebook = session.notebook
    former = _former(session, article, span)
    if former is None:
        made = _make(notebook, article, span, names, note)
        session.old_texts.keep(article.text_hash, article.text)
    else:
        made = _add(notebook, former, names, note)
    colour, citation = notebook.book.colour_of(made), passages.cite(entry)
    passage = passages.describe(made, citation, article, colour, session.old_texts.text)
    return Marked(passage, is_new=former is None)


def _former(session: Session, article: Article, span: Span | None) -> Annotation | None:
    """Return the annotation that a passage, or an article as a whole, has already."""
    book = session.notebook.book
    if span is None:
        return book.on_whole_article(article.id)
    wanted = describe(article.text, article.text_hash, span).span
    annotations = book.of_article(article.id)
    placed = place_all(article.text, article.text_hash, annotations, session.old_texts.text)
    found = (
        one
        for one, place in zip(annotations, placed, strict=True)
        if place and place.span == wanted
    )
    return next(found, None)


def _make(
    notebook: Notebook, article: Article, span: Span | None, tags: Sequence[str], note: str
) -> Annotation:
    """Make a new annotation."""
    step = edits.mark(notebook.book, notebook.stamp(), article, span, tags=tags, note=note)
    notebook.edit(step)
    return next(change.after for change in step.changes if isinstance(change.after, Annotation))


def _add(notebook: Notebook, former: Annotation, tags: Sequence[str], note: str) -> Annotation:
    """Add the tags that an annotation lacks, and below its note the new one."""
    book, stamp = notebook.book, notebook.stamp()
    notebook.edit(edits.set_tags(book, stamp, [former.uuid], [*former.tags, *tags]))
    words = clean(note).strip()
    if words and f"\n\n{words}\n\n" not in f"\n\n{former.note}\n\n":
        joined = f"{former.note}\n\n{words}" if former.note else words
        notebook.edit(edits.set_note(book, stamp, former.uuid, joined))
    return book.annotation(former.uuid) or former


def summary(marked: Marked, corpus: Path) -> str:
    """Return the line that says what was marked, in which corpus."""
    passage, what = marked.passage, "Marked" if marked.is_new else "Marked already:"
    tags = "".join(f" [{tag}]" for tag in passage.annotation.tags)
    place = f" {passage.span.start}–{passage.span.end}" if passage.span else ""
    words = f" “{passage.exact}”" if passage.exact else " as a whole"
    return clean_line(f"{what} {passage.article.path}{place}{words}{tags} in {shown(str(corpus))}")


def _names(tags: Sequence[str]) -> list[str]:
    """Return tags under the names they are kept by."""
    try:
        return [codebook.check_name(tag) for tag in tags]
    except ValueError as error:
        raise click.ClickException(str(error)) from error


def _place(article: Article, quote: str, nth: int | None) -> Span:
    """Return the one place that is meant by a quote."""
    found = quotes.find(article.text, quote)
    if not found:
        near = quotes.similar(article, quote)
        hint = "similar sentences are" if near else "postil show prints its text"
        raise Choices(f"The quote is not in {article.path}; {hint}", _described(article, near))
    if len(found) == 1 and nth is None:
        return found[0]
    if nth is not None and nth <= len(found):
        return found[nth - 1]
    raise Choices(
        f"The quote stands {len(found)} times in {article.path}; make it longer or choose one "
        f"with --nth 1 to {len(found)}",
        _described(article, found),
    )


def _described(article: Article, spans: Sequence[Span]) -> list[str]:
    """Return a line for each candidate: its number, its offsets, and its words in context."""
    lines = [
        f"{number}. {span.start}–{span.end}: {_in_context(article.text, span)}"
        for number, span in enumerate(spans[:_MOST_CANDIDATES], start=1)
    ]
    hidden = len(spans) - _MOST_CANDIDATES
    return [*lines, f"and {hidden} more"] if hidden > 0 else lines


def _in_context(text: str, span: Span) -> str:
    """Return a passage in brackets with some words on both sides."""
    before = text[max(0, span.start - _AROUND) : span.start]
    behind = text[span.end : span.end + _AROUND]
    start = "…" if span.start > _AROUND else ""
    end = "…" if span.end + _AROUND < len(text) else ""
    return f"{start}{before}[{span.of(text)}]{behind}{end}"
