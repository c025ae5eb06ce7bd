"""Where in a text a passage might be: all places of its words, and all places that resemble it."""

from __future__ import annotations

import heapq
import math
from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING

from store.anchoring.alignment import common_ahead, common_behind
from store.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from store.anchoring.passage import Passage
    from store.anchoring.version import Version

MOST_PLACES = 400
"""Places of a quote that are looked at at all; a quote of one letter stands everywhere."""
FEW_PLACES = 24
"""So many of them, those with the most of the context, are weighed against each other."""
_NEAR_WORDS = 400
_MOST_LOOKED_AT = 20_000
_MOST_REGIONS = 8
_RAREST = 24
# So many of the words in and around a passage, the rarest, are looked up in the index.
_MOST_HITS = 400
# Places of these words that are looked at together; the common ones say little anyway.
_MOST_PEAKS = 4 * _MOST_REGIONS
_PLAUSIBLE = 0.25
# Share of the weight of all words looked up below which a region is not worth a look.
_NEARLY = 0.4
# The same, of the best region's weight.


def occurrences(version: Version, passage: Passage, near: int) -> list[Span]:
    """Return where a passage's words stand, white space, accents, quotes and dashes aside.

    Args:
        version: The text to look in.
        passage: What is looked for.
        near: Where it is expected: of a great many places those around it come first.

    Returns:
        At most `FEW_PLACES`, those with the most of the passage's surroundings.
    """
    if passage.head or passage.tail:
        places = _by_letters(version, passage, near)
    else:
        places = _by_words(version, passage, near)
        if not places and not passage.prefix and not passage.suffix:
            # Nobody knows whether it was whole words.
            places = _by_letters(version, passage, near)
    if len(places) <= FEW_PLACES:
        return places
    places.sort(key=lambda place: (abs(place.start - near), place.start))
    return heapq.nsmallest(
        FEW_PLACES, places[:MOST_PLACES], key=lambda place: -_agreement(version, passage, place)
    )


def _agreement(version: Version, passage: Passage, place: Span) -> int:
    """Count the words around a place that stand around the passage as well, as far as they do."""
    old, new = passage.words, version.words_in(place)
    words = passage.version.words
    before = common_behind(words, old.start, version.words, new.start, _NEAR_WORDS)
    return before + common_ahead(words, old.stop, version.words, new.stop, _NEAR_WORDS)


def _by_words(version: Version, passage: Passage, near: int) -> list[Span]:
    words = passage.version.words[passage.words.start : passage.words.stop]
    found = runs_of(version, words, near)
    middle = bisect_left(found, bisect_left(version.starts, near))
    found = found[max(0, middle - MOST_PLACES // 2) : middle + MOST_PLACES // 2]
    return [version.span(range(first, first + len(words))) for first in found]


def runs_of(version: Version, words: Sequence[str], near: int) -> list[int]:
    """Return the numbers of the words at which a run of words begins, in order.

    Args:
        version: The text to look in.
        words: The run, of at least one word.
        near: Where it is expected, if there are more places than can be looked at.
    """
    rarest = min(range(len(words)), key=lambda at: len(version.places_of(words[at])))
    places = version.places_of(words[rarest])
    if len(places) > _MOST_LOOKED_AT:
        middle = bisect_left(places, bisect_left(version.starts, near))
        places = places[max(0, middle - _MOST_LOOKED_AT // 2) : middle + _MOST_LOOKED_AT // 2]
    firsts = (place - rarest for place in places)
    return [
        first
        for first in firsts
        if first >= 0 and version.words[first : first + len(words)] == words
    ]


def _by_letters(version: Version, passage: Passage, near: int) -> list[Span]:
    """Return the places of a passage that begins or ends inside a word."""
    quote = passage.quote
    near = max(0, near)
    starts = set(_finds(version.folded, quote, near))
    starts.update(_finds_before(version.folded, quote, near + len(quote)))
    surrounded = passage.prefix + quote + passage.suffix
    starts.update(at + len(passage.prefix) for at in _finds(version.folded, surrounded, 0))
    return [Span(start, start + len(quote)) for start in starts]


def _finds(text: str, words: str, start: int) -> Iterator[int]:
    """Yield the first places of `words` from an offset on, none overlapping the one before."""
    at = text.find(words, start)
    for _ in range(MOST_PLACES):
        if at < 0:
            return
        yield at
        at = text.find(words, at + len(words))


def _finds_before(text: str, words: str, end: int) -> Iterator[int]:
    """Yield the last places of `words` before an offset, none overlapping the one before."""
    at = text.rfind(words, 0, end)
    for _ in range(MOST_PLACES):
        if at < 0:
            return
        yield at
        at = text.rfind(words, 0, at)


def regions(version: Version, passage: Passage) -> list[range]:
    """Return the stretches of a text in which many of a passage's words lie together.

    The words around the passage count as well, so a stretch between what stood before and what
    stood behind it is found even where its own words are gone. Each is a local maximum.
    """
    weights, most = _telling(version, passage)
    width = len(passage.around) + len(passage.around) // 2 + 8
    peaks = _peaks(version, weights, width, _PLAUSIBLE * most)
    floor = _NEARLY * peaks[0][0] if peaks else 0.0
    found: list[int] = []
    for weight, cell in peaks:
        if weight < floor or len(found) == _MOST_REGIONS:
            break
        if not {cell - 1, cell + 1}.intersection(found):
            found.append(cell)
    spare = len(passage.words) // 2 + 4
    return [
        range(max(0, cell * width - spare), min(len(version), (cell + 2) * width + spare))
        for cell in found
    ]


def _telling(version: Version, passage: Passage) -> tuple[dict[str, float], float]:
    """Return what the rarest words in and around a passage say about a place, and at most could.

    The weight of a word is the logarithm of its rarity, as in any index of words.
    """
    words = {passage.version.words[number] for number in passage.around}
    counts = sorted((len(version.places_of(word)), word) for word in words)
    weights: dict[str, float] = {}
    places = 0
    for count, word in counts[:_RAREST]:
        places += count
        if places > _MOST_HITS and weights:
            break
        weights[word] = math.log(1 + len(version) / max(1, count))
    return weights, sum(weights.values())


def _peaks(
    version: Version, weights: dict[str, float], width: int, floor: float
) -> list[tuple[float, int]]:
    """Return the weight of the words in each pair of neighbouring cells, heaviest first.

    Args:
        version: The text to look in.
        weights: The words looked for.
        width: Words in a cell.
        floor: Weight below which a pair is not worth a look.

    Returns:
        Pairs of a weight and the number of the first of the two cells.
    """
    cells: defaultdict[int, float] = defaultdict(float)
    for word, weight in weights.items():
        for cell in {place // width for place in version.places_of(word)[:_MOST_HITS]}:
            cells[cell] += weight
    # A pair that is heavy enough has a cell that is half as heavy: most need no second look.
    heavy = [cell for cell, weight in cells.items() if 2 * weight >= floor]
    pairs = {first for cell in heavy for first in (cell - 1, cell) if first >= 0}
    weighed = ((cells.get(first, 0.0) + cells.get(first + 1, 0.0), first) for first in pairs)
    peaks = [peak for peak in weighed if peak[0] >= floor > 0]
    return heapq.nlargest(_MOST_PEAKS, peaks, key=lambda peak: (peak[0], -peak[1]))
