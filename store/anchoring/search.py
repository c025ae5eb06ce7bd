"""Where in a text a passage might be: all places of its words, and all places that resemble it."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, deque
from typing import TYPE_CHECKING

from store.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from store.anchoring.passage import Passage
    from store.anchoring.version import Version

MOST_PLACES = 400
"""Places of a quote that are weighed one by one; a quote of one letter stands everywhere."""
_MOST_LOOKED_AT = 20_000
_MOST_REGIONS = 8
_RAREST = 24
# So many of the words in and around a passage, the rarest, are looked up in the index.
_COMMON = 300
# A word that stands more often says little about a place.
_PLAUSIBLE = 0.25
# Share of the weight of all words looked up below which a region is not worth a look.
_NEARLY = 0.4
# The same, of the best region's weight.


def occurrences(version: Version, passage: Passage, near: int) -> list[Span]:
    """Return where a passage's words stand, white space, quotes, dashes and capitals aside.

    Args:
        version: The text to look in.
        passage: What is looked for.
        near: Where it is expected: of a great many places those around it come first.
    """
    if passage.head or passage.tail:
        places = _by_letters(version, passage, near)
    else:
        # Without its surroundings nobody knows whether a quote was whole words.
        places = _by_words(version, passage, near) or _by_letters(version, passage, near)
    return sorted(places, key=lambda place: (abs(place.start - near), place.start))[:MOST_PLACES]


def _by_words(version: Version, passage: Passage, near: int) -> list[Span]:
    words = passage.version.words[passage.words.start : passage.words.stop]
    found = runs_of(version, words, near)
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
    """Yield the first places of `words` from an offset on."""
    at = text.find(words, start)
    for _ in range(MOST_PLACES):
        if at < 0:
            return
        yield at
        at = text.find(words, at + 1)


def _finds_before(text: str, words: str, end: int) -> Iterator[int]:
    """Yield the last places of `words` before an offset."""
    at = text.rfind(words, 0, end)
    for _ in range(MOST_PLACES):
        if at < 0:
            return
        yield at
        at = text.rfind(words, 0, at + len(words) - 1)


def regions(version: Version, passage: Passage) -> list[range]:
    """Return the stretches of a text in which many of a passage's words lie together.

    The words around the passage count as well, so a stretch between what stood before and what
    stood behind it is found even where its own words are gone. Each is a local maximum.
    """
    weights, most = _telling(version, passage)
    hits = sorted((place, word) for word in weights for place in version.places_of(word))
    width = len(passage.around) + len(passage.around) // 2 + 8
    peaks = _peaks(hits, weights, width)
    if not peaks:
        return []
    floor = max(_PLAUSIBLE * most, _NEARLY * peaks[0][0])
    found: list[int] = []
    for weight, start in peaks:
        if weight < floor or len(found) == _MOST_REGIONS:
            break
        if all(abs(start - other) > width // 2 for other in found):
            found.append(start)
    spare = len(passage.words) + 4
    return [
        range(max(0, start - spare), min(len(version), start + width + spare)) for start in found
    ]


def _telling(version: Version, passage: Passage) -> tuple[dict[str, float], float]:
    """Return what the rarest words in and around a passage say about a place, and at most could.

    The weight of a word is the logarithm of its rarity, as in any index of words.
    """
    counts = Counter(
        {
            word: len(version.places_of(word))
            for word in {passage.version.words[number] for number in passage.around}
        }
    )
    rarest = sorted(counts, key=lambda word: (counts[word], word))[:_RAREST]
    weights = {
        word: math.log(1 + len(version) / max(1, counts[word]))
        for word in rarest
        if counts[word] <= _COMMON
    }
    return {word: weights[word] for word in weights if counts[word]}, sum(weights.values())


def _peaks(
    hits: list[tuple[int, str]], weights: dict[str, float], width: int
) -> list[tuple[float, int]]:
    """Return the weight of the different words within `width` of each hit, heaviest first.

    Returns:
        Pairs of a weight and the word at which the stretch begins.
    """
    window: deque[tuple[int, str]] = deque()
    counts = dict.fromkeys(weights, 0)
    weight = 0.0
    peaks: list[tuple[float, int]] = []
    for place, word in hits:
        weight += 0.0 if counts[word] else weights[word]
        counts[word] += 1
        window.append((place, word))
        while window[0][0] < place - width:
            _, gone = window.popleft()
            counts[gone] -= 1
            weight -= 0.0 if counts[gone] else weights[gone]
        peaks.append((weight, window[0][0]))
    return sorted(peaks, key=lambda peak: (-peak[0], peak[1]))
