"""Handing memory back to the system, and keeping the garbage collector from needless work.

The C library keeps what a thread has freed for that thread's next need. A large file takes many
times its size for a moment, in the thread that scans and in each that loads, so that what nobody
uses any more added up to 150 MB after four files of 10 MB. The copies of a large text are kept
likewise once one of them was freed: 35 MB at the first article of 10 MB.
"""

from __future__ import annotations

import gc
import threading
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ctypes
    from collections.abc import Iterator

_MMAP_THRESHOLD = -3
"""How glibc's `mallopt` calls the size from which memory is got from the system by itself."""

_LARGE = 1024 * 1024
"""Bytes from which it is; left alone, glibc raises that to the largest that was ever freed."""


@cache
def keep_large_apart() -> None:
    """Have what is large go back to the system when it is freed, if the C library has a way to."""
    library = _glibc()
    if library is not None:
        library.mallopt(_MMAP_THRESHOLD, _LARGE)


def give_back() -> None:
    """Hand the memory that is free back to the system, where its C library has a way to."""
    library = _glibc()
    if library is not None:
        library.malloc_trim(0)


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keep the garbage collector from walking a large file's records again and again.

    What was made meanwhile counts as old, where nobody has frozen anything: as new, all of it would
    be walked through at once. Of pauses in several threads the last to end ends them all.
    """
    _pauses.begin()
    try:
        yield
    finally:
        _pauses.end()


class _Pauses:
    """The pauses that go on: the collector is one for all threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._number = 0
        self._is_to_go_on = False

    def begin(self) -> None:
        """Stop the collector."""
        with self._lock:
            self._number += 1
            if gc.isenabled():
                self._is_to_go_on = True
                gc.disable()

    def end(self) -> None:
        """Let the collector go on if this is the last pause, and one of them stopped it."""
        with self._lock:
            self._number -= 1
            if self._number or not self._is_to_go_on:
                return
            self._is_to_go_on = False
            if not gc.get_freeze_count():
                # There and back, all that there is goes to the oldest generation, unseen. What
                # others have frozen would come back with it.
                gc.freeze()
                gc.unfreeze()
            gc.enable()


_pauses = _Pauses()


@cache
def _glibc() -> ctypes.CDLL | None:
    """Return the C library; None where it is another one."""
    import ctypes

    try:
        library = ctypes.CDLL(None)
    except (OSError, TypeError):
        return None
    return library if hasattr(library, "malloc_trim") else None
