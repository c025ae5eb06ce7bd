"""Background: the terminal is asked whether it is light or dark, and its answer is no key."""

from __future__ import annotations

import re
import threading
import time
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable

QUESTION = "\x1b]11;?\x1b\\"
"""What colour the background has (xterm's control sequences, OSC 11)."""

_BEGINNING = "\x1b]11;"
_END = re.compile("\x07|\x1b\\\\")
_LONGEST = 60
"""Characters of an answer; what is longer is none."""

_COLOUR = re.compile(r"rgba?:([\da-f]{1,4})/([\da-f]{1,4})/([\da-f]{1,4})", re.IGNORECASE)
_PATIENCE = 5.0
"""Seconds after which no answer is expected any more; the slowest networks take two."""

_MIDDLE = 0.5
_WEIGHTS = (0.2126, 0.7152, 0.0722)
"""How much red, green and blue have to do with how light a colour is (ITU-R BT.709)."""


class Background(Message):
    """The terminal said what its background is like.

    Args:
        is_light: Whether dark letters stand out on it.
    """

    def __init__(self, *, is_light: bool) -> None:
        super().__init__()
        self.is_light = is_light


class Answer:
    """Takes a terminal's answer out of what is typed, while it is expected.

    Args:
        told: Is told whether the background is light.
    """

    def __init__(self, told: Callable[[bool], object]) -> None:
        self._told = told
        self._held = ""
        self._until = 0.0
        self._has_come = threading.Event()

    @property
    def is_expected(self) -> bool:
        """Whether it was asked for, not long ago, and has not come."""
        return time.monotonic() < self._until and not self._has_come.is_set()

    def expect(self) -> None:
        """Take note that it is asked for; on any thread."""
        self._has_come.clear()
        self._until = time.monotonic() + _PATIENCE

    def wait(self, seconds: float) -> None:
        """Wait for it, if it is expected; on another thread than what is typed comes on."""
        if self.is_expected:
            self._has_come.wait(seconds)

    def sift(self, text: str) -> str:
        """Return what was typed; what may be the answer, of which more is to come, is held back."""
        if not self.is_expected:
            return self.release() + text
        text, self._held = self._held + text, ""
        start = text.find(_BEGINNING)
        if start < 0:
            start = len(text) - _begun(text)
        elif end := _END.search(text, start + len(_BEGINNING)):
            self._take(text[start + len(_BEGINNING) : end.start()])
            return text[:start] + text[end.end() :]
        elif len(text) - start > _LONGEST:
            return text
        self._held = text[start:]
        return text[:start]

    def release(self) -> str:
        """Return what was held back and is no answer, for no more of it has come."""
        if self._held.startswith(_BEGINNING):
            return ""  # Nobody types that.
        held, self._held = self._held, ""
        return held

    def _take(self, answer: str) -> None:
        self._has_come.set()
        if colour := _COLOUR.match(answer):
            self._told(is_light(*colour.groups()))


def _begun(text: str) -> int:
    """Return how many characters at the end of a text may be the beginning of an answer."""
    lengths = range(len(_BEGINNING) - 1, 0, -1)
    return next((each for each in lengths if text.endswith(_BEGINNING[:each])), 0)


def is_light(red: str, green: str, blue: str) -> bool:
    """Tell whether dark letters stand out on a colour better than light ones.

    Args:
        red: In hex, of one to four digits, the highest number of which is all of it.
        green: Likewise.
        blue: Likewise.
    """
    parts = zip((red, green, blue), _WEIGHTS, strict=True)
    light = sum(weight * int(part, 16) / int("f" * len(part), 16) for part, weight in parts)
    return light > _MIDDLE
