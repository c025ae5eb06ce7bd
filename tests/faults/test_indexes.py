"""Row 20 of the faults: the index is cut, flipped, killed, written by two, out of room."""

from __future__ import annotations

import re
import shutil
import threading
from typing import TYPE_CHECKING

import pytest

from store import places
from store.search.index import DAMAGED, SearchIndex
from tests.faults import disks
from tests.faults.children import Child
from tests.faults.indexes import (
    Spare,
    cuts,
    fill,
    flips,
    kill_while_building,
    write_and_wait,
)
from tests.store.search.lives import agrees, answers, files, scanned, update

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "dossier").mkdir()
    (tmp_path / "dossier.notes.json").write_text("{}")
    return tmp_path / "dossier"


@pytest.fixture
def spare(root: Path, tmp_path: Path) -> Spare:
    fill(root, 12)
    return Spare(root, tmp_path / "aside")


def test_files_that_are_cut_are_seen_and_the_index_is_made_anew_with_a_word(spare: Spare) -> None:
    for file, data in cuts(spare.files, each=3):
        damaged = spare.with_fault(file, data)
        assert spare.recovers(damaged), file.name
        assert damaged.notice == DAMAGED


def test_files_with_a_flipped_bit_are_seen_and_the_index_is_made_anew_with_a_word(
    spare: Spare,
) -> None:
    for file, data in flips(spare.files, each=4):
        damaged = spare.with_fault(file, data)
        before = damaged.snapshot()
        # A bit that no answer depends on, as of a version number, need not be seen.
        assert damaged.notice == DAMAGED or answers(before) == spare.expected, file.name
        assert spare.recovers(damaged), file.name


def test_files_that_are_missing_are_seen_and_the_index_is_made_anew(spare: Spare) -> None:
    for file in spare.files:
        damaged = spare.with_fault(file, None)
        assert spare.recovers(damaged), file.name
        assert damaged.notice == DAMAGED


def test_the_notes_are_not_touched_by_any_of_it(spare: Spare, root: Path) -> None:
    notes = root.with_name("dossier.notes.json")
    for file, data in cuts(spare.files, each=1):
        assert spare.recovers(spare.with_fault(file, data))
    assert notes.read_text() == "{}"
    assert sorted(item.name for item in root.parent.iterdir()) == [
        "aside",
        "dossier",
        "dossier.notes.json",
    ]


@pytest.mark.parametrize("number", ["max_doc", "num_deleted_docs"])
def test_a_list_that_counts_the_articles_wrong_is_not_believed(root: Path, number: str) -> None:
    fill(root, 12)
    index = SearchIndex(root)
    update(index, scanned(root))
    if number == "num_deleted_docs":
        (root / "0003.txt").unlink()
        update(index, scanned(root))
    file = index.folder / "meta.json"
    listed = file.read_text()
    wrong = re.sub(rf'"{number}": (\d+)', lambda hit: f'"{number}": {int(hit[1]) + 1}', listed)
    assert wrong != listed
    file.write_text(wrong)
    damaged, corpus = SearchIndex(root), scanned(root)
    assert damaged.snapshot().size == 0
    assert damaged.notice == DAMAGED
    update(damaged, corpus)
    assert agrees(damaged, corpus)


def test_an_index_that_somebody_else_made_anew_is_not_made_again(spare: Spare) -> None:
    file, data = next(cuts(spare.files, each=1))
    one = spare.with_fault(file, data)
    assert one.snapshot().size == 0
    other = SearchIndex(spare.corpus.root)
    assert spare.recovers(other)
    made = sorted(file.name for file in files(other))
    assert spare.recovers(one)
    assert sorted(file.name for file in files(one)) == made


def test_an_index_that_is_damaged_while_it_is_open_is_seen_in_the_background(
    spare: Spare,
) -> None:
    opened = spare.with_fault(next(iter(spare.files)), None)
    assert spare.recovers(opened)
    file = next(file for file in files(opened) if file.suffix == ".pos")
    data = bytearray(file.read_bytes())
    data[0] ^= 1
    # In the place of the file, as a copy that a disk gives back wrong: what is open stays open.
    file.unlink()
    file.write_bytes(data)
    assert not opened.verify()
    assert spare.recovers(opened)
    assert opened.verify()


def test_a_program_killed_again_and_again_while_it_indexes_leaves_what_can_be_gone_on_with(
    root: Path,
) -> None:
    assert kill_while_building(root, trials=6) == 0


def test_a_second_program_reads_while_the_first_writes_and_then_has_nothing_to_do(
    root: Path,
) -> None:
    fill(root, 40)
    update(SearchIndex(root), scanned(root))
    fill(root, 80, seed=1)
    with Child(write_and_wait, root) as writer:
        while not writer.hear():
            pass
        index, corpus = SearchIndex(root), scanned(root)
        assert index.snapshot().size == 40
        stop = threading.Event()
        waiting = index.update(corpus.entries, corpus.parse, whole=True, stop=stop)
        assert next(waiting).is_waiting
        for _ in range(3):
            writer.tell("go on")
        assert not any(progress.done for progress in waiting)
        assert writer.rest()[-1] == 80
    assert index.snapshot().size == 80
    assert agrees(index, corpus)


def test_a_program_that_dies_while_it_writes_does_not_keep_others_from_it(root: Path) -> None:
    fill(root, 40)
    with Child(write_and_wait, root) as writer:
        while not writer.hear():
            pass
    index, corpus = SearchIndex(root), scanned(root)
    assert not any(
        progress.is_waiting for progress in index.update(corpus.entries, corpus.parse, whole=True)
    )
    assert agrees(index, corpus)
    assert index.notice == ""


def test_a_full_disk_leaves_what_was_indexed_and_says_so_and_is_gone_on_with(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disks.require_mounts()
    with disks.tmpfs(tmp_path / "disk", 20_000_000) as disk:
        monkeypatch.setenv("XDG_CACHE_HOME", str(disk / "cache"))
        fill(root, 100)
        index = SearchIndex(root)
        update(index, scanned(root, cache=False))
        before = answers(index.snapshot())
        ballast = disk / "ballast"
        ballast.write_bytes(bytes(shutil.disk_usage(disk).free - 50_000))
        fill(root, 900, seed=1)
        corpus = scanned(root, cache=False)
        update(index, corpus)
        assert "disk is full" in index.notice
        assert "100 of 900" in index.notice
        assert answers(index.snapshot()) == before
        assert SearchIndex(root).snapshot().size == 100
        ballast.unlink()
        update(index, corpus)
        assert index.notice == ""
        assert agrees(index, corpus)


def test_an_index_that_may_not_be_written_gives_way_to_one_of_the_session(
    root: Path,
) -> None:
    fill(root, 5)
    kept = SearchIndex(root)
    update(kept, scanned(root))
    with disks.read_only(kept.folder):
        fill(root, 10, seed=1)
        index, corpus = SearchIndex(root), scanned(root)
        update(index, corpus)
        assert agrees(index, corpus)
        assert "cannot be kept" in index.notice
        index.close()
    assert not index.folder.exists()
    again, corpus = SearchIndex(root), scanned(root)
    update(again, corpus)
    assert agrees(again, corpus)
    assert again.folder.is_relative_to(places.cache_dir())
