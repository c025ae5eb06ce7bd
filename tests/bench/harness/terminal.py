"""A terminal with a stopwatch: what a program paints, when, and in how many bytes."""

from __future__ import annotations

import contextlib
import os
import re
import select
import sys
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from tests.tui.terminal import POSTIL, Terminal

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["POSTIL", "Repaint", "Watched", "has_prose", "peer"]

_PATIENCE = 300.0
"""Seconds until a program that does not do what is waited for counts as hung."""

_KEY_PATIENCE = 20.0
"""Seconds without a byte after which a key counts as one that changes nothing."""

_IDLE, _IDLE_FOR = 0.1, 1.0
"""Share of a processor's time below which a program is idle, and over how many seconds."""

_QUIET = 0.15
"""Seconds without a byte after which a repaint is at its end."""

_WORDS = re.compile(r"(?:[^\s│]+ )+[^\s│]+")
_LIST = 45
"""Cells; no words beside the text come so long, one after the other."""
_LINES_OF_PROSE = 5


def peer(name: str, *arguments: str) -> tuple[str, ...]:
    """Return the command of one of the programs in `tests/bench/peers`."""
    path = Path(__file__).parents[1] / "peers" / f"{name}.py"
    return (sys.executable, str(path), *arguments)


def has_prose(screen: str) -> bool:
    """Tell whether a screen shows an article: lines of words, longer than those of any list."""
    long = [words for words in _WORDS.findall(screen) if len(words) > _LIST]
    return len(long) >= _LINES_OF_PROSE


@dataclass(frozen=True, slots=True)
class Repaint:
    """What came of a key.

    Args:
        milliseconds: From the key to the last byte that the program sent.
        first: From the key to the first.
        sent: What it sent.
    """

    milliseconds: float
    first: float
    sent: bytes


class Watched(Terminal):
    """A pseudo-terminal in which a program runs and is timed.

    Args:
        command: The program and its arguments.
        columns: Width in cells.
        rows: Height in lines.
    """

    def __init__(self, *command: str, columns: int = 120, rows: int = 36) -> None:
        self._rows = rows
        self._began = perf_counter()
        super().__init__(*command, columns=columns, rows=rows)

    def until(self, *shows: str) -> float:
        """Wait until all of these words are on the screen.

        Returns:
            Milliseconds from the start of the program to the byte that completed them.
        """
        return self.when(lambda text: all(each in text for each in shows))

    def when(self, holds: Callable[[str], bool]) -> float:
        """Wait until something holds of what is on the screen.

        Returns:
            Milliseconds from the start of the program to the byte that brought it about.
        """
        arrived = perf_counter()
        while not holds(self.screen.text):
            arrived = self._take()
        return (arrived - self._began) * 1000

    def shown(self, keys: str, *shows: str) -> float:
        """Send keys and wait until all of these words are on the screen.

        Returns:
            Milliseconds from the keys to the byte that completed the words.
        """
        sent = perf_counter()
        os.write(self._leader, keys.encode())
        return self.until(*shows) - (sent - self._began) * 1000

    def painted(self) -> float:
        """Wait until the whole screen was painted for the first time, if only with blanks.

        Returns:
            Milliseconds from the start of the program to the byte that completed it.
        """
        last_row = f"\x1b[{self._rows};1H".encode()
        arrived = perf_counter()
        while last_row not in self.sent:
            arrived = self._take()
        return (arrived - self._began) * 1000

    def rest(self, quiet: float = _QUIET) -> None:
        """Wait until the program has sent nothing for so many seconds."""
        while self._is_sending(quiet):
            self._take()

    def idle(self) -> None:
        """Wait until the program has next to nothing to do, also where it shows nothing of it."""
        until = perf_counter() + _PATIENCE
        busy = 1.0
        while busy > _IDLE and perf_counter() < until:
            before, end = self._worked(), perf_counter() + _IDLE_FOR
            while self._is_sending(max(0.0, end - perf_counter())):
                self._take()
            busy = (self._worked() - before) / _IDLE_FOR

    def _worked(self) -> float:
        """Return how many seconds of a processor the program has taken so far."""
        # Behind the name, which may have blanks in it.
        fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="utf-8").rpartition(")")
        user, system = fields[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def key(self, keys: str, quiet: float = _QUIET) -> Repaint:
        """Send keys and wait for the end of what is painted then.

        Args:
            keys: What the terminal sends.
            quiet: Seconds without a byte after which the repaint is at its end; to be shorter
                than what the program does later of its own accord.
        """
        parts: list[bytes] = []
        began = perf_counter()
        os.write(self._leader, keys.encode())
        first = last = began
        while self._is_sending(quiet if parts else _KEY_PATIENCE):
            part = os.read(self._leader, 65536)
            last = perf_counter()
            first = last if not parts else first
            parts.append(part)
        if not parts:
            raise TimeoutError(f"nothing was painted in {_KEY_PATIENCE:.0f} s after {keys!r}")
        sent = b"".join(parts)
        # Only now: it takes longer than the program's way from one chunk to the next.
        self._show(sent)
        return Repaint((last - began) * 1000, (first - began) * 1000, sent)

    def hold(self, keys: str, seconds: float) -> None:
        """Send keys once and take what the program sends meanwhile, without looking at it.

        Args:
            keys: What the terminal sends.
            seconds: How long that takes, as between two keys where one is held.
        """
        os.write(self._leader, keys.encode())
        until = perf_counter() + seconds
        with contextlib.suppress(OSError):  # Linux says so when the other side closes
            while self._is_sending(max(0.0, until - perf_counter())):
                os.read(self._leader, 65536)

    def leave(self, keys: str) -> float:
        """Send the keys that end the program, and wait for its end.

        Returns:
            Milliseconds from the keys to the end.
        """
        sent = perf_counter()
        os.write(self._leader, keys.encode())
        with contextlib.suppress(EOFError):
            while self.process.poll() is None:
                self._take()
        self.process.wait(_PATIENCE)
        return (perf_counter() - sent) * 1000

    def peak_memory(self) -> float:
        """Return the most memory that the program has had so far, in MB (10^6 bytes)."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        [kilobytes] = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")]
        return int(kilobytes) * 1024 / 1e6

    def _is_sending(self, seconds: float) -> bool:
        return bool(select.select([self._leader], [], [], seconds)[0])

    def _take(self) -> float:
        """Show what comes next, and return when it came."""
        if not self._is_sending(_PATIENCE):
            raise TimeoutError(f"the program stood still:\n{self.screen.text}")
        try:
            part = os.read(self._leader, 65536)
        except OSError as error:  # Linux says so when the other side is closed
            raise EOFError(f"the program ended:\n{self.screen.text}") from error
        arrived = perf_counter()
        self._show(part)
        return arrived

    def _show(self, part: bytes) -> None:
        self.sent += part
        self.screen.take(part)
