"""Processes that can be killed, stopped and traced.

They are forked off a server that has all modules loaded, so that one costs 20 ms and not 500, and
so that a tracer sees the system calls of the work and not those of the imports.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
from functools import cache
from multiprocessing import forkserver
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkServerContext

ROOT = Path(__file__).parents[2]
PATIENCE = 120.0
"""Seconds after which a child that says nothing is taken for hung."""


class Child:
    """A process that runs `work(pipe, *arguments)`.

    Args:
        work: A function of a module; `pipe` connects it with `tell`, `hear` and `rest`.
        arguments: What else it is given.
    """

    def __init__(self, work: Callable[..., None], *arguments: object) -> None:
        context = _context()
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(
            target=_run, args=(dict(os.environ), work, theirs, *arguments), daemon=True
        )
        self._process.start()
        theirs.close()
        self._heard: list[Any] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        self._pipe.close()

    @property
    def pid(self) -> int:
        """The number of the process."""
        assert self._process.pid is not None
        return self._process.pid

    def tell(self, message: object) -> None:
        """Send the process a message."""
        self._pipe.send(message)

    def hear(self) -> Any:
        """Return the next message of the process.

        Raises:
            EOFError: If it is dead and everything it said was heard.
        """
        assert self._pipe.poll(PATIENCE), "the child hangs"
        try:
            return self._pipe.recv()
        except ConnectionResetError as error:
            raise EOFError from error

    def says_something(self, within: float) -> bool:
        """Wait for a new message for some seconds; tell whether it came. `rest` returns it."""
        self._heard += self.waiting()
        return self._pipe.poll(within)

    def waiting(self) -> list[Any]:
        """Return the messages that have come by now."""
        messages = []
        with contextlib.suppress(EOFError):
            while self._pipe.poll():
                messages.append(self.hear())
        return messages

    def rest(self) -> list[Any]:
        """Return all messages that were not heard, to the end of the process."""
        messages, self._heard = self._heard, []
        with contextlib.suppress(EOFError):
            while True:
                messages.append(self.hear())
        return messages

    def end(self) -> int:
        """Wait for the end of the process; return its exit status, negative for a signal."""
        self._process.join(PATIENCE)
        assert self._process.exitcode is not None, "the child hangs"
        return self._process.exitcode

    def kill(self) -> None:
        """End the process as `kill -9` does."""
        self._process.kill()
        self._process.join(PATIENCE)

    def stop(self) -> None:
        """Stop the process, if it lives, as Ctrl+Z in another terminal does."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGSTOP)

    def go_on(self) -> None:
        """Let a stopped process go on."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGCONT)


def _run(
    environment: dict[str, str],
    work: Callable[..., None],
    pipe: Connection[Any, Any],
    *arguments: object,
) -> None:
    """Do the work with the environment of the test, which the server does not have."""
    os.environ.clear()
    os.environ.update(environment)
    work(pipe, *arguments)
    pipe.close()


@cache
def _context() -> ForkServerContext:
    """Start the server where the modules of the tests can be found."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.faults.subjects", "ctypes"])
    with contextlib.chdir(ROOT):
        forkserver.ensure_running()
    return context
