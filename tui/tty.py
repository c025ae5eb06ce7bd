"""The terminal itself, as the system sees it."""

from __future__ import annotations

import os
import select
import signal
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

_STDERR = 2


def has_hung_up(stream: TextIO | None) -> bool:
    """Tell whether the terminal behind a stream is gone."""
    if stream is None or stream.closed:
        return True
    poll = select.poll()
    poll.register(stream, select.POLLHUP)
    gone = select.POLLHUP | select.POLLERR | select.POLLNVAL
    return any(event & gone for _, event in poll.poll(0))


def has_shell() -> bool:
    """Tell whether a shell looks after this program, which can stop it and go on with it."""
    return os.getsid(0) != os.getpgrp()


def stop() -> None:
    """Stop this program and what it was started through (`uv run`), until the shell goes on.

    To be called on the main thread.
    """
    # By the system itself, at once: a handler of ours might stop what goes on again already.
    handler = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
    os.killpg(os.getpgrp(), signal.SIGTSTP)
    signal.signal(signal.SIGTSTP, handler)


@contextmanager
def kept_clean() -> Iterator[None]:
    """Keep off the terminal what is printed past Python, which would stand amid the screen.

    Rust does that when it panics, before Python sees the error. It is thrown away: what it says is
    the error's too. Python's own standard error, which Textual draws on, goes where it went.
    """
    before = sys.stderr, sys.__stderr__
    screen = os.fdopen(os.dup(_STDERR), "w", 1, sys.stderr.encoding, "replace")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, _STDERR)
    os.close(nowhere)
    sys.stderr = sys.__stderr__ = screen  # type: ignore[misc]  # not as final as typeshed has it
    try:
        yield
    finally:
        sys.stderr, sys.__stderr__ = before  # type: ignore[misc]  # the same
        os.dup2(screen.fileno(), _STDERR)
        with suppress(OSError):  # the terminal may be gone
            screen.close()
