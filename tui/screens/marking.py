"""Marking: actions on passages and articles that change the notebook."""

from __future__ import annotations

from store.sentences import sentence_at
from store.sources import Unreadable
from tui.marker import Target
from tui.screens.desk import Desk
from tui.screens.note import NoteEditor
from tui.screens.tags import TagPicker


class Marking(Desk):
    """Turns keys into annotations."""

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
            tags = current.annotation.tags if current.annotation else ()
            self._done(f"Tagged {', '.join(tags)}" if tags else "No tags")

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
