"""Faults at single system calls, brought about by `strace -e inject`.

It counts the calls of each name in each thread; `when=3` means the third of its name.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CHANGING_CALLS = (
    "?creat,write,pwrite64,writev,fsync,fdatasync,?rename,?renameat,renameat2,?unlink,unlinkat,"
    "close,flock,fchmod,?chmod,?fchmodat,?mkdir,mkdirat,ftruncate,linkat,?link"
)
"""The calls between which the disk and the locks stay as they are.

A program that is killed at any other call leaves the same as one killed at the next of these.
"""

FILE_CALLS = (
    "?open,openat,?creat,read,pread64,write,pwrite64,writev,lseek,fsync,fdatasync,?stat,fstat,"
    "?lstat,?newfstatat,statx,?access,faccessat,?faccessat2,?rename,?renameat,renameat2,?unlink,"
    "unlinkat,close,flock,fcntl,fchmod,?chmod,?fchmodat,?mkdir,mkdirat,?getdents,getdents64,"
    "ftruncate,ioctl,linkat,?link"
)
"""Every call that has to do with files; those marked `?` not every processor has."""


_CALL = re.compile(r"^(\d+)\s+(\w+)\(", re.MULTILINE)


@cache
def _why_not() -> str:
    """Say why nothing can be traced on this machine; empty if it can."""
    if shutil.which("strace") is None:
        return "strace is not installed"
    command = ("strace", "-qq", "-e", "trace=none", "true")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return f"strace may not trace here: {done.stderr.strip()}" if done.returncode else ""


def required() -> None:
    """Skip a test on a machine without strace, with the reason."""
    import pytest  # not at the top: each child would import it too

    if reason := _why_not():
        pytest.skip(reason)


@dataclass(frozen=True, slots=True)
class Call:
    """One system call of a run: the `nth` of that name in its thread, from 1."""

    name: str
    nth: int


@contextmanager
def attached(pid: int, calls: str, log: Path, fault: str = "") -> Iterator[None]:
    """Trace a process and all its threads, and have a system call of it fail.

    Args:
        pid: The process.
        calls: Names as in `trace=`.
        log: Where the trace goes.
        fault: As in `inject=`, or empty; `openat:error=EIO:when=2`.
    """
    command = ["strace", "-f", "-o", str(log), "-e", f"trace={calls}", "-p", str(pid)]
    if fault:
        command += ["-e", f"inject={fault}"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as tracer:
        assert tracer.stderr is not None
        first = tracer.stderr.readline()
        assert "attached" in first, first
        # It ends with the last traced thread; `with` waits for that.
        yield


def calls_in(log: Path) -> list[Call]:
    """Return the system calls of a run, each once though two threads may have made it."""
    counts = Counter[tuple[str, str]]()
    calls: dict[Call, None] = {}
    for thread, name in _CALL.findall(log.read_text(errors="replace")):
        counts[thread, name] += 1
        calls[Call(name, counts[thread, name])] = None
    return list(calls)
