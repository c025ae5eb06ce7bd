"""Describe a passage so that it can be found again, and find it again or say that it is gone."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from store.anchoring.placement import ORPHAN, Candidate, Placement, State
from store.annotation import Anchor
from store.article import NORMALISER
from store.graphemes import snap

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from store.anchoring.finder import Finder
    from store.annotation import Annotation
    from store.span import Span

__all__ = [
    "CONTEXT",
    "Candidate",
    "Placement",
    "State",
    "as_told",
    "describe",
    "is_given_up",
    "place",
    "place_all",
    "unmoved",
    "without_looking",
]

CONTEXT = 32
"""How many code points before and behind a passage an anchor keeps."""


def describe(text: str, text_hash: str, span: Span) -> Anchor:
    """Return the anchor of a passage, widened to whole graphemes.

    Args:
        text: The article's canonical text.
        text_hash: Its SHA-256 in hex.
        span: The passage.
    """
    passage = snap(text, span)
    return Anchor(
        start=passage.start,
        end=passage.end,
        exact=passage.of(text),
        prefix=text[max(0, passage.start - CONTEXT) : passage.start],
        suffix=text[passage.end : passage.end + CONTEXT],
        text_hash=text_hash,
        normaliser=NORMALISER,
    )


def place(text: str, text_hash: str, anchor: Anchor, old_text: str | None = None) -> Placement:
    """Find an anchor's passage in a text.

    In the text that the anchor was made on its offsets hold. Elsewhere every place where the
    passage's words stand, and every place that resembles it, is scored by words, prefix, suffix
    and place; one is taken only above a floor and with a margin over the next best, so that a
    look-alike is never taken in silence.

    Args:
        text: The article's canonical text as it is now.
        text_hash: Its SHA-256 in hex.
        anchor: The passage as it was.
        old_text: The text that the anchor was made on, where it is still known.
    """
    return _Placer(text, text_hash, lambda _: old_text).place(anchor)


def place_all(
    article_text: str,
    text_hash: str,
    annotations: Sequence[Annotation],
    old_text_of: Callable[[str], str | None],
) -> tuple[Placement | None, ...]:
    """Find the passages of an article's annotations; to be run in a worker.

    A passage that the reader said is gone is not asked about again: in that version of the
    article it is an orphan, in another it is found again, word for word, or stays one.

    Args:
        article_text: The article's canonical text as it is now.
        text_hash: Its SHA-256 in hex.
        annotations: The article's annotations, in any order.
        old_text_of: Returns the text with a hash, None where it is no longer known; asked once
            for each hash.

    Returns:
        A placement for each annotation, in their order; None for one on the whole article.
    """
    placer = _Placer(article_text, text_hash, old_text_of)
    return tuple(map(placer.place_annotation, annotations))


def is_given_up(annotation: Annotation, text_hash: str, state: State) -> bool:
    """Tell whether a passage counts as gone because the reader said so.

    It does in the version it was said of, and in later ones until its very words are back: a
    place that merely resembles it may be the one that the reader refused.

    Args:
        annotation: The annotation whose passage it is.
        text_hash: Of the text in which it was looked for, SHA-256 in hex.
        state: What came of that.
    """
    if not annotation.lost_in:
        return False
    return annotation.lost_in == text_hash or state is not State.EXACT


def as_told(annotation: Annotation, state: State, text_hash: str) -> State:
    """Return how sure the place of a passage is, with whether the reader said where it is.

    He said so of one text: in a later one the same words are found, which is not confirmed.

    Args:
        annotation: The annotation whose passage it is.
        state: What came of looking for it.
        text_hash: Of the text in which it was looked for, SHA-256 in hex.
    """
    anchor = annotation.anchor
    if not annotation.confirmed or anchor is None or anchor.text_hash != text_hash:
        return state
    return State.CONFIRMED if state is State.EXACT else state


def unmoved(annotation: Annotation, text: str, text_hash: str) -> Span | None:
    """Return where an annotation's passage stands in a text, if its anchor alone says so.

    Args:
        annotation: The annotation whose passage it is.
        text: The article's canonical text.
        text_hash: Its SHA-256 in hex.

    Returns:
        None where there is no passage, where the reader said that it is gone, and in any text but
        the one it was marked in, where it has to be looked for.
    """
    anchor = annotation.anchor
    if anchor is None or not _is_there(anchor, text, text_hash):
        return None
    return None if is_given_up(annotation, text_hash, State.EXACT) else anchor.span


def without_looking(annotation: Annotation, text_hash: str) -> State | None:
    """Return how sure the place of a passage is, if that can be told without the text.

    Args:
        annotation: The annotation whose passage it is.
        text_hash: Of the article's canonical text, SHA-256 in hex.

    Returns:
        None where there is no passage, and in any text but the one it was marked in, where it has
        to be looked for.
    """
    anchor = annotation.anchor
    if anchor is None or anchor.text_hash != text_hash:
        return None
    return State.ORPHAN if is_given_up(annotation, text_hash, State.EXACT) else State.EXACT


def _is_there(anchor: Anchor, text: str, text_hash: str) -> bool:
    """Tell whether a text is the one that an anchor was made on, the passage where it says."""
    if not _is_sound(anchor) or anchor.text_hash != text_hash:
        return False
    return anchor.span.of(text) == anchor.exact


def _is_sound(anchor: Anchor) -> bool:
    """Tell whether an anchor is on any words at all."""
    return 0 <= anchor.start <= anchor.end and bool(anchor.exact)


class _Placer:
    """Places passages in one text."""

    def __init__(self, text: str, text_hash: str, old_text_of: Callable[[str], str | None]) -> None:
        self._text = text
        self._text_hash = text_hash
        self._old_text_of = old_text_of

    def place_annotation(self, annotation: Annotation) -> Placement | None:
        """Find the passage of one annotation, minding what the reader said of it."""
        if annotation.anchor is None:
            return None
        placement = self.place(annotation.anchor)
        is_gone = is_given_up(annotation, self._text_hash, placement.state)
        return ORPHAN if is_gone else placement

    def place(self, anchor: Anchor) -> Placement:
        """Find an anchor's passage."""
        if not _is_sound(anchor):
            return ORPHAN
        if _is_there(anchor, self._text, self._text_hash):
            return Placement(State.EXACT, anchor.span)
        return self._finder.find(anchor)

    @cached_property
    def _finder(self) -> Finder:
        # Most passages are where they were, and what finds the others takes long to import.
        from store.anchoring.finder import Finder

        return Finder(self._text, self._text_hash, self._old_text_of)
