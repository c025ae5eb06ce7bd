"""Hearing: what the notebook tells is shown, and what no key brought about is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.merging.notes import DIVIDER
from store.notebook import Edited, Refreshed
from tui import telling
from tui.messages import NotesChanged
from tui.screens.placing import Placing
from tui.screens.speaking import Speaking

if TYPE_CHECKING:
    from store.book import Book
    from store.notebook import NotebookEvent


class Hearing(Placing):
    """Keeps the screen up with the notebook, whoever changes it."""

    _unsaid = ""

    def on_mount(self) -> None:
        """Listen to the notebook."""
        self.session.notebook.listen(self._hear)

    def _hear(self, event: NotebookEvent) -> None:
        self.post_message(NotesChanged(event))

    def on_notes_changed(self, message: NotesChanged) -> None:
        """Repaint what an edit, a save or another hand changed."""
        match message.event:
            case Edited(step=step):
                self.edited(step)
            case Refreshed() as refreshed:
                before = self.session.notebook.book
                self.session.notebook.take(refreshed)
                self._tell_of_both(before)
                after = self.session.notebook.book
                self.session.corpus.recognise(after.articles())
                self.shelf.renew(
                    {each.article for book in (before, after) for each in book.annotations()}
                )
                self.look_at_all()
                self.fill_list()
                self.dress()
                self._refill_list_above()
            case _:
                self.tell()

    def _tell_of_both(self, before: Book) -> None:
        """Say which notes hold by now what was written in two places at once."""
        book = self.session.notebook.book
        both = [
            each
            for each in book.annotations()
            if DIVIDER in each.note
            and (former := before.annotation(each.uuid)) is not None
            and former.note.count(DIVIDER) < each.note.count(DIVIDER)
        ]
        if both:
            self.tell_aside(telling.both_kept(both))

    def _refill_list_above(self) -> None:
        """Show the changed notes in the list that lies over the text, if one does."""
        if self.app.screen is self:
            return
        from tui.screens.list_screen import ListScreen

        if isinstance(self.app.screen, ListScreen):
            self.app.screen.refill()

    def tell_aside(self, words: str) -> None:
        """Say something that no key of the reader brought about, where it is seen."""
        if isinstance(self.app.screen, Speaking):
            self.app.screen.say(words)
        else:
            self._unsaid = words

    def on_screen_resume(self) -> None:
        """Say what had to wait while something else lay over the text."""
        words, self._unsaid = self._unsaid, ""
        if words:
            self.status.say(words)
