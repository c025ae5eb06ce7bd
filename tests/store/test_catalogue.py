"""Entries kept in the cache: whole or not at all, and never needed."""

from __future__ import annotations

import stat
from dataclasses import replace
from typing import TYPE_CHECKING

from store import catalogue, places
from store.catalogue import Catalogue
from store.entry import Entry

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

_ENTRY = Entry(
    id="0123456789ab",
    path="sub/Երևան \\x1b.txt",
    title="Ministers meet in Երևան",
    date="2022-06-10",
    author=None,
    source="Агентство",
    words=512,
    text_hash="f" * 64,
    size=4000,
    mtime_ns=1_700_000_000_123_456_789,
    edges=(0, 2**64 - 1, 2**63),
    error="",
    inode=2**40,
)
_BROKEN = replace(_ENTRY, path="b.txt", id="b" * 12, source=None, error="it is gone", edges=())


def _fields(entry: Entry) -> tuple[object, ...]:
    return tuple(getattr(entry, name) for name in Entry.__slots__)


def _file() -> Path:
    (file,) = (places.cache_dir() / "catalogue").iterdir()
    return file


def test_entries_come_back_as_they_were(tmp_path: Path) -> None:
    catalogue.save(tmp_path, [_ENTRY, _BROKEN])
    loaded = Catalogue.load(tmp_path)
    assert [_fields(entry) for entry in loaded] == [_fields(_ENTRY), _fields(_BROKEN)]
    found = loaded.at(_ENTRY.path)
    assert found is not None
    assert _fields(found) == _fields(_ENTRY)
    assert loaded.at("missing.txt") is None
    assert len(loaded) == 2


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
    monkeypatch.setattr(catalogue, "_VERSION", "other")
    assert len(Catalogue.load(tmp_path)) == 0


def test_a_cache_that_cannot_be_written_is_no_error(home: Path) -> None:
    (home / ".cache").write_text("a file in the way")
    catalogue.save(home, [_ENTRY])
    assert len(Catalogue.load(home)) == 0
