"""Replace a file only if it still holds what was read, whatever programs without a lock do.

A program that knows no lock may replace the file between our last look at it and our rename; a
plain rename would then destroy what it wrote. So the new file and the old one *exchange* their
names, and what comes out is looked at before it is removed.

While that goes on, a file beside the real one may hold the only copy of somebody's text. Its name
carries the checksums of what was expected in it and of what we wrote, so that after a crash
`recover` can tell a worthless leftover from such a text.
"""

from __future__ import annotations

import contextlib
import os
import re
import time
import zlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from store import atomic
from store.rename import exchange, rename_new

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_LEFTOVER = re.compile(
    r"\.(?P<name>.+)\.[0-9a-f]+\.(?P<one>[0-9a-f]{8})-(?P<other>[0-9a-f]{8})\.swap", re.DOTALL
)


class LastChecksum:
    """Reckons checksums of file content, and knows the last: what was written is replaced next."""

    def __init__(self) -> None:
        self._data = b""
        self._sum = _sum(b"")

    def of(self, data: bytes) -> str:
        """Return the checksum of some bytes."""
        if data is not self._data:
            self._data, self._sum = data, _sum(data)
        return self._sum


def remove(replaced: Path) -> None:
    """Remove a file that was replaced; one that can't be is recognised at the next opening."""
    with contextlib.suppress(OSError):
        replaced.unlink()


def put(
    path: Path,
    data: bytes,
    expected: bytes | None,
    dispose: Callable[[Path], None] = remove,
    checksum: Callable[[bytes], str] | None = None,
) -> os.stat_result | None:
    """Make `data` the content of the file, durably, if `expected` is its content until then.

    Where the file system has no exchange, a look just before the replacement has to do.

    Args:
        path: The file, no link.
        data: Its new content.
        expected: The content that was read; None for no file.
        dispose: Called with the file that was replaced, under the name that it has by then; it is
            to be removed, which can wait: for 8 MB it takes as long as a quarter of all else.
        checksum: Of a `LastChecksum`, if the file is replaced again and again.

    Returns:
        The new file's status; None if the file held something else, and still does.

    Raises:
        OSError: If any step fails. The file then holds the old content or the new one, which is
            not known to be durable.
    """
    with atomic.naming(path):
        temporary, status = atomic.write_beside(path, data)
        try:
            if expected is None:
                is_done, replaced = _put_first(temporary, path), None
            else:
                replaced = path.with_name(_swap_name(path, expected, data, checksum or _sum))
                temporary.rename(replaced)
                is_done = _put_next(replaced, path, data, expected)
        finally:
            with contextlib.suppress(OSError):
                temporary.unlink()
        if not is_done:
            return None
        try:
            atomic.sync_folder(path.parent)
        finally:
            if replaced is not None:
                dispose(replaced)
    return status


def recover(path: Path, *, older_than: float = 0.0) -> None:
    """Clear up after killed writers of `path`: remove what is worth nothing, keep what is foreign.

    A text that another program wrote at the very moment of the crash becomes a conflict copy
    beside the file, named as Syncthing names its own.

    Args:
        path: The file whose leftovers are meant.
        older_than: Age in seconds below which a leftover stays, as in `atomic.sweep`.
    """
    name = atomic.shortened(path.name)
    limit = time.time() - older_than
    with contextlib.suppress(OSError), os.scandir(path.parent) as listing:
        hits = [hit for item in listing if (hit := _LEFTOVER.fullmatch(item.name))]
        for hit in hits:
            leftover = path.with_name(hit[0])
            if hit["name"] == name and leftover.lstat().st_ctime <= limit:
                with contextlib.suppress(OSError):
                    _recover_one(leftover, path, {hit["one"], hit["other"]})


def _put_first(temporary: Path, path: Path) -> bool:
    """Give a new file its name, unless another program was quicker."""
    try:
        if not rename_new(temporary, path):
            if path.exists():
                return False
            temporary.rename(path)
    except FileExistsError:
        return False
    return True


def _put_next(beside: Path, path: Path, data: bytes, expected: bytes) -> bool:
    """Exchange the new file for the old one, and look whether it is the one expected."""
    try:
        can_exchange = exchange(beside, path)
    except FileNotFoundError:
        beside.unlink()
        return False
    except OSError:
        beside.unlink()
        raise
    if not can_exchange:
        return _replace_after_a_look(beside, path, expected)
    try:
        is_expected = atomic.read(beside, expected)[0] == expected
    except OSError:
        with contextlib.suppress(OSError):
            _take_back(beside, path, data)
        raise
    if is_expected:
        return True
    _take_back(beside, path, data)
    return False


def _replace_after_a_look(beside: Path, path: Path, expected: bytes) -> bool:
    """Replace the file as one does without an exchange; a short moment stays unguarded."""
    try:
        if atomic.read(path, expected)[0] != expected:
            return False
        beside.replace(path)
    except FileNotFoundError:
        return False
    finally:
        with contextlib.suppress(OSError):
            beside.unlink()
    return True


def _take_back(beside: Path, path: Path, data: bytes) -> None:
    """Exchange again, so that the file is the other program's and `beside` is ours, and remove it.

    If yet another version has come over ours, that newest one gets the name, and the one before
    is set aside: nobody knows whether its writer saw it.
    """
    exchange(beside, path)
    if atomic.read(beside)[0] == data:
        beside.unlink()
        return
    exchange(beside, path)
    _set_aside(beside, path)


def _recover_one(leftover: Path, path: Path, sums: set[str]) -> None:
    """Remove a leftover of known content; make any other a conflict copy."""
    if _sum(atomic.read(leftover)[0]) in sums:
        leftover.unlink()
    else:
        _set_aside(leftover, path)


def _set_aside(beside: Path, path: Path) -> None:
    """Keep a foreign version under a name that is found and offered for merging."""
    moment = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    token = os.urandom(4).hex()[:7].upper()
    stem = atomic.shortened(path.stem)
    beside.rename(path.with_name(f"{stem}.sync-conflict-{moment}-{token}{path.suffix[:12]}"))


def _swap_name(path: Path, expected: bytes, data: bytes, checksum: Callable[[bytes], str]) -> str:
    """Return the name for the file that takes part in an exchange."""
    token = os.urandom(8).hex()
    return f".{atomic.shortened(path.name)}.{token}.{checksum(expected)}-{checksum(data)}.swap"


def _sum(data: bytes) -> str:
    """Return a checksum of file content: 5 ms for the 30 MB of 50,000 annotations, SHA-256 18."""
    return f"{zlib.crc32(data):08x}"
