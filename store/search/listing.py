"""Listing: what `meta.json` says an index is made of, and whether its files say the same.

tantivy keeps the list without a checksum. Whatever of it matters stands in the files as well.
"""

from __future__ import annotations

import struct
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
import tantivy
from msgspec import Struct

from store.search.schema import build_schema

if TYPE_CHECKING:
    from collections.abc import Iterator

LIST = "meta.json"
"""The name of the list."""

PARTS = ("fast", "fieldnorm", "idx", "pos", "store", "term")
"""The files of a segment, by their suffixes; deletions come with a number of their own."""

_LENGTH = struct.Struct("<I")


class Segment(Struct, frozen=True):
    """A part of an index, written in one go.

    Args:
        name: With which its files' names begin.
        articles: How many were written, those deleted since among them.
        deleted: How many of them are deleted.
        deletion: Number of the file that says which; None where there is none.
    """

    name: str
    articles: int
    deleted: int = 0
    deletion: int | None = None

    @property
    def files(self) -> Iterator[str]:
        """The names of its files."""
        yield from (f"{self.name}.{part}" for part in PARTS)
        if self.deletion is not None:
            yield self.deletions

    @property
    def deletions(self) -> str:
        """The name of the file that says which articles are deleted."""
        return f"{self.name}.{self.deletion}.del"


def segments(meta: bytes) -> tuple[Segment, ...]:
    """Return what an index is made of.

    Args:
        meta: Its list of files.

    Raises:
        ValueError: If that makes no sense, or is of an index that is not laid out as ours is.
    """
    match orjson.loads(meta):
        case {"segments": [*listed], "schema": fields, "index_settings": kept}:
            if _expected() in {None, _layout(fields, kept)}:
                return tuple(map(_segment, listed))
    raise ValueError


def tells_true(segment: Segment, fieldnorms: bytes, deletions: bytes) -> bool:
    """Tell whether a segment's files hold as many articles as the list says.

    Args:
        segment: As listed.
        fieldnorms: The file of its field lengths without the footer: for each field a byte an
            article, then a list of the fields, then that list's size (tantivy's
            `composite_file.rs`).
        deletions: The file of its deletions without the footer, empty where there is none: the
            number of articles, then a bit for each that is not deleted (`alive_bitset.rs`).

    Raises:
        ValueError: If the files make no sense.
    """
    end = len(fieldnorms) - _LENGTH.size
    if end < 0:
        raise ValueError
    start = end - _LENGTH.unpack_from(fieldnorms, end)[0]
    # Fewer fields than 128, so that their number is one byte, of which the last bit is a sign.
    fields = fieldnorms[start] & 0x7F if 0 <= start < end else 0
    if segment.articles * fields != start or not fields:
        return False
    alive = sum(byte.bit_count() for byte in deletions[_LENGTH.size :])
    return not deletions or segment.articles - alive == segment.deleted


def _segment(listed: Any) -> Segment:
    """Return a segment from its JSON.

    Raises:
        ValueError: If it is none.
    """
    match listed:
        case {"segment_id": str(identity), "max_doc": int(articles), "deletes": deletes}:
            name = identity.replace("-", "")
        case _:
            raise ValueError
    match deletes:
        case None:
            return Segment(name, articles)
        case {"num_deleted_docs": int(deleted), "opstamp": int(number)}:
            return Segment(name, articles, deleted, number)
    raise ValueError


@cache
def _expected() -> bytes | None:
    """Return the layout of an index that was just made; None where there is no room for one."""
    with suppress(OSError, ValueError), tempfile.TemporaryDirectory(prefix="postil-") as folder:
        tantivy.Index(build_schema(), folder)
        made = orjson.loads((Path(folder) / LIST).read_bytes())
        return _layout(made["schema"], made["index_settings"])
    return None


def _layout(fields: Any, kept: Any) -> bytes:
    """Return an index's fields and settings in a form that can be compared."""
    return orjson.dumps([fields, kept])
