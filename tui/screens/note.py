"""NoteEditor: several lines to write on a passage."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported
from textual.content import Content
from textual.message import Message
from textual.widgets import TextArea

from store.sources.sanitize import clean
from tui.bindings import bindings_at
from tui.command import Place, Situation
from tui.commands import footer_at
from tui.outside import EditorError, edit_outside, editor_command
from tui.screens.dialog import Dialog, in_title
from tui.widgets.hints import Hints, keys_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from textual.events import Key
    from textual.widget import Widget

_DRAFT_EVERY = 0.5
"""Seconds between two drafts of a note that is being written."""


class NoteArea(TextArea):
    """The text of the note.

    Args:
        text: What stands in it at first.
    """

    BINDINGS = bindings_at(Place.EDITOR)
    DEFAULT_CSS = """
    NoteArea {
        height: 10;
        padding: 0;
        background: $panel;
        &:focus { background-tint: $foreground 0%; }
        & .text-area--cursor-line { background: transparent; }
        & .text-area--placeholder { color: $faint; }
        &:dark .text-area--cursor { background: $accent; color: $background; }
        &:light .text-area--cursor { background: $accent; color: $background; }
    }
    """

    class Saved(Message):
        """The note is to be kept."""

    class Left(Message):
        """The reader wants to close the note."""

    class OutsideAsked(Message):
        """The reader wants to go on in an editor."""

    def __init__(self, text: str) -> None:
        super().__init__(text, soft_wrap=True, compact=True, placeholder="what is to be said here")
        self.cursor_blink = False

    def action_note_save(self) -> None:
        """Keep the note."""
        self.post_message(self.Saved())

    def action_note_leave(self) -> None:
        """Close the note."""
        self.post_message(self.Left())

    def action_note_outside(self) -> None:
        """Go on in an editor."""
        self.post_message(self.OutsideAsked())


class UnsavedLine(Hints, can_focus=False):
    """What to do with an unsaved note; it takes the keys from the text only while it asks.

    Args:
        go_on: Goes on writing with what is typed meanwhile.
    """

    BINDINGS = bindings_at(Place.UNSAVED)

    class Decided(Message):
        """The reader decided.

        Args:
            keep: Whether the note is saved; None where the reader goes on writing.
        """

        def __init__(self, *, keep: bool | None) -> None:
            super().__init__()
            self.keep = keep

    def __init__(self, go_on: Callable[[str], None]) -> None:
        super().__init__(Place.EDITOR)
        self._go_on = go_on

    def on_key(self, event: Key) -> None:
        """Take a letter for one of the note: who types on may not know that it was left."""
        if event.is_printable and event.character:
            event.stop()
            self._go_on(event.character)

    def show_question(self) -> None:
        """Ask."""
        self._said = True
        keys = keys_line(footer_at(Situation(), Place.UNSAVED), self.app, self.size.width - 9)
        self.update(Content("Unsaved: ") + keys)

    def action_unsaved_save(self) -> None:
        """Save the note."""
        self.post_message(self.Decided(keep=True))

    def action_unsaved_drop(self) -> None:
        """Throw the note away."""
        self.post_message(self.Decided(keep=False))

    def action_unsaved_return(self) -> None:
        """Go on writing."""
        self.post_message(self.Decided(keep=None))


class NoteEditor(Dialog[str | None]):
    """A text to edit; gives it back when it is saved, None when nothing is to change.

    An empty text means that the note is to be removed.

    Args:
        passage: What the note is on, for the title.
        note: The note so far.
        unsaved: What was written already and could not be saved.
        keep: Keeps a draft of what is being written, on a thread of its own; it may fail.
        title: The title, where the passage is not enough.
    """

    DEFAULT_CSS = """
    NoteEditor.-low {
        & > .dialog { height: 100%; }
        & NoteArea { height: 1fr; }
    }
    """

    def __init__(
        self,
        passage: str,
        note: str = "",
        unsaved: str | None = None,
        keep: Callable[[str], None] | None = None,
        title: str = "",
    ) -> None:
        on_passage = f"Note on {in_title(passage)}" if passage else "Note"
        super().__init__(title or on_passage, Place.EDITOR)
        self._before = note
        self._keep = keep
        self._kept = note if unsaved is None else unsaved
        self._keeping = threading.Lock()
        self._area = NoteArea(note if unsaved is None else unsaved)
        self._question = UnsavedLine(self._go_on)
        self.hints = self._question

    def body(self) -> Iterable[Widget]:
        """Return the text area."""
        return (self._area,)

    def on_mount(self) -> None:
        """Go on where the note ends."""
        self._area.focus()
        self._area.move_cursor(self._area.document.end)
        self.set_interval(_DRAFT_EVERY, self._keep_in_time)

    def _keep_in_time(self) -> None:
        if self._keep is not None and self._area.text != self._kept:
            self.run_worker(self.keep_draft, thread=True, group="draft")

    def keep_draft(self) -> None:
        """Keep what is written as a draft; on any thread."""
        with self._keeping:
            text = self._area.text
            if self._keep is None or text == self._kept:
                return
            self._kept = text
            try:
                self._keep(text)
            except OSError as error:
                said = f"No draft of this note can be kept: {error.strerror or error}"
                self.call_later(self.hints.say, said, alarm=True)

    @property
    def _written(self) -> str:
        return clean(self._area.text).strip()

    def on_note_area_saved(self) -> None:
        """Give the text back."""
        self.dismiss(self._written)

    def on_note_area_left(self) -> None:
        """Close at once, or ask where something would be lost."""
        if self._written == self._before.strip():
            self.dismiss(None)
            return
        self._question.can_focus = True
        self._question.focus()
        self._question.show_question()

    def on_unsaved_line_decided(self, event: UnsavedLine.Decided) -> None:
        """Do what was decided."""
        if event.keep is None:
            self._go_on()
        else:
            self.dismiss(self._written if event.keep else None)

    def _go_on(self, typed: str = "") -> None:
        """Go on writing."""
        self.hints.show_keys()
        # Not by `focus`, which waits: the next letter may have been typed already.
        self.set_focus(self._area)
        self._question.can_focus = False
        self._area.insert(typed)

    def on_note_area_outside_asked(self) -> None:
        """Lend the terminal to an editor."""
        try:
            command = editor_command(os.environ)
            with self.app.suspend():
                text = edit_outside(self._area.text, command)
        except EditorError as problem:
            self.hints.say(str(problem), alarm=True)
            return
        except SuspendNotSupported:
            self.hints.say("This terminal can't be lent to an editor", alarm=True)
            return
        self._area.replace(text.rstrip("\n"), (0, 0), self._area.document.end)
        self._area.move_cursor(self._area.document.end)
        self.hints.show_keys()
