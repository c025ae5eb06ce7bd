"""Row 8 of the faults: the file replaced while it is open; both texts are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.faults import strace
from tests.faults.replaced import between_edits, during_edits, kill_while_replaced
from tests.faults.subjects import PlainTinyDB, Postil

if TYPE_CHECKING:
    from pathlib import Path


def test_replacing_the_file_between_edits_loses_neither_text(tmp_path: Path) -> None:
    tally = between_edits(Postil(), tmp_path, trials=20)
    assert tally.is_clean, tally


def test_replacing_the_file_during_edits_loses_neither_text(tmp_path: Path) -> None:
    tally = during_edits(Postil(), tmp_path, trials=40)
    assert tally.is_clean, tally


def test_a_kill_at_any_call_of_a_write_that_meets_another_destroys_neither(tmp_path: Path) -> None:
    strace.required()
    tally = kill_while_replaced(tmp_path)
    assert tally.trials > 20
    assert tally.is_clean, tally


def test_plain_tinydb_loses_every_edit_after_the_file_was_replaced(tmp_path: Path) -> None:
    assert between_edits(PlainTinyDB(), tmp_path, trials=20).lost == 20
