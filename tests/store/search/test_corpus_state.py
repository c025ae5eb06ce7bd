"""No state of a corpus is taken for another, so that the index is never left behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from store.corpus import Corpus
from store.search.index import SearchIndex
from tests.store.search.lives import agrees, indexed, scanned, update, write

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in range(60):
        write(tmp_path / "dossier", f"{number:02}.txt", f"Meeting {number} at the border.")
    return tmp_path / "dossier"


def test_a_folder_that_was_out_of_reach_for_a_while_is_searched_whole_again(folder: Path) -> None:
    indexed(folder)
    write(folder, "00.txt", "The border was closed.", seconds=1)
    corpus, index = scanned(folder), SearchIndex(folder)
    folder.rename(folder.with_name("away"))
    for _ in corpus.scan():
        pass
    assert corpus.state == ""
    update(index, corpus)
    folder.with_name("away").rename(folder)
    for _ in corpus.scan():
        pass
    assert corpus.state == scanned(folder).state
    update(index, corpus)
    assert len(corpus.entries) == 60
    assert agrees(index, corpus)


def test_a_change_seen_by_a_scan_that_was_cut_short_is_indexed_after_the_next(folder: Path) -> None:
    indexed(folder)
    write(folder, "00.txt", "The border was closed.", seconds=1)
    corpus, index = Corpus(folder), SearchIndex(folder)
    scan = corpus.scan()
    assert not next(scan).done
    scan.close()
    for _ in corpus.scan():
        pass
    update(index, corpus)
    assert agrees(index, corpus)
