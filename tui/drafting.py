"""Drafting: what is being written in the note editor, kept in case the program ends."""

from __future__ import annotations

import contextlib
import threading
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec.structs import replace

from store import clock
from store.anchor import place
from store.drafts import Draft, DraftBox
from tui.marker import Target
from tui.noting import begun_on

if TYPE_CHECKING:
    from store.annotation import KnownArticle
    from store.article import Article
    from store.notebook import Notebook

_PATIENCE = 60.0
"""Seconds to wait for a note to be on the disk before its draft is left for the next start."""


class Keeper:
    """Keeps the draft of one note until the note is safe; any thread may ask.

    It lies in a box of its own, because the next note may be begun before this one is safe.

    Args:
        notebook: Where the finished note goes.
        target: What the note is on.
    """

    def __init__(self, notebook: Notebook, target: Target) -> None:
        self._notebook = notebook
        self._lock = threading.Lock()
        self._is_settled = False
        self._begun_on = begun_on(target)
        self.target = replace(target, annotation=self._begun_on)
        """What the note is on, with its annotation, made or not."""

    @cached_property
    def _box(self) -> DraftBox:
        # Not before it is asked for, on a worker's thread: to find its place takes a look at disks.
        return DraftBox(self._notebook.path)

    def keep(self, text: str) -> None:
        """Keep what is written by now; nothing where the note is what it was.

        Raises:
            OSError: If it can't be kept.
        """
        draft = Draft(self._begun_on, text, clock.now())
        with self._lock:
            if self._is_settled:
                return  # A thread that was to keep it came late.
            if text == self._begun_on.note:
                self._box.clear()
            else:
                self._box.keep(draft)

    def settle(self) -> None:
        """Remove the draft once what was written is safe; to be run on a worker's thread."""
        if not self._notebook.flush(_PATIENCE):
            return
        with self._lock:
            self._is_settled = True
            with contextlib.suppress(OSError):  # then it is offered once more, which does no harm
                self._box.clear()


class Drafting:
    """Keeps drafts, and finds again what one was on.

    Args:
        notebook: Where finished notes go.
    """

    def __init__(self, notebook: Notebook) -> None:
        self._notebook = notebook

    def keeper(self, target: Target) -> Keeper:
        """Return what keeps the draft of a note.

        Args:
            target: What the note is on.
        """
        return Keeper(self._notebook, target)

    def target_of(self, draft: Draft, known: KnownArticle, article: Article | None) -> Target:
        """Return what a draft's note is on.

        An annotation that is not there, because it was not made yet, was deleted or is in another
        notes file, is the one on which the writing began, so that the two are one when they meet.
        Of a former draft too little of it is known, and the note makes an annotation of its own.

        Args:
            draft: The draft.
            known: Its article.
            article: The same with its text; None where that can't be read.
        """
        begun_on = draft.begun_on
        annotation = self._notebook.book.annotation(begun_on.uuid)
        if annotation is None and begun_on.uuid and not draft.is_former:
            annotation = begun_on
        anchor = (annotation or begun_on).anchor
        if article is None or anchor is None:
            return Target(known, annotation=annotation)
        span = place(article.text, article.text_hash, anchor).span
        if span is None:
            # Its passage is gone; an annotation keeps its quote all the same.
            return Target(known, annotation=annotation)
        return Target(known, article, span, annotation)
