"""Analysed: a text made ready to look for words in it."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from functools import cached_property

from msgspec import Struct, field

from store.search import analysis
from store.search.letters import BREAK, flatten

Place = tuple[int, int]
"""Start and end of what was found, half-open; in the spelling or in the text, as it is said."""

_WORD = re.compile(r"\S+")
_BREAK = re.compile(BREAK)


class Analysed:
    """A text made ready to look for words in it.

    What is found in its spelling, `places` leads back to the text. Whatever is costly is worked
    out when it is first asked for.

    Args:
        text: Canonical text, or a line of it.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._flat = flatten(text)
        self._is_plain = analysis.is_plain(self._flat)

    @cached_property
    def spelling(self) -> str:
        """The words, a blank or more around each, and a line feed where an empty line stands."""
        return f" {self._flat if self._is_plain else analysis.respelled(self._flat)} "

    @cached_property
    def blanked(self) -> str:
        """The spelling without its line feeds: nothing but words and blanks."""
        return self.spelling.replace(BREAK, " ")

    @cached_property
    def broken(self) -> tuple[analysis.Located, ...]:
        """The words that a hard wrap has broken, whole."""
        return analysis.broken(self.text)

    def places(self, found: list[Place]) -> list[Place]:
        """Return where in the text stretches of the spelling stand.

        Args:
            found: Stretches that begin and end with a word.
        """
        if self._is_plain:
            return [(start - 1, end - 1) for start, end in found]
        lead = self._lead
        return [(lead.start(start), lead.end(end)) for start, end in found]

    @cached_property
    def _lead(self) -> _Lead:
        return _Lead(self.spelling, self._flat)


class _Lead:
    """Leads from the words of a spelling to the same ones in the flattened text.

    Both have the same paragraphs and these the same words, so they are counted in those
    paragraphs only in which something was found.
    """

    def __init__(self, spelling: str, flat: str) -> None:
        self._spelling = spelling
        self._flat = flat
        self._spelled_breaks = _breaks(spelling)
        self._flat_breaks = _breaks(flat)
        self._paragraphs: dict[int, _Paragraph] = {}

    def start(self, offset: int) -> int:
        """Return where the word starts whose spelling starts at an offset."""
        paragraph = self._paragraph(offset)
        return paragraph.starts[bisect_left(paragraph.spelled_starts, offset)]

    def end(self, offset: int) -> int:
        """Return where the word ends whose spelling ends at an offset."""
        paragraph = self._paragraph(offset)
        return paragraph.ends[bisect_left(paragraph.spelled_starts, offset) - 1]

    def _paragraph(self, offset: int) -> _Paragraph:
        number = bisect_left(self._spelled_breaks, offset)
        if number not in self._paragraphs:
            self._paragraphs[number] = self._counted(number)
        return self._paragraphs[number]

    def _counted(self, number: int) -> _Paragraph:
        start, end = _stretch(self._spelled_breaks, number, self._spelling)
        paragraph = _Paragraph(
            array("q", (word.start() for word in _WORD.finditer(self._spelling, start, end)))
        )
        start, end = _stretch(self._flat_breaks, number, self._flat)
        for word in analysis.in_flat(self._flat[start:end]):
            paragraph.starts.append(start + word.start)
            paragraph.ends.append(start + word.end)
        return paragraph


class _Paragraph(Struct, frozen=True):
    """Where the words of a paragraph start in the spelling, and start and end in the text."""

    spelled_starts: array[int]
    starts: array[int] = field(default_factory=lambda: array("q"))
    ends: array[int] = field(default_factory=lambda: array("q"))


def _breaks(text: str) -> array[int]:
    return array("q", (found.start() for found in _BREAK.finditer(text)))


def _stretch(breaks: array[int], number: int, text: str) -> Place:
    """Return where a paragraph starts and ends, by the breaks between all of them."""
    start = breaks[number - 1] + 1 if number else 0
    return start, breaks[number] if number < len(breaks) else len(text)
