"""Damage: whether an index's files are as they were written.

tantivy ends each file of a segment with a footer: a checksum of what stands before it as JSON,
that JSON's length, and a magic number. It writes them and never looks at them, and what it makes
of a file that is not as it was written may be anything, up to the end of the process; so they are
looked at before an index is opened. Where a file's place, size and time are still those of one
that was found sound, that is not done again but in the background.
"""

from __future__ import annotations

import contextlib
import struct
import zlib
from typing import TYPE_CHECKING

import orjson

from store.search.listing import LIST, PARTS, segments, tells_true
from store.search.seal import Seal

if TYPE_CHECKING:
    import threading
    from collections.abc import Iterator
    from pathlib import Path

    from store.search.listing import Segment

_FOOTER_END = struct.Struct("<II")
_FOOTER_MAGIC = 1337
_LONGEST_FOOTER = 4096
_CHUNK = 1 << 20


def is_begun(folder: Path) -> bool:
    """Tell whether there is anything of an index in a folder."""
    suffixes = {f".{part}" for part in PARTS}
    with contextlib.suppress(OSError):
        return any(item.name == LIST or item.suffix in suffixes for item in folder.iterdir())
    return False


def is_whole(folder: Path, stop: threading.Event | None = None, *, trusting: bool) -> bool:
    """Tell whether an index's files are as they were written.

    Args:
        folder: Where it lies.
        stop: Ends a long look, as if all had been well.
        trusting: Whether a file that still looks as it did when it was sound is taken to be so.
    """
    while True:
        meta = _meta_of(folder)
        is_sound = meta is not None and _are_sound(folder, meta, stop, trusting=trusting)
        if is_sound or meta == _meta_of(folder):
            return is_sound
        # Another Postil wrote meanwhile, and removed what it no longer needs.


def seal(folder: Path, corpus: str = "") -> None:
    """Note what the files look like, which are known to be sound.

    Args:
        folder: Where they lie.
        corpus: The state of the corpus that they hold all of; empty to leave what is known.
    """
    with contextlib.suppress(OSError, ValueError):
        names = (LIST, *_files(_meta_of(folder)))
        held = corpus or (Seal.load(folder).corpus if is_sealed(folder) else "")
        Seal.of(folder, names, held).save(folder)


def is_sealed(folder: Path, corpus: str = "") -> bool:
    """Tell whether an index is the one that was sealed last.

    Args:
        folder: Where it lies.
        corpus: The state of the corpus that it was to hold; empty for whatever state.
    """
    sealed = Seal.load(folder)
    with contextlib.suppress(OSError):
        return sealed.vouches(folder / LIST) and (not corpus or sealed.corpus == corpus)
    return False


def _are_sound(folder: Path, meta: bytes, stop: threading.Event | None, *, trusting: bool) -> bool:
    sealed = Seal.load(folder) if trusting else Seal()
    try:
        if sealed.vouches(folder / LIST):
            return all(
                sealed.vouches(folder / name) or _is_as_written(folder / name, stop)
                for name in _files(meta)
            )
        return all(_is_as_written(folder / name, stop) for name in _files(meta)) and all(
            _tells_true(folder, segment) for segment in segments(meta)
        )
    except (OSError, ValueError):
        return False


def _tells_true(folder: Path, segment: Segment) -> bool:
    """Tell whether a segment's files hold what the list says.

    Raises:
        OSError: If one of them cannot be read.
        ValueError: If one of them makes no sense.
    """
    fieldnorms = _body(folder / f"{segment.name}.fieldnorm")
    deletions = b"" if segment.deletion is None else _body(folder / segment.deletions)
    return tells_true(segment, fieldnorms, deletions)


def _body(file: Path) -> bytes:
    """Return what a file holds, without its footer."""
    data = file.read_bytes()
    footer, _ = _footer(data[-_LONGEST_FOOTER:])
    return data[:-footer]


def _meta_of(folder: Path) -> bytes | None:
    try:
        return (folder / LIST).read_bytes()
    except OSError:
        return None


def _files(meta: bytes | None) -> Iterator[str]:
    """Yield the names of the files that an index is made of.

    Raises:
        ValueError: If what names them makes no sense.
    """
    for segment in segments(meta or b""):
        yield from segment.files


def _is_as_written(file: Path, stop: threading.Event | None) -> bool:
    """Tell whether a file has the checksum that its footer names.

    Raises:
        OSError: If it cannot be read.
    """
    with file.open("rb", buffering=0) as stream:
        size = stream.seek(0, 2)
        tail_size = min(size, _LONGEST_FOOTER)
        stream.seek(size - tail_size)
        footer, expected = _footer(stream.read(tail_size))
        left = size - footer
        checksum = 0
        stream.seek(0)
        while left > 0:
            if stop is not None and stop.is_set():
                return True
            chunk = stream.read(min(left, _CHUNK))
            if not chunk:
                return False
            checksum = zlib.crc32(chunk, checksum)
            left -= len(chunk)
    return checksum == expected


def _footer(tail: bytes) -> tuple[int, int]:
    """Return how many bytes at a file's end are its footer, and the checksum in it.

    Raises:
        ValueError: If there is none.
    """
    ending = len(tail) - _FOOTER_END.size
    if ending < 0:
        raise ValueError
    length, magic = _FOOTER_END.unpack_from(tail, ending)
    if magic != _FOOTER_MAGIC or length > ending:
        raise ValueError
    match orjson.loads(tail[ending - length : ending]):
        case {"crc": int(checksum)}:
            return length + _FOOTER_END.size, checksum
        case _:
            raise ValueError
