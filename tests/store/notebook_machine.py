"""A machine that does to two notebooks on one file whatever may happen to them, in any order.

The short form is in `test_notebook_machine`; `tests.soak` runs it for longer.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from tinydb import TinyDB, where

from store.annotation import Annotation, Record
from store.book import Book
from store.events import NotebookEvent, Refreshed, SaveState
from store.notebook import Notebook, ReadOnlyNotes
from store.records import decode_all
from tests.store.notes_samples import ARTICLES, Deed, deeds, step_of

if TYPE_CHECKING:
    from collections.abc import Iterator

NEVER = 60.0  # seconds; a wait that long has failed
_ROUNDS = 8  # looks after which two notebooks must have come to rest
_either = st.integers(0, 1)


class Faults(RuleBasedStateMachine):
    """Two notebooks on one file, other programs that write it, and a disk that comes and goes.

    After each rule both notebooks look at the file until they agree. Then what is in the file is
    what both show, and no annotation is gone that a session still open had saved, unless the
    reader removed it.
    """

    def __init__(self) -> None:
        super().__init__()
        # In memory where there is such a place: what takes long on a disk is to make sure of it.
        memory = Path("/dev/shm")  # noqa: S108 - the folder made in it is its owner's alone
        self.top = TemporaryDirectory(dir=memory if memory.is_dir() else None)
        self.environment = pytest.MonkeyPatch()
        self.environment.setenv("XDG_STATE_HOME", f"{self.top.name}/state")
        self.disk = Path(self.top.name) / "disk"
        self.disk.mkdir()
        self.path = self.disk / "corpus.notes.json"
        self.second = 0
        # So many that a state which lacks a few is not held back, but taken over.
        self._write_first(8)
        self.states = [self.path.read_bytes()]
        self.answer = False
        self.saved: list[set[str]] = [set(), set()]
        self.notebooks = [self._open(), self._open()]

    def _write_first(self, number: int) -> None:
        """Write annotations in a session of their own."""
        notebook = Notebook.open(self.path, "reader")
        for which in range(number):
            self.second += 1
            deed = Deed("mark", which, which, "a", "b")
            notebook.edit(step_of(deed, notebook.book, self.second))
        assert notebook.close()

    # What the reader does

    @rule(which=_either, deed=deeds)
    def edit(self, which: int, deed: Deed) -> None:
        notebook = self.notebooks[which]
        self._edit(notebook, deed)
        assert notebook.flush(NEVER)
        assert notebook.status.state is SaveState.SAVED
        assert notebook.book == self._in_file()

    @rule(which=_either, some=st.lists(deeds, min_size=2, max_size=4))
    def edit_quickly(self, which: int, some: list[Deed]) -> None:
        """The steps of one write, and of the other notebook before it has looked."""
        for notebook in (self.notebooks[which], self.notebooks[1 - which]):
            for deed in some:
                self._edit(notebook, deed)
        for notebook in self.notebooks:
            assert notebook.flush(NEVER)

    @rule(which=_either, forward=st.booleans())
    def turn(self, which: int, *, forward: bool) -> None:
        notebook = self.notebooks[which]
        before = {one.uuid for one in notebook.book.annotations()}
        notebook.redo() if forward else notebook.undo()
        self._allow(before - {one.uuid for one in notebook.book.annotations()})
        assert notebook.flush(NEVER)

    @rule(which=_either)
    def reopen(self, which: int) -> None:
        before = self.notebooks[which]
        assert before.close()
        self.notebooks[which] = self._open()
        self.saved[which] = set()
        assert self.notebooks[which].book == before.book
        assert not self.notebooks[which].rescues

    # What other programs do

    @rule()
    def keep_a_copy(self) -> None:
        self.states.append(self.path.read_bytes())

    @rule(number=st.integers(0, 99), answer=st.booleans())
    def an_older_state_arrives(self, number: int, *, answer: bool) -> None:
        self._arrive(self.states[number % len(self.states)], answer=answer)

    @rule(answer=st.booleans())
    def an_empty_state_arrives(self, *, answer: bool) -> None:
        known = self.notebooks[0].book.annotations()
        self._arrive(b"{}", answer=answer)
        first = self.notebooks[0]
        first.poll()
        first.flush(NEVER)
        assert bool(first.held) == bool(known)
        assert first.book.annotations() == known, "taken over without a question"

    @rule(which=st.integers(0, 200), what=st.sampled_from(["insert", "update", "remove"]))
    def plain_tinydb_writes(self, which: int, what: str) -> None:
        self.second += 1
        uuids = [one.uuid for one in self.notebooks[0].book.annotations()]
        chosen = uuids[which % len(uuids)] if uuids else ""
        document = {"uuid": f"by hand {self.second}", "article": ARTICLES[0].id, "anchor": None}
        with TinyDB(self.path) as plain:
            table = plain.table("annotations")
            if what == "insert" or not uuids:
                table.insert(document | {"note": "x", "page": 7})
            elif what == "update":
                table.update({"note": f"by hand {self.second}"}, where("uuid") == chosen)
            else:
                table.remove(where("uuid") == chosen)
        self.answer = False

    @rule(which=_either, deed=deeds, cut=st.floats(0.0, 0.99))
    def the_file_breaks_and_is_mended(self, which: int, deed: Deed, cut: float) -> None:
        good = self.path.read_bytes()
        broken = good[: int(len(good) * cut)]
        self.path.write_bytes(broken)
        for notebook in self.notebooks:
            notebook.poll()
            notebook.flush(NEVER)
            assert notebook.read_only
            assert notebook.status.state is SaveState.READ_ONLY
        with pytest.raises(ReadOnlyNotes):
            self._edit(self.notebooks[which], deed)
        assert self.path.read_bytes() == broken
        self.path.write_bytes(good)

    # What the disk does

    @rule(which=_either, some=st.lists(deeds, min_size=1, max_size=3), blocked=st.booleans())
    def the_disk_goes_and_comes_back(self, which: int, some: list[Deed], *, blocked: bool) -> None:
        notebook = self.notebooks[which]
        with self._no_disk(blocked=blocked):
            for deed in some:
                self._edit(notebook, deed)
            assert notebook.flush(NEVER) == (not notebook.unsaved)
            if notebook.unsaved:
                assert notebook.status.state is SaveState.FAILED
        assert notebook.flush(NEVER)

    @rule(which=_either, some=st.lists(deeds, min_size=1, max_size=3), blocked=st.booleans())
    def a_session_ends_without_a_disk(self, which: int, some: list[Deed], *, blocked: bool) -> None:
        notebook = self.notebooks[which]
        with self._no_disk(blocked=blocked):
            for deed in some:
                self._edit(notebook, deed)
            unsaved = notebook.unsaved
            assert notebook.close() == (not unsaved)
        shown = notebook.book
        self.saved[which] = set()
        self.notebooks[which] = again = self._open()
        found = [rescue.steps for rescue in again.rescues]
        assert found == ([unsaved] if unsaved else [])
        for rescue in again.rescues:
            again.take_rescue(rescue)
        assert _timeless(again.book) == _timeless(shown)
        assert again.flush(NEVER)
        assert not again.rescues

    # What must hold

    @invariant()
    def the_file_is_what_both_show_and_nothing_is_lost(self) -> None:
        for _ in range(_ROUNDS):
            before = self._bytes()
            for notebook in self.notebooks:
                notebook.poll()
                notebook.flush(NEVER)
                self._answer(notebook)
            if self._bytes() == before and self._agree():
                break
        else:
            raise AssertionError(f"no rest: {self._differences()}")
        in_file = self._in_file()
        for notebook in self.notebooks:
            assert notebook.book == in_file
            assert notebook.status.state is SaveState.SAVED
        assert set.union(*self.saved) <= _uuids(in_file)

    def teardown(self) -> None:
        for notebook in self.notebooks:
            assert notebook.close()
        self.environment.undo()
        self.top.cleanup()

    # How it is done

    def _open(self) -> Notebook:
        notebook = Notebook.open(self.path, "reader")

        def hear(event: NotebookEvent) -> None:
            if isinstance(event, Refreshed):
                notebook.take(event)

        notebook.listen(hear)
        return notebook

    def _edit(self, notebook: Notebook, deed: Deed) -> None:
        """Make an edit; what it adds must stay, what it removes may go."""
        self.second += 1
        before = _uuids(notebook.book)
        notebook.edit(step_of(deed, notebook.book, self.second))
        after = _uuids(notebook.book)
        self._allow(before - after)
        self.saved[self.notebooks.index(notebook)] |= after - before

    def _allow(self, removed: set[str]) -> None:
        """Note what the reader removed."""
        self.saved = [saved - removed for saved in self.saved]

    def _arrive(self, data: bytes, *, answer: bool) -> None:
        """Have another program put bytes in the file's place."""
        fresh = self.path.with_name("synced")
        fresh.write_bytes(data)
        fresh.replace(self.path)
        self.answer = answer

    def _answer(self, notebook: Notebook) -> None:
        """Answer the question about a state held back."""
        if notebook.held is None:
            return
        assert notebook.status.state is SaveState.FAILED
        if self.answer:
            # Whatever is given up was the reader's own word.
            self.saved = [set(), set()]
        notebook.answer_held(take=self.answer)
        notebook.flush(NEVER)

    @contextmanager
    def _no_disk(self, *, blocked: bool) -> Iterator[None]:
        """Take the folder of the notes file away, or put a file in its place."""
        away = self.disk.rename(self.disk.with_name("away"))
        if blocked:
            self.disk.write_text("a file in the way")
        yield
        self.disk.unlink(missing_ok=True)
        away.rename(self.disk)

    def _agree(self) -> bool:
        """Tell whether both notebooks show the same and have no question."""
        one, two = self.notebooks
        return one.book == two.book and not one.held and not two.held

    def _differences(self) -> list[set[Record]]:
        """Return what the file and each of the notebooks have, and not all of them."""
        books = [self._in_file(), *(notebook.book for notebook in self.notebooks)]
        held: list[set[Record]] = [set(book.records()) for book in books]
        common = held[0].intersection(*held[1:])
        return [one - common for one in held]

    def _bytes(self) -> bytes:
        return self.path.read_bytes()

    def _in_file(self) -> Book:
        """Return what the file holds, read without the notebook."""
        return Book(decode_all(json.loads(self.path.read_bytes())))


def _uuids(book: Book) -> set[str]:
    return {annotation.uuid for annotation in book.annotations()}


def _timeless(book: Book) -> Book:
    """Return a book without the times at which its annotations were last changed."""
    records = book.records()
    return Book(
        replace(one, modified="") if isinstance(one, Annotation) else one for one in records
    )
