"""A passage to be found, together with the words around it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from store.anchoring.version import Version
from store.span import Span

if TYPE_CHECKING:
    from store.annotation import Anchor

_AROUND = 12
"""Words before and behind a passage that help to find it, where the old text is known."""


class Passage(Struct, frozen=True, dict=True):
    """A passage as it was.

    Args:
        anchor: How it was described.
        version: The text it stood in; of an old text that is lost, what the anchor kept of it.
        span: Its place in that text.
    """

    anchor: Anchor
    version: Version
    span: Span

    @cached_property
    def words(self) -> range:
        """Its words."""
        return self.version.words_in(self.span)

    @cached_property
    def around(self) -> range:
        """Its words and those around it."""
        first = max(0, self.words.start - _AROUND)
        return range(first, min(len(self.version), self.words.stop + _AROUND))

    @property
    def head(self) -> int:
        """How many letters of its first word stand before it."""
        return max(0, self.span.start - self.version.starts[self.words.start])

    @property
    def tail(self) -> int:
        """How many letters of its last word stand behind it."""
        return max(0, self.version.end(self.words.stop - 1) - self.span.end)

    @cached_property
    def quote(self) -> str:
        """Its words, folded."""
        return self.span.of(self.version.folded)

    @cached_property
    def prefix(self) -> str:
        """The characters before it, as many as the anchor keeps, folded."""
        return self.version.folded[self.span.start - len(self.anchor.prefix) : self.span.start]

    @cached_property
    def suffix(self) -> str:
        """The characters behind it, folded."""
        return self.version.folded[self.span.end : self.span.end + len(self.anchor.suffix)]


def in_old_text(anchor: Anchor, old: Version) -> Passage | None:
    """Return a passage in the text it was made on; None where its words do not stand there."""
    if not anchor.start < anchor.end <= len(old.text):
        return None
    if old.text[anchor.start : anchor.end] != anchor.exact:
        return None
    return Passage(anchor, old, anchor.span)


def from_anchor(anchor: Anchor) -> Passage:
    """Return a passage of which nothing is known but its anchor."""
    before = len(anchor.prefix)
    version = Version(anchor.prefix + anchor.exact + anchor.suffix)
    return Passage(anchor, version, Span(before, before + len(anchor.exact)))
