"""Legacy: what a session leaves to the next, and takes up from the one before."""

from __future__ import annotations

import contextlib
from collections import deque
from typing import TYPE_CHECKING

from store.not_saved import in_words
from store.notes_json import NotesError
from store.rescue import RescueBox
from store.undo_log import UndoLog

if TYPE_CHECKING:
    from pathlib import Path

    from store.book import Book
    from store.merge import Step
    from store.rescue import Rescue


class Legacy:
    """The rescue copies and the undo log of one notes file.

    `take_up`, `note`, `redeem` and `discard` belong to the thread that makes the edits, `rescue`
    and `settle` to the one that writes.

    Args:
        notes: The notes file.
    """

    def __init__(self, notes: Path) -> None:
        self.rescues: tuple[Rescue, ...] = ()
        self.notice = ""
        self.problem = ""
        self._box = RescueBox(notes)
        self._log = UndoLog(notes)
        # What is to be done when so many steps of this session are durable.
        self._redeemed: deque[tuple[int, Rescue]] = deque()
        self._undoable: deque[tuple[int, tuple[Step, ...]]] = deque()

    def take_up(self, book: Book) -> tuple[Step, ...]:
        """Look for rescue copies, and return the steps of earlier sessions that can be undone.

        Args:
            book: What the notes file holds.
        """
        self.rescues = self._box.found()
        self.notice = ". ".join(self._box.damaged)
        return self._log.load(book)

    def note(self, made: int, undoable: tuple[Step, ...]) -> None:
        """Note what can be undone after a step.

        Args:
            made: How many steps this session has made by now.
            undoable: The last made last.
        """
        self._undoable.append((made, undoable))

    def redeem(self, made: int, rescue: Rescue) -> None:
        """Have a rescue copy removed as soon as the steps made from it are durable.

        Args:
            made: How many steps this session has made by now.
            rescue: One of `rescues`.
        """
        self._forget(rescue)
        self._redeemed.append((made, rescue))

    def discard(self, rescue: Rescue) -> None:
        """Remove a rescue copy.

        Raises:
            OSError: If its file can't be removed.
        """
        self._box.discard(rescue)
        self._forget(rescue)

    def rescue(self, unsaved: tuple[Step, ...]) -> None:
        """Keep what can't be saved; `problem` says if that fails too."""
        try:
            self._box.keep(unsaved)
        except (NotesError, OSError) as error:
            self.problem = f"there is no rescue copy either: {in_words(error)}"
        else:
            self.problem = ""

    def settle(self, durable: int, *, is_all: bool) -> None:
        """Bring everything up to date after a save.

        Args:
            durable: How many steps of this session are in the notes file.
            is_all: Whether none is left that is not.
        """
        # A copy that can't be removed is offered once more, which does no harm.
        with contextlib.suppress(OSError):
            if is_all:
                self.problem = ""
                self._box.clear()
            while self._redeemed and self._redeemed[0][0] <= durable:
                self._box.discard(self._redeemed.popleft()[1])
        undoable: tuple[Step, ...] | None = None
        while self._undoable and self._undoable[0][0] <= durable:
            undoable = self._undoable.popleft()[1]
        if undoable is not None:
            self._log.keep(undoable)

    def leave(self) -> None:
        """Leave the rescue copy to the next session, as the end of the program would."""
        self._box.leave()

    def _forget(self, rescue: Rescue) -> None:
        """Offer a rescue copy no longer."""
        self.rescues = tuple(other for other in self.rescues if other != rescue)
