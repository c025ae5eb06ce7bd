"""Two notebooks on one file agree with it after whatever may happen to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.store.notebook_machine import Faults
from tests.store.notes_samples import Deed, step_of
from tests.store.paced import PacedNotebook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TestFaults = Faults.TestCase
TestFaults.settings = settings(max_examples=30, stateful_step_count=30, deadline=None)


@pytest.fixture
def machine() -> Iterator[Faults]:
    machine = Faults()
    yield machine
    machine.teardown()


def _mark(which: int) -> Deed:
    return Deed("mark", which, which, "a", "b")


def test_what_a_session_saw_while_it_edited_is_not_counted_as_its_own(machine: Faults) -> None:
    machine.both_edit([(0, _mark(20)), (0, "write"), (1, _mark(30)), (1, "write"), (1, _mark(40))])
    assert [len(saved) for saved in machine.saved] == [1, 2]
    machine.the_file_is_what_both_show_and_nothing_is_lost()
    machine.reopen(0)
    # Nobody who wrote the first of them is left to put it back.
    machine.an_older_state_arrives(0, answer=False)
    machine.the_file_is_what_both_show_and_nothing_is_lost()
    assert len(machine.notebooks[0].book.annotations()) == 8 + 2


def test_what_others_wrote_shows_when_it_is_asked_for_not_when_a_thread_finds_it(
    tmp_path: Path,
) -> None:
    one, two = (PacedNotebook.open(tmp_path / "corpus.notes.json", "reader") for _ in range(2))
    one.edit(step_of(_mark(20), one.book, 1))
    assert one.settle()
    two.edit(step_of(_mark(30), two.book, 2))
    assert two.flush(60)
    assert len(two.book.annotations()) == 1
    two.catch_up()
    assert len(two.book.annotations()) == 2
    assert one.close()
    assert two.close()


def test_the_same_moves_make_the_same_file() -> None:
    """Or Hypothesis could not bring a failure about again."""
    files = []
    for _ in range(5):
        machine = Faults()
        machine.both_edit([(n % 2, _mark(n)) for n in range(6)] + [(1, "write"), (0, "catch up")])
        machine.turn(0, forward=False)
        machine.the_file_is_what_both_show_and_nothing_is_lost()
        files.append(machine.path.read_bytes())
        machine.teardown()
    assert len(set(files)) == 1
