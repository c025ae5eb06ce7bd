"""Which line breaks of a plain text are meant, and which only kept its lines short.

A file wrapped at 72 columns breaks a line wherever the next word would not have fitted. Verse,
addresses and lists break earlier. So a break is taken for a wrap only where the file as a whole
shows that it was wrapped and the next word would not have fitted there. Some programs count bytes
instead of characters (`fold`), others even their lines out (`fmt`): what ends before the width is
a wrap in sentences that run on from line to line, none of which is much shorter than the others.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

WIDEST = 120
"""Code points of the longest line that a wrapped file is expected to have."""

_NARROWEST = 30
_FEWEST = 3
"""Wrapped breaks that a file must show before any break of it is taken for a wrap."""

_EVIDENCE_LINES = 20_000
"""Breaks that are looked at to learn how a file is wrapped."""

_BULLET = re.compile(r"\s*(?:[-*•‣▪–—]\s|\(?\d{1,3}[.)]\s+[^\W\d_a-z]|[ivx]{1,5}[.)]\s)")
_DASH = re.compile(r"\s*[–—]\s")
_IDEOGRAPHS = "\u3040-\u3096\u30a1-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
# Compiled by the first text that is wrapped: that takes 3 ms, and few are.
_AFTER_IDEOGRAPH = f"[{_IDEOGRAPHS}\u3000-\u3003\u3008-\u3011\uff01-\uff60]$"
_IDEOGRAPH = f"[{_IDEOGRAPHS}\u3008-\u3011\uff01-\uff60]"
_UNBREAKABLE = re.compile(r"[!-~]{41}")
"""An address of a web page or the like, which makes its line longer than the width."""

_ENDS_SENTENCE = re.compile(r"[.!?…։。:][\"”’»)\]]*$")
_COLUMNS = re.compile(r"[^\s.!?…:;,]\s{3,}\S")
_WORDLESS = re.compile(r"[\W_]*")


class Width(Struct, frozen=True):
    """The width that a text was wrapped at.

    Args:
        size: Of the longest line; 0 where the text was not wrapped.
        in_bytes: Whether it is counted in bytes of UTF-8 rather than in code points.
    """

    size: int = 0
    in_bytes: bool = False

    def __bool__(self) -> bool:
        return self.size > 0

    def of(self, text: str) -> int:
        """Return how wide a text is."""
        return len(text.encode()) if self.in_bytes and not text.isascii() else len(text)

    def needed(self, line: str, following: str) -> int:
        """Return how wide a line would be with the first word of the next."""
        return self.of(line) + 1 + self.of(_first_word(following))

    def is_full(self, line: str, following: str, slack: int = 0) -> bool:
        """Tell whether the first word of the next line would not have fitted on a line.

        Args:
            line: The line, without trailing white space.
            following: The next one.
            slack: By how much a line may be shorter than the width.
        """
        return self.needed(line, following) > self.size - slack


def wrap_width(groups: Iterable[Sequence[str]]) -> Width:
    """Return the width a text was wrapped at.

    Args:
        groups: Its lines, parted at empty ones; trailing white space is gone.
    """
    breaks = _sample(groups)
    if len(breaks) < _FEWEST:
        return Width()
    width = _measured(breaks, in_bytes=False)
    if not _NARROWEST <= width.size <= WIDEST:
        return Width()
    if not all(line.isascii() for line, _ in breaks):
        other = _measured(breaks, in_bytes=True)
        # Whichever is right leaves no break unexplained, but for ends of paragraphs.
        width = max(width, other, key=lambda one: sum(one.is_full(*pair) for pair in breaks))
    full = [after for line, after in breaks if width.is_full(line, after, width.size // 8)]
    if len(full) < _FEWEST or len(full) * 2 < len(breaks):
        return Width()
    # Verse of even lines looks wrapped but begins its lines with capitals; prose seldom does.
    cased = [after for after in full if _leading_case(after)]
    lower = sum(_leading_case(after) < 0 for after in cased)
    return width if lower * 4 >= len(cased) else Width()


def runs_on(group: Sequence[str], width: Width) -> bool:
    """Tell whether lines are plainly one wrapped paragraph, or several without a gap.

    Their sentences run on from line to line, the last one is ended, no line that breaks off
    inside a sentence is much shorter than the width, and most breaks are a wrap's by themselves.
    A table's columns are no sentences.

    Args:
        group: Lines that no empty one parts, without trailing white space.
        width: What `wrap_width` returned for the text.
    """
    if not width or not _ENDS_SENTENCE.search(group[-1]):
        return False
    if any(map(_COLUMNS.search, group)):
        return False
    breaks = sure = 0
    for line, following in pairwise(group):
        if _ENDS_SENTENCE.search(line):
            continue
        if not _breaks_off(line, following) or not width.is_full(line, following, width.size // 4):
            return False
        breaks += 1
        sure += _leading_case(following) < 0 or width.is_full(line, following)
    if breaks == 1:
        return all(
            _ENDS_SENTENCE.search(line) or width.is_full(line, following, width.size // 8)
            for line, following in pairwise(group)
        )
    return sure * 2 >= breaks


def is_wrap(
    line: str, following: str, width: Width, runs_on: Callable[[], bool] | None = None
) -> bool:
    """Tell whether the break between two lines only kept the first one short.

    Args:
        line: The line before the break, without trailing white space.
        following: The line behind it.
        width: What `wrap_width` returned for the text.
        runs_on: Returns what the function of that name does for the lines around, and is seldom
            asked; None where the first line may be meant to stand by itself.
    """
    if not width or not _breaks_off(line, following):
        return False
    if width.is_full(line, following):
        return True
    # Some programs even their lines out instead of filling each; capitals then mean a new line.
    if width.is_full(line, following, width.size // 8) and _leading_case(following) < 0:
        return not (_COLUMNS.search(line) and _COLUMNS.search(following))
    return runs_on is not None and not _ENDS_SENTENCE.search(line) and runs_on()


def starts_paragraph(line: str, following: str, after: str, width: Width) -> bool:
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


def _measured(breaks: Sequence[tuple[str, str]], *, in_bytes: bool) -> Width:
    """Return the width of all lines but a few, which may be longer than the width others keep."""
    unit = Width(1, in_bytes)
    sizes = sorted(unit.of(line) for line, _ in breaks)
    return Width(sizes[-1 - len(sizes) // 50], in_bytes)


def _breaks_off(line: str, following: str) -> bool:
    """Tell whether two lines are words, and the second one begins no item of a list."""
    if not following or (_BULLET.match(following) and not _is_aside(line, following)):
        return False
    return not _WORDLESS.fullmatch(line) and not _WORDLESS.fullmatch(following)


def _is_aside(line: str, following: str) -> bool:
    """Tell whether the dash that a line begins with goes on with the sentence before it."""
    if not _DASH.match(following):
        return False
    return not _BULLET.match(line) and not _ENDS_SENTENCE.search(line)


def _first_word(line: str) -> str:
    """Return a line's first word; ideographs may part anywhere."""
    if re.match(_IDEOGRAPH, line):
        return line[0]
    return line.split(None, 1)[0] if line.strip() else ""


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
