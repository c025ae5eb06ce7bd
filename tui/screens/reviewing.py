"""Reviewing: going to the review queue, to missing articles, and picking passages by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.span import Span
from tui.messages import Aim
from tui.screens.concording import Concording

if TYPE_CHECKING:
    from tui.review_queue import Absence
    from tui.screens.review import Pick


class Reviewing(Concording):
    """Turns what the reader decides on orphans and moved passages into edits."""

    def action_review(self) -> None:
        """Open the review queue; what is being picked is left as it was."""
        if self.picking:
            self.picked("Left as it was")
        else:
            self._open_queue()

    def _open_queue(self, here: str = "", said: str = "") -> None:
        from tui.screens.review import ReviewScreen

        queue = ReviewScreen(
            self.session.notebook, self.review_items, self._refuse, here=here, said=said
        )
        self.app.push_screen(queue, self._go_and_pick)

    def queue_changed(self) -> None:
        """Say anew how much waits, in the queue too where it is open."""
        super().queue_changed()
        if self.app.screen is self:
            return
        from tui.screens.review import ReviewScreen

        if isinstance(self.app.screen, ReviewScreen):
            self.app.screen.refill()

    def _refuse(self, absence: Absence) -> None:
        """Note that a missing article is none of those that resemble it."""
        self.refusals.add(absence.key, (heir.article.id for heir in absence.choices))
        self.run_worker(self.refusals.save, thread=True, group="refusals")
        self.queue_changed()

    # Picking by hand

    def _go_and_pick(self, pick: Pick | None) -> None:
        """Go to where a passage is likeliest to be, and let the reader select it."""
        if pick is None:
            self.dress()
            return
        entry = self.session.corpus.entry(pick.article)
        if entry is None:
            self.status.say("The article is no longer on disk")
            return
        self.leave_trail(self.reader.cursor)
        self.reader.focus()
        article = self.reader.article
        if article is None or article.id != pick.article:
            self.open_entry(entry, Aim(offset=pick.offset, pick=pick.uuid))
            return
        self.picking = pick.uuid
        self.reader.jump(Span(pick.offset, pick.offset))
        self.tell()

    def picked(self, words: str) -> None:
        """Go back to the queue after a passage was picked, or left."""
        uuid, self.picking = self.picking, ""
        self.reader.select(None)
        self._open_queue(here=uuid, said=words)

    # Missing articles

    def list_missing(self, article_id: str) -> None:
        """List the annotations of an article that the corpus no longer has."""
        from tui.screens.annotations import AnnotationsScreen

        known = self.session.notebook.book.known_article(article_id)
        if known is None:
            return
        screen = AnnotationsScreen(
            self.session.notebook,
            self.title_of,
            self.state_of,
            article_id=article_id,
            said=f"{known.path} is gone from the corpus; its annotations are kept",
        )
        self.app.push_screen(screen, self.go_to_annotation)
