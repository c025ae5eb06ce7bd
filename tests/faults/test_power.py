"""Row 6 of the faults: power cuts, on a real file system in an image."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.faults.disks import require_images
from tests.faults.power import cut_power
from tests.faults.subjects import PlainTinyDB, Postil, WithoutSync

if TYPE_CHECKING:
    from pathlib import Path


def test_a_power_cut_loses_nothing_that_was_saved(tmp_path: Path) -> None:
    require_images()
    tally = cut_power(Postil(), tmp_path, trials=10)
    assert tally.edits > 20
    assert tally.is_clean, tally


def test_without_fsync_a_power_cut_loses_what_was_called_saved(tmp_path: Path) -> None:
    require_images()
    assert cut_power(WithoutSync(), tmp_path, trials=3).lost


def test_a_power_cut_tears_the_file_of_plain_tinydb(tmp_path: Path) -> None:
    require_images()
    for round_ in range(20):
        place = tmp_path / str(round_)
        place.mkdir()
        tally = cut_power(PlainTinyDB(), place, trials=10, seed=round_)
        if tally.torn or tally.lost:
            return
    raise AssertionError("200 power cuts tore no file: the test proves nothing")
