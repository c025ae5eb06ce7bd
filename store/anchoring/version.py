"""A version of an article's text, taken apart once for all the passages looked for in it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from functools import cached_property

from store.fold import fold
from store.span import Span

# In scripts that put no spaces between words every letter is a word here.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+|[^\w\s]")
_PIECE = 1 << 17
# Folding is one call into C for each piece, which other threads have to wait for.
_RUN = 4
# Words that prose hardly ever has twice in a row; a formula has more.
_STEM = 5
# So much of a word stays when it is declined or conjugated.


class Version:
    """A text and the words it is made of.

    A word here is a run of letters and digits, or one mark of punctuation. Words are compared
    without accents, with quotes and dashes alike; capitals count, white space does not.

    Args:
        text: A canonical text.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded = "".join(
            fold(text[at : at + _PIECE], case=False) for at in range(0, len(text), _PIECE)
        )
        self.words: list[str] = []
        self.starts: list[int] = []
        for found in _WORD.finditer(self.folded):
            self.words.append(found[0])
            self.starts.append(found.start())

    def __len__(self) -> int:
        return len(self.words)

    def end(self, word: int) -> int:
        """Return the offset behind a word."""
        return self.starts[word] + len(self.words[word])

    def words_in(self, span: Span) -> range:
        """Return the numbers of the words that share a code point with a span."""
        first = bisect_right(self.starts, span.start)
        if first and self.end(first - 1) > span.start:
            first -= 1
        return range(first, max(first, bisect_left(self.starts, span.end)))

    def span(self, words: range) -> Span:
        """Return the place of some words, at least one."""
        return Span(self.starts[words.start], self.end(words.stop - 1))

    def runs(self, words: range) -> list[int]:
        """Return the runs of a few words that begin and end among some words, by their hash."""
        stretch = self.words[words.start : words.stop]
        shifted = (stretch[skip:] for skip in range(_RUN))
        # Numbers, because the garbage collector goes through as many tuples again and again.
        return list(map(hash, zip(*shifted, strict=False)))

    @cached_property
    def repeated_runs(self) -> frozenset[int]:
        """The runs of a few words that stand in the text more than once."""
        seen: set[int] = set()
        repeated: set[int] = set()
        for run in self.runs(range(len(self))):
            (repeated if run in seen else seen).add(run)
        return frozenset(repeated)

    @cached_property
    def by_stem(self) -> dict[str, list[int]]:
        """The numbers of the words, by the letters they begin with."""
        places: defaultdict[str, list[int]] = defaultdict(list)
        for number, word in enumerate(self.words):
            places[word[:_STEM]].append(number)
        return dict(places)

    def places_of(self, word: str) -> list[int]:
        """Return the numbers of the words that begin like `word`."""
        return self.by_stem.get(word[:_STEM], [])
