"""Drafting: what is being written in the note editor, kept in case the program ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store import clock
from store.anchor import describe, place
from store.drafts import Draft, DraftBox
from tui.marker import Target

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.annotation import KnownArticle
    from store.article import Article
    from store.notebook import Notebook

_PATIENCE = 60.0
"""Seconds to wait for a note to be on the disk before its draft is left for the next start."""


class Drafting:
    """Keeps drafts, and finds again what one was on.

    Args:
        notebook: Where finished notes go.
    """

    def __init__(self, notebook: Notebook) -> None:
        self.box = DraftBox(notebook.path)
        self._notebook = notebook

    def keeper(self, target: Target, before: str) -> Callable[[str], None]:
        """Return what keeps a draft of a note on a target; it raises an OSError where it can't.

        Args:
            target: What the note is on.
            before: The note as it was.
        """
        anchor = None
        if target.article is not None and target.span is not None:
            article = target.article
            anchor = describe(article.text, article.text_hash, target.span)
        uuid = target.annotation.uuid if target.annotation else ""
        article_id = target.known.id

        def keep(text: str) -> None:
            self.box.keep(Draft(article_id, uuid, anchor, before, text, clock.now()))

        return keep

    def settle(self) -> None:
        """Remove the draft once what was written is safe; to be run on a worker's thread."""
        if self._notebook.flush(_PATIENCE):
            self.box.clear()

    def target_of(self, draft: Draft, known: KnownArticle, article: Article | None) -> Target:
        """Return what a draft's note is on.

        Args:
            draft: The draft.
            known: Its article.
            article: The same with its text; None where that can't be read.
        """
        annotation = self._notebook.book.annotation(draft.uuid) if draft.uuid else None
        anchor = annotation.anchor if annotation else draft.anchor
        if article is None or anchor is None:
            return Target(known, annotation=annotation)
        span = place(article.text, article.text_hash, anchor).span
        if span is None:
            # Its passage is gone: the words are kept on the article as a whole.
            return Target(known, annotation=annotation)
        return Target(known, article, span, annotation)
