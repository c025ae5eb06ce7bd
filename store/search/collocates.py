"""Collocates: the words that stand near a match more often than elsewhere.

Each word of the articles that have a match is counted once: near, if a match is at most five words
away, or else elsewhere. Paragraphs make no difference; the matches themselves, and words that a
match cuts in two, are not counted. A word within five of two matches is counted at the nearer one,
and midway at the one before it.

How telling a word is says Dunning's log-likelihood ratio G² of the table that this makes:

                      the word    other words
    near a match          a            b
    elsewhere             c            d

What is compared are thus the surroundings of the match with the rest of the same articles, not of
the corpus: a word that merely belongs to the subject of these articles does not come out on top.
"""

from __future__ import annotations

import heapq
from collections import Counter
from math import inf, log
from typing import TYPE_CHECKING

from msgspec import Struct

from store.search import neighbours

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from store.search.found import Found
    from store.span import Span


class Collocate(Struct, frozen=True):
    """A word that stands near matches.

    Args:
        word: The word, folded.
        left: How often it stands within five words before one.
        right: How often within five words behind one.
        log_likelihood: Dunning's G²; above 10.83 chance would bring it about once in a thousand
            words. Negative where the word is rarer near matches than elsewhere.
    """

    word: str
    left: int
    right: int
    log_likelihood: float

    @property
    def count(self) -> int:
        """How often it stands within five words of a match, on either side."""
        return self.left + self.right


class Tally:
    """The words near matches and elsewhere, counted article by article."""

    def __init__(self) -> None:
        self._left: Counter[str] = Counter()
        self._right: Counter[str] = Counter()
        self._all: Counter[str] = Counter()

    def through(self, found: Iterable[Found]) -> Iterator[Found]:
        """Yield articles as they come, each of them counted, so that counting can be joined in.

        Args:
            found: Articles with their hits, on their way to `concordance.gather`, for example.
        """
        for each in found:
            self.read(each.article.text, each.hits)
            yield each

    def read(self, text: str, hits: Sequence[Span]) -> None:
        """Count the words of an article; of one without hits, none.

        Args:
            text: Its canonical text.
            hits: In order, not overlapping.
        """
        if not hits:
            return
        near, start = 0, 0
        for hit in hits:
            between = _between(text, start, hit.start)
            behind = min(near, (len(between) + 1) // 2)
            before = min(neighbours.SPAN, len(between) - behind)
            self._count(between, behind, before)
            near, start = neighbours.SPAN, hit.end
        rest = _between(text, start, len(text))
        self._count(rest, min(near, len(rest)), 0)

    def collocates(
        self,
        limit: int | None = None,
        *,
        least: int = 1,
        telling: float = -inf,
        letters: bool = True,
    ) -> tuple[Collocate, ...]:
        """Return the words near the matches counted so far, the most telling first.

        Those that tell the same come by alphabet.

        Args:
            limit: How many at most; None for all.
            least: How often a word must stand near a match.
            telling: How large its G² must be.
            letters: Whether a single Latin letter is a word, also one behind an apostrophe.
        """
        near = self._left + self._right
        all_near, everywhere = near.total(), self._all.total()
        rows = (
            Collocate(
                word,
                self._left[word],
                self._right[word],
                log_likelihood(count, all_near, self._all[word] - count, everywhere - all_near),
            )
            for word, count in near.items()
            if count >= least and (letters or not _is_letter(word))
        )
        rows = (row for row in rows if row.log_likelihood >= telling)
        if limit is None:
            return tuple(sorted(rows, key=_rank))
        return tuple(heapq.nsmallest(limit, rows, key=_rank))

    def _count(self, words: Sequence[str], behind: int, before: int) -> None:
        """Count words that stand together: the first so many behind a hit, the last before one."""
        self._all.update(words)
        self._right.update(words[:behind])
        self._left.update(words[len(words) - before :])


def log_likelihood(near: int, all_near: int, elsewhere: int, all_elsewhere: int) -> float:
    """Return Dunning's G² of a word that occurs in two bodies of words.

    The logarithm is the natural one; 0 where the word is equally frequent in both. Source: Ted
    Dunning, Accurate Methods for the Statistics of Surprise and Coincidence, Computational
    Linguistics 19 (1993), where it is called -2 log λ.

    Args:
        near: How often the word occurs in the one.
        all_near: How many words that has.
        elsewhere: How often it occurs in the other.
        all_elsewhere: How many words that has.

    Returns:
        At least 0, but negative where the word is rarer in the first than in the second.
    """
    total = all_near + all_elsewhere
    of_word = near + elsewhere
    cells = (
        (near, all_near, of_word),
        (all_near - near, all_near, total - of_word),
        (elsewhere, all_elsewhere, of_word),
        (all_elsewhere - elsewhere, all_elsewhere, total - of_word),
    )
    ratio = 2 * sum(
        observed * log(observed * total / (row * column))
        for observed, row, column in cells
        if observed
    )
    ratio = max(0.0, ratio)  # equal shares may come out a rounding below
    return -ratio if near * all_elsewhere < elsewhere * all_near else ratio


def _is_letter(word: str) -> bool:
    """Tell whether a word is but a Latin letter, such as the one behind an apostrophe.

    In other scripts one character may well be a word.
    """
    return len(word) == 1 and word.isascii() and word.isalpha()


def _between(text: str, start: int, end: int) -> tuple[str, ...]:
    """Return the words between two hits, without those that a hit cuts in two."""
    words = neighbours.words(text[start:end])
    if words and neighbours.is_inside_word(text, start):
        words = words[1:]
    if words and neighbours.is_inside_word(text, end):
        words = words[:-1]
    return words


def _rank(collocate: Collocate) -> tuple[float, str]:
    return -collocate.log_likelihood, collocate.word
