"""Narrowing annotations to those that hold a few typed words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.haystack import haystack, needles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from store.annotation import Annotation


class AnnotationFilter:
    """Looks in passage, note, tags and title; remembers what it made of each annotation.

    Args:
        title_of: Gives the title of the article with an id.
    """

    def __init__(self, title_of: Callable[[str], str]) -> None:
        self._title_of = title_of
        self._haystacks: dict[str, tuple[Annotation, str]] = {}

    def narrow(self, annotations: Sequence[Annotation], query: str) -> Sequence[Annotation]:
        """Return the annotations in which every word of `query` occurs.

        A word that begins with `#` is the beginning of a tag or of one of its levels.
        """
        left = annotations
        for word in needles(query):
            left = [each for each in left if word in self._haystack(each)]
        return left

    def prepare(self, annotations: Iterable[Annotation]) -> None:
        """Make `narrow` quick for the annotations."""
        for annotation in annotations:
            self._haystack(annotation)

    def _haystack(self, annotation: Annotation) -> str:
        kept = self._haystacks.get(annotation.uuid)
        if kept is not None and kept[0] is annotation:
            return kept[1]
        passage = annotation.anchor.exact if annotation.anchor else ""
        title = self._title_of(annotation.article)
        made = haystack(passage, annotation.note, title, *_tag_fields(annotation.tags))
        self._haystacks[annotation.uuid] = annotation, made
        return made


def _tag_fields(names: Sequence[str]) -> Iterator[str]:
    """Yield what `#` finds: each name from each of its levels on."""
    for name in names:
        levels = name.split("/")
        for first in range(len(levels)):
            yield "#" + "/".join(levels[first:])
