"""Decode a large notes file in portions, so that other threads get their turn.

While the C library is at a file of fifty thousand annotations, no other thread can do anything, and
a key would wait for a tenth of a second.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator

BETWEEN = b',\n    "'
"""What stands between two documents of a table that Postil has written, and nowhere else.

Inside a document lines are indented further, and in a text there are no line ends.
"""

_PORTION = 2**18
_BEGINNING = re.compile(rb'[{,]\n  ("(?:[^"\\]|\\.)*"): \{')
_END = b"\n  }"
_NAME = msgspec.json.Decoder(str)
_DOCUMENTS = msgspec.json.Decoder(dict[str, dict[str, Any]])
_TABLES = msgspec.json.Decoder(dict[str, dict[str, dict[str, Any]]])


def decode(data: bytes) -> dict[str, dict[str, dict[str, Any]]]:
    """Return the tables in bytes that Postil has written.

    Of any others what is returned need not be true.

    Raises:
        msgspec.DecodeError: If a portion of them is no JSON, or not of tables.
        UnicodeDecodeError: If it is not UTF-8.
    """
    if len(data) < 2 * _PORTION:
        return _TABLES.decode(data)
    tables: dict[str, dict[str, dict[str, Any]]] = {}
    place = 0
    while beginning := _BEGINNING.match(data, place):
        documents = tables[_NAME.decode(beginning[1])] = {}
        for start, end in _portions(data, beginning.end()):
            documents.update(_DOCUMENTS.decode(b"{" + data[start:end] + b"}"))
            place = end
        place += len(_END) if data.startswith(_END, place) else 1
    return tables


def _portions(data: bytes, start: int) -> Iterator[tuple[int, int]]:
    """Yield from where to where the documents of a table go that begins at `start`."""
    if data.startswith(b"}", start):
        yield start, start
        return
    while (cut := data.find(BETWEEN, start + _PORTION)) != -1:
        if (end := data.find(_END, start, cut)) != -1:
            yield start, end
            return
        yield start, cut
        start = cut + 1
    end = data.find(_END, start)
    yield start, end if end != -1 else len(data)  # of a file that somebody cut off
