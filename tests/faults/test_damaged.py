"""Row 10 of the faults: what can't be understood is not touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.faults.damaged import cuts, flips, is_preserved, open_and_edit, strange
from tests.faults.subjects import PlainTinyDB, Postil

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def good(tmp_path: Path) -> bytes:
    path = tmp_path / "good" / "corpus.notes.json"
    path.parent.mkdir()
    reader = Postil().open(path)
    for number in range(3):
        assert reader.add(number, "why now?")
    assert reader.remove(1)
    reader.close()
    return path.read_bytes()


def test_a_file_cut_at_every_byte_is_left_as_it_is(tmp_path: Path, good: bytes) -> None:
    tally = open_and_edit(Postil(), tmp_path, cuts(good))
    assert tally.trials == len(good)
    assert tally.is_clean, tally


def test_flipped_bits_take_nothing_else_along(tmp_path: Path, good: bytes) -> None:
    tally = open_and_edit(Postil(), tmp_path, flips(good, every=97))
    assert tally.is_clean, tally


def test_conflict_marks_newer_formats_and_keys_twice_are_left_as_they_are(
    tmp_path: Path, good: bytes
) -> None:
    tally = open_and_edit(Postil(), tmp_path, strange(good))
    assert tally.is_clean, tally


def test_plain_tinydb_writes_over_what_it_does_not_understand(tmp_path: Path, good: bytes) -> None:
    assert open_and_edit(PlainTinyDB(), tmp_path, strange(good)).lost >= 2


def test_what_was_there_is_missed_when_it_is_gone(good: bytes) -> None:
    assert is_preserved(good, good)
    assert not is_preserved(good, good[:-9])
    assert not is_preserved(b"", good)
    assert not is_preserved(good, b"{}")
