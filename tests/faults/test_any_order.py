"""Row 12 of the faults: whatever happens in whatever order, what was saved is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.faults.any_order import in_any_order
from tests.faults.subjects import PlainTinyDB, Postil

if TYPE_CHECKING:
    from pathlib import Path


def test_no_order_of_edits_restarts_and_swaps_loses_what_was_saved(tmp_path: Path) -> None:
    tally = in_any_order(Postil(), tmp_path, runs=5, steps=30)
    assert tally.edits > 50
    assert tally.is_clean, tally


def test_plain_tinydb_loses_or_tears_in_most_orders(tmp_path: Path) -> None:
    tally = in_any_order(PlainTinyDB(), tmp_path, runs=5, steps=30)
    assert tally.lost + tally.torn >= 5
