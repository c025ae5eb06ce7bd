"""Hearing: what the notebook tells is shown, and what no key brought about is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from store.merging.notes import DIVIDER
from store.notebook import Edited, Refreshed
from tui import telling
from tui.messages import NotesChanged
from tui.screens.placing import Placing

if TYPE_CHECKING:
    from store.book import Book
    from store.notebook import NotebookEvent
    from tui.screens.list_screen import ListScreen


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
                if (lists := self._list_above()) is not None:
                    lists.refill()
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

    def _list_above(self) -> ListScreen[Any, Any] | None:
        """Return the list that lies over the text; None where there is none."""
        if self.app.screen is self:
            return None
        from tui.screens.list_screen import ListScreen

        return self.app.screen if isinstance(self.app.screen, ListScreen) else None

    def tell_aside(self, words: str) -> None:
        """Say something that no key of the reader brought about, where it is seen."""
        if self.app.screen is self:
            self.status.say(words)
        elif (lists := self._list_above()) is not None:
            lists.hints.say(words)
        else:
            self._unsaid = words

    def on_screen_resume(self) -> None:
        """Say what had to wait while something else lay over the text."""
        words, self._unsaid = self._unsaid, ""
        if words:
            self.status.say(words)
