"""Entries kept in the cache: whole or not at all, and never needed."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from typing import TYPE_CHECKING

from msgspec.structs import astuple, replace

from store import catalogue, places
from store.catalogue import Catalogue
from store.corpus import Corpus
from store.entry import Entry

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

_ENTRY = Entry.of(
    article_id="0123456789ab",
    path="sub/Երևան \\x1b.txt",
    title="Ministers meet in Երևան",
    date="2022-06-10",
    author=None,
    source="Агентство",
    words=512,
    characters=3000,
    text_hash="f" * 64,
    size=4000,
    mtime_ns=1_700_000_000_123_456_789,
    edges=bytes(range(248, 256)) * 2,
    error="",
    inode=2**40,
)
_BROKEN = replace(_ENTRY, path="b.txt", id="b" * 12, source=None, error="it is gone")


def _file() -> Path:
    (file,) = (places.cache_dir() / "catalogue").iterdir()
    return file


def test_entries_come_back_as_they_were(tmp_path: Path) -> None:
    catalogue.save(tmp_path, [_ENTRY, _BROKEN])
    loaded = Catalogue.load(tmp_path)
    assert [astuple(entry) for entry in loaded] == [astuple(_ENTRY), astuple(_BROKEN)]
    found = loaded.at(_ENTRY.path)
    assert found is not None
    assert astuple(found) == astuple(_ENTRY)
    assert loaded.at("missing.txt") is None
    assert len(loaded) == 2


def test_a_closed_catalogue_has_no_entries(tmp_path: Path) -> None:
    catalogue.save(tmp_path, [_ENTRY, _BROKEN])
    loaded = Catalogue.load(tmp_path)
    assert loaded.at(_BROKEN.path) is not None
    loaded.close()
    assert [loaded.at(path) for path in (_ENTRY.path, _BROKEN.path)] == [None, None]
    assert list(loaded) == []


def test_a_catalogue_is_private_and_leaves_no_litter(tmp_path: Path) -> None:
    catalogue.save(tmp_path, [_ENTRY])
    catalogue.save(tmp_path, [_BROKEN])
    assert stat.S_IMODE(_file().stat().st_mode) == 0o600
    assert stat.S_IMODE(_file().parent.stat().st_mode) == 0o700


def test_each_corpus_has_its_own(tmp_path: Path) -> None:
    catalogue.save(tmp_path / "one", [_ENTRY])
    assert len(Catalogue.load(tmp_path / "two")) == 0


def test_a_missing_catalogue_is_empty(tmp_path: Path) -> None:
    assert list(Catalogue.load(tmp_path)) == []


def test_a_catalogue_cut_at_any_byte_is_ignored(tmp_path: Path) -> None:
    catalogue.save(tmp_path, [_ENTRY, _BROKEN])
    data = _file().read_bytes()
    for end in range(len(data)):
        _file().write_bytes(data[:end])
        assert len(Catalogue.load(tmp_path)) == 0


def test_a_catalogue_with_any_bit_flipped_is_ignored(tmp_path: Path) -> None:
    catalogue.save(tmp_path, [_ENTRY])
    data = bytearray(_file().read_bytes())
    for place in range(len(data)):
        data[place] ^= 1
        _file().write_bytes(data)
        assert len(Catalogue.load(tmp_path)) == 0
        data[place] ^= 1


def test_a_catalogue_by_other_rules_is_ignored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue.save(tmp_path, [_ENTRY])
    monkeypatch.setattr(catalogue, "VERSION", "other")
    assert len(Catalogue.load(tmp_path)) == 0


def test_a_cache_that_cannot_be_written_is_no_error(home: Path) -> None:
    (home / ".cache").write_text("a file in the way")
    catalogue.save(home, [_ENTRY])
    assert len(Catalogue.load(home)) == 0


_SCANS = """
import sys
from pathlib import Path
from store import catalogue
from store.corpus import Corpus
print("ready", flush=True)
while True:
    corpus = Corpus(Path(sys.argv[1]))
    list(corpus.scan())
    catalogue.save(Path(sys.argv[1]), corpus.entries)
    print("saved", flush=True)
"""


def _scanner(folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", _SCANS, str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def test_processes_that_save_at_once_and_are_killed_leave_a_whole_catalogue_or_none(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for number in range(30):
        (folder / f"{number}.txt").write_text(f"Article number {number}.")
    notes = tmp_path / "corpus.notes.json"
    notes.write_text("{}")
    for seed in range(4):
        processes = [_scanner(folder), _scanner(folder)]
        for process in processes:
            assert process.stdout is not None
            for _ in range(seed + 1):
                process.stdout.readline()
            os.kill(process.pid, signal.SIGKILL)
            process.communicate()
        assert len(Catalogue.load(folder.resolve())) in {0, 30}
        corpus = Corpus(folder)
        assert len(list(corpus.scan())) > 0
        assert len(corpus.entries) == 30
    assert notes.read_text() == "{}"


def test_entries_are_found_in_any_order_and_beside_paths_that_are_not_there(tmp_path: Path) -> None:
    entries = [replace(_ENTRY, path=f"{name}.txt", id=name * 12) for name in "abcd"]
    catalogue.save(tmp_path, entries)
    loaded = Catalogue.load(tmp_path)
    for order in ("abcd", "dcba", "acbd", "bxda", "aab"):
        found = [loaded.at(f"{name}.txt") for name in order]
        assert [one and one.id for one in found] == [
            name * 12 if name in "abcd" else None for name in order
        ]
    assert loaded.at("a") is None
    assert [one.id for one in loaded] == [one.id for one in entries]
