"""How far articles were read, from one session to the next."""

from __future__ import annotations

import os
import stat
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from store import places
from store.progress import Desk, Progress, ReadingLog, ReadState

if TYPE_CHECKING:
    from pathlib import Path

_HALF = Progress(1200, 0.5, ReadState.READING, "2024-05-01T10:00:00.000Z", 12)
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


def test_progress_that_is_damaged_while_one_reads_is_written_again(tmp_path: Path) -> None:
    log = ReadingLog.open(tmp_path)
    log.set("a", Progress(1))
    log.desk = Desk(last_article="a")
    log.save()
    log = ReadingLog.open(tmp_path)
    [file] = places.state_dir().glob("progress/*.json")
    file.write_bytes(b"")
    log.set("b", Progress(2))
    log.save()
    log = ReadingLog.open(tmp_path)
    assert (log.of("a"), log.of("b")) == (Progress(1), Progress(2))
    assert log.desk == Desk(last_article="a")


def test_noting_progress_never_waits_for_the_disk(tmp_path: Path) -> None:
    file = tmp_path / "progress.json"
    log = ReadingLog(file)
    log.set("A", _HALF)
    log.desk = Desk("A")
    os.mkfifo(file)  # a disk that answers when it is asked to
    with ThreadPoolExecutor() as pool:
        saving = pool.submit(log.save)
        with file.open("wb"):  # opens once the saving reads
            noting = threading.Thread(target=_note_more, args=(log,), daemon=True)
            noting.start()
            noting.join(10)
            assert not noting.is_alive()
            assert not saving.done()
        saving.result()
    saved = ReadingLog(file)
    assert (saved.of("A"), saved.of("B"), saved.desk) == (_HALF, Progress(), Desk("A"))
    log.save()
    again = ReadingLog(file)
    assert (again.of("A"), again.of("B"), again.desk) == (_WHOLE, _HALF, Desk("B"))


def _note_more(log: ReadingLog) -> None:
    log.set("A", _WHOLE)
    log.set("B", _HALF)
    log.desk = Desk("B")


def test_what_was_noted_while_saving_failed_is_saved_later(tmp_path: Path) -> None:
    folder = tmp_path / "state"
    folder.mkdir()
    file = folder / "progress.json"
    log = ReadingLog(file)
    log.set("A", _HALF)
    os.mkfifo(file)
    with ThreadPoolExecutor() as pool:
        saving = pool.submit(log.save)
        with file.open("wb"):
            log.set("B", _WHOLE)
            folder.rename(tmp_path / "away")
            folder.write_text("a file in the way")
        with pytest.raises(OSError, match="state"):
            saving.result()
    folder.unlink()
    log.save()
    again = ReadingLog(file)
    assert (again.of("A"), again.of("B")) == (_HALF, _WHOLE)


def test_several_savings_at_once_lose_nothing(tmp_path: Path) -> None:
    log = ReadingLog.open(tmp_path)

    def note_and_save(name: str) -> None:
        log.set(name, _HALF)
        log.save()

    names = [str(number) for number in range(40)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(note_and_save, names))
    again = ReadingLog.open(tmp_path)
    assert {again.of(name) for name in names} == {_HALF}


@pytest.mark.parametrize("row", [None, -1, "12", 1.5])
def test_a_row_that_makes_no_sense_costs_no_more_than_the_row(tmp_path: Path, row: object) -> None:
    log = ReadingLog.open(tmp_path)
    log.set("A", _HALF)
    log.save()
    document = orjson.loads(_file().read_bytes())
    document["articles"]["A"]["row"] = row
    _file().write_bytes(orjson.dumps(document))
    assert ReadingLog.open(tmp_path).of("A") == replace(_HALF, row=None)


def test_what_an_older_version_saved_is_there_again(tmp_path: Path) -> None:
    log = ReadingLog.open(tmp_path)
    log.set("A", _WHOLE)
    log.save()
    document = orjson.loads(_file().read_bytes())
    del document["articles"]["A"]["row"]
    _file().write_bytes(orjson.dumps(document))
    assert ReadingLog.open(tmp_path).of("A") == _WHOLE
