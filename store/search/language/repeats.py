"""Repeats: how large a regular expression grows when it is compiled."""

from __future__ import annotations

import re

LARGEST = 20_000
"""Items that an expression may have; a million take the module `regex` 300 MB, a hundred all."""

_ITEM = re.compile(
    r"(?P<open>\()|(?P<close>\))|\{(?P<times>\d+)[^{}]*\}|\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.",
    re.DOTALL,
)


def is_too_large(pattern: str) -> bool:
    """Tell whether an expression repeats so much that compiling it would take memory and time.

    The module `regex` writes `(x{100}){100}` out: ten thousand times `x`. What is optional
    (`x{0,100}`) costs nothing.

    Args:
        pattern: The expression; it need not be sound.
    """
    outer: list[int] = []
    items = last = 0
    for item in _ITEM.finditer(pattern):
        if item["open"]:
            outer.append(items + last)
            items = last = 0
        elif item["close"] and outer:
            last = items + last + 1
            items = outer.pop()
        elif item["times"]:
            last *= _times(item["times"])
        else:
            items, last = items + last, 1
        if items + last > LARGEST:
            return True
    return False


def _times(digits: str) -> int:
    # Python refuses to read thousands of digits.
    return max(1, int(digits)) if len(digits) < 10 else LARGEST + 1
