"""Handing memory back to the system, and keeping the garbage collector from needless work.

The C library keeps what a thread has freed for that thread's next need. A large file takes many
times its size for a moment, in the thread that scans and in each that loads, so that what nobody
uses any more added up to 150 MB after four files of 10 MB.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def give_back() -> None:
    """Hand the memory that is free back to the system, where its C library has a way to."""
    trim = _trim()
    if trim is not None:
        trim(0)


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keep the garbage collector from walking a large file's records again and again.

    What was made meanwhile counts as old: as new, all of it would be walked through at once.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            # There and back, all that there is goes to the oldest generation, unseen.
            gc.freeze()
            gc.unfreeze()
            gc.enable()


@cache
def _trim() -> Callable[[int], int] | None:
    """Return glibc's `malloc_trim`, None with another C library."""
    import ctypes

    try:
        return ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):
        return None
