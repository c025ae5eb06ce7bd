"""What is asked of a place in a text that repeats itself: a song, a litany, a law.

There a line stands in the new verse as it did in the one that was dropped, and one copy of a
refrain goes as another comes. Words that agree prove little, so more of them are wanted, and every
copy next to the passage has to be accounted for.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from store.anchoring.alignment import Alignment
    from store.anchoring.passage import Passage
    from store.anchoring.version import Version

    Pairs = list[tuple[int, int]]
    """Words of one text, each with its number in the other."""

_AROUND = 24
# Words on each side by which a stretch of text is judged.
_REPEATED = 0.4
# Share of its runs of words that stand elsewhere too: of prose 1 in 200 has so much, of songs,
# litanies and laws 99 in 100.
_KEPT = 0.7
# Share of the letters around a passage that stay where its own paragraph was rewritten.
_UNBROKEN = 28
# Words in a row that say as much; a line of a song, or a sentence of a law, has half as many.
_QUOTE = 0.9
# So similar a passage is when it was rewritten, and not when another formula took its place.
_COPY = 0.5
# Share of the words of a copy that are left where it was rewritten.
_COPIES = 3
# So many on each side are next to a passage: the nearest may be in the same verse, or the same run.
_LOOKED_AT = 200
# Places of a word that are looked at to find them; farther away they tell nothing.


def is_in_doubt(
    alignment: Alignment,
    passage: Passage,
    image: range,
    quote: float,
    unbroken: tuple[int, int],
) -> bool:
    """Tell whether a text that repeats itself leaves in doubt that a passage is at a place.

    Args:
        alignment: Of the old text and the new one.
        passage: The passage in the old text.
        image: The words of the new text that it is thought to be.
        quote: How similar they are to its own, 0 to 1.
        unbroken: How many words before and behind both are the same in both texts.
    """
    if not _is_each_copy_known(alignment, passage, image):
        return _repeats(alignment.old, [_widened(alignment.old, passage.words)])
    is_long = sum(unbroken) + len(passage.words) >= _UNBROKEN
    if is_long and quote >= _QUOTE and _is_rooted(alignment, passage.words, image, unbroken):
        return False
    # Its own words count for nothing here: a sentence may well be quoted twice in prose.
    return _repeats(alignment.old, _sides(alignment.old, passage.words)) or _repeats(
        alignment.new, _sides(alignment.new, image)
    )


def _repeats(version: Version, stretches: Iterable[range]) -> bool:
    """Tell whether many runs of words in some stretches of a text stand in it elsewhere too."""
    runs = [run for stretch in stretches for run in version.runs(stretch)]
    return sum(run in version.repeated_runs for run in runs) >= _REPEATED * len(runs) > 0


def _widened(version: Version, words: range) -> range:
    return range(max(0, words.start - _AROUND), min(len(version), words.stop + _AROUND))


def _sides(version: Version, words: range) -> tuple[range, range]:
    wide = _widened(version, words)
    return range(wide.start, words.start), range(words.stop, wide.stop)


def _is_rooted(alignment: Alignment, words: range, image: range, unbroken: tuple[int, int]) -> bool:
    """Tell whether what stands on both sides of a passage stands there in the other text too."""
    old, new = _sides(alignment.old, words), _sides(alignment.new, image)
    # What was put before the beginning of a text, or behind its end, is no evidence against it.
    new = (new[0][max(0, len(new[0]) - len(old[0])) :], new[1][: len(old[1])])
    is_before = unbroken[0] >= _UNBROKEN or (
        _is_kept(alignment.old, old[0], alignment.pairs(old[0]), range(image.start))
        and _is_kept(alignment.new, new[0], alignment.origins(new[0]), range(words.start))
    )
    there, here = range(image.stop, len(alignment.new)), range(words.stop, len(alignment.old))
    is_behind = unbroken[1] >= _UNBROKEN or (
        _is_kept(alignment.old, old[1], alignment.pairs(old[1]), there)
        and _is_kept(alignment.new, new[1], alignment.origins(new[1]), here)
    )
    return is_before and is_behind


def _is_kept(version: Version, words: range, pairs: Pairs, there: range) -> bool:
    """Tell whether most of some words, by letters, stand in the other text where they should."""
    kept = sum(len(version.words[word]) for word, image in pairs if image in there)
    return kept >= _KEPT * sum(len(version.words[word]) for word in words)


def _is_each_copy_known(alignment: Alignment, passage: Passage, image: range) -> bool:
    """Tell whether the copies next to a passage are where they were, and none has come.

    If one went or came, it may as well be the passage that did.
    """
    words = alignment.old.words[passage.words.start : passage.words.stop]
    copies = _beside(alignment.old, words, passage.words)
    if not all(_is_left(alignment.pairs(copy), len(words)) for copy in copies):
        return False
    copies = _beside(alignment.new, words, image)
    return all(_is_whole(alignment.origins(copy), len(words)) for copy in copies)


def _is_left(pairs: Pairs, length: int) -> bool:
    """Tell whether a copy of so many words is still there, rewritten or not."""
    if len(pairs) < max(1, _COPY * length):
        return False
    return pairs[-1][1] - pairs[0][1] <= 2 * length


def _is_whole(pairs: Pairs, length: int) -> bool:
    """Tell whether all of a copy's words stand unbroken in the other text."""
    return len(pairs) == length and pairs[-1][1] - pairs[0][1] == length - 1


def _beside(version: Version, words: Sequence[str], place: range) -> list[range]:
    """Return the nearest copies of some words on either side of a place."""
    rarest = min(range(len(words)), key=lambda at: len(version.places_of(words[at])))
    places = version.places_of(words[rarest])
    before = bisect_left(places, place.start + rarest - len(words) + 1)
    behind = bisect_left(places, place.stop + rarest)
    sides = (
        places[max(0, before - _LOOKED_AT) : before][::-1],
        places[behind : behind + _LOOKED_AT],
    )
    return [
        range(first, first + len(words))
        for side in sides
        for first in islice(_copies(version, words, side, rarest), _COPIES)
    ]


def _copies(
    version: Version, words: Sequence[str], places: Sequence[int], within: int
) -> Iterator[int]:
    """Yield where some words begin, of the places of the word that is so far within them."""
    for place in places:
        if version.words[place] != words[within] or place < within:
            continue
        first = place - within
        if version.words[first : first + len(words)] == words:
            yield first
