"""Where passages stand in articles that may have changed since, each looked for once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from store.anchor import is_given_up, place_all, unmoved

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from store.anchor import Placement
    from store.annotation import Anchor, Annotation
    from store.span import Span


class StandingPassages:
    """Finds the passages of annotations, and keeps where it found them; any thread may ask.

    Looking for one in a changed text takes up to milliseconds; one whose anchor says where it
    stands costs nothing.

    Args:
        old_text_of: Returns the text with a hash, None where it is no longer known.
    """

    def __init__(self, old_text_of: Callable[[str], str | None] = lambda _: None) -> None:
        self._old_text_of = old_text_of
        self._kept: dict[str, tuple[str, Mapping[Anchor, Placement]]] = {}

    def spans(self, text: str, text_hash: str, annotations: Sequence[Annotation]) -> Iterator[Span]:
        """Yield the passages that surely stand in a text, which are those that the reader sees.

        Args:
            text: An article's canonical text.
            text_hash: Its SHA-256 in hex.
            annotations: Annotations on that article, and on no other.
        """
        sought: list[Annotation] = []
        for each in annotations:
            if (span := unmoved(each, text, text_hash)) is not None:
                yield span
            elif each.anchor is not None:
                sought.append(each)
        found = self._found(text, text_hash, sought) if sought else {}
        for each in sought:
            placement = found[each.anchor] if each.anchor else None
            if placement is None or is_given_up(each, text_hash, placement.state):
                continue
            if placement.span is not None:
                yield placement.span

    def _found(
        self, text: str, text_hash: str, sought: Sequence[Annotation]
    ) -> Mapping[Anchor, Placement]:
        """Return where passages of one article are, looking only for those not known yet."""
        article = sought[0].article
        kept_hash, kept = self._kept.get(article, ("", {}))
        found = dict(kept) if kept_hash == text_hash else {}
        # What the reader said of them is heeded by who asks: it changes more often than the text.
        new = [replace(each, lost_in="") for each in sought if each.anchor not in found]
        placements = place_all(text, text_hash, new, self._old_text_of) if new else ()
        for each, placement in zip(new, placements, strict=True):
            if each.anchor is not None and placement is not None:
                found[each.anchor] = placement
        self._kept[article] = text_hash, found
        return found
