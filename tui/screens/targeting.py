"""Targeting: from what the reader points at to what an action is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.annotation import KnownArticle
from store.edits import known
from store.notebook import ReadOnlyNotes
from store.sentences import sentence_at
from tui.marker import Target
from tui.screens.desk import Desk

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.article import Article
    from store.span import Span


READ_ONLY = "Notes are read-only; nothing was changed"
"""What is said to every change of notes that can't be written."""


PICKING = "First the passage: enter keeps it here · escape leaves it as it was"
"""What is said to every other change while a passage is being picked."""


class Targeting(Desk):
    """Finds what an action is about, and carries changes out."""

    @property
    def target(self) -> Target | None:
        """The selection, else the annotation under the cursor, else the sentence.

        In the list it is the article under its cursor.
        """
        if self.in_sidebar:
            return self._listed_target()
        article = self.reader.article
        if article is None or not article.text:
            return None
        passage = self.reader.passage
        if passage is not None:
            return self._passage_target(article, passage)
        if self.reader.fold_here:
            return None
        here = self.annotation_here
        if here is not None:
            span = self.marker.span_of(article, here)
            return Target(known(article), article, span, here)
        return self._passage_target(article, sentence_at(article, self.reader.cursor))

    def _passage_target(self, article: Article, passage: Span) -> Target:
        annotation = self.marker.exactly(article, passage)
        return Target(known(article), article, passage, annotation)

    def _listed_target(self) -> Target | None:
        row = self.sidebar.article
        entry = self.session.corpus.entry(row.id) if row else None
        if entry is None:
            return None
        annotation = self.session.notebook.book.on_whole_article(entry.id)
        whole = KnownArticle(entry.id, entry.path, entry.text_hash, entry.title)
        return Target(whole, annotation=annotation)

    def _refuses_writing(self) -> bool:
        """Tell whether nothing may be written now, and say why."""
        why = READ_ONLY if self.session.notebook.read_only else PICKING if self.picking else ""
        if why:
            self.status.say(why)
        return bool(why)

    def _writing_target(self) -> Target | None:
        if self._refuses_writing():
            return None
        target = self.target
        if target is None:
            self.status.say(self._why_no_target())
        return target

    def _why_no_target(self) -> str:
        if self.reader.fold_here:
            return "These are folded page leftovers · enter opens them"
        return "There is nothing here to write on"

    def _write(self, act: Callable[[], str]) -> bool:
        """Carry out a change and say what came of it; False where notes can't be written."""
        try:
            words = act()
        except ReadOnlyNotes:
            self.status.say(READ_ONLY)
            return False
        self._done(words)
        return True

    def _done(self, words: str) -> None:
        self.retaking = ""
        if not self.in_sidebar:
            self.reader.select(None)
        self.status.say(words)
