"""Places where a passage may be, and how much speaks for each."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace
from rapidfuzz.distance import LCSseq, Levenshtein

from store.anchoring import search
from store.anchoring.edges import edges
from store.span import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.anchoring.passage import Passage
    from store.anchoring.version import Version

_LONG = 4_000
# Code points from which a quote is compared by words only, to keep each call short.
_MOST_CELLS = 30_000_000
_CHANCE = 0.3
# Two unrelated pieces of prose are about so similar by edit distance.

_QUOTE, _PREFIX, _SUFFIX, _PLACE = 0.4, 0.15, 0.15, 0.3


class Window(Struct, frozen=True):
    """A place where a passage may be.

    Args:
        span: The place.
        quote: How similar its words are to the passage's, 0 to 1.
        prefix: How similar what stands before it is, 0 to 1.
        suffix: How similar what stands behind it is, 0 to 1.
        place: How well the place itself fits, 0 to 1.
        taken: Share of it that the diff gives to other words of the old text, 0 to 1.
        is_bounded: Whether it is sure where it begins and ends.
    """

    span: Span
    quote: float
    prefix: float
    suffix: float
    place: float = 0.0
    taken: float = 0.0
    is_bounded: bool = True

    @property
    def score(self) -> float:
        """How much speaks for it, 0 to 1; half of it where other words hold the place."""
        words = _QUOTE * self.quote + _PREFIX * self.prefix + _SUFFIX * self.suffix
        return (words + _PLACE * self.place) * (1 - self.taken / 2)


def measure(passage: Passage, new: Version, span: Span) -> Window:
    """Return a place with what can be told from the words in and around it.

    Args:
        passage: What is looked for.
        new: The text as it is now.
        span: The place.
    """
    span = _with_ends(passage, new, span)
    before = new.folded[max(0, span.start - len(passage.prefix) - 8) : span.start]
    behind = new.folded[span.end : span.end + len(passage.suffix) + 8]
    return Window(
        span,
        _quote_score(passage, new, span),
        _context_score(passage.prefix[::-1], before[::-1]),
        _context_score(passage.suffix, behind),
    )


def align(passage: Passage, new: Version, region: range) -> Window | None:
    """Return the place in a region of the new text that fits a passage best.

    Args:
        passage: What is looked for.
        new: The text as it is now.
        region: The words of `new` to look among.

    Returns:
        None where no word of the passage stands there.
    """
    around = passage.around
    if len(around) * len(region) > _MOST_CELLS:
        return None
    blocks = LCSseq.opcodes(
        passage.version.words[around.start : around.stop], new.words[region.start : region.stop]
    )
    pairs = [
        (around.start + block.src_start + step, region.start + block.dest_start + step)
        for block in blocks
        if block.tag == "equal"
        for step in range(block.src_end - block.src_start)
    ]
    return from_pairs(passage, new, pairs)


def _with_ends(passage: Passage, new: Version, span: Span) -> Span:
    """Return a place with the white space that the passage began or ended with, if it is there."""
    words = passage.version.span(passage.words)
    ahead, behind = words.start - passage.span.start, passage.span.end - words.end
    if max(ahead, behind) <= 0:
        return span
    wider = Span(max(0, span.start - max(0, ahead)), span.end + max(0, behind))
    return wider if wider.of(new.folded) == passage.quote else span


def resembling(passage: Passage, new: Version) -> list[Window]:
    """Return the places of a text that resemble a passage, the best words first."""
    found = [
        each for region in search.regions(new, passage) for each in all_in(passage, new, region)
    ]
    return sorted(found, key=lambda each: (-each.quote, each.span))


def all_in(passage: Passage, new: Version, region: range) -> list[Window]:
    """Return the places in a region that fit a passage: the best, and the best on each side.

    Args:
        passage: What is looked for.
        new: The text as it is now.
        region: The words of `new` to look among.
    """
    best = align(passage, new, region)
    if best is None:
        return []
    words = new.words_in(best.span)
    sides = (range(region.start, words.start), range(words.stop, region.stop))
    beside = (align(passage, new, side) for side in sides if 2 * len(side) > len(passage.words))
    return [best, *(each for each in beside if each is not None)]


def from_pairs(passage: Passage, new: Version, pairs: Sequence[tuple[int, int]]) -> Window | None:
    """Return the place that pairs of equal words, in order, say a passage is at."""
    bounds = edges(passage, new, pairs)
    if bounds is None:
        return None
    words = bounds.words
    images = dict(pairs)
    span = new.span(words)
    # A passage that began inside a word begins inside it still.
    start = span.start + (passage.head if images.get(passage.words.start) == words.start else 0)
    is_last_kept = images.get(passage.words.stop - 1) == words.stop - 1
    end = span.end - (passage.tail if is_last_kept else 0)
    found = measure(passage, new, Span(start, max(start, end)))
    return replace(found, is_bounded=bounds.is_sure)


def _quote_score(passage: Passage, new: Version, span: Span) -> float:
    """Return how similar a place's words are: by edits, and by the words that are left."""
    quote, words = _collapsed(passage.quote), _collapsed(span.of(new.folded))
    if quote == words:
        return 1.0
    left = _words_left(passage, new, span)
    if max(len(quote), len(words)) > _LONG:
        return min(left, len(quote) / max(1, len(words)))
    by_edits = Levenshtein.normalized_similarity(quote, words)
    # Words added in the middle, or gone to another place, are edits, and yet nothing is lost.
    return max(by_edits, (by_edits + left) / 2)


def _words_left(passage: Passage, new: Version, span: Span) -> float:
    """Return the share of a passage's words, by letters, that a place has in any order."""
    wanted = Counter(passage.version.words[word] for word in passage.words)
    found = Counter(new.words[word] for word in new.words_in(span))
    left = sum(len(word) * count for word, count in (wanted & found).items())
    return left / sum(len(word) * count for word, count in wanted.items())


def _context_score(wanted: str, found: str) -> float:
    """Return how similar two contexts are, both read away from the passage.

    White space is no difference. Chance alone gives 0; a passage that stood at an end of its
    text stands at one again, or nothing is said.
    """
    wanted, found = _collapsed(wanted), _collapsed(found)
    if not wanted:
        return 0.5 if found else 1.0
    similar = Levenshtein.normalized_similarity(wanted, found[: len(wanted)])
    return max(0.0, (similar - _CHANCE) / (1 - _CHANCE))


def _collapsed(text: str) -> str:
    return " ".join(text.split())
