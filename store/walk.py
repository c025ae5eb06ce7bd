"""Find a corpus's files and read them, without leaving the corpus and without being held up."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from store.names import on_disk, shown
from store.sources import SUFFIXES, Unreadable
from store.sources.limits import LARGEST, too_large

if TYPE_CHECKING:
    from collections.abc import Iterator

_LEAVES = "it is a link that leaves the corpus"
_FARTHEST_NS = 2**63 - 1
"""As far from 1970 a time is kept in eight bytes: until 2262. Files may bear any."""


class Found(NamedTuple):
    """A file of a corpus, as its folder tells of it; a tuple, since there are so many.

    Args:
        path: Place inside the corpus, with `/` between folders, in the form that can be shown.
        size: In bytes.
        mtime_ns: Time of the last change, in nanoseconds since 1970.
        inode: The file's number in its file system.
        problem: Why a folder could not be listed; empty for every file.
    """

    path: str
    size: int
    mtime_ns: int
    inode: int
    problem: str = ""


def walk(root: Path) -> Iterator[Found]:
    """Yield the files of a known format in and below `root`: a folder's own, then its folders'.

    Hidden files and folders are passed over, and so are FIFOs, sockets and devices. A link to
    a file is taken if the file lies in the corpus; a link to a folder never is, since what it
    holds is found at its own place or lies outside.

    Args:
        root: The corpus; a single file yields itself.

    Raises:
        OSError: If `root` itself cannot be listed.
    """
    top = os.path.realpath(root)
    if not os.path.isdir(top):  # noqa: PTH112 - strings throughout, for 100,000 files
        yield _found(shown(Path(top).name), os.stat(top))  # noqa: PTH116 - the same
        return
    for listing in _listings(top):
        if isinstance(listing, Found):
            yield listing
        else:
            yield from listing.files()


def folders(root: Path) -> Iterator[str]:
    """Yield the places of the folders that `walk` finds files in, as the system names them.

    Args:
        root: The corpus: a folder, which comes first.

    Raises:
        OSError: If `root` itself cannot be listed.
    """
    listings = _listings(os.path.realpath(root))
    return (listing.place for listing in listings if isinstance(listing, _Listing))


def find(root: Path, path: str) -> Found | None:
    """Return the file that `walk` would find at a path, without walking; None for none.

    Args:
        root: The corpus: a folder.
        path: As `walk` gives it.
    """
    top = os.path.realpath(root)
    place = os.path.join(top, on_disk(path))  # noqa: PTH118 - as everywhere here
    if "\0" in place:  # no path at all, and the system's calls refuse it with another error
        return None
    is_hidden = any(part.startswith(".") for part in path.split("/"))
    # Whether a link belongs to the corpus only a walk tells.
    is_plain = os.path.realpath(place) == place and _inside(place, top)
    if is_hidden or not is_plain or not _may_be_article(path):
        return None
    try:
        status = os.lstat(place)
    except OSError:
        return None
    return _found(path, status) if stat.S_ISREG(status.st_mode) else None


def read_bytes(folder: Path, path: str, limit: int = LARGEST) -> bytes:
    """Return the content of a file of the corpus.

    Args:
        folder: The corpus's folder, or the one that its single file lies in.
        path: As `walk` gave it.
        limit: Bytes above which the file is refused.

    Raises:
        Unreadable: If the file lies outside by now, is no plain file, or is too large.
        OSError: If it cannot be opened or read.
    """
    top = os.path.realpath(folder)
    place = os.path.realpath(Path(top, on_disk(path)))
    if not _inside(place, top):
        raise Unreadable(_LEAVES)
    # Opening a FIFO or a device would wait for ever, were it not for O_NONBLOCK.
    flags = os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_NOCTTY
    descriptor = os.open(place, flags)
    try:
        if _has_left(descriptor, place, top):
            raise Unreadable(_LEAVES)
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise Unreadable("it is no plain file")
        if status.st_size > limit:
            raise too_large(status.st_size, limit)
        return _content(descriptor, status.st_size, limit)
    finally:
        os.close(descriptor)


def reason(error: OSError) -> str:
    """Return in a few words, without names, why a file or folder could not be read."""
    if isinstance(error, FileNotFoundError):
        return "it is gone"
    if isinstance(error, PermissionError):
        return "no permission to read it"
    return (error.strerror or "it cannot be read").lower()


def _content(descriptor: int, size: int, limit: int) -> bytes:
    """Read to the end of a file that may grow meanwhile."""
    parts: list[bytes] = []
    room = limit + 1
    # One more than its size, so that the end is met without another large buffer.
    while room > 0 and (part := os.read(descriptor, min(room, max(size + 1, 4096)))):
        parts.append(part)
        room -= len(part)
    if room <= 0:
        raise too_large(limit + 1, limit)
    return b"".join(parts)


def _listings(top: str) -> Iterator[_Listing | Found]:
    """Yield what is in a corpus's folders, one by one; where one cannot be listed, its problem."""
    pending = [""]
    while pending:
        folder = pending.pop()
        try:
            listing = _Listing(top, folder)
        except OSError as error:
            if not folder:
                raise
            yield Found(folder, 0, 0, 0, problem=reason(error))
            continue
        with contextlib.closing(listing):
            yield listing
            pending.extend(reversed(listing.folders))


class _Listing:
    """What of a folder belongs to a corpus, hidden things apart, sorted by name.

    Args:
        top: The corpus.
        folder: The folder's path in it; empty, or with a slash at its end.

    Raises:
        OSError: If it cannot be listed, or is none of the corpus's folders by now.
    """

    def __init__(self, top: str, folder: str) -> None:
        self._top, self._folder = top, folder
        self.place = os.path.join(top, on_disk(folder))  # noqa: PTH118 - strings throughout
        """Where it lies."""
        # What is looked at must be what is listed, wherever the path leads by then.
        flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
        self._descriptor = os.open(self.place, flags)
        try:
            self._items = self._sorted()
            self.folders = [
                f"{folder}{shown(item.name)}/"
                for item in self._items
                if item.is_dir(follow_symlinks=False)
            ]
            """The paths of the folders in it."""
        except OSError:
            self.close()
            raise

    def files(self) -> Iterator[Found]:
        """Yield each file that may be an article, looked at as it is asked for."""
        for item in self._items:
            if _may_be_article(item.name):
                status = _status(item, self.place, self._top)
                if status is not None:
                    yield _found(self._folder + shown(item.name), status)

    def close(self) -> None:
        """Let the folder go; what it holds cannot be looked at any more."""
        os.close(self._descriptor)

    def _sorted(self) -> list[os.DirEntry[str]]:
        if _has_left(self._descriptor, self.place, self._top):
            raise OSError(errno.ELOOP, _LEAVES)
        with os.scandir(self._descriptor) as listing:
            return sorted(
                (item for item in listing if not item.name.startswith(".")),
                key=lambda item: item.name,
            )


def _has_left(descriptor: int, place: str, top: str) -> bool:
    """Tell whether what was opened lies outside the corpus by now.

    Between the look at a path and its opening any folder in it can have become a link.

    Args:
        descriptor: What was opened.
        place: The path it was opened by, without links when it was looked at.
        top: The corpus.
    """
    try:
        there = str(Path(f"/proc/self/fd/{descriptor}").readlink())
    except OSError:  # no such system; then the path is looked at once more
        there = os.path.realpath(place)
    return there != top and not _inside(there, top)


def _may_be_article(name: str) -> bool:
    """Tell whether a name ends in the suffix of a known format."""
    return name[name.rfind(".") :].lower() in SUFFIXES


def _status(item: os.DirEntry[str], folder: str, top: str) -> os.stat_result | None:
    """Return the status of the plain file that `item` is or, inside the corpus, links to.

    Args:
        item: As listed, its folder still open.
        folder: Where it lies.
        top: The corpus.
    """
    try:
        if item.is_file(follow_symlinks=False):
            return item.stat(follow_symlinks=False)
        if not item.is_symlink():
            return None
        target = os.path.realpath(os.path.join(folder, item.name))  # noqa: PTH118 - the same
        if not _inside(target, top):
            return None
        status = os.lstat(target)
    except OSError:  # gone meanwhile, or a link that leads nowhere or to itself
        return None
    return status if stat.S_ISREG(status.st_mode) else None


def _inside(place: str, top: str) -> bool:
    """Tell whether a real path lies below another."""
    return place.startswith(top.rstrip("/") + "/")


def _found(path: str, status: os.stat_result) -> Found:
    time = status.st_mtime_ns
    if abs(time) > _FARTHEST_NS:
        time = _FARTHEST_NS if time > 0 else -_FARTHEST_NS
    return Found(path, status.st_size, time, status.st_ino)
