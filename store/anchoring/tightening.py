"""The sentences of a doubtful place that are the passage's, without those that only lie beside it.

What stood beside a passage may be gone as well. Then nothing says where the words begin that took
the passage's place, and a place may reach back over a sentence or two that it never had.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz.distance import LCSseq

from store.sentences import split
from store.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.anchoring.passage import Passage
    from store.anchoring.version import Version

_CHANCE = 0.3
# Share of the letters of a sentence that stand in an unrelated passage in the same order.
_MOST_CELLS = 30_000_000


def tightened(
    passage: Passage, new: Version, span: Span, taken: Callable[[range], float] = lambda _: 0.0
) -> Span:
    """Return a place without the sentences at its ends that have little of a passage.

    It keeps as many as the passage had, and at least one.

    Args:
        passage: What is looked for.
        new: The text as it is now.
        span: Where it may be.
        taken: Returns the share of some words of `new` that belong to something else, 0 to 1.
    """
    if len(new.words_in(span)) * len(passage.words) > _MOST_CELLS:
        return span
    sentences = list(split(new.text, span))
    most = max(1, len(split(passage.version.text, passage.span)))
    if len(sentences) <= most:
        return span
    shares: list[float] = []
    for sentence in sentences:
        words = new.words_in(sentence)
        shares.append(_share(passage, new, words) * (1 - taken(words)))
    while len(sentences) > most and min(shares[0], shares[-1]) < _CHANCE:
        weaker = 0 if shares[0] < shares[-1] else -1
        del sentences[weaker], shares[weaker]
    return Span(sentences[0].start, sentences[-1].end)


def _share(passage: Passage, new: Version, words: range) -> float:
    """Return the share of some words, by letters, that stand in a passage in the same order."""
    own = passage.version.words[passage.words.start : passage.words.stop]
    theirs = new.words[words.start : words.stop]
    kept = sum(
        len(theirs[at])
        for block in LCSseq.opcodes(own, theirs)
        if block.tag == "equal"
        for at in range(block.dest_start, block.dest_end)
    )
    return kept / max(1, sum(map(len, theirs)))
