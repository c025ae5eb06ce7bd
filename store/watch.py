"""Watch a corpus's folder, so that the list can be brought up to date when something changes."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from store import walk

if TYPE_CHECKING:
    import threading
    from collections.abc import Container, Iterator

    from watchfiles import Change

_QUIET_MS = 100
_LONGEST_MS = 400
_CHECK_MS = 1000
_POLL_MS = 2000
_MISSING_SECONDS = 1.0

_HAS_INOTIFY = sys.platform == "linux"


def watch(root: Path, stop: threading.Event) -> Iterator[None]:
    """Yield whenever something in a corpus may have changed, until `stop` is set.

    Changes that come in a burst are told once; one that may have been missed while the watch was
    set up is told too, so the first yield comes by itself. A corpus that vanishes is waited for.
    Where the system has no way of telling, or no room left for it, the folder is looked through
    every two seconds.

    Args:
        root: The corpus: a folder, or a single file.
        stop: Ends the watch, within a tenth of a second while the corpus exists.
    """
    real = Path(os.path.realpath(root))
    # A single file is watched through its folder: editors replace files instead of changing them.
    single = real if real.is_file() else None
    folder = real.parent if single else real
    polling = False
    while not stop.is_set():
        if _identity(folder) is None:
            stop.wait(_MISSING_SECONDS)
            continue
        try:
            yield from _while_in_place(folder, single, stop, polling=polling)
        except FileNotFoundError:
            pass  # it went while the watch was being set up
        except OSError:
            # Too many files are watched already, or the file system cannot tell of changes.
            if polling:
                stop.wait(_MISSING_SECONDS)
            polling = True
        except RuntimeError:
            # watchfiles gives up where the name of what changed is not UTF-8; no other can do so.
            stop.wait(_QUIET_MS / 1000)
        if not stop.is_set():
            yield None  # gone, replaced or back: what the watch missed meanwhile


def _while_in_place(
    folder: Path,
    single: Path | None,
    stop: threading.Event,
    *,
    polling: bool,
) -> Iterator[None]:
    """Yield on changes until the folder itself is gone or another one, or folders in it are."""
    import watchfiles

    def told(_: Change, path: str) -> bool:
        return matters(path, folder, single)

    identity = _identity(folder)
    folders = None if single or polling or not _HAS_INOTIFY else _folders(str(folder))
    changes = watchfiles.watch(
        *(folders or (folder,)),
        watch_filter=told,
        debounce=_LONGEST_MS,
        step=_QUIET_MS,
        stop_event=stop,
        rust_timeout=_CHECK_MS,
        yield_on_timeout=True,
        raise_interrupt=False,
        # None lets the user's own setting for watchfiles decide.
        force_polling=polling or None,
        poll_delay_ms=_POLL_MS,
        recursive=single is None and folders is None,
        ignore_permission_denied=True,
    )
    # What happened while the watch was being set up is told by nobody else.
    missed = True
    for seen in changes:
        if _identity(folder) != identity:
            return
        if folders is not None and (
            any(_is_folder(path, folders) for _, path in seen)
            or (missed and folders != _folders(str(folder)))
        ):
            return
        if seen or missed:
            yield None
        missed = False


def _folders(top: str) -> frozenset[str] | None:
    """Return a folder and all those in it that a corpus may have articles in, to watch each.

    inotify knows no other way, and `watchfiles` would look at every file to find the folders, while
    all of Python stands still: 300 ms for 100,000.

    Returns:
        None where the name of one is not UTF-8, which `watchfiles` does not take.
    """
    found = {top}
    with contextlib.suppress(OSError):
        found.update(each.removesuffix("/") for each in walk.folders(Path(top)))
    try:
        "".join(found).encode()
    except UnicodeEncodeError:
        return None
    return frozenset(found)


def _is_folder(path: str, watched: Container[str]) -> bool:
    """Tell whether something changed that is a folder, or was one that is watched."""
    is_one = os.path.isdir(path) and not os.path.islink(path)  # noqa: PTH112, PTH114 - a string
    return is_one or path in watched


def matters(path: str, folder: Path, single: Path | None) -> bool:
    """Tell whether a change at `path` can be one of the corpus.

    Args:
        path: Absolute.
        folder: What is watched.
        single: The corpus, if it is a single file.
    """
    if single:
        return path == str(single)
    inside = os.path.relpath(path, folder)
    return not any(part.startswith(".") and part != "." for part in inside.split("/"))


def _identity(folder: Path) -> tuple[int, int] | None:
    """Return what tells one folder at a path from another."""
    try:
        status = folder.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
