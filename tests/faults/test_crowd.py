"""Several programs on one file, and row 7 of the faults: one of them killed or stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from store.events import SaveState, StatusChanged
from store.notebook import Notebook
from tests.faults.children import PATIENCE, Child
from tests.faults.crowd import all_at_once, hold_lock, two_terminals
from tests.faults.subjects import PlainTinyDB, Postil, Reader

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_four_programs_at_once_lose_no_edit(tmp_path: Path) -> None:
    tally = all_at_once(Postil(), tmp_path, programs=4, count=25)
    assert tally.edits == 100
    assert tally.is_clean, tally


def test_four_programs_at_once_lose_edits_in_plain_tinydb(tmp_path: Path) -> None:
    tally = all_at_once(PlainTinyDB(), tmp_path, programs=4, count=250)
    assert tally.lost or tally.torn


def test_stopping_and_killing_one_of_two_terminals_loses_nothing(tmp_path: Path) -> None:
    tally = two_terminals(Postil(), tmp_path, edits=150)
    assert tally.is_clean, tally


def test_stopping_and_killing_one_of_two_terminals_breaks_plain_tinydb(tmp_path: Path) -> None:
    tally = two_terminals(PlainTinyDB(), tmp_path, edits=300)
    assert tally.lost or tally.torn


@pytest.mark.parametrize("release", [Child.kill, lambda holder: holder.tell("let go")])
def test_a_stopped_lock_holder_is_waited_for_with_a_word_and_then_everything_is_saved(
    tmp_path: Path, release: Callable[[Child], None]
) -> None:
    path = tmp_path / "corpus.notes.json"
    with Child(hold_lock, path) as holder:
        holder.hear()
        holder.stop()
        notebook = Notebook.open(path, "reader")
        words: list[str] = []
        notebook.listen(
            lambda event: (
                words.append(event.status.problem)
                if isinstance(event, StatusChanged) and event.status.state is SaveState.FAILED
                else None
            )
        )
        reader = Reader(notebook)
        reader.write(1)
        assert not notebook.flush(PATIENCE)
        assert "another program" in words[0]
        assert notebook.unsaved
        holder.go_on()
        release(holder)
        assert reader.save()
    assert Postil().numbers(path) == {1}
