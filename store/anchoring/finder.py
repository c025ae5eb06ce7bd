"""Finding passages in a text that is not the one they were marked in."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from store.anchoring import by_context, by_diff
from store.anchoring.alignment import Alignment
from store.anchoring.passage import from_anchor, in_old_text
from store.anchoring.placement import ORPHAN
from store.anchoring.version import Version

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.anchoring.placement import Placement
    from store.annotation import Anchor


class Finder:
    """Finds passages in one text, taking it and the old ones apart only once.

    Args:
        text: The article's canonical text as it is now.
        text_hash: Its SHA-256 in hex.
        old_text_of: Returns the text with a hash, None where it is no longer known; asked once
            for each hash.
    """

    def __init__(self, text: str, text_hash: str, old_text_of: Callable[[str], str | None]) -> None:
        self._text = text
        self._text_hash = text_hash
        self._old_text_of = old_text_of
        self._alignments: dict[str, Alignment | None] = {}

    def find(self, anchor: Anchor) -> Placement:
        """Find the passage of an anchor that is on some words."""
        alignment = self._alignment(anchor.text_hash)
        passage = None if alignment is None else in_old_text(anchor, alignment.old)
        if alignment is None or passage is None:
            passage = from_anchor(anchor)
            return by_context.place(passage, self._new) if passage.words else ORPHAN
        return by_diff.place(passage, alignment) if passage.words else ORPHAN

    @cached_property
    def _new(self) -> Version:
        return Version(self._text)

    def _alignment(self, text_hash: str) -> Alignment | None:
        """Return the alignment with an old text; None where that is not known."""
        if text_hash not in self._alignments:
            is_same = text_hash == self._text_hash
            old_text = None if is_same else self._old_text_of(text_hash)
            self._alignments[text_hash] = (
                None if old_text is None else Alignment(Version(old_text), self._new)
            )
        return self._alignments[text_hash]
