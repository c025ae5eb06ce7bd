"""A machine that does to two notebooks on one file whatever may happen to them, in any order.

The short form is in `test_notebook_machine`; `tests.soak` runs it for longer.
"""

from __future__ import annotations

import json
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from msgspec.structs import replace

from store.annotation import Annotation, Record
from store.book import Book
from store.events import NotebookEvent, SaveState, StatusChanged
from store.notebook import Notebook, ReadOnlyNotes
from store.records import decode_all
from tests.store.notes_samples import Deed, deeds, step_of, time_at
from tests.store.other_hands import no_disk, put_in_place, write_plainly
from tests.store.paced import PacedNotebook
from tests.store.trace import Trace, traced

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROUNDS = 8  # looks after which two notebooks must have come to rest
_either = st.integers(0, 1)
_moves = st.tuples(_either, deeds | st.sampled_from(["write", "catch up"]))


class Faults(RuleBasedStateMachine):
    """Two notebooks on one file, other programs that write it, and a disk that comes and goes.

    After each rule both notebooks look at the file until they agree. Then what is in the file is
    what both show, and no annotation is gone that a session still open had saved, unless the
    reader removed it.

    Nothing in it depends on how threads run or what time it is: a failure can be had again.
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
        self.trace = Trace()
        self.second = self.made = 0
        self.environment.setattr("store.clock.now", lambda: time_at(self.second))
        self.environment.setattr("store.clock.today", lambda: time_at(0)[:10])
        self.environment.setattr("store.edits.new_uuid", self._new_uuid)
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
    @traced
    def edit(self, which: int, deed: Deed) -> None:
        notebook = self.notebooks[which]
        self._edit(notebook, deed)
        assert notebook.settle()
        assert notebook.status.state is SaveState.SAVED
        assert notebook.book == self._in_file()

    @rule(moves=st.lists(_moves, min_size=2, max_size=8))
    @traced
    def both_edit(self, moves: list[tuple[int, Deed | str]]) -> None:
        """Edits of both, each written and seen by the other sooner or later."""
        with ExitStack() as held:
            for notebook in self.notebooks:
                held.enter_context(notebook.writes_held())
            for which, what in moves:
                self._move(self.notebooks[which], what)
            for notebook in self.notebooks:
                while notebook.unsaved:
                    notebook.write_once()
        for notebook in self.notebooks:
            assert notebook.settle()

    @rule(which=_either, forward=st.booleans())
    @traced
    def turn(self, which: int, *, forward: bool) -> None:
        notebook = self.notebooks[which]
        self.second += 1
        with self._counted(notebook):
            notebook.redo() if forward else notebook.undo()
        assert notebook.settle()

    @rule(which=_either)
    @traced
    def reopen(self, which: int) -> None:
        before = self.notebooks[which]
        assert before.close()
        before.catch_up()
        self.notebooks[which] = self._open()
        self.saved[which] = set()
        assert self.notebooks[which].book == before.book
        assert not self.notebooks[which].rescues

    # What other programs do

    @rule()
    @traced
    def keep_a_copy(self) -> None:
        self.states.append(self.path.read_bytes())

    @rule(number=st.integers(0, 99), answer=st.booleans())
    @traced
    def an_older_state_arrives(self, number: int, *, answer: bool) -> None:
        self._arrive(self.states[number % len(self.states)], answer=answer)

    @rule(answer=st.booleans())
    @traced
    def an_empty_state_arrives(self, *, answer: bool) -> None:
        known = self.notebooks[0].book.annotations()
        self._arrive(b"{}", answer=answer)
        first = self.notebooks[0]
        first.poll()
        first.settle()
        assert bool(first.held) == bool(known)
        assert first.book.annotations() == known, "taken over without a question"

    @rule(which=st.integers(0, 200), what=st.sampled_from(["insert", "update", "remove"]))
    @traced
    def plain_tinydb_writes(self, which: int, what: str) -> None:
        self.second += 1
        uuids = sorted(_uuids(self.notebooks[0].book))
        chosen = uuids[which % len(uuids)] if uuids else ""
        write_plainly(self.path, what, chosen, self.second)
        self.answer = False

    @rule(which=_either, deed=deeds, cut=st.floats(0.0, 0.99))
    @traced
    def the_file_breaks_and_is_mended(self, which: int, deed: Deed, cut: float) -> None:
        good = self.path.read_bytes()
        broken = good[: int(len(good) * cut)]
        self.path.write_bytes(broken)
        for notebook in self.notebooks:
            notebook.poll()
            notebook.settle()
            assert notebook.read_only
            assert notebook.status.state is SaveState.READ_ONLY
        with pytest.raises(ReadOnlyNotes):
            self._edit(self.notebooks[which], deed)
        assert self.path.read_bytes() == broken
        self.path.write_bytes(good)

    # What the disk does

    @rule(which=_either, some=st.lists(deeds, min_size=1, max_size=3), blocked=st.booleans())
    @traced
    def the_disk_goes_and_comes_back(self, which: int, some: list[Deed], *, blocked: bool) -> None:
        notebook = self.notebooks[which]
        with no_disk(self.disk, blocked=blocked):
            for deed in some:
                self._edit(notebook, deed)
            assert notebook.settle() == (not notebook.unsaved)
            if notebook.unsaved:
                assert notebook.status.state is SaveState.FAILED
        assert notebook.settle()

    @rule(which=_either, some=st.lists(deeds, min_size=1, max_size=3), blocked=st.booleans())
    @traced
    def a_session_ends_without_a_disk(self, which: int, some: list[Deed], *, blocked: bool) -> None:
        notebook = self.notebooks[which]
        with no_disk(self.disk, blocked=blocked):
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
        assert again.settle()
        assert not again.rescues

    # What must hold

    @invariant()
    @traced
    def the_file_is_what_both_show_and_nothing_is_lost(self) -> None:
        for _ in range(_ROUNDS):
            before = self._bytes()
            for notebook in self.notebooks:
                notebook.poll()
                notebook.settle()
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
        # Whether it could was looked at after the last step; here it would hide what went wrong.
        for notebook in self.notebooks:
            notebook.close()
        self.environment.undo()
        self.top.cleanup()

    # How it is done

    def _open(self) -> PacedNotebook:
        notebook = PacedNotebook.open(self.path, "reader")
        notebook.listen(self._hear)
        return notebook

    def _hear(self, event: NotebookEvent) -> None:
        """Have the trace say what a notebook tells."""
        if not isinstance(event, StatusChanged):
            self.trace.say(f"    {type(event).__name__}")

    def _new_uuid(self) -> str:
        self.made += 1
        return f"annotation {self.made:03}"

    def _move(self, notebook: PacedNotebook, what: Deed | str) -> None:
        """Make one of the moves of `both_edit`."""
        if isinstance(what, Deed):
            self._edit(notebook, what)
        elif what == "write":
            notebook.write_once()
        else:
            notebook.catch_up()

    def _edit(self, notebook: PacedNotebook, deed: Deed) -> None:
        """Make an edit."""
        self.second += 1
        with self._counted(notebook):
            notebook.edit(step_of(deed, notebook.book, self.second))

    @contextmanager
    def _counted(self, notebook: PacedNotebook) -> Iterator[None]:
        """Note what a notebook adds, which must stay, and what it removes, which may go."""
        before = _uuids(notebook.book)
        yield
        after = _uuids(notebook.book)
        self._allow(before - after)
        self.saved[self.notebooks.index(notebook)] |= after - before

    def _allow(self, removed: set[str]) -> None:
        """Note what the reader removed."""
        self.saved = [saved - removed for saved in self.saved]

    def _arrive(self, data: bytes, *, answer: bool) -> None:
        """Have another program put bytes in the file's place."""
        put_in_place(self.path, data)
        self.answer = answer

    def _answer(self, notebook: PacedNotebook) -> None:
        """Answer the question about a state held back."""
        if notebook.held is None:
            return
        assert notebook.status.state is SaveState.FAILED
        if self.answer:
            # Whatever is given up was the reader's own word.
            self.saved = [set(), set()]
        notebook.answer_held(take=self.answer)
        notebook.settle()

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
