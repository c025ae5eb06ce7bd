"""An index in the making holds back only so much of what it has read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.article import Parsed
from store.entry import Entry
from store.search import building
from store.search.index import SearchIndex

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

_LONG = 8_100_000
_HOUR = 3600.0


def _entry(number: int) -> Entry:
    return Entry.of(
        article_id=f"{number:012x}",
        path=f"{number}.txt",
        title="Minutes",
        date=None,
        author=None,
        source=None,
        words=1,
        text_hash=f"{number:064x}",
        size=_LONG,
        mtime_ns=0,
    )


def test_long_articles_are_committed_before_they_pile_up_however_fast_they_come(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "_FIRST_COMMIT", _HOUR)
    entries = [_entry(number) for number in (1, 2, 3)]
    texts = {"1.txt": "\n" * _LONG, "2.txt": "\n" * _LONG, "3.txt": "border"}

    def parse(entry: Entry) -> Parsed:
        return Parsed(entry.title, None, None, None, texts[entry.path], ())

    index = SearchIndex(tmp_path)
    made = {
        progress.done: index.snapshot().size
        for progress in index.update(entries, parse, whole=True)
    }
    assert made == {0: 0, 1: 0, 2: 2, 3: 2}
    assert index.snapshot().size == 3
