"""The reading screen: every action on articles and passages."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from store import codebook
from store.progress import Progress, ReadState
from store.sentences import sentence_at
from store.sources import Unreadable
from store.span import Span
from tui.bindings import bindings_at
from tui.commands import Place
from tui.finding import Finding
from tui.marker import Target
from tui.reading.motions import word_at
from tui.screens.annotations import AnnotationsScreen
from tui.screens.ask import Confirm
from tui.screens.codebook import CodebookScreen
from tui.screens.desk import Aim, Desk
from tui.screens.help import HelpScreen
from tui.screens.note import NoteEditor
from tui.screens.tags import TagPicker
from tui.screens.terms import TermsScreen
from tui.trail import Stop

if TYPE_CHECKING:
    from textual.binding import BindingType

    from tui.widgets.articles import ArticleList
    from tui.widgets.find import FindBar
    from tui.widgets.line import Line


class ReadingScreen(Desk):
    """Turns keys and messages into changes of the notebook and moves of the reader."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_at(Place.READING)

    _starred = ""
    _found_from = 0

    # What an action is about

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
            return Target(article, passage, self.marker.exactly(article, passage))
        here = self.annotation_here
        if here is not None:
            return Target(article, self.marker.span_of(article, here), here)
        sentence = sentence_at(article, self.reader.cursor)
        return Target(article, sentence, self.marker.exactly(article, sentence))

    def _listed_target(self) -> Target | None:
        row = self.sidebar.list.item
        entry = self.session.corpus.entry(row.id) if row else None
        if entry is None:
            return None
        article = self.reader.article
        if article is None or article.id != entry.id:
            try:
                article = self.session.corpus.load(entry)
            except Unreadable as error:
                self.status.say(f"{entry.path}: {error}")
                return None
        book = self.session.notebook.book
        return Target(article, None, book.on_whole_article(article.id))

    def _writing_target(self) -> Target | None:
        if self.session.notebook.read_only:
            self.status.say("Notes are read-only; nothing was changed")
            return None
        target = self.target
        if target is None:
            self.status.say("There is nothing here to write on")
        return target

    def _done(self, words: str) -> None:
        if not self.in_sidebar:
            self.reader.select(None)
        self.status.say(words)

    # Marking

    def action_highlight(self) -> None:
        """Highlight the passage; keep a passage taken again; open leftovers."""
        if self.reader.open_fold(self.reader.cursor):
            return
        target = self._writing_target()
        if target is None:
            return
        if self.retaking is not None and target.span is not None:
            annotation, self.retaking = self.retaking, None
            self._done(self.marker.move(annotation, target.article, target.span))
            return
        self._done(self.marker.highlight(target))

    def action_tag(self) -> None:
        """Open the tag picker on the passage or article."""
        target = self._writing_target()
        if target is None:
            return
        given = target.annotation.tags if target.annotation else ()
        current = target

        def toggle(name: str) -> None:
            nonlocal current
            current = self.marker.toggle_tag(current, name)

        def close(_: None) -> None:
            if not self.in_sidebar:
                self.reader.select(None)

        picker = TagPicker(
            self.session.notebook, dict.fromkeys(given, 1), toggle, passage=target.words
        )
        self.app.push_screen(picker, close)

    def action_tag_by_key(self, key: str) -> None:
        """Give or take the tag that has the key."""
        target = self._writing_target()
        if target is not None:
            self._done(self.marker.toggle_key(target, key))

    def action_note(self) -> None:
        """Open the note editor on the passage or article."""
        target = self._writing_target()
        if target is None:
            return

        def close(note: str | None) -> None:
            if note is not None:
                self._done(self.marker.set_note(target, note))

        note = target.annotation.note if target.annotation else ""
        self.app.push_screen(NoteEditor(target.words, note), close)

    def action_repeat(self) -> None:
        """Repeat the last annotation on the passage."""
        target = self._writing_target()
        if target is not None:
            self._done(self.marker.repeat(target))

    def action_colour(self) -> None:
        """Give the highlight under the cursor its next colour."""
        here = self.annotation_here
        if here is None:
            self.status.say("No annotation here to colour")
        elif self._writing_target():
            self.status.say(self.marker.recolour(here))

    def action_delete(self) -> None:
        """Delete the annotation under the cursor; in the list, the one on the article."""
        target = self._writing_target()
        if target is None:
            return
        if target.annotation is None:
            self.status.say("No annotation here to delete")
            return
        self._done(self.marker.delete(target.annotation))

    def action_retake(self) -> None:
        """Take the passage of the annotation under the cursor as the selection."""
        target = self._writing_target()
        if target is None:
            return
        if target.annotation is None or target.span is None:
            self.status.say("No annotation here whose passage could be taken again")
            return
        self.retaking = target.annotation
        self.reader.take(target.span)
        self.status.say("Move its ends (o for the other one) · enter keeps · escape leaves it")

    def action_undo(self) -> None:
        """Undo the last change."""
        step = self.session.notebook.undo()
        self.status.say(f"Undone: {step.label}" if step else "Nothing to undo")

    def action_redo(self) -> None:
        """Make the last undone change again."""
        step = self.session.notebook.redo()
        self.status.say(f"Redone: {step.label}" if step else "Nothing to redo")

    def action_copy(self) -> None:
        """Copy the passage with its source to the terminal's clipboard."""
        target = self.target
        if target is None:
            self.status.say("There is nothing here to copy")
            return
        parsed = target.article.parsed
        source = ", ".join(
            part for part in (parsed.title, parsed.author, parsed.source, parsed.date) if part
        )
        words = f"“{target.span.of(target.article.text)}”\n" if target.span else ""
        self.app.copy_to_clipboard(f"{words}— {source} ({target.article.path})")
        self._done("Copied with its source")

    # Finding

    def action_find(self) -> None:
        """Open the find line."""
        if self.reader.article is None:
            return
        self._found_from = self.reader.cursor
        self.find_bar.add_class("-open")
        self.find_bar.open(self.finding.query)

    def on_find_bar_changed(self, message: FindBar.Changed) -> None:
        """Find while the reader types."""
        article = self.reader.article
        if article is None or not self.find_bar.has_class("-open"):
            return
        self._stand_on(self.finder.find(article, message.text).forward(self._found_from - 1))
        if self.finding.hit is None:
            self.reader.jump(Span(self._found_from, self._found_from))
        self.find_bar.tell(self.finding.tally)

    def on_find_bar_submitted(self, _: FindBar.Submitted) -> None:
        """Keep the hits and go on reading."""
        self._leave_trail(self._found_from)
        self._close_find()

    def on_find_bar_closed(self, _: FindBar.Closed) -> None:
        """Look for nothing and be where one was."""
        self._stand_on(Finding())
        self.reader.jump(Span(self._found_from, self._found_from))
        self._close_find()

    def _close_find(self) -> None:
        self.find_bar.remove_class("-open")
        self.reader.focus()

    def _stand_on(self, finding: Finding) -> None:
        self.finding = finding
        if finding.hit is not None:
            self.reader.jump(finding.hit)
        self.reader.wear_hits(finding.hits, finding.index)
        self.tell()

    def action_find_next(self) -> None:
        """Go to the next hit."""
        self._next_hit(self.finding.forward(self.reader.cursor))

    def action_find_previous(self) -> None:
        """Go to the previous hit."""
        self._next_hit(self.finding.backward(self.reader.cursor))

    def _next_hit(self, finding: Finding) -> None:
        if finding.hit is None:
            self.status.say("Nothing is looked for · / finds" if not finding.query else "Not found")
            return
        self._leave_trail(self.reader.cursor)
        self._stand_on(finding)

    def action_find_word(self) -> None:
        """Find the word under the cursor; once more, light it in every article."""
        article = self.reader.article
        if article is None:
            return
        span = self.reader.passage or word_at(article, self.reader.cursor)
        if span is None:
            self.status.say("No word here")
            return
        words = " ".join(span.of(article.text).split())
        if self._starred == words and self.finding.query == words:
            self._light(words)
            return
        self._starred = words
        self.reader.select(None)
        self._leave_trail(self.reader.cursor)
        self._stand_on(self.finder.find(article, words).forward(span.start))
        lit = self.session.notebook.book.term(words) is not None
        offer = "no longer lights it" if lit else "lights it in every article"
        self.status.say(f"“{words}” {self.finding.tally} · * again {offer}")

    def _light(self, words: str) -> None:
        notebook = self.session.notebook
        if notebook.read_only:
            self.status.say("Notes are read-only; nothing was changed")
        elif notebook.book.term(words) is None:
            notebook.edit(codebook.add_term(notebook.book, words))
            self.status.say(f"“{words}” is lit in every article · u undoes")
        else:
            notebook.edit(codebook.remove_term(notebook.book, words))
            self.status.say(f"“{words}” is no longer lit · u undoes")

    def action_annotation_next(self) -> None:
        """Go to the next annotation."""
        self._near(1)

    def action_annotation_previous(self) -> None:
        """Go to the previous annotation."""
        self._near(-1)

    def _near(self, step: int) -> None:
        article = self.reader.article
        found = self.marker.near(article, self.reader.cursor, step) if article else None
        if found is None:
            self.status.say("No annotation further on" if step > 0 else "No annotation before")
            return
        self._leave_trail(self.reader.cursor)
        self.reader.jump(found)

    # Lists of what was written

    def action_annotations(self) -> None:
        """List the annotations of the article, or of the corpus."""
        article = self.reader.article
        screen = AnnotationsScreen(
            self.session.notebook,
            self._title_of,
            article_id=article.id if article else None,
            across=self.in_sidebar,
        )
        self.app.push_screen(screen, self._go_to_annotation)

    def _title_of(self, article_id: str) -> str:
        entry = self.session.corpus.entry(article_id)
        if entry is not None:
            return entry.title
        known = self.session.notebook.book.known_article(article_id)
        return f"{known.title} (missing)" if known else "an article that is missing"

    def _go_to_annotation(self, uuid: str | None) -> None:
        annotation = self.session.notebook.book.annotation(uuid) if uuid else None
        if annotation is None:
            return
        article = self.reader.article
        if article is None or annotation.article != article.id:
            entry = self.session.corpus.entry(annotation.article)
            if entry is None:
                self.status.say(f"{self._title_of(annotation.article)}: its notes are kept")
                return
            self._leave_trail(self.reader.cursor)
            self.open_entry(entry, Aim(uuid=annotation.uuid))
        elif span := self.marker.span_of(article, annotation):
            self._leave_trail(self.reader.cursor)
            self.reader.jump(span)
        elif annotation.anchor is not None:
            self.status.say("Its passage is not found in this version of the article")
        self.reader.focus()

    def action_codebook(self) -> None:
        """Open the codebook."""
        self.app.push_screen(CodebookScreen(self.session.notebook), self._came_back)

    def action_terms(self) -> None:
        """Open the list of terms."""
        self.app.push_screen(TermsScreen(self.session.notebook), self._came_back)

    def _came_back(self, _: None) -> None:
        self.dress()

    # Going about

    def _leave_trail(self, offset: int) -> None:
        if self.reader.article is not None:
            self.trail.leave(Stop(self.reader.article.id, offset))

    def action_pane_next(self) -> None:
        """Give the other pane the keys."""
        if self.in_sidebar:
            self.reader.focus()
        else:
            self.sidebar.display = True
            self.sidebar.list.focus()

    def action_pane_previous(self) -> None:
        """Give the other pane the keys."""
        self.action_pane_next()

    def on_article_list_opened(self, message: ArticleList.Opened) -> None:
        """Open the article that was chosen."""
        entry = self.session.corpus.entry(message.article_id)
        if entry is not None:
            self._leave_trail(self.reader.cursor)
            self.open_entry(entry)
            self.reader.focus()

    def on_article_list_sort_asked(self, _: ArticleList.SortAsked) -> None:
        """Sort the list otherwise."""
        self.shelf.arrange_by(self.shelf.sort.following)
        self.session.log.desk = replace(self.session.log.desk, sort=str(self.shelf.sort))
        self.fill_list()
        self.status.say(f"Sorted by {self.shelf.sort}")

    def action_article_next(self) -> None:
        """Open the next article of the list."""
        self._neighbour(1)

    def action_article_previous(self) -> None:
        """Open the previous article of the list."""
        self._neighbour(-1)

    def _neighbour(self, step: int) -> None:
        rows, article = self.shelf.rows(), self.reader.article
        ids = [row.id for row in rows]
        at = (
            ids.index(article.id) if article and article.id in ids else -1 if step > 0 else len(ids)
        )
        at += step
        while 0 <= at < len(rows) and rows[at].error:
            at += step
        entry = self.session.corpus.entry(ids[at]) if 0 <= at < len(rows) else None
        if entry is None:
            self.status.say("This is the last article" if step > 0 else "This is the first article")
            return
        self._leave_trail(self.reader.cursor)
        self.open_entry(entry)

    def action_back(self) -> None:
        """Go back to where one was before a jump."""
        stop = self.trail.back()
        if stop is None:
            self.status.say("Nowhere to go back to")
            return
        article = self.reader.article
        if article is not None and article.id == stop.article:
            self.reader.jump(Span(stop.offset, stop.offset))
        elif entry := self.session.corpus.entry(stop.article):
            self.open_entry(entry, Aim(offset=stop.offset))

    def action_mark_read(self) -> None:
        """Mark the article as read, or as unread."""
        row = self.sidebar.list.item if self.in_sidebar else None
        article_id = row.id if row else self.reader.article.id if self.reader.article else ""
        if not article_id:
            return
        before = self.session.log.of(article_id)
        is_read = before.state is ReadState.READ
        after = Progress() if is_read else replace(before, state=ReadState.READ, fraction=1.0)
        self.session.log.set(article_id, after)
        self.shelf.renew([article_id])
        self.fill_list()
        self.status.say("Marked as unread" if is_read else "Marked as read")

    def action_close(self) -> None:
        """Drop the selection, else what was found, else go back to the text."""
        if self.retaking is not None:
            self.retaking = None
            self._done("The passage stays as it was")
        elif self.reader.selection is not None:
            self.reader.select(None)
        elif self.in_sidebar:
            self.reader.focus()
        elif self.finding.query:
            self._stand_on(Finding())

    def action_filter(self) -> None:
        """Open the filter line of the list."""
        self.sidebar.display = True
        self.sidebar.open_filter()

    def on_input_changed(self, event: Line.Changed) -> None:
        """Narrow the list while the reader types."""
        if event.input is self.sidebar.filter:
            self.shelf.query = event.value
            self.fill_list()

    def on_line_done(self, _: Line.Done) -> None:
        """Go from the filter line to the list."""
        self.sidebar.list.focus()

    def on_line_closed(self, _: Line.Closed) -> None:
        """Show the whole list again."""
        self.sidebar.close_filter()
        self.sidebar.list.focus()

    def action_text_only(self) -> None:
        """Show only the text, or all panes again."""
        self.text_only = not self.text_only
        self.reader.focus()
        self.arrange_panes()

    def action_leftovers(self) -> None:
        """Open or fold the page leftovers."""
        if not self.reader.toggle_folds():
            self.status.say("This article has no page leftovers")

    # Postil

    def action_keys(self) -> None:
        """Show the keys that apply here."""
        self.app.push_screen(HelpScreen(self.places, self.situation))

    def action_palette(self) -> None:
        """Open the command palette."""
        self.app.action_command_palette()

    def action_theme(self) -> None:
        """Change between light and dark."""
        self.app.theme = "light" if self.app.theme == "dark" else "dark"

    def action_quit(self) -> None:
        """Leave when all notes are saved; ask where they can't be."""
        self.status.say("Saving…")
        self.run_worker(self._save_and_leave, thread=True, exclusive=True, group="quit")

    def _save_and_leave(self) -> None:
        saved = self.session.notebook.flush(5.0)
        self.app.call_from_thread(self._leave, saved)

    def _leave(self, saved: bool) -> None:  # noqa: FBT001 - handed over by the worker
        if saved:
            self.app.exit(0)
            return
        problem = self.session.notebook.status.problem
        question = Confirm("Leave although notes are not saved?", problem)
        self.app.push_screen(question, partial(self._leave_anyway))

    def _leave_anyway(self, sure: bool | None) -> None:  # noqa: FBT001 - a screen's answer
        if sure:
            self.app.exit(1)
