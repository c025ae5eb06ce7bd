"""Replace a file in one step, so that a reader finds the old bytes or the new ones, never a mix."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

STALE_SECONDS = 3600.0
"""Age from which the temporary file of a write without a lock is taken for a killed writer's."""

_CHUNK = 2**18
_TOKEN_BYTES = 8
_TEMPORARY = re.compile(rf"\.(?P<name>.+)\.[0-9a-f]{{{2 * _TOKEN_BYTES}}}\.tmp", re.DOTALL)
# A name may have 255 bytes on nearly every file system; what is made from one, here and in
# `store.swap`, adds up to 60 of them.
_NAME_BYTES = 255 - 60


def replace(path: Path, data: bytes, *, mode: int = 0o600, durable: bool = True) -> None:
    """Make `data` the content of the file at `path`, wholly or not at all.

    A link at `path` stays a link: the file it points to is replaced. An error leaves the old
    file as it was; one raised by the folder's fsync leaves the new one, not known to be durable.

    Args:
        path: The file; its folder must exist.
        data: The whole new content.
        mode: Permissions of a file that is new, whatever the umask; an existing one keeps its own.
        durable: Whether to return only when the disk has the file and its name.

    Raises:
        OSError: If any step fails.
    """
    target = Path(os.path.realpath(path))
    with naming(target):
        temporary, _ = write_beside(target, data, mode=mode, durable=durable)
        try:
            temporary.replace(target)
        finally:
            # Gone after the replacement; after a failure its own error matters more than this one.
            with contextlib.suppress(OSError):
                temporary.unlink()
        if durable:
            sync_folder(target.parent)


@contextlib.contextmanager
def naming(path: Path) -> Iterator[None]:
    """Have errors name the file that is meant: a temporary one has another name at each try."""
    try:
        yield
    except OSError as error:
        error.filename, error.filename2 = str(path), None
        raise


def write_beside(
    target: Path, data: bytes, *, mode: int = 0o600, durable: bool = True
) -> tuple[Path, os.stat_result]:
    """Write a new file beside `target`, which is to take its place; leave none behind on failure.

    Args:
        target: No link; its folder must exist.
        data: The whole content.
        mode: Permissions if there is no file at `target`, whose own are taken over.
        durable: Whether to return only when the disk has the content.

    Returns:
        The new file and its status.

    Raises:
        OSError: If any step fails.
    """
    with contextlib.suppress(FileNotFoundError):
        mode = stat.S_IMODE(target.stat().st_mode)
    temporary = _temporary_name(target)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
    descriptor = os.open(temporary, flags, 0o600)
    try:
        return temporary, _fill(descriptor, data, mode, durable=durable)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def read(path: Path, known: bytes | None = None) -> tuple[bytes, os.stat_result]:
    """Return a file's content, and its status from before it was read.

    Args:
        path: The file.
        known: What it may well hold; if it does, these bytes are returned and no others are made,
            which takes a tenth of the time for 40 MB.

    Raises:
        OSError: If it can't be read, or is a link, a folder, a pipe or a device.
    """
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, "Not a regular file", str(path))
        if known is not None and status.st_size == len(known) and _holds(descriptor, known):
            return known, status
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            file.seek(0)
            return file.read(), status
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` durable, where its file system can.

    Raises:
        OSError: If that fails.
    """
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        # Network and FUSE file systems that cannot sync a folder say so with one of these.
        if error.errno not in {errno.EINVAL, errno.ENOTSUP}:
            raise
    finally:
        os.close(descriptor)


def sweep(path: Path, *, older_than: float = 0.0) -> None:
    """Remove the temporary files that killed writers of `path` left in its folder.

    Args:
        path: The file whose leftovers are meant.
        older_than: Age in seconds below which a file stays, because its writer may be alive;
            0 where a lock keeps all writers out.
    """
    target = Path(os.path.realpath(path))
    name = shortened(target.name)
    limit = time.time() - older_than
    with contextlib.suppress(OSError), os.scandir(target.parent) as listing:
        for item in listing:
            hit = _TEMPORARY.fullmatch(item.name)
            if hit is None or hit["name"] != name:
                continue
            with contextlib.suppress(OSError):
                if item.stat(follow_symlinks=False).st_mtime <= limit:
                    os.unlink(item.path)  # noqa: PTH108 - a scandir path, not worth a Path


def shortened(name: str) -> str:
    """Return as much of `name` as a name made from it has room for."""
    return os.fsdecode(os.fsencode(name)[:_NAME_BYTES])


def _holds(descriptor: int, data: bytes) -> bool:
    """Tell whether the file behind `descriptor`, at its start, holds exactly these bytes."""
    place = 0
    while chunk := os.read(descriptor, _CHUNK):
        if not data.startswith(chunk, place):
            return False
        place += len(chunk)
    return place == len(data)


def _fill(descriptor: int, data: bytes, mode: int, *, durable: bool) -> os.stat_result:
    """Write, close and give permissions to the file behind `descriptor`; return its status."""
    with os.fdopen(descriptor, "wb") as file:
        # Some file systems refuse any chmod, also one that would change nothing.
        if stat.S_IMODE(os.fstat(descriptor).st_mode) != mode:
            os.fchmod(descriptor, mode)
        file.write(data)
        file.flush()
        if durable:
            os.fsync(descriptor)
        return os.fstat(descriptor)


def _temporary_name(target: Path) -> Path:
    """Return an unpredictable, hidden name beside `target`."""
    return target.with_name(
        f".{shortened(target.name)}.{os.urandom(_TOKEN_BYTES).hex()}.tmp",
    )
