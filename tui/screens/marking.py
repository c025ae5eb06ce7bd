"""Marking: actions on passages and articles that change the notebook."""

from __future__ import annotations

import contextlib
import os
from functools import cached_property
from typing import TYPE_CHECKING

from store.annotation import Annotation, KnownArticle
from store.notebook import ReadOnlyNotes
from store.sentences import sentence_at
from store.sources import Unreadable
from tui import telling
from tui.messages import Aim
from tui.screens.targeting import READ_ONLY, Targeting

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.article import Article
    from store.book import Book
    from store.drafts import Draft
    from store.merge import Step
    from tui.command import Command
    from tui.drafting import Drafting, Keeper


class Marking(Targeting):
    """Turns keys into annotations."""

    _is_tmux_told = False

    @cached_property
    def drafting(self) -> Drafting:
        """Keeps what is being written."""
        from tui.drafting import Drafting

        return Drafting(self.session.notebook)

    def action_highlight(self) -> None:
        """Highlight the passage; keep a passage taken again; open leftovers."""
        passage = self.reader.passage
        if passage is None and self.reader.open_fold():
            return
        if self.picking:
            self._keep_picked()
            return
        target = self._writing_target()
        if target is None:
            return
        taken = self.session.notebook.book.annotation(self.retaking) if self.retaking else None
        article = target.article
        if taken is None or article is None or passage is None or taken.article != article.id:
            self._write(lambda: self.marker.highlight(target))
            return
        self._write(lambda: self.marker.move(taken, article, passage))

    def _keep_picked(self) -> None:
        """Give the annotation whose passage is being picked the selection, else the sentence."""
        article, annotation = self.reader.article, self._book.annotation(self.picking)
        if article is None or annotation is None or annotation.article != article.id:
            self.picking = ""
            self.status.say("The annotation is gone; nothing was changed")
            return
        span = self.reader.passage or sentence_at(article, self.reader.cursor)
        if self._write(lambda: self.marker.move(annotation, article, span)):
            self.picked("Passage kept · u undoes")

    def picked(self, words: str) -> None:
        """End the picking of a passage; a subclass goes back to where it began.

        Args:
            words: What is said of it.
        """
        self.picking = ""
        self._done(words)

    @property
    def _book(self) -> Book:
        return self.session.notebook.book

    def action_tag(self) -> None:
        """Open the tag picker on the passage or article."""
        from tui.screens.tags import TagPicker

        target = self._writing_target()
        if target is None:
            return
        given = target.annotation.tags if target.annotation else ()
        current = target

        def toggle(name: str) -> None:
            nonlocal current
            current = self.marker.toggle_tag(current, name)

        def close(_: None) -> None:
            if current is target:
                return
            tags = current.annotation.tags if current.annotation else ()
            self._done(f"Tagged {telling.named(tags)}" if tags else "No tag left on it")

        picker = TagPicker(
            self.session.notebook, dict.fromkeys(given, 1), toggle, passage=target.words
        )
        self.app.push_screen(picker, close)

    def action_tag_by_key(self, key: str) -> None:
        """Give or take the tag that has the key."""
        tag = self.marker.tag_of_key(key)
        if tag is None:
            self.status.say(f"No tag has the key {key} · T gives one")
            return
        target = self._writing_target()
        if target is not None:
            self._write(lambda: self.marker.toggle(target, tag))

    def meaning(self, command: Command, key: str) -> str:
        """Return the name of the tag that has a key; empty for none."""
        tag = self.marker.tag_of_key(key) if command.id == "tag_by_key" else None
        return tag.name if tag else ""

    def action_note(self) -> None:
        """Open the note editor on the passage or article."""
        target = self._writing_target()
        if target is not None:
            before = target.annotation.note if target.annotation else ""
            self._edit_note(self.drafting.keeper(target), before)

    def _edit_note(self, keeper: Keeper, before: str, unsaved: str | None = None) -> None:
        """Open the note editor, and again with what was written where it can't be kept."""
        from tui.screens.note import NoteEditor

        target = keeper.target

        def close(note: str | None) -> None:
            if note is not None and not self._write(lambda: self.marker.set_note(target, note)):
                self._edit_note(keeper, before, note)
                return
            self.run_worker(keeper.settle, thread=True, group="draft")

        self.app.push_screen(NoteEditor(target.words, before, unsaved, keeper.keep), close)

    def resume_note(self, draft: Draft) -> str:
        """Open a note in the editor that was being written when Postil ended."""
        self.run_worker(lambda: self._load_drafted(draft), thread=True, group="draft")
        return ""

    def _load_drafted(self, draft: Draft) -> None:
        """Read the article a draft is on; on a worker's thread."""
        article = None
        if entry := self.session.corpus.entry(draft.begun_on.article):
            with contextlib.suppress(Unreadable):
                article = self.session.corpus.load(entry)
        self.app.call_from_thread(self._go_on_writing, draft, article)

    def _go_on_writing(self, draft: Draft, article: Article | None) -> None:
        from store.merging.notes import merge_notes

        article_id = draft.begun_on.article
        book = self.session.notebook.book
        entry = self.session.corpus.entry(article_id)
        whole = entry and KnownArticle(entry.id, entry.path, entry.text_hash, entry.title)
        known_article = whole or book.known_article(article_id)
        if known_article is None:
            self.status.say("The article of that note is not in this folder; the draft is kept")
            return
        target = self.drafting.target_of(draft, known_article, article)
        if entry is not None:
            self.open_entry(entry, Aim(offset=target.span.start) if target.span else None)
        now = target.annotation.note if target.annotation else ""
        # Another hand may have written there meanwhile; both are put before the reader.
        both = merge_notes(draft.begun_on.note, now, draft.text)
        keeper = self.drafting.keeper(target)
        self._edit_note(keeper, now, both)
        self.run_worker(lambda: self._take_draft_over(draft, keeper, both), thread=True)

    def _take_draft_over(self, draft: Draft, keeper: Keeper, text: str) -> None:
        """Make an earlier session's draft one of this session; on a worker's thread."""
        with contextlib.suppress(OSError):  # then the earlier one stays
            keeper.keep(text)
            self.session.drafts.discard(draft)

    def action_repeat(self) -> None:
        """Repeat the last annotation on the passage."""
        target = self._writing_target()
        if target is not None:
            self._write(lambda: self.marker.repeat(target))

    def action_colour(self) -> None:
        """Give the highlight under the cursor its next colour."""
        if self._refuses_writing():
            return
        here = self.annotation_here
        if here is None:
            self.status.say("No annotation here to colour")
        else:
            self._write(lambda: self.marker.recolour(here))

    def action_delete(self) -> None:
        """Delete the annotation under the cursor; in the list, the one on the article."""
        target = self._writing_target()
        if target is None:
            return
        annotation = target.annotation
        if annotation is None:
            self.status.say("No annotation here to delete")
            return
        self._write(lambda: self.marker.delete(annotation))

    def action_retake(self) -> None:
        """Take the passage of the annotation under the cursor as the selection."""
        target = self._writing_target()
        if target is None:
            return
        if target.annotation is None or target.span is None:
            self.status.say("No annotation here whose passage could be taken again")
            return
        self.retaking = target.annotation.uuid
        self.reader.take(target.span)
        self.status.say("Move its ends (o for the other one) · enter keeps · escape leaves it")

    def action_undo(self) -> None:
        """Undo the last change."""
        self._turn(self.session.notebook.undo, telling.UNDONE)

    def action_redo(self) -> None:
        """Make the last undone change again."""
        self._turn(self.session.notebook.redo, telling.REDONE)

    def _turn(self, turn: Callable[[], Step | None], done: str) -> None:
        if self._refuses_writing():
            return
        try:
            step = turn()
        except ReadOnlyNotes:
            self.status.say(READ_ONLY)
            return
        self.status.say(telling.turned(step, done, self._elsewhere(step) if step else ""))
        if step is not None:
            self._show_step(step)

    def _elsewhere(self, step: Step) -> str:
        """Name the articles whose passages a step changed; nothing where the open one is one."""
        articles = {each.article for each in _changed(step)}
        if not articles or self.open_id in articles:
            return ""
        if len(articles) > 1:
            return telling.count(len(articles), "article")
        return telling.first_words(self.title_of(articles.pop()))

    def _show_step(self, step: Step) -> None:
        """Show the nearest passage that a step changed, unless one is on the screen."""
        article = self.reader.article
        if article is None:
            return
        changed = [each for each in _changed(step) if each.article == article.id]
        found = [self.marker.span_of(article, each) for each in changed]
        spans = [span for span in found if span is not None]
        if not spans or any(self.reader.shows(span) for span in spans):
            return
        self.leave_trail(self.reader.cursor)
        self.reader.jump(min(spans, key=lambda span: abs(span.start - self.reader.cursor)))
        self.pace.led(self.reader.fraction)

    def action_copy(self) -> None:
        """Copy the passage with its source to the terminal's clipboard."""
        target = self.target
        if target is None:
            self.status.say("There is nothing here to copy")
            return
        entry = self.session.corpus.entry(target.known.id)
        told = (entry.author, entry.source, entry.date) if entry else ()
        source = ", ".join(part for part in (target.known.title, *told) if part)
        words = ""
        if target.article is not None and target.span is not None:
            words = f"“{target.span.of(target.article.text)}”\n"
        self.app.copy_to_clipboard(f"{words}— {source} ({target.known.path})")
        self._done(self._sent())

    def _sent(self) -> str:
        """Say where the passage went, once also what tmux has to be told to let it through."""
        if not self._is_tmux_told and os.environ.get("TMUX"):
            self._is_tmux_told = True
            return "Sent with its source · tmux takes it with: set -g set-clipboard on"
        return "Sent with its source to the terminal's clipboard"


def _changed(step: Step) -> list[Annotation]:
    """Return the annotations that a step changed, those that it removed as they were."""
    records = [change.after or change.before for change in step.changes]
    return [record for record in records if isinstance(record, Annotation)]
