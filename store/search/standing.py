"""Standing: which passages of an article carry annotations already."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from store.anchor import place_all

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from store.annotation import Annotation
    from store.article import Article
    from store.span import Span


class Standing:
    """The annotations whose passages surely stand in the present text of an article.

    One whose place the reader has to say counts for none.

    Args:
        article: The article, as it was read last.
        annotations: Those on it.
        old_text_of: Returns the text with a hash, None where it is no longer known.
    """

    def __init__(
        self,
        article: Article,
        annotations: Sequence[Annotation],
        old_text_of: Callable[[str], str | None],
    ) -> None:
        placed = place_all(article.text, article.text_hash, annotations, old_text_of)
        self._placed = [
            (one.span, annotation)
            for annotation, one in zip(annotations, placed, strict=True)
            if one is not None and one.span is not None
        ]
        # Of several the first in reading order, as everywhere.
        self._exact = dict(reversed(self._placed))
        self._covers: dict[str, _Cover] = {}

    def exactly(self, span: Span) -> Annotation | None:
        """Return the annotation whose passage is exactly a span, None where there is none."""
        return self._exact.get(span)

    def carries(self, span: Span, tag: str) -> bool:
        """Tell whether a span lies in a passage that has a tag."""
        if tag not in self._covers:
            self._covers[tag] = _Cover(
                span for span, annotation in self._placed if tag in annotation.tags
            )
        return self._covers[tag].holds(span)


class _Cover:
    """Spans of which it is asked whether one of them holds another.

    Args:
        spans: In any order.
    """

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [span.start for span in ordered]
        # How far the spans that begin up to here reach.
        self._reaches = list(accumulate((span.end for span in ordered), max))

    def holds(self, span: Span) -> bool:
        """Tell whether a span lies in one of them; a thousand of them cost ten looks."""
        number = bisect_right(self._starts, span.start)
        return number > 0 and self._reaches[number - 1] >= span.end
