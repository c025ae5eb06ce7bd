"""Placed: the annotations of the open article, each with where its passage stands in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from tui.reading.passages import Passages

if TYPE_CHECKING:
    from store.anchor import State
    from store.annotation import Annotation
    from store.span import Span


class Placed(Struct, frozen=True):
    """An annotation and where its passage stands in the open article.

    Args:
        annotation: The annotation.
        span: Its passage; None where it is on the whole article or the passage is not found.
        state: How sure its place is; None while it is being looked for.
        score: How much speaks for it, 0 to 1.
    """

    annotation: Annotation
    span: Span | None
    state: State | None
    score: float = 1.0


class ByPlace:
    """The annotations of an article by where their passages are.

    Args:
        placed: The annotations in their places.
    """

    def __init__(self, placed: tuple[Placed, ...]) -> None:
        found = [(each.annotation, each.span) for each in placed if each.span is not None]
        self._annotations = [annotation for annotation, _ in found]
        self._spans = [span for _, span in found]
        self.passages = Passages(self._spans)

    def at(self, offset: int) -> Annotation | None:
        """Return the innermost annotation whose passage holds an offset."""
        # Of two that are alike the one that was made first.
        here = min(
            self.passages.holding(offset),
            key=lambda index: (len(self._spans[index]), index),
            default=None,
        )
        return None if here is None else self._annotations[here]
