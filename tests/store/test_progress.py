"""How far articles were read, from one session to the next."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import places
from store.progress import Desk, Progress, ReadingLog, ReadState

if TYPE_CHECKING:
    from pathlib import Path

_HALF = Progress(1200, 0.5, ReadState.READING, "2024-05-01T10:00:00.000Z")
_WHOLE = Progress(2400, 1.0, ReadState.READ, "2024-05-02T10:00:00.000Z")


def _file() -> Path:
    (file,) = (places.state_dir() / "progress").iterdir()
    return file


def test_an_article_never_opened_is_unread(tmp_path: Path) -> None:
    assert ReadingLog.open(tmp_path).of("A") == Progress(0, 0.0, ReadState.UNREAD, "")


def test_what_was_saved_is_there_again(tmp_path: Path) -> None:
    log = ReadingLog.open(tmp_path)
    log.set("A", _HALF)
    log.set("B", _WHOLE)
    log.desk = Desk("A", "title", sidebar=False)
    log.save()
    again = ReadingLog.open(tmp_path)
    assert (again.of("A"), again.of("B")) == (_HALF, _WHOLE)
    assert again.desk == Desk("A", "title", sidebar=False)


def test_progress_is_private_and_lies_in_the_state_folder(tmp_path: Path) -> None:
    log = ReadingLog.open(tmp_path)
    log.set("A", _HALF)
    log.save()
    assert stat.S_IMODE(_file().stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_written_where_nothing_changed(tmp_path: Path) -> None:
    log = ReadingLog.open(tmp_path)
    log.set("A", Progress())
    log.desk = Desk()
    log.save()
    assert not places.state_dir().exists()


def test_two_sessions_on_one_corpus_keep_each_others_progress(tmp_path: Path) -> None:
    one, two = ReadingLog.open(tmp_path), ReadingLog.open(tmp_path)
    one.set("A", _HALF)
    one.desk = Desk("A")
    two.set("B", _WHOLE)
    one.save()
    two.save()
    again = ReadingLog.open(tmp_path)
    assert (again.of("A"), again.of("B"), again.desk) == (_HALF, _WHOLE, Desk("A"))


def test_each_corpus_has_its_own(tmp_path: Path) -> None:
    log = ReadingLog.open(tmp_path / "one")
    log.set("A", _HALF)
    log.save()
    assert ReadingLog.open(tmp_path / "two").of("A") == Progress()


def test_a_file_cut_at_any_byte_starts_empty(tmp_path: Path) -> None:
    log = ReadingLog.open(tmp_path)
    log.set("A", _HALF)
    log.save()
    data = _file().read_bytes()
    for end in range(len(data)):
        _file().write_bytes(data[:end])
        assert ReadingLog.open(tmp_path).of("A") == Progress()


_ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.floats(-1, 2) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=6,
)
_ANY_RECORD = st.fixed_dictionaries(
    dict.fromkeys(("offset", "fraction", "state", "last_read"), _ANY_JSON)
)


@settings(deadline=None)
@given(_ANY_JSON, _ANY_JSON, _ANY_RECORD)
def test_a_file_with_nonsense_keeps_what_makes_sense(
    desk: object, article: object, record: object
) -> None:
    good = {"offset": 3, "fraction": 1, "state": "read", "last_read": ""}
    articles = {"A": article, "B": record, "C": good}
    document = {"format": 1, "desk": desk, "articles": articles}
    file = places.ensure(places.state_dir()) / "progress.json"
    file.write_bytes(orjson.dumps(document))
    log = ReadingLog(file)
    assert log.of("C") == Progress(3, 1.0, ReadState.READ, "")
    for article_id in ("A", "B"):
        assert log.of(article_id).offset >= 0
        assert 0.0 <= log.of(article_id).fraction <= 1.0
    assert isinstance(log.desk.sidebar, bool)


@pytest.mark.parametrize("document", [[], {}, {"format": 2, "articles": {"A": {}}}, "x", 3])
def test_a_file_of_another_kind_starts_empty(tmp_path: Path, document: object) -> None:
    (tmp_path / "progress.json").write_bytes(orjson.dumps(document))
    log = ReadingLog(tmp_path / "progress.json")
    assert (log.of("A"), log.desk) == (Progress(), Desk())


def test_progress_that_could_not_be_saved_is_saved_later(tmp_path: Path, home: Path) -> None:
    log = ReadingLog.open(tmp_path)
    log.set("A", _HALF)
    (home / ".state").write_text("a file in the way")
    with pytest.raises(OSError, match="state"):
        log.save()
    (home / ".state").unlink()
    log.save()
    assert ReadingLog.open(tmp_path).of("A") == _HALF
