"""Finders: where the words of a query stand in a text."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from store.search.query import Fuzzy, Near, Phrase, Prefix, Word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.search.analysed import Analysed, Place

Wording = Word | Prefix | Fuzzy | Phrase | Near
"""The leaves of a query that look for words."""


class Finder(ABC):
    """Finds what a leaf looks for, whatever its field."""

    @abstractmethod
    def in_spelling(self, analysed: Analysed) -> list[Place]:
        """Return where it stands in the spelling of a text; every place, also overlapping ones."""

    def accepts(self, word: str) -> bool:  # noqa: ARG002 - most look at more than one word
        """Tell whether one word is all that is looked for."""
        return False

    def in_words(self, analysed: Analysed) -> list[Place]:
        """Return where it stands in a text, by the words as they stand."""
        return analysed.places(self.in_spelling(analysed))

    def in_text(self, analysed: Analysed) -> list[Place]:
        """Return where it stands in a text, also in words that a hard wrap has broken."""
        found = self.in_words(analysed)
        return found + [each[1:] for each in analysed.broken if self.accepts(each.word)]


def finder(leaf: Wording) -> Finder:
    """Return what finds a leaf; its field is the caller's affair."""
    match leaf:
        case Word(word):
            return _Whole(word)
        case Prefix(word):
            return _Beginning(word)
        case Fuzzy(word, edits):
            return _Alike(word, edits)
        case Phrase(words, is_open=is_open):
            return _Following(words, is_open=is_open)
        case Near(words, within):
            return _Together(words, within)


@dataclass(frozen=True, slots=True)
class _Whole(Finder):
    word: str

    def in_spelling(self, analysed: Analysed) -> list[Place]:
        wanted, length = f" {self.word} ", len(self.word)
        return [
            (start + 1, start + 1 + length) for start in _starts(analysed.blanked, wanted, length)
        ]

    def accepts(self, word: str) -> bool:
        return word == self.word


@dataclass(frozen=True, slots=True)
class _Beginning(Finder):
    word: str

    def in_spelling(self, analysed: Analysed) -> list[Place]:
        within, length = analysed.blanked, len(self.word)
        return [
            (start + 1, within.index(" ", start + 1))
            for start in _starts(within, f" {self.word}", length)
        ]

    def accepts(self, word: str) -> bool:
        return word.startswith(self.word)


class _Alike(Finder):
    def __init__(self, word: str, edits: int) -> None:
        self._word = word
        self._edits = edits
        # The same words come again in every article: asking once is a third of the cost.
        self._accepts = lru_cache(maxsize=65_536)(self._is_near)

    def in_spelling(self, analysed: Analysed) -> list[Place]:
        alike = filter(self._accepts, set(analysed.blanked.split()))
        return [place for word in alike for place in _Whole(word).in_spelling(analysed)]

    def accepts(self, word: str) -> bool:
        return self._accepts(word)

    def _is_near(self, word: str) -> bool:
        if abs(len(word) - len(self._word)) > self._edits:
            return False
        # Optimal string alignment is what the index counts edits by.
        return OSA.distance(self._word, word, score_cutoff=self._edits) <= self._edits


class _Following(Finder):
    def __init__(self, words: tuple[str, ...], *, is_open: bool) -> None:
        end = r"[^ \n]*" if is_open else r"(?=[ \n])"
        self._pattern = re.compile(" " + " +".join(map(re.escape, words)) + end)

    def in_spelling(self, analysed: Analysed) -> list[Place]:
        found: list[Place] = []
        match = self._pattern.search(analysed.spelling)
        while match:
            start = match.start() + 1
            found.append((start, match.end()))
            match = self._pattern.search(analysed.spelling, start)
        return found


class _Together(Finder):
    def __init__(self, words: tuple[str, ...], within: int) -> None:
        self._wanted = Counter(words)
        self._within = within

    def in_spelling(self, analysed: Analysed) -> list[Place]:
        """Return each shortest stretch that holds all words, none of them too long.

        Of the stretches that end at one word the shortest is the one that begins last; it is
        one of those asked for unless another begins at the same word and ends before.
        """
        counted = list(self._counted(analysed))
        missing = Counter(self._wanted)
        found: list[Place] = []
        first = 0
        for (_, end), word, number in counted:
            missing[word] -= 1
            while missing[counted[first][1]] < 0:
                missing[counted[first][1]] += 1
                first += 1
            if any(count > 0 for count in missing.values()):
                continue
            (start, _), begun, before = counted[first]
            if number - before < self._within:
                found.append((start, end))
            missing[begun] += 1
            first += 1
        return found

    def _counted(self, analysed: Analysed) -> Iterator[tuple[Place, str, int]]:
        """Yield where the words stand, each with itself and how many words precede it."""
        places = {word: _Whole(word).in_spelling(analysed) for word in self._wanted}
        if not all(places.values()):
            return
        number, last = 0, 0
        merged = sorted((place, word) for word, found in places.items() for place in found)
        for place, word in merged:
            number += len(analysed.blanked[last : place[0]].split())
            last = place[0]
            yield place, word, number


def _starts(within: str, wanted: str, step: int) -> Iterator[int]:
    """Yield where a word with its blanks stands; two neighbours share a blank."""
    start = within.find(wanted)
    while start >= 0:
        yield start
        start = within.find(wanted, start + step)
