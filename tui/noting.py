"""Noting: keeping a note during whose writing other hands may have changed its annotation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store import edits
from store.anchor import describe
from store.annotation import Annotation
from store.clock import new_uuid

if TYPE_CHECKING:
    from store.annotation import KnownArticle
    from store.notebook import Notebook
    from tui.marker import Target


def begun_on(target: Target) -> Annotation:
    """Return the annotation that a note is begun on, of which nobody made it yet if it is new.

    It has its uuid from the beginning: wherever the note and its draft end up, they are one.
    """
    if target.annotation is not None:
        return target.annotation
    article, anchor = target.article, None
    if article is not None and target.span is not None:
        anchor = describe(article.text, article.text_hash, target.span)
    return Annotation(new_uuid(), target.known.id, anchor)


def keep(notebook: Notebook, begun_on: Annotation, words: str, article: KnownArticle) -> str:
    """Write a note on an annotation, and return what is to be said of it.

    Args:
        notebook: Where it is written.
        begun_on: The annotation as it was when the writing began.
        words: The note, clean; empty to remove the one there was.
        article: Its article.
    """
    before = notebook.book.annotation(begun_on.uuid)
    notebook.edit(edits.write_note(notebook.book, notebook.stamp(), begun_on, words, article))
    after = notebook.book.annotation(begun_on.uuid)
    if before is None and begun_on.created:
        what = "it is back, with the note · u undoes" if after else "it stays so"
        return f"Deleted elsewhere meanwhile: {what}"
    return _said(words, after, is_changed=words != begun_on.note)


def _said(words: str, after: Annotation | None, *, is_changed: bool) -> str:
    """Say what came of a note.

    Args:
        words: The note as it was saved.
        after: Its annotation as it is now.
        is_changed: Whether the words are others than those the writing began with.
    """
    kept = after.note if after else ""
    if kept == words:
        return "Noted · u undoes" if words else "No note"
    if words and is_changed:
        return "Changed elsewhere meanwhile: both texts are in the note · u undoes"
    return "Changed elsewhere meanwhile: the note stays"
