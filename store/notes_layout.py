"""The layout of a notes file: sorted and indented, so that one edit is a small diff.

    {
      "annotations": {
        "17": {
          "uuid": "0190f000-0000-7000-8000-000000000017"
        },
        "18": {}
      },
      "tags": {}
    }

How far a line is indented tells what it is of: a table, a document, or something inside one; and in
no text is there a line end. So a file can be put together from documents encoded one by one, and
taken apart without a look at what is in them.
"""

from __future__ import annotations

import re
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

import msgspec
import orjson

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from store.notes_json import Document, Tables

_OPTIONS = orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE
_TABLE = b"\n  "
_BETWEEN = b',\n    "'
"""What stands between two documents of a table, and nowhere else."""
_TABLE_END = b"\n  }"
_END = b"\n}\n"
_NAMELESS = slice(len(b'{\n  "": {'), -len(_TABLE_END + _END))
"""Where the documents of a table without a name are that is alone in a file."""

_BATCH = 64
_PORTION = 2**18
_BEGINNING = re.compile(b"[{,]" + _TABLE + rb'("(?:[^"\\]|\\.)*"): \{')
_NAME = msgspec.json.Decoder(str)
_DOCUMENTS = msgspec.json.Decoder(dict[str, dict[str, Any]])
_TABLES = msgspec.json.Decoder(dict[str, dict[str, dict[str, Any]]])


def encode(tables: Tables) -> bytes:
    """Return the bytes of a notes file.

    Raises:
        orjson.JSONEncodeError: If something in the tables has no place in JSON.
    """
    return orjson.dumps(tables, option=_OPTIONS)


def encode_each(documents: Mapping[str, Document]) -> dict[str, bytes]:
    """Return the documents of a table, each encoded as `joined` takes it, by their ids in order.

    Raises:
        orjson.JSONEncodeError: If something in them has no place in JSON.
    """
    ids = sorted(documents)
    batches = _batches((number, documents[number]) for number in ids)
    encoded = (_BETWEEN + one for batch in batches for one in batch.split(_BETWEEN)[1:])
    return dict(zip(ids, encoded, strict=True))


def joined(tables: Iterable[tuple[str, Iterable[bytes]]]) -> Iterator[Iterable[bytes]]:
    """Yield the pieces of a notes file whose documents were encoded before, some at a time.

    Args:
        tables: The name of each, and its documents, each with the comma before it; all in order.
    """
    before = b"{"
    for name, documents in tables:
        pieces = iter(documents)
        first = next(pieces, b"")
        yield before + _TABLE + orjson.dumps(name) + b": {", first.removeprefix(b",")
        yield pieces
        yield (_TABLE_END if first else b"}",)
        before = b","
    yield (_END if before == b"," else b"{}\n",)


def decode(data: bytes) -> Tables | None:
    """Return the tables in bytes of this layout; None for any others.

    What comes back byte for byte had no key twice and no number with too many digits.
    """
    try:
        tables = _decoded(data)
        return tables if _is_of(tables, data) else None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, orjson.JSONEncodeError):
        return None


def _batches(documents: Iterable[tuple[str, Document]]) -> Iterator[bytes]:
    """Yield the bytes of documents, some together, each with the comma before it.

    A piece is so small that the C library has memory for it at hand: getting as much as a whole
    file from the system takes longer than to fill it. Between two, other threads get their turn.
    """
    items = iter(documents)
    while batch := dict(islice(items, _BATCH)):
        yield b"," + encode({"": batch})[_NAMELESS]


def _is_of(tables: Tables, data: bytes) -> bool:
    """Tell whether tables are written as the bytes that they were read from."""
    place = 0
    batches = ((name, _batches(table.items())) for name, table in tables.items())
    for piece in chain.from_iterable(joined(batches)):
        if not data.startswith(piece, place):
            return False
        place += len(piece)
    return place == len(data)


def _decoded(data: bytes) -> Tables:
    """Return the tables in bytes of this layout; of any others what is returned need not be true.

    A large file is decoded in portions: while the C library is at fifty thousand annotations, no
    other thread can do anything, and a key would wait for a tenth of a second.
    """
    if len(data) < 2 * _PORTION:
        return _TABLES.decode(data)
    tables: Tables = {}
    place = 0
    while beginning := _BEGINNING.match(data, place):
        documents = tables[_NAME.decode(beginning[1])] = {}
        for start, end in _portions(data, beginning.end()):
            documents.update(_DOCUMENTS.decode(b"{" + data[start:end] + b"}"))
            place = end
        place += len(_TABLE_END) if data.startswith(_TABLE_END, place) else 1
    return tables


def _portions(data: bytes, start: int) -> Iterator[tuple[int, int]]:
    """Yield from where to where the documents of a table go that begins at `start`."""
    if data.startswith(b"}", start):
        yield start, start
        return
    while (cut := data.find(_BETWEEN, start + _PORTION)) != -1:
        if (end := data.find(_TABLE_END, start, cut)) != -1:
            yield start, end
            return
        yield start, cut
        start = cut + 1
    end = data.find(_TABLE_END, start)
    yield start, end if end != -1 else len(data)  # of a file that somebody cut off
