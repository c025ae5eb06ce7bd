"""What a notebook tells those who listen to it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from store.book import Book
    from store.merge import Step


class SaveState(StrEnum):
    """How far what the reader wrote has come."""

    SAVED = "saved"
    SAVING = "saving"
    FAILED = "failed"
    READ_ONLY = "read_only"


class SaveStatus(Struct, frozen=True):
    """What the status line says about saving.

    Args:
        state: How far what the reader wrote has come; `SAVED` only when it is durable.
        problem: Why it is not saved; with `SAVED`, what the reader should know all the same (no
            locks, no backup). Empty for nothing.
    """

    state: SaveState
    problem: str = ""


class Edited(Struct, frozen=True):
    """The notebook's book was changed by this step."""

    step: Step


class StatusChanged(Struct, frozen=True):
    """Saving came a step further; `Notebook.status` says what holds by now."""

    status: SaveStatus


class Refreshed(Struct, frozen=True):
    """Another program changed the notes file; `Notebook.take` brings that into the book.

    Args:
        book: What the file holds, with the notebook's own steps.
        through: How many of the notebook's steps are in it.
    """

    book: Book
    through: int


class PutBack(Struct, frozen=True):
    """Another program had dropped what this session wrote, and it was put back.

    Args:
        annotations: How many annotations.
        others: How many of all else: tags, terms, searches, rules, articles.
    """

    annotations: int
    others: int = 0


class Held(Struct, frozen=True):
    """What is missing in a state of the notes file that was not taken over without a question.

    Args:
        lost: How many of the annotations known before are gone.
        total: How many there were.
    """

    lost: int
    total: int

    @property
    def is_most(self) -> bool:
        """Whether so much is missing that the reader must be asked: more than half."""
        return 2 * self.lost > self.total


class HeldBack(Struct, frozen=True):
    """The notes file lost most annotations by other hands; `Notebook.answer_held` says what now."""

    held: Held


NotebookEvent = Edited | StatusChanged | Refreshed | PutBack | HeldBack
"""What a listener is called with."""
