"""Recent queries: each once, the newest last, kept through sessions and whatever the disk does."""

from __future__ import annotations

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.search.recent import KEPT, RecentQueries

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "state" / "queries.json"


@given(st.lists(st.sampled_from(["a", "b", "c d", " c d ", "", "  ", "е"])))
def test_each_query_stands_once_where_it_was_asked_last(asked: list[str]) -> None:
    recent = RecentQueries(None)  # type: ignore[arg-type]  # nothing is read or written
    for query in asked:
        recent.add(query)
    last_first = dict.fromkeys(query.strip() for query in reversed(asked) if query.strip())
    assert list(recent.queries) == [*last_first][::-1]


def test_they_are_there_again_in_the_next_session(file: Path) -> None:
    recent = RecentQueries(file)
    recent.add("troops border")
    recent.add("։ավարտ")
    recent.save()
    again = RecentQueries(file)
    assert not again.queries
    again.load()
    assert again.queries == ("troops border", "։ավարտ")


def test_adding_a_query_never_waits_for_the_disk(file: Path) -> None:
    file.parent.mkdir()
    os.mkfifo(file)  # a disk that answers when it is asked to
    recent = RecentQueries(file)
    with ThreadPoolExecutor() as pool:
        for work in (recent.load, recent.save):
            working = pool.submit(work)
            with file.open("wb") as disk:  # opens once the work reads
                adding = threading.Thread(target=recent.add, args=(work.__name__,), daemon=True)
                adding.start()
                adding.join(10)
                assert not adding.is_alive()
                assert not working.done()
                disk.write(b'["older"]')
            working.result()
            assert recent.queries[-1] == work.__name__
    assert recent.queries == ("older", "load", "save")


def test_only_the_newest_are_kept(file: Path) -> None:
    recent = RecentQueries(file)
    for number in range(KEPT + 3):
        recent.add(f"q{number}")
    recent.save()
    again = RecentQueries(file)
    again.load()
    assert len(again.queries) == KEPT
    assert again.queries[-1] == f"q{KEPT + 2}"
    assert again.queries[0] == "q3"


def test_two_sessions_keep_each_others_queries(file: Path) -> None:
    one, other = RecentQueries(file), RecentQueries(file)
    one.add("first")
    other.add("second")
    one.save()
    other.save()
    one.save()
    assert set(one.queries) == {"first", "second"}


@pytest.mark.parametrize(
    "data", [b"", b"[", b"{}", b'[1, null, "kept", ""]', b"\xff\xfe", b"[" * 100_000]
)
def test_a_damaged_file_costs_no_more_than_what_it_held(file: Path, data: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(data)
    recent = RecentQueries(file)
    recent.load()
    assert set(recent.queries) <= {"kept"}
    recent.add("new")
    recent.save()
    assert orjson.loads(file.read_bytes())[-1] == "new"


def test_where_nothing_can_be_written_they_last_for_the_session(file: Path) -> None:
    file.parent.write_text("a file where the folder should be", encoding="utf-8")
    recent = RecentQueries(file)
    recent.load()
    recent.add("border")
    recent.save()
    assert recent.queries == ("border",)
