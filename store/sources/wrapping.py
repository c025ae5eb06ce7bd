"""Which line breaks of a plain text are meant, and which only kept its lines short.

A file wrapped at 72 columns breaks a line wherever the next word would not have fitted. Verse,
addresses and lists break earlier. So a break is taken for a wrap only where the file as a whole
shows that it was wrapped and the next word would not have fitted there.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

WIDEST = 120
"""Code points of the longest line that a wrapped file is expected to have."""

_NARROWEST = 30
_FEWEST = 3
"""Wrapped breaks that a file must show before any break of it is taken for a wrap."""

_EVIDENCE_LINES = 20_000
"""Breaks that are looked at to learn how a file is wrapped."""

_BULLET = re.compile(r"\s*(?:[-*•‣▪–—]\s|\(?\d{1,3}[.)]\s+[^\W\d_a-z]|[ivx]{1,5}[.)]\s)")
_IDEOGRAPHS = "\u3040-\u3096\u30a1-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
# Compiled by the first text that is wrapped: that takes 3 ms, and few are.
_AFTER_IDEOGRAPH = f"[{_IDEOGRAPHS}\u3000-\u3003\u3008-\u3011\uff01-\uff60]$"
_IDEOGRAPH = f"[{_IDEOGRAPHS}\u3008-\u3011\uff01-\uff60]"
_UNBREAKABLE = re.compile(r"[!-~]{41}")
"""An address of a web page or the like, which makes its line longer than the width."""

_WORDLESS = re.compile(r"[\W_]*")


def wrap_width(groups: Iterable[Sequence[str]]) -> int:
    """Return the width a text was wrapped at, in code points, or 0 where it was not wrapped.

    Args:
        groups: Its lines, parted at empty ones; trailing white space is gone.
    """
    breaks = _sample(groups)
    widths = sorted(len(line) for line, _ in breaks)
    if len(widths) < _FEWEST:
        return 0
    # A few lines may be longer than the width all others keep.
    width = widths[-1 - len(widths) // 50]
    if not _NARROWEST <= width <= WIDEST:
        return 0
    slack = width // 8
    full = [after for line, after in breaks if len(line) + 1 + _first_word(after) > width - slack]
    if len(full) < _FEWEST or len(full) * 2 < len(breaks):
        return 0
    # Verse of even lines looks wrapped but begins its lines with capitals; prose seldom does.
    cased = [after for after in full if _leading_case(after)]
    lower = sum(_leading_case(after) < 0 for after in cased)
    return width if lower * 4 >= len(cased) else 0


def is_wrap(line: str, following: str, width: int) -> bool:
    """Tell whether the break between two lines only kept the first one short.

    Args:
        line: The line before the break, without trailing white space.
        following: The line behind it.
        width: What `wrap_width` returned for the text.
    """
    if not width or not following or _BULLET.match(following):
        return False
    if _WORDLESS.fullmatch(line) or _WORDLESS.fullmatch(following):
        return False
    needed = len(line) + 1 + _first_word(following)
    if needed > width:
        return True
    # Some programs even their lines out instead of filling each; capitals then mean a new line.
    return needed > width - width // 8 and _leading_case(following) < 0


def starts_paragraph(line: str, following: str, after: str, width: int) -> bool:
    """Tell whether an indented line begins a paragraph without an empty line before it.

    Args:
        line: The line before it.
        following: The indented line.
        after: The line behind that one, empty where there is none.
        width: What `wrap_width` returned for the text.
    """
    if not width or not following.startswith("  ") or line.startswith(" "):
        return False
    return not after.startswith(" ") and is_wrap(following, after, width)


def joint(line: str, following: str) -> str:
    """Return what stands between two lines that are joined: nothing between ideographs."""
    if re.search(_AFTER_IDEOGRAPH, line) and re.match(_IDEOGRAPH, following):
        return ""
    return " "


def _sample(groups: Iterable[Sequence[str]]) -> list[tuple[str, str]]:
    """Return pairs of neighbouring lines from groups that have no long line."""
    breaks: list[tuple[str, str]] = []
    for group in groups:
        if len(group) < 2 or max(map(len, group)) > 2 * WIDEST:
            continue
        breaks += [
            (line, after)
            for line, after in pairwise(group)
            if not _UNBREAKABLE.search(line) and not _UNBREAKABLE.match(after)
        ]
        if len(breaks) >= _EVIDENCE_LINES:
            break
    return breaks


def _first_word(line: str) -> int:
    """Return the code points of a line's first word; ideographs may part anywhere."""
    if re.match(_IDEOGRAPH, line):
        return 1
    return len(line.split(None, 1)[0]) if line.strip() else 0


def _leading_case(line: str) -> int:
    """Return -1 where a line begins in lower case, 1 with a capital, 0 with neither."""
    for char in line[:4]:
        if char.islower():
            return -1
        if char.isupper():
            return 1
        if char.isdigit():
            return 0
    return 0
