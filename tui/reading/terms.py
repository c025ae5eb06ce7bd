"""Where the reader's terms occur."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from store.fold import fold
from store.graphemes import snap
from store.span import Span
from tui.reading.paint import Lit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from store.annotation import Term


def lit(text: str, within: Span, terms: Sequence[Term]) -> Iterator[Lit]:
    """Yield the occurrences of terms that touch a stretch of the text.

    Accents and the shape of quotes and dashes do not matter; capitals and word boundaries do as
    the term says.

    Args:
        text: The canonical text.
        within: The stretch; usually the rows on the screen.
        terms: What to look for.
    """
    reach = max((len(term.text) for term in terms), default=0)
    start = max(0, within.start - reach)
    end = min(len(text), within.end + reach)
    window = text[start:end]
    folded = {True: fold(window), False: ""}
    if any(term.match_case for term in terms):
        folded[False] = fold(window, case=False)
    for term in terms:
        for found in _pattern(term).finditer(folded[not term.match_case]):
            span = Span(start + found.start(), start + found.end())
            if span.overlaps(within):
                yield Lit(snap(text, span), term.colour)


@lru_cache(maxsize=512)
def _pattern(term: Term) -> re.Pattern[str]:
    words = (re.escape(word) for word in fold(term.text, case=not term.match_case).split())
    found = " +".join(words)
    return re.compile(rf"(?<!\w){found}(?!\w)" if term.whole_word else found)
