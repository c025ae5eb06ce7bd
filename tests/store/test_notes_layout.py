"""Bytes that this program has written are recognised, whatever the tables hold, and no others."""

from __future__ import annotations

import json
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import notes_layout
from store.notes_layout import decode, encode

if TYPE_CHECKING:
    from store.notes_json import Tables

_values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=5,
)
_tables: st.SearchStrategy[Tables] = st.dictionaries(
    st.text(max_size=3),
    st.dictionaries(
        st.text(max_size=3), st.dictionaries(st.text(max_size=3), _values, max_size=3), max_size=7
    ),
    max_size=4,
)


@pytest.fixture(autouse=True, scope="module", params=[1, 2, 64])
def _pieces_of_any_size(request: pytest.FixtureRequest) -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(notes_layout, "_BATCH", request.param)
        patch.setattr(notes_layout, "_PORTION", request.param * request.param)
        yield


def test_a_file_looks_as_the_module_says() -> None:
    example = dedent((notes_layout.__doc__ or "").split("\n\n")[1])
    assert encode(json.loads(example)).decode() == f"{example}\n"


@given(_tables)
def test_what_was_written_is_recognised_and_comes_back(tables: Tables) -> None:
    assert decode(encode(tables)) == tables


@given(_tables, st.data())
def test_what_was_changed_since_is_not_recognised_unless_written_anew_it_is_the_same(
    tables: Tables, data: st.DataObject
) -> None:
    written = encode(tables)
    place = data.draw(st.integers(0, len(written) - 1))
    part = data.draw(st.sampled_from([b"", b" ", b"\n", b'"', b"}", b"{", b",", b"0", b"a"]))
    end = place + data.draw(st.integers(0, 2))
    changed = written[:place] + part + written[end:]
    read = decode(changed)
    assert read is None or encode(read) == changed or _in_another_order(read, changed)


@given(_tables)
def test_of_a_file_that_was_cut_off_nothing_is_recognised_wherever_it_was_cut(
    tables: Tables,
) -> None:
    written = encode(tables)
    assert all(decode(written[:end]) is None for end in range(len(written)))


def _in_another_order(tables: Tables, data: bytes) -> bool:
    """Tell whether bytes are those of tables whose tables or documents are out of order."""
    return _lines(encode(tables)) == _lines(data)


def _lines(data: bytes) -> list[bytes]:
    """Return the lines in order, without the comma that all but the last of some have."""
    return sorted(line.removesuffix(b",") for line in data.splitlines())


def test_what_is_in_another_order_is_recognised_as_that_or_not_at_all() -> None:
    tables: Tables = {"b": {"2": {}, "1": {}}, "a": {}}
    data = b'{\n  "b": {\n    "2": {},\n    "1": {}\n  },\n  "a": {}\n}\n'
    assert decode(data) in (None, tables)
    assert _in_another_order(tables, data)


@pytest.mark.parametrize(
    "data",
    [
        b'{\n  "a": {\n    "1": {\n      "x": 1,\n      "x": 1\n    }\n  }\n}\n',
        b'{\n  "a": {\n    "1": {},\n    "1": {}\n  }\n}\n',
        b'{\n  "a": {},\n  "a": {}\n}\n',
        b'{\n  "a": {\n    "1": {\n      "x": 1.00000000000000000001\n    }\n  }\n}\n',
        b"{}",
        b"{}\n\n",
        b'{\n  "a": {}\n}\n ',
    ],
)
def test_what_would_not_be_written_so_is_not_recognised(data: bytes) -> None:
    assert decode(data) is None
