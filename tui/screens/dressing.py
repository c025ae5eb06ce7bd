"""Dressing: what the notebook knows of the open article is laid over its text and beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui import telling
from tui.screens.seeking import Seeking

if TYPE_CHECKING:
    from store.article import Article
    from tui.widgets.sheet import Sheet


class Dressing(Seeking):
    """Shows highlights, terms and hits in the text, tags and notes in the margin or below it."""

    def dress(self) -> None:
        """Lay highlights, terms and hits over the text, and fill the margin."""
        article = self.reader.article
        if article is None:
            return
        self.clothe(self.reader, article)
        self.reader.wear_hits(self.finding.hits, self.finding.index)
        self.margin.show(self.marker.entries(article))
        self.point()
        self.tell()

    def clothe(self, sheet: Sheet, article: Article) -> None:
        """Lay highlights and terms over an article on a sheet, and say what is known of it."""
        sheet.wear(self.marker.highlights(article), self.session.notebook.book.terms())
        sheet.meta = self._meta(article)

    def _meta(self, article: Article) -> str:
        parsed, row = article.parsed, self.shelf.row(article.id)
        whole = self.session.notebook.book.on_whole_article(article.id)
        length = telling.length(row.words, row.characters) if row else ""
        told = (
            parsed.date,
            length if article.blocks else telling.NO_TEXT,
            parsed.source,
            parsed.author,
            ", ".join(whole.tags) if whole else "",
            "noted" if whole and whole.note else "",
            telling.taken_out(parsed.removed),
        )
        return " · ".join(part for part in told if part)

    def point(self) -> None:
        """Bring out the annotation under the cursor, in the margin or else below the text."""
        here, article = self.annotation_here, self.reader.article
        self.margin.point_at(here.uuid if here else "")
        if article is None or here is None or self.margin.shows(here.uuid):
            self.peek.show(None)
            return
        entry = self.marker.entry(self.marker.standing(article, here))
        self.peek.show(entry if entry.says_anything else None)
