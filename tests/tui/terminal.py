"""A terminal of its own for the real program: keys in, bytes out, and what those bytes are."""

from __future__ import annotations

import codecs
import contextlib
import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from rich.cells import cell_len

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

POSTIL = (sys.executable, "-c", "import sys; from tui.cli import main; sys.exit(main())")
"""The program, as a command; arguments follow."""

ESCAPE = "\x1b[27u"
"""The key by its number (kitty keyboard protocol): a lone ESC is told from others by waiting."""

ENTER, TAB, PALETTE = "\r", "\t", "\x10"

_PATIENCE = 30.0
"""Seconds until a program that says nothing more counts as hung."""

_TOKEN = re.compile(
    r"""
      (?P<string> (?: \x1b [\]PX^_k] | [\x9d\x90\x98\x9e\x9f] )
          [^\x07\x1b\x9c]* (?: \x07 | \x1b\\ | \x9c | \Z ) )
    | (?P<csi> (?: \x1b\[ | \x9b ) [0-?]* [ -/]* [@-~] )
    | (?P<escape> \x1b [ -/]* [0-~]? )
    | (?P<control> [\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb] )
    | (?P<text> [^\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb]+ )
    """,
    re.VERBOSE,
)
_UNFINISHED = re.compile(r"\x1b (?: \[ [0-?]* [ -/]* | [\]PX^_k] [^\x07\x1b]* )? \Z", re.VERBOSE)
_ANY_PARAMETERS = frozenset("mH")
"""Final letters of the sequences that set looks and place, whose numbers say nothing."""


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of what a program sent: text, or something a terminal acts on.

    Args:
        kind: `text`, `csi`, `escape`, `string` or `control`.
        raw: As it was sent.
    """

    kind: str
    raw: str

    @property
    def meaning(self) -> str:
        """The sequence without what differs from one drawing to the next."""
        if self.kind == "csi" and self.raw[-1] in _ANY_PARAMETERS and self.raw[2:3] not in "?>=<":
            return f"CSI {self.raw[-1]}"
        if self.kind == "string":
            return f"string {self.raw[:4]!r}"
        return f"{self.kind} {self.raw!r}"


def tokens(sent: bytes) -> Iterator[Token]:
    """Part what was sent into text and sequences (ECMA-48)."""
    return _parted(sent.decode(errors="surrogateescape"))


def _parted(text: str) -> Iterator[Token]:
    for found in _TOKEN.finditer(text):
        assert found.lastgroup is not None
        yield Token(found.lastgroup, found[0])


def commands(sent: bytes) -> set[str]:
    """Return the meanings of all that a terminal would act on."""
    return {token.meaning for token in tokens(sent) if token.kind != "text"}


def words(sent: bytes) -> str:
    """Return the text in what was sent."""
    return "".join(token.raw for token in tokens(sent) if token.kind == "text")


class Screen:
    """What a terminal shows, as far as Textual uses one: it goes to a cell and writes.

    Args:
        columns: Width in cells.
        rows: Height in lines.
    """

    def __init__(self, columns: int, rows: int) -> None:
        self._cells = [[" "] * columns for _ in range(rows)]
        self._row = self._column = 0
        self._decode = codecs.getincrementaldecoder("utf-8")("surrogateescape").decode
        self._rest = ""

    def take(self, sent: bytes) -> None:
        """Show what was sent; a sequence that is not complete waits for its end."""
        text = self._rest + self._decode(sent)
        cut = _UNFINISHED.search(text)
        whole, self._rest = (text[: cut.start()], text[cut.start() :]) if cut else (text, "")
        for token in _parted(whole):
            if token.kind == "text":
                self._write(token.raw)
            elif token.meaning == "CSI H":
                row, _, column = token.raw[2:-1].partition(";")
                self._row, self._column = int(row or 1) - 1, int(column or 1) - 1
            elif token.raw == "\n":
                self._row += 1
            elif token.raw == "\r":
                self._column = 0

    @property
    def text(self) -> str:
        """All lines, without blanks at their ends."""
        return "\n".join("".join(row).rstrip() for row in self._cells)

    def _write(self, text: str) -> None:
        for char in text:
            if self._row < len(self._cells) and self._column < len(self._cells[0]):
                self._cells[self._row][self._column] = char
            self._column += cell_len(char)


def _take_terminal() -> None:
    """Make standard input the terminal of a process that leads its session."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


class Terminal:
    """A pseudo-terminal in which a program runs.

    Args:
        command: The program and its arguments.
        columns: Width in cells.
        rows: Height in lines.
        umask: Permissions that new files lack; the test's own by default.
    """

    def __init__(self, *command: str, columns: int = 120, rows: int = 35, umask: int = -1) -> None:
        self.sent = bytearray()
        self.screen = Screen(columns, rows)
        self._leader, follower = pty.openpty()
        size = struct.pack("HHHH", rows, columns, 0, 0)
        fcntl.ioctl(follower, termios.TIOCSWINSZ, size)
        self.process = subprocess.Popen(
            command,
            stdin=follower,
            stdout=follower,
            stderr=follower,
            start_new_session=True,
            # Its own, so that the system tells it when the terminal is closed: with nobody to end
            # it, a Textual app would read from what is gone for ever.
            preexec_fn=_take_terminal,  # noqa: PLW1509 - it makes one system call
            umask=umask,
            # Not what C holds behind Python's back: readline puts a width of its own there.
            env=dict(os.environ),
        )
        os.close(follower)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self._leader)

    def press(self, keys: str, shows: str = "", hides: str = "") -> str:
        """Send keys and wait for what they make of the screen.

        Args:
            keys: What the terminal sends.
            shows: Words that come up.
            hides: Words that go away.

        Returns:
            The screen.
        """
        os.write(self._leader, keys.encode())
        return self.wait(shows, hides)

    def wait(self, shows: str, hides: str = "") -> str:
        """Wait until certain words are on the screen and others are not; return it."""
        deadline = time.monotonic() + _PATIENCE
        while shows not in (text := self.screen.text) or (hides and hides in text):
            if not self._read(deadline):
                raise AssertionError(f"waited for {shows!r} without {hides!r} in vain:\n{text}")
        return text

    def until_sent(self, sequence: bytes) -> None:
        """Wait until the program has sent something."""
        deadline = time.monotonic() + _PATIENCE
        while sequence not in self.sent:
            assert self._read(deadline), f"waited for {sequence!r} in vain"

    def end(self) -> bytes:
        """Wait for the program's end; return all it sent."""
        deadline = time.monotonic() + _PATIENCE
        while self._read(deadline):
            pass
        self.process.wait(_PATIENCE)
        return bytes(self.sent)

    def _read(self, deadline: float) -> bool:
        """Take in what comes next; False where nothing more can come."""
        ready, _, _ = select.select([self._leader], [], [], max(0.0, deadline - time.monotonic()))
        if not ready:
            return False
        with contextlib.suppress(OSError):  # Linux says so when the other side is closed
            data = os.read(self._leader, 65536)
            self.sent += data
            self.screen.take(data)
            return bool(data)
        return False


def run_in_terminal(*command: str, columns: int = 120) -> tuple[int, bytes]:
    """Run a command in a terminal to its end; return its exit status and what it sent."""
    with Terminal(*command, columns=columns) as terminal:
        sent = terminal.end()
        return terminal.process.returncode, sent
