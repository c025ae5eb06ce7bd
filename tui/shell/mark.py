"""Marking a passage from the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from store import codebook, edits, quotes
from store.annotation import Annotation
from store.exchange import passages
from store.sources.sanitize import clean, clean_line
from tui.shell.errands import Choices

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.article import Article
    from store.corpus import Entry
    from store.exchange.passages import Passage
    from store.notebook import Notebook
    from store.session import Session
    from store.span import Span

_AROUND = 32
"""Code points shown on each side of a candidate."""

_MOST_CANDIDATES = 20


def mark(
    session: Session,
    entry: Entry,
    article: Article,
    quote: str | None,
    *,
    tags: Sequence[str],
    note: str,
    nth: int | None,
) -> Passage:
    """Make an annotation; it is on disk when the session has been closed.

    An article as a whole has one: what it lacks of tags and note is added to that.

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
    whole = notebook.book.on_whole_article(article.id) if span is None else None
    if whole is None:
        made = _make(notebook, article, span, names, note)
        session.old_texts.keep(article.text_hash, article.text)
    else:
        made = _add(notebook, whole, names, note)
    citation = passages.cite(entry)
    return passages.describe(made, citation, article, notebook.book.colour_of(made))


def _make(
    notebook: Notebook, article: Article, span: Span | None, tags: Sequence[str], note: str
) -> Annotation:
    """Make a new annotation."""
    step = edits.mark(notebook.book, notebook.stamp(), article, span, tags=tags, note=note)
    notebook.edit(step)
    return next(change.after for change in step.changes if isinstance(change.after, Annotation))


def _add(notebook: Notebook, whole: Annotation, tags: Sequence[str], note: str) -> Annotation:
    """Add the tags that an annotation lacks, and below its note the new one."""
    book, stamp = notebook.book, notebook.stamp()
    notebook.edit(edits.set_tags(book, stamp, [whole.uuid], [*whole.tags, *tags]))
    words = clean(note).strip()
    if words and f"\n\n{words}\n\n" not in f"\n\n{whole.note}\n\n":
        joined = f"{whole.note}\n\n{words}" if whole.note else words
        notebook.edit(edits.set_note(book, stamp, whole.uuid, joined))
    return book.annotation(whole.uuid) or whole


def summary(passage: Passage) -> str:
    """Return the line that says what was marked."""
    tags = "".join(f" [{tag}]" for tag in passage.annotation.tags)
    place = f" {passage.span.start}–{passage.span.end}" if passage.span else ""
    words = f" “{passage.exact}”" if passage.exact else " as a whole"
    return clean_line(f"Marked {passage.article.path}{place}{words}{tags}")


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
