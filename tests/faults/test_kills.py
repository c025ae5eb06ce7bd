"""Row 5 of the faults: random `kill -9`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.faults.kills import Run, kill_at_random
from tests.faults.subjects import PlainTinyDB, Postil

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("seed", [1, 2])
def test_kills_while_writing_lose_nothing_that_was_saved_and_leave_no_litter(
    tmp_path: Path, seed: int
) -> None:
    tally = kill_at_random(Postil(), tmp_path, trials=12, seed=seed)
    assert tally.edits > 24
    assert tally.is_clean, tally


def test_the_same_kills_tear_the_file_of_plain_tinydb(tmp_path: Path) -> None:
    for round_ in range(20):
        place = tmp_path / str(round_)
        place.mkdir()
        if kill_at_random(PlainTinyDB(), place, trials=25, seed=round_).torn:
            return
    raise AssertionError("500 kills tore no file: the test proves nothing")


def test_what_is_gone_from_the_file_is_missed_though_a_backup_has_it(tmp_path: Path) -> None:
    path = tmp_path / "corpus.notes.json"
    reader = Postil().open(path)
    assert all(reader.add(number) for number in range(3))
    reader.close()
    assert Postil().numbers(path) == {0, 1, 2}
    path.write_bytes(b"{}")
    assert Postil().numbers(path) == set()


def test_a_run_is_judged_by_what_it_promised() -> None:
    run = Run(first=10, last=20)
    assert run.broken_promises({16, 17, 18, 19, 20}) == 0
    assert run.broken_promises({15, 16, 17, 18, 19, 20, 21}) == 0  # neither was promised
    assert run.broken_promises({17, 18, 19, 20}) == 1
    assert run.broken_promises({14, 16, 17, 18, 19, 20}) == 1
