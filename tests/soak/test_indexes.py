"""Indexes, for long: thousands of changes, kills, cuts and flipped bits.

`python -m pytest -n 0 -s tests/soak/test_indexes.py` takes about half an hour and prints its
figures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.faults.indexes import Spare, cuts, fill, flips, kill_while_building
from tests.store.search.lives import answers, fresh
from tests.store.search.test_index import DEEDS, Deed, live

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import pytest

KILLS = 500
EACH = 300
"""Places of each file that are cut, and that are flipped."""


@settings(
    max_examples=2000,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(st.lists(DEEDS, max_size=40))
def test_after_any_changes_it_answers_like_one_that_was_never_another(
    tmp_path_factory: pytest.TempPathFactory, deeds: list[Deed]
) -> None:
    root = tmp_path_factory.mktemp("life") / "dossier"
    root.mkdir()
    live(root, deeds)


def test_many_kills(tmp_path: Path) -> None:
    (tmp_path / "dossier").mkdir()
    assert kill_while_building(tmp_path / "dossier", KILLS) == 0
    print(f"{KILLS:,} kills while indexing: it always answered like one never killed")  # noqa: T201 - its figures


def test_every_file_cut_at_many_places(tmp_path: Path) -> None:
    spare = _spare(tmp_path)
    _recovers_from(spare, cuts(spare.files, each=EACH))


def test_every_file_with_many_flipped_bits(tmp_path: Path) -> None:
    spare = _spare(tmp_path)
    _recovers_from(spare, flips(spare.files, each=EACH))


def _spare(folder: Path) -> Spare:
    fill(folder / "dossier", 12)
    return Spare(folder / "dossier", folder / "aside")


def _recovers_from(spare: Spare, faults: Iterable[tuple[Path, bytes]]) -> None:
    expected = answers(fresh(spare.corpus))
    seen = trials = 0
    for file, data in faults:
        damaged = spare.with_fault(file, data)
        before = damaged.snapshot()
        assert damaged.notice or answers(before) == expected, file.name
        assert spare.recovers(damaged), file.name
        seen += bool(damaged.notice)
        trials += 1
    print(f"{trials:,} damaged files: {seen:,} seen, the others harmless; always mended")  # noqa: T201 - its figures
