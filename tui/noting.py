"""Noting: keeping a note during whose writing other hands may have changed its annotation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store import edits

if TYPE_CHECKING:
    from store.annotation import Annotation, KnownArticle
    from store.notebook import Notebook


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
    return _said(words, before, after, is_changed=words != begun_on.note)


def _said(
    words: str, before: Annotation | None, after: Annotation | None, *, is_changed: bool
) -> str:
    """Say what came of a note.

    Args:
        words: The note as it was saved.
        before: Its annotation as it was then.
        after: The same as it is now.
        is_changed: Whether the words are others than those the writing began with.
    """
    if before is None:
        what = "it is back, with the note · u undoes" if after else "it stays so"
        return f"Deleted elsewhere meanwhile: {what}"
    kept = after.note if after else ""
    if kept == words:
        return "Noted · u undoes" if words else "No note"
    if words and is_changed:
        return "Changed elsewhere meanwhile: both texts are in the note · u undoes"
    return "Changed elsewhere meanwhile: the note stays"
