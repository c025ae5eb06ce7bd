"""Row 25 of the faults: a clock an hour back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.faults.clock_back import two_clocks

if TYPE_CHECKING:
    from pathlib import Path


def test_two_postils_whose_clocks_go_an_hour_back_and_forth_lose_no_edit(tmp_path: Path) -> None:
    tally = two_clocks(tmp_path, 60)
    assert tally.is_clean, tally
