"""What is written again and again is what would be written anew, whatever became of the tables."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import notes_layout
from store.dumper import Dumper
from store.notes_json import NotesError, Tables, dump

_names = st.sampled_from(["1", "10", "2", 'a",\n    "b', "é", "\U0001f600"])
_documents: st.SearchStrategy[Any] = st.dictionaries(
    st.text(max_size=3),
    st.none() | st.integers(0, 9) | st.text(max_size=5) | st.just({"a": [',\n    "', {}]}),
    max_size=3,
)
_tables: st.SearchStrategy[Tables] = st.dictionaries(
    st.text(max_size=2), st.dictionaries(_names, _documents, max_size=6), max_size=3
)


@given(st.lists(_tables, min_size=1, max_size=4))
def test_any_tables_after_any_others_are_written_as_they_are_alone(states: list[Tables]) -> None:
    dumper = Dumper()
    for tables in states:
        assert dumper.dump(tables) == dump(tables)


@given(
    _tables,
    st.lists(st.tuples(_names, _names, st.none() | st.just({"x": "\ud800"}) | _documents)),
)
def test_documents_that_come_change_and_go_are_written_where_they_belong(
    tables: Tables, changes: list[tuple[str, str, Any]]
) -> None:
    dumper = Dumper()
    for table, number, document in changes:
        changed = {name: dict(documents) for name, documents in tables.items()}
        documents = changed.setdefault(table, {})
        if document is None:
            documents.pop(number, None)
        else:
            documents[number] = document
        try:
            written = dump(changed)
        except NotesError:
            with pytest.raises(NotesError):
                dumper.dump(changed)
            continue
        assert dumper.dump(changed) == written
        tables = changed


def test_what_has_no_place_in_json_is_refused_and_what_follows_is_whole() -> None:
    dumper = Dumper()
    sound: Tables = {"a": {"1": {"x": 1}, "2": {}}, "b": {"1": {"y": "z"}}}
    assert dumper.dump(sound) == dump(sound)
    with pytest.raises(NotesError):
        dumper.dump({**sound, "a": {**sound["a"], "3": {"x": "\ud800"}}})
    with pytest.raises(NotesError):
        dumper.dump({**sound, "\ud800": {}})
    sound["a"]["1"] = {"x": 2}
    assert dumper.dump(sound) == dump(sound)


def test_what_was_encoded_before_something_was_refused_is_not_taken_for_what_it_was_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(notes_layout, "_BATCH", 1)
    dumper = Dumper()
    sound: Tables = {"a": {"1": {"x": 1}, "2": {}}}
    dumper.dump(sound)
    with pytest.raises(NotesError):
        dumper.dump({"a": {"1": {"x": 2}, "2": {"x": "\ud800"}}})
    assert dumper.dump(sound) == dump(sound)
