"""Saver: brings steps into the notes file, and finds out what other hands made of it."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from store import atomic, clock, swap
from store.backups import Backups
from store.book import Book
from store.documents import Scribe
from store.dumper import Dumper
from store.last_known import LastKnown
from store.merge import Step, make_step
from store.notes_json import NotesError, Tables, parse
from store.outside import Ledger, StateHeldBack, deletions, forgets_deletions, losses
from store.records import decode_all
from store.storage import NotesFile

if TYPE_CHECKING:
    from pathlib import Path

    from store.events import Held

_NOTHING = make_step("put back", ())


class News(Struct, frozen=True):
    """What the notes file holds that this session does not know of.

    Args:
        book: All that it holds now.
        put_back: The step by which what they had dropped of these was put back; it may change
            nothing.
        is_poorer: Whether it lacks annotations that were known, or the word that some were deleted.
    """

    book: Book
    put_back: Step
    is_poorer: bool


class Saver:
    """Reads and writes one notes file, and keeps in mind what this session knows of it.

    Once opened it belongs to the writing thread, but for what says otherwise.

    Args:
        path: The notes file.
    """

    def __init__(self, path: Path) -> None:
        # What may follow the word that a batch is saved, which else would come a third later.
        self._replaced_files: list[Path] = []
        self._replaced: bytes | None = None
        self.backups = Backups(path)
        self.storage = NotesFile(path, keep=self._keep, dispose=self._replaced_files.append)
        self.held: Held | None = None
        self.owed: tuple[Step, ...] = ()
        """What the file has lost of this session's work, as long as it is not there again."""
        self._before = LastKnown(self.storage, self.backups)
        self._scribe = Scribe()
        self._dumper = Dumper()  # fits, because a scribe changes no document
        self._ledger = Ledger()
        # The state last taken over: its tables, or the bytes of which nobody needed any yet, and
        # which of the storage's readings it was.
        self._known: Tables | None = {}
        self._opened = b""
        self._accepted = 0
        self._held_at = 0
        self._answer: bool | None = None
        self._is_trusted = False

    @property
    def problem(self) -> str:
        """What the reader should know though all is saved; any thread may ask."""
        return self.storage.lock_problem or self.backups.problem

    def open(self, *, writing: bool = True) -> Book:
        """Return what the notes file holds; what it held before, if most of that is missing now.

        Args:
            writing: Whether there will be edits; else what the file holds is returned anyway.

        Raises:
            NotesError: If it can't be understood.
            OSError: If it can't be read.
        """
        known = self._before.look_up()
        lost = None
        try:
            if known is None:
                book = Book(self.storage.records())
            else:
                tables = self.storage.load()
                book = Book(decode_all(tables))
                lost = losses(known, tables, book)
        except (NotesError, OSError):
            self._known = known or {}
            self._accepted = self.storage.reloads
            raise
        if known is None or lost is None or not lost.is_most:
            self._known, self._opened = None, self.storage.data or b""
            self._accepted = self.storage.reloads
            return book
        self._known, self._accepted = known, -1
        self.held, self._held_at = lost, self.storage.reloads
        return Book(decode_all(known)) if writing else book

    def save(self, batch: tuple[Step, ...]) -> News | None:
        """Write a batch durably into the file, whatever is in it by now.

        Args:
            batch: None of it for merely looking whether there is news.

        Returns:
            What is in the file that does not follow from what was there and the batch.

        Raises:
            StateHeldBack: If the reader has to be asked.
            NotesError: If the file can't be understood, or another program keeps it.
            OSError: If it can't be read or written.
        """
        try:
            news = self._write(batch) if batch or self._puts_back() else self._look()
        except StateHeldBack as error:
            self.held, self._held_at, self._answer = error.held, self.storage.reloads, None
            raise
        self.held = self._answer = None
        self.owed = ()
        self._is_trusted = False
        self._accepted = self.storage.reloads
        self._ledger.note(batch, None if news is None else news.book)
        if news is not None and news.is_poorer:
            # Or the next session would ask about what was taken over in this one.
            self._before.keep_poorer(self._last_known)
        elif batch:
            self._before.keep_first(self._last_known)
        return news

    def follow_up(self) -> None:
        """Do what was put off until a batch was said to be saved.

        The file that was replaced is removed, the state that was in it kept among the backups.
        """
        while self._replaced_files:
            swap.remove(self._replaced_files.pop())
        replaced, self._replaced = self._replaced, None
        if replaced is not None:
            self.backups.keep(replaced, self.storage.modified_ns)

    def answer(self, *, take: bool) -> None:
        """Take the reader's word on a state held back; any thread may bring it.

        Args:
            take: Whether to take it over; else what is missing in it is put back.
        """
        self._answer = take

    def restore(self, backup: Path) -> Path:
        """Put a backup in the place of the notes file; any thread may ask for it.

        Returns:
            Where what was there is now.

        Raises:
            NotesError: If another program keeps the file.
            OSError: If a file can't be read or written; the notes file is then as it was.
        """
        path = self.storage.path
        aside = path.with_name(f"{atomic.shortened(path.name)}.broken-{clock.in_a_name()}")
        data = backup.read_bytes()

        def make(present: bytes | None) -> bytes:
            if present is not None:
                atomic.replace(aside, present)
            return data

        # A storage of its own: this saver's belongs to the writing thread.
        storage = NotesFile(path)
        self._is_trusted = True
        try:
            storage.rewrite(make)
        except (NotesError, OSError):
            self._is_trusted = False
            raise
        return aside

    def newest_good(self) -> Path | None:
        """Return the newest earlier state that can be read: as last seen here, or a backup."""
        return self.backups.newest_good()

    def remember(self) -> None:
        """Keep the file as this session leaves it, to notice what is missing in the next.

        To be called when nothing is being written.
        """
        if not self.held:
            self._before.keep(self._last_known)

    def _keep(self, data: bytes) -> None:
        """Have the state that is about to be replaced kept among the backups.

        What other hands or an earlier session left is kept first. A state that this session wrote
        itself is kept by `follow_up`, right behind the word that its successor is saved.
        """
        if self.storage.holds_own:
            self._replaced = data
        else:
            self._replaced = None
            self.backups.keep(data)

    def _last_known(self) -> Tables:
        """Return the tables of the state last taken over."""
        if self._known is None:
            self._known, self._opened = parse(self._opened) if self._opened else {}, b""
        return self._known

    def _puts_back(self) -> bool:
        """Tell whether the reader wants the missing annotations back."""
        return self.held is not None and self._answer is False

    def _look(self) -> News | None:
        """Take over what is in the file, if it is new."""
        tables = self.storage.load()
        news = self._arrived(tables)
        if news is not None and news.put_back.changes:
            return self._write(())
        self._known = tables
        return news

    def _write(self, batch: tuple[Step, ...]) -> News | None:
        """Carry a batch out in the file, and put back what is missing in it."""
        written: Tables = {}
        news: News | None = None
        is_restamped = False

        def change(tables: Tables) -> None:
            nonlocal news, written, is_restamped
            news = self._arrived(tables)
            if tables is self._known or (self._known is None and news is None):
                # What is carried out below is not in the file before the write is through.
                self._known = {name: dict(documents) for name, documents in tables.items()}
            put_back = (news.put_back,) if news is not None else ()
            self._scribe.remember(self._last_known(), put_back)
            is_restamped = self._scribe.apply(tables, (*put_back, *batch))
            written = tables

        self.storage.update(change, self._dumper.dump)
        self._known, self._opened = written, b""
        if news is None and not is_restamped:
            return None
        book = Book(decode_all(written))
        return News(book, _NOTHING, is_poorer=False) if news is None else replace(news, book=book)

    def _arrived(self, tables: Tables) -> News | None:
        """Return what other hands made of the tables, None if they are as this session knows them.

        Raises:
            StateHeldBack: If the reader has to be asked.
        """
        if self.storage.reloads == self._accepted:
            return None
        self._scribe.forget_places()
        answer = self._answer if self.storage.reloads == self._held_at else None
        if answer is False:
            self._unite(tables)
        book = Book(decode_all(tables))
        lost = losses(self._last_known(), tables, book)
        if answer is True:
            self._before.give_up(self._last_known)
            self._ledger = Ledger()
            return News(book, _NOTHING, is_poorer=True)
        if lost.is_most and not self._is_trusted:
            raise StateHeldBack(lost)
        put_back = self._ledger.missing(book, deletions(tables))
        self.owed = (put_back,) if put_back.changes else ()
        is_poorer = lost.lost > 0 or forgets_deletions(self._last_known(), tables)
        return News(book, put_back, is_poorer)

    def _unite(self, tables: Tables) -> None:
        """Put back into tables what they have lost of the state known before; keep them aside."""
        from store.merging.tables import merge_tables

        with contextlib.suppress(FileNotFoundError):
            self.backups.keep_aside(self.storage.path.read_bytes(), "held-back")
        united = merge_tables(None, self._last_known(), tables, clock.now())
        tables.clear()
        tables.update(united)
