"""Renames that say no rather than overwrite, and that swap two files; the system's own, atomic.

Python has neither. Linux: `renameat2(2)`; macOS: `renamex_np(2)`. Not every file system can.
"""

from __future__ import annotations

import errno
import os
import sys
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_AT_FDCWD = -100
_LINUX_NO_REPLACE, _LINUX_EXCHANGE = 1, 2
_DARWIN_SWAP, _DARWIN_EXCLUSIVE = 2, 4
_IS_DARWIN = sys.platform == "darwin"

_UNABLE = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM}
"""How systems without these renames answer; EPERM is what some containers say instead of ENOSYS."""


def exchange(one: Path, other: Path) -> bool:
    """Let two files of one folder change names, in one step.

    Returns:
        Whether the system and the file system can; if not, nothing has happened.

    Raises:
        OSError: If it fails for any other reason; FileNotFoundError if either is not there.
    """
    return _rename(one, other, _DARWIN_SWAP if _IS_DARWIN else _LINUX_EXCHANGE)


def rename_new(source: Path, target: Path) -> bool:
    """Rename a file to a name that no file has.

    Returns:
        Whether the system and the file system can; if not, nothing has happened.

    Raises:
        FileExistsError: If there is a file of that name.
        OSError: If it fails for any other reason.
    """
    return _rename(source, target, _DARWIN_EXCLUSIVE if _IS_DARWIN else _LINUX_NO_REPLACE)


def _rename(source: Path, target: Path, flags: int) -> bool:
    """Call the system; tell whether it knows what is asked of it."""
    call = _system_call()
    if call is None:
        return False
    code = call(os.fsencode(source), os.fsencode(target), flags)
    if code in _UNABLE:
        return False
    if code:
        raise OSError(code, os.strerror(code), str(source), None, str(target))
    return True


@cache
def _system_call() -> Callable[[bytes, bytes, int], int] | None:
    """Return the system's rename with flags, which returns an error number; None without one."""
    import ctypes

    system = ctypes.CDLL(None, use_errno=True)
    function = getattr(system, "renamex_np" if _IS_DARWIN else "renameat2", None)
    if function is None:
        return None

    def call(source: bytes, target: bytes, flags: int) -> int:
        if _IS_DARWIN:
            failed = function(source, target, ctypes.c_uint(flags))
        else:
            failed = function(_AT_FDCWD, source, _AT_FDCWD, target, ctypes.c_uint(flags))
        return ctypes.get_errno() if failed else 0

    return call
