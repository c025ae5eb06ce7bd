"""The reading screen: going about between panes and articles, and leaving."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace

from store.events import HeldBack, PutBack, SaveState, StatusChanged
from store.span import Span
from tui import telling
from tui.bindings import bindings_at
from tui.command import Place
from tui.greeting import Greeting
from tui.messages import Aim, NotesChanged
from tui.screens.beginning import NEIGHBOURS
from tui.screens.exporting import Exporting
from tui.typed import hold_keys

if TYPE_CHECKING:
    from textual.binding import BindingType

    from tui.messages import Loaded
    from tui.widgets.articles import ArticleList
    from tui.widgets.status import StatusLine


_PASSAGES = frozenset({"find_next", "find_previous", "annotation_next", "annotation_previous"})


class ReadingScreen(Exporting):
    """Turns keys into panes and articles to go to."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_at(Place.READING)

    _is_going = False
    """Whether a neighbour of the open article is on its way."""

    _warned_of = ""

    # Coming in

    @cached_property
    def greeting(self) -> Greeting:
        """Asks what waits for a word of the reader."""
        notebook, drafts = self.session.notebook, self.session.drafts
        return Greeting(self, notebook, drafts, self.resume_note, self.status.say)

    def begin_the_rest(self) -> None:
        """Say first what the reader has to know."""
        super().begin_the_rest()
        self.greeting.greet((self.session.notice, *self.settings.problems))

    def on_screen_resume(self) -> None:
        """Ask what had to wait while something else lay over the text."""
        self.greeting.ask()

    def on_notes_changed(self, message: NotesChanged) -> None:
        """Ask or tell what other hands did to the notes file."""
        match message.event:
            case HeldBack(held=held):
                self.greeting.ask_about(held)
            case PutBack() as event:
                self.status.say(telling.put_back(event))
            case StatusChanged(status=status):
                self.greeting.follow(status.state)
                if status.state is SaveState.SAVED:
                    self._warn(status.problem)

    def _warn(self, problem: str) -> None:
        """Tell once what the reader should know although all is saved."""
        if problem and problem != self._warned_of:
            self.status.say(f"Saved, but {problem}")
        self._warned_of = problem

    # Going about

    def action_pane_next(self) -> None:
        """Give the next pane the keys."""
        self._to_pane(1)

    def action_pane_previous(self) -> None:
        """Give the pane before the keys."""
        self._to_pane(-1)

    def _to_pane(self, step: int) -> None:
        """Give the keys to text, list or saved searches, whichever comes next."""
        panes = [self.reader, self.sidebar.list, *self.sidebar.lists_below]
        at = next((at for at, pane in enumerate(panes) if pane.has_focus), 1)
        self.sidebar.display = True
        panes[(at + step) % len(panes)].focus()

    def on_article_list_opened(self, message: ArticleList.Opened) -> None:
        """Open the article that was chosen."""
        entry = self.session.corpus.entry(message.article_id)
        if entry is None:
            self.list_missing(message.article_id)
            return
        if entry.error:
            self.open_entry(entry)
        else:
            self.open_listed(entry)

    def action_sort(self) -> None:
        """Sort the list otherwise."""
        self.shelf.arrange_by(self.shelf.sort.following)
        self.session.log.desk = replace(self.session.log.desk, sort=str(self.shelf.sort))
        self.fill_list()
        self.status.say(f"Sorted by {self.shelf.sort}")

    def is_step(self, action: str) -> bool:
        """Tell whether an action goes to a neighbour, of several only the last, or in the text.

        From hit to hit of a search one may come to another article, which has to be read first.
        """
        is_in_text = self.walk is None and not (self.is_awaiting or self.finding.is_awaited)
        return action in NEIGHBOURS or (action in _PASSAGES and is_in_text)

    def action_article_next(self) -> None:
        """Open the next article of the list."""
        self._neighbour(1)

    def action_article_previous(self) -> None:
        """Open the previous article of the list."""
        self._neighbour(-1)

    def _neighbour(self, step: int) -> None:
        at = self.toward(step)
        entry = self.session.corpus.entry(self.shelf.rows()[at].id) if at is not None else None
        if at is None or entry is None:
            which = "last" if step > 0 else "first"
            so_far = "" if self.was_scanned else " so far: the folder is still being read"
            self.status.say(f"This is the {which} article{so_far}")
            return
        if not self._is_going:
            self.leave_trail(self.reader.cursor)
        self._stood_at = at
        self.open_entry(entry)
        # Keys of another kind are about the article that comes.
        self._is_going = True
        hold_keys(self.app)

    def on_loaded(self, message: Loaded) -> None:
        """Go on with what was typed while an article was on its way."""
        if self._is_going and self.is_awaited(message):
            self._is_going = False
            self.call_next(self.release_typed)

    def release_typed(self) -> None:
        """Go on with what was typed while something was awaited, unless an article still is."""
        if not self._is_going:
            super().release_typed()

    def action_back(self) -> None:
        """Go back to where one was before a jump."""
        if self.back_to_lines(only_from_hit=True):
            return
        stop = self.trail.back()
        if stop is None:
            self.status.say("Nowhere to go back to")
            return
        article = self.reader.article
        if article is not None and article.id == stop.article:
            self.reader.jump(Span(stop.offset, stop.offset), unfold=False)
            self.stand_anew()
        elif entry := self.session.corpus.entry(stop.article):
            self.open_entry(entry, Aim(offset=stop.offset, unfold=False))
        else:
            self.status.say("The article one was in is no longer on disk")

    def action_mark_read(self) -> None:
        """Mark the article as read, or as unread."""
        row = self.sidebar.article if self.in_sidebar else None
        article_id = row.id if row else self.reader.article.id if self.reader.article else ""
        if not article_id:
            return
        is_read = self.pace.turn(article_id)
        self.shelf.renew([article_id])
        self.fill_list()
        self.status.say("Marked as read" if is_read else "Marked as unread")

    def action_close(self) -> None:
        """Drop the selection, else what was found, else fold leftovers, or go back to the text."""
        if self.retaking:
            self._done("The passage stays as it was")
        elif self.picking and self.reader.selection is None and not self.in_sidebar:
            self.picked("Left as it was")
        elif self.reader.selection is not None:
            self.reader.select(None)
        elif self.in_sidebar and self.widen_list():
            pass
        elif self.in_sidebar:
            self.reader.focus()
        elif self.finding.query or self.walk is not None:
            self.stop_finding()
        elif self.is_to_fold:
            self.reader.close_fold()
        else:
            self.widen_list()

    def action_text_only(self) -> None:
        """Show only the text, or all panes again."""
        self.text_only = not self.text_only
        self.reader.focus()
        self.arrange_panes()

    def action_leftovers(self) -> None:
        """Open or fold the page leftovers."""
        if not self.reader.toggle_folds():
            self.status.say("This article has no page leftovers")

    def action_removed(self) -> None:
        """Show what was taken out of the article because no screen may show it."""
        from tui.screens.removed import RemovedScreen

        article = self.reader.article
        if article is None or not article.parsed.removed:
            self.status.say("Nothing was taken out of this article")
            return
        self.app.push_screen(RemovedScreen(article.parsed.removed))

    # Postil

    def on_status_line_clicked(self, message: StatusLine.Clicked) -> None:
        """Do what the clicked key does, in the pane that has the keys."""
        for node in (self.focused, self):
            action = getattr(node, f"action_{message.command_id}", None)
            if action is not None:
                action()
                return

    def action_questions(self) -> None:
        """Ask what was put off."""
        self.greeting.ask_again()

    def action_quit(self) -> None:
        """Leave when all notes are saved; ask where they can't be."""
        self.status.say("Saving…")
        self.run_worker(self._save_and_leave, thread=True, exclusive=True, group="quit")

    def _save_and_leave(self) -> None:
        saved = self.session.notebook.flush(5.0)
        self.app.call_from_thread(self._leave, saved)

    def _leave(self, saved: bool) -> None:  # noqa: FBT001 - handed over by the worker
        from tui.screens.ask import Confirm

        if saved:
            self.app.exit(0)
            return
        question = Confirm(
            "Leave although notes are not saved?", telling.parting(self.session.notebook)
        )
        self.app.push_screen(question, partial(self._leave_anyway))

    def _leave_anyway(self, sure: bool | None) -> None:  # noqa: FBT001 - a screen's answer
        if sure:
            self.app.exit(1)
