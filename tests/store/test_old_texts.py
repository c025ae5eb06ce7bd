"""The texts that anchors were made on are kept, checked, and dropped when nothing needs them."""

from __future__ import annotations

import os
import stat
import zlib
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store import places
from store.article import hash_text
from store.old_texts import OldTexts
from tests.store.notes_samples import PROSE

if TYPE_CHECKING:
    from pathlib import Path

HASH = hash_text(PROSE)


def kept_files() -> list[Path]:
    return sorted(path for path in (places.cache_dir() / "texts").rglob("*") if path.is_file())


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
def test_a_text_kept_is_the_text_given_back(tmp_path: Path, text: str) -> None:
    texts = OldTexts(tmp_path)
    texts.keep(hash_text(text), text)
    assert texts.text(hash_text(text)) == text
    assert OldTexts(tmp_path).text(hash_text(text)) == text


def test_a_text_is_kept_for_its_owner_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        OldTexts(tmp_path).keep(HASH, PROSE)
    finally:
        os.umask(before)
    [file] = kept_files()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_each_corpus_has_texts_of_its_own(tmp_path: Path) -> None:
    OldTexts(tmp_path / "one").keep(HASH, PROSE)
    assert OldTexts(tmp_path / "other").text(HASH) is None


@pytest.mark.parametrize(
    "damage",
    [b"", b"no such thing", zlib.compress(b"another text"), zlib.compress(b"\xff\xfe")],
)
def test_a_damaged_text_is_no_text_and_gives_way_to_a_sound_one(
    tmp_path: Path, damage: bytes
) -> None:
    texts = OldTexts(tmp_path)
    texts.keep(HASH, PROSE)
    [file] = kept_files()
    for data in (damage, file.read_bytes()[:-1]):
        file.write_bytes(data)
        assert texts.text(HASH) is None
        texts.keep(HASH, PROSE)
        assert texts.text(HASH) == PROSE


def test_only_the_texts_still_needed_stay(tmp_path: Path) -> None:
    texts = OldTexts(tmp_path)
    texts.keep(HASH, PROSE)
    texts.keep(hash_text("other"), "other")
    texts.drop_others({HASH})
    assert texts.text(HASH) == PROSE
    assert texts.text(hash_text("other")) is None
    texts.drop_others(())
    assert kept_files() == []


def test_a_hash_that_is_none_leads_nowhere(tmp_path: Path) -> None:
    texts = OldTexts(tmp_path)
    for name in ("", "../../secret", "0" * 63, "A" * 64, f"{HASH}\n", "/etc/passwd"):
        texts.keep(name, PROSE)
        assert texts.text(name) is None
    assert kept_files() == []


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    places.ensure(places.cache_dir())
    (places.cache_dir() / "texts").write_text("a file in the way")
    texts = OldTexts(tmp_path)
    texts.keep(HASH, PROSE)
    texts.drop_others(())
    assert texts.text(HASH) is None
