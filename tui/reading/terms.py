"""Where the reader's terms occur."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from store.compiled import compiled
from store.fold import fold
from store.graphemes import snap
from store.span import Span
from tui.reading.paint import Lit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import regex

    from store.annotation import Term

_WIDEST_GAP = 4
"""How many spaces or line breaks may stand between two words of a term."""

# Scripts that put no space between words: a word's edge cannot be told from the letter beside it.
_UNSPACED = r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Tibetan}]"


def lit(text: str, within: Span, terms: Sequence[Term], block: Span) -> Iterator[Lit]:
    """Yield the occurrences of terms that touch a stretch of the text.

    Accents and the shape of quotes and dashes do not matter; capitals and word boundaries do as
    the term says.

    Args:
        text: The canonical text.
        within: The stretch; usually a row on the screen.
        terms: What to look for.
        block: The block it lies in; no occurrence reaches beyond it.
    """
    if not terms:
        return
    reach = max(_longest(term) for term in terms)
    start = max(block.start, within.start - reach)
    end = min(block.end, within.end + reach)
    window = text[start:end]
    folded = {True: fold(window), False: ""}
    if any(term.match_case for term in terms):
        folded[False] = fold(window, case=False)
    for term in terms:
        for found in _pattern(term).finditer(folded[not term.match_case], overlapped=True):
            span = Span(start + found.start(), start + found.end())
            if span.overlaps(within):
                yield Lit(snap(text, span), term.colour)


def _longest(term: Term) -> int:
    return len(term.text) + (_WIDEST_GAP - 1) * term.text.count(" ")


@lru_cache(maxsize=512)
def _pattern(term: Term) -> regex.Pattern[str]:
    import regex

    unspaced = compiled(_UNSPACED)
    words = fold(term.text, case=not term.match_case).split()
    found = f" {{1,{_WIDEST_GAP}}}".join(map(regex.escape, words))
    if not term.whole_word:
        return regex.compile(found)
    before = "" if unspaced.match(words[0]) else r"(?<!\w)"
    behind = "" if unspaced.match(words[-1][-1]) else r"(?!\w)"
    return regex.compile(before + found + behind)
