"""Narrowing: the list of articles shows what the filter and a saved search leave of it."""

from __future__ import annotations

import threading
from functools import cached_property
from typing import TYPE_CHECKING

from tui import telling
from tui.rest import Rest
from tui.screens.reviewing import Reviewing

if TYPE_CHECKING:
    from textual.timer import Timer

    from store.entry import Entry
    from store.search.query import Problem, Query
    from store.session import Session
    from tui.answers import FolderAnswered, Sifted
    from tui.messages import Indexed, NotesChanged
    from tui.settings import Settings
    from tui.standing import Standing
    from tui.widgets.folders import FolderList
    from tui.widgets.line import Line

_SETTLING = 0.2
"""Seconds after a change before it is asked again what it made of the list."""


class Narrowing(Reviewing):
    """Turns filter and saved searches into what is listed.

    Args:
        session: The corpus, its notes and its reading progress.
        settings: What the reader set.
    """

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__(session, settings)
        self._sifted = 0
        self._settling: Timer | None = None
        self._rest = Rest(self, self._tell_of_loss)
        self._complaint = ""
        self._stop_sifting = threading.Event()
        self._leaving = threading.Event()

    @cached_property
    def standing(self) -> Standing:
        """Answers what the list asks of index and notes."""
        from tui.standing import Standing

        return Standing(self.searcher)

    def on_unmount(self) -> None:
        """Let the worker end."""
        self._stop_sifting.set()
        self._leaving.set()

    # Asking

    def fill_list(self) -> None:
        """Show the articles that are left, and ask whether they still are."""
        super().fill_list()
        self.sidebar.show_folders(self.shelf.folders())
        self._ask_soon()

    def on_indexed(self, _: Indexed) -> None:
        """Ask again what the index knows by now."""
        self._ask_soon()

    def on_notes_changed(self, message: NotesChanged) -> None:
        """Ask again what the notes say by now."""
        del message  # whatever changed
        self._ask_soon()

    def _ask_soon(self) -> None:
        if self._settling is None and self.is_mounted and self.shelf.asked:
            self._settling = self.set_timer(_SETTLING, self._ask)

    def _ask(self) -> None:
        """Ask index and notes, in a worker, for all that list and saved searches need."""
        from store.search.broken import BrokenIndex
        from tui.answers import Sifted

        if self._settling is not None:
            self._settling.stop()
            self._settling = None
        self._stop_sifting.set()
        stop = self._stop_sifting = threading.Event()
        self._sifted += 1
        asked, nodes = self._sifted, self.shelf.asked
        searcher, standing, known = self.searcher, self.standing, self.searcher.known()

        def work() -> None:
            try:
                answers = standing.answers(nodes, known, stop)
            except BrokenIndex:
                searcher.mend()
                return
            if answers is not None:
                is_partial = answers.indexed < searcher.articles()
                self.post_message(Sifted(asked, answers, is_partial))

        if nodes:
            self.run_worker(work, thread=True, exclusive=True, group="sift")

    def on_sifted(self, message: Sifted) -> None:
        """Show what is left of the list by now."""
        if message.asked != self._sifted:
            return
        if self.shelf.take_answers(message.answers, is_partial=message.is_partial):
            super().fill_list()
            self.sidebar.show_folders(self.shelf.folders())

    # The filter line

    def action_filter(self) -> None:
        """Open the filter line of the list."""
        self.sidebar.display = True
        self.sidebar.open_filter()
        ready = self.shelf.names().make_ready
        self.run_worker(ready, thread=True, exclusive=True, group="ready")

    def on_input_changed(self, event: Line.Changed) -> None:
        """Narrow the list while the reader types."""
        if event.input.parent is not self.sidebar:
            return
        self.sidebar.filter.marks.blame(None)
        if self._complaint and self.status.said == self._complaint:
            self.status.say("")
        self._rest.begin()
        self.shelf.query = event.value
        if self.shelf.is_plain:
            self.fill_list()
        self._ask()

    def on_line_done(self, _: Line.Done) -> None:
        """Go from the filter line to the list, or say what is wrong with the query."""
        query = _parsed(self.shelf.query)
        if query.problem is None:
            self.sidebar.list.focus()
            return
        self._rest.end()
        self._blame(query, query.problem)

    def _tell_of_loss(self) -> None:
        """Say what of the filter narrows nothing, should it stay as it is."""
        query = _parsed(self.shelf.query)
        if query.loss is not None:
            self._blame(query, query.loss)

    def _blame(self, query: Query, problem: Problem) -> None:
        self.sidebar.filter.marks.blame(problem.span)
        self._complaint = _told(query, problem)
        self.status.say(self._complaint)

    def on_line_down(self, _: Line.Down) -> None:
        """Go from the filter line to the list."""
        self.sidebar.list.focus()

    def on_line_closed(self, _: Line.Closed) -> None:
        """Show the whole list again."""
        self._close_filter()
        self.sidebar.list.focus()

    def _close_filter(self) -> None:
        self.sidebar.close_filter()
        self.shelf.forget_names()

    def widen_list(self) -> bool:
        """Take the filter away, else close the saved search; tell whether there was one."""
        if self.shelf.query:
            self.sidebar.filter.value = ""
            self._close_filter()
        elif self.shelf.folder:
            self._open_folder("")
        else:
            return False
        self.status.say("The list is whole again")
        return True

    # The saved searches

    def on_folder_list_opened(self, event: FolderList.Opened) -> None:
        """List what a saved search finds, or all articles again."""
        if event.folder.is_open:
            self.widen_list()
        else:
            self._open_folder(event.folder.name)
            self.sidebar.list.move_to(0)
            self.sidebar.list.focus()
            query = _parsed(event.folder.query)
            if query.problem is not None:
                self.status.say(_told(query, query.problem))

    def _open_folder(self, name: str) -> None:
        self.shelf.folder = name
        self.fill_list()

    def open_listed(self, entry: Entry) -> None:
        """Open an article of the list; where a saved search found it by its words, at a hit."""
        from store.search.prepared import has_hits
        from tui.answers import FolderAnswered
        from tui.searching import PAGE, ask

        search = self.session.notebook.book.search(self.shelf.folder)
        query = _parsed(search.query) if search else None
        if query is None or query.root is None or not has_hits(query.root):
            self.leave_trail(self.reader.cursor)
            self.reader.focus()
            self.open_entry(entry)
            return
        searcher, known, stop = self.searcher, self.searcher.known(), self._leaving
        asked = query

        def work() -> None:
            results = ask(searcher, asked, known, PAGE, stop)
            self.post_message(FolderAnswered(entry.id, results))

        self.run_worker(work, thread=True, exclusive=True, group="folder")

    def on_folder_answered(self, message: FolderAnswered) -> None:
        """Go to the first hit; `n` goes on to the others, across articles."""
        from tui.walk import Walk

        walk = Walk(message.results).at(message.article)
        here = walk.here
        is_there = here is not None and here.article == message.article and here.hits
        self._go_to(walk, message.article, here.hits[0].start if here and is_there else 0)

    def on_folder_list_search_asked(self, event: FolderList.SearchAsked) -> None:
        """Search for its query, which can be changed there."""
        self.search_for(event.folder.query)

    def on_folder_list_rename_asked(self, event: FolderList.RenameAsked) -> None:
        """Ask for another name."""
        from store import saved
        from tui.screens.ask import Ask

        if self._refuses_writing():
            return
        name, was_open = event.folder.name, event.folder.is_open

        def check(typed: str) -> str:
            new = saved.check_name(typed)
            saved.rename_search(self.session.notebook.book, name, new)
            return new

        def rename(new: str | None) -> None:
            if new is None or new == name:
                return
            notebook = self.session.notebook
            notebook.edit(saved.rename_search(notebook.book, name, new))
            if was_open:
                self._open_folder(new)
            self.status.say(f"Renamed to “{new}”")

        self.app.push_screen(Ask("Name of the search", value=name, check=check), rename)

    def on_folder_list_delete_asked(self, event: FolderList.DeleteAsked) -> None:
        """Forget it, until it is undone."""
        from store import saved

        if self._refuses_writing():
            return
        notebook = self.session.notebook
        notebook.edit(saved.delete_search(notebook.book, event.folder.name))
        name = telling.first_words(event.folder.name)
        self.status.say(f"Deleted the search {name} · u undoes")


def _parsed(text: str) -> Query:
    """Return what a query means; the language is imported when something is asked in it."""
    from store.search.language import parse

    return parse(text)


def _told(query: Query, problem: Problem) -> str:
    """Say what is wrong with a query, and where."""
    return f"“{problem.span.of(query.text)}”: {problem.words}"
