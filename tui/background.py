"""Background: the terminal is asked whether it is light or dark, and its answer is no key."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable

QUESTION = "\x1b]11;?\x1b\\"
"""What colour the background has (xterm's control sequences, OSC 11)."""

_ANSWER = re.compile(
    r"\x1b\]11;rgba?:([\da-f]{1,4})/([\da-f]{1,4})/([\da-f]{1,4})(?:/[\da-f]{1,4})?(?:\x07|\x1b\\)",
    re.IGNORECASE,
)
_BEGUN = re.compile(r"\x1b\](?:1(?:1(?:;[\w:/]{0,40}\x1b?)?)?)?\Z")
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


class Answers:
    """Takes a terminal's answers out of what is typed.

    Args:
        told: Is told whether the background is light.
    """

    def __init__(self, told: Callable[[bool], object]) -> None:
        self._told = told
        self._held = ""

    def sift(self, text: str) -> str:
        """Return what was typed; what may be an answer of which more is to come is held back."""
        text, self._held = self._held + text, ""
        if "\x1b]" not in text:
            return text
        for answer in _ANSWER.finditer(text):
            self._told(is_light(answer[1], answer[2], answer[3]))
        text = _ANSWER.sub("", text)
        if begun := _BEGUN.search(text):
            text, self._held = text[: begun.start()], begun[0]
        return text

    def release(self) -> str:
        """Return what was held back, of which no more has come: it was typed."""
        text, self._held = self._held, ""
        return text


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
