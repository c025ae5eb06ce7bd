"""Analysed: a text made ready to look for words in it."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from functools import cached_property

from store.search import analysis
from store.search.letters import BREAK, flatten

Place = tuple[int, int]
"""Start and end of what was found, half-open; in the spelling or in the text, as it is said."""

_WORD = re.compile(r"\S+")


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
        spelled, starts, ends = self._words
        return [
            (starts[bisect_right(spelled, start) - 1], ends[bisect_left(spelled, end) - 1])
            for start, end in found
        ]

    @cached_property
    def _words(self) -> tuple[array[int], array[int], array[int]]:
        """Where each word starts in the spelling, and starts and ends in the text."""
        spelled = array("q", (word.start() for word in _WORD.finditer(self.spelling)))
        starts, ends = array("q"), array("q")
        for word in analysis.in_flat(self._flat):
            starts.append(word.start)
            ends.append(word.end)
        return spelled, starts, ends
