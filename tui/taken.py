"""The terminal, taken for the reader before anything that takes long is imported.

Until then the system edits lines for whoever reads next: it shows what is typed, which would stand
there again after the reader, and makes a line feed of Enter, which is another key.
"""

from __future__ import annotations

import fcntl
import os
import signal
import sys
import termios
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

    Handler = Callable[[int, FrameType | None], Any]

_INPUT, _LOCAL, _CHARACTERS = 0, 3, 6
"""Where the attributes of a terminal hold the flags of its input, of its lines, and the rest."""

_ENDS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)


class Taken:
    """A terminal that gives every key as it is typed, and shows none.

    Ctrl+C and the like stay signals. What was typed before is kept.

    Args:
        fileno: Where it is read from.
    """

    def __init__(self, fileno: int) -> None:
        self._fileno = fileno
        self.before: list[Any] | None = None
        """Its attributes as they were; None where it is not taken."""
        self.early = 0
        """Bytes that were typed before, in which Enter is a line feed."""
        # Whoever takes it from the background is stopped, and finds it as another one left it.
        if self._is_in_front():
            with suppress(termios.error):
                self.before = termios.tcgetattr(fileno)

    def take(self) -> None:
        """Take it."""
        if self.before is None:
            return
        mine = [*self.before]
        mine[_INPUT] &= ~termios.ICRNL
        mine[_LOCAL] &= ~(termios.ECHO | termios.ICANON)
        mine[_CHARACTERS] = [*self.before[_CHARACTERS]]
        mine[_CHARACTERS][termios.VMIN], mine[_CHARACTERS][termios.VTIME] = 1, 0
        with suppress(termios.error, OSError):
            termios.tcsetattr(self._fileno, termios.TCSANOW, mine)
            waiting = fcntl.ioctl(self._fileno, termios.FIONREAD, bytes(4))
            self.early = int.from_bytes(waiting, sys.byteorder)

    def give_back(self) -> None:
        """Put it back as it was, unless somebody else has it by now."""
        if self.before is not None and self._is_in_front():
            with suppress(termios.error):  # it may be gone
                termios.tcsetattr(self._fileno, termios.TCSANOW, self.before)

    def _is_in_front(self) -> bool:
        """Tell whether no other program has the terminal, as when this one was stopped."""
        try:
            return os.tcgetpgrp(self._fileno) == os.getpgrp()
        except OSError:
            return True  # It is nobody's.


@contextmanager
def taken() -> Iterator[Taken]:
    """Take the terminal for a while, and give it back however the program ends meanwhile.

    A signal that the system would end the program by still does, once the terminal is given back.
    """
    terminal = Taken(sys.stdin.fileno())

    def end(number: int, _: FrameType | None) -> None:
        terminal.give_back()
        signal.signal(number, signal.SIG_DFL)
        signal.raise_signal(number)

    def stop(_: int, __: FrameType | None) -> None:
        terminal.give_back()
        os.kill(os.getpid(), signal.SIGSTOP)
        terminal.take()

    with _instead_of_the_system(dict.fromkeys(_ENDS, end) | {signal.SIGTSTP: stop}):
        try:
            terminal.take()
            yield terminal
        finally:
            terminal.give_back()


@contextmanager
def _instead_of_the_system(handlers: dict[signal.Signals, Handler]) -> Iterator[None]:
    """Handle signals of which the system would make the program's end, or stop it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    ours = {
        number: handler
        for number, handler in handlers.items()
        if signal.getsignal(number) is signal.SIG_DFL
    }
    for number, handler in ours.items():
        signal.signal(number, handler)
    try:
        yield
    finally:
        for number, handler in ours.items():
            # The reader's event loop sees to most of them itself, and leaves none of ours behind.
            if signal.getsignal(number) is handler:
                signal.signal(number, signal.SIG_DFL)
