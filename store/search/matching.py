"""Matching: whether a query holds for an article, and where in its text.

The hits in a text are the places of the words that the query looks for in texts. Where it looks
for no such words, they are the passages that the reader marked, tagged or noted as it says.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from store.graphemes import snap_all
from store.search.prepared import Prepared
from store.search.reading import Reading
from store.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from store.search.analysed import Place
    from store.search.found import Indexed
    from store.search.known import Known
    from store.search.query import Node

# Texts of these alone have a grapheme's edge between any two code points: Latin, Greek, Cyrillic,
# Armenian and the punctuation of prose, without marks and joiners. Looking takes 5 us for 4 KB,
# and a hit that has to be snapped 2.
_SIMPLE = re.compile(
    "[\n\x20-\u02ff\u0370-\u0482\u048a-\u0590\u2010-\u2027\u2030-\u203b\u20a0-\u20bf\u2116]*"
)


class Match(Struct, frozen=True):
    """What is found in an article for which a query holds.

    Args:
        hits: Where in its text; whole graphemes, in order, not overlapping. Empty where only its
            title or its other fields matched, or notes on no passage that surely stands in it.
    """

    hits: tuple[Span, ...]


class Matcher:
    """A query made ready to be asked of many articles, one after the other.

    Args:
        root: What to look for.
        known: What the notes say; it is asked at once.

    Raises:
        PatternError: If a regular expression in it makes no sense.
    """

    def __init__(self, root: Node, known: Known) -> None:
        self.too_slow: list[str] = []
        """Paths of the articles on which a regular expression took longer than it may. Such an
        article matches only where the rest of the query decides that it does."""
        self._prepared = Prepared(root, known)

    def match(self, article: Indexed) -> Match | None:
        """Return what is found in an article, or None where the query does not hold for it."""
        reading = Reading(self._prepared, article)
        holds = reading.holds(self._prepared.root)
        hits = _tidied(article.text, reading.places()) if holds else None
        if reading.is_too_slow:
            self.too_slow.append(article.path)
        return None if hits is None else Match(hits)

    def hits(self, article: Indexed) -> tuple[Span, ...]:
        """Return where the hits are in an article, whether or not the query holds for it.

        How the query joins what it looks for makes no difference, but what must not hold is not
        looked for.
        """
        return _tidied(article.text, Reading(self._prepared, article).places())


def _tidied(text: str, places: Iterable[Place]) -> tuple[Span, ...]:
    """Return places as whole graphemes in order; of two that overlap the earlier, or longer."""
    spans = [Span(start, end) for start, end in places]
    if spans and not _SIMPLE.fullmatch(text):
        spans = snap_all(text, spans)
    spans.sort(key=lambda span: (span.start, -span.end))
    kept: list[Span] = []
    for span in spans:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return tuple(kept)
