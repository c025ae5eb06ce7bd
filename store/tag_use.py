"""TagUse: how many annotations have each tag, and which tags were given last."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

from store.annotation import Annotation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from store.merge import Step


class TagUse:
    """The use that a book's annotations make of tags, whether the codebook has them or not.

    Args:
        annotations: Those of the book; looked at only when somebody asks what was given last.
    """

    def __init__(self, annotations: Mapping[str, Annotation]) -> None:
        self._annotations = annotations
        self._counts: Counter[str] = Counter()
        self._given: dict[str, None] | None = None

    def add(self, annotation: Annotation) -> None:
        """Count the tags of an annotation that is there from now on."""
        for name in annotation.tags:
            self._counts[name] += 1

    def add_all(self, annotations: Iterable[Annotation]) -> None:
        """Count the tags of many annotations."""
        self._counts.update(chain.from_iterable([one.tags for one in annotations]))

    def remove(self, annotation: Annotation) -> None:
        """Count the tags of an annotation no longer."""
        self._counts.subtract(annotation.tags)

    def count(self, name: str) -> int:
        """Return how many annotations have a tag, not counting its children's."""
        return self._counts[name]

    def names(self) -> set[str]:
        """Return the names of the tags that are on any annotation."""
        return {name for name, count in self._counts.items() if count}

    def given(self) -> tuple[str, ...]:
        """Return the tags that were ever given, the last given last."""
        return tuple(self._recency())

    def note(self, step: Step) -> None:
        """Make the tags that a step gives the most recent ones, whatever the clock says.

        To be called before the step is carried out.
        """
        given = self._recency()
        for change in step.changes:
            if not isinstance(change.after, Annotation):
                continue
            before = change.before.tags if isinstance(change.before, Annotation) else ()
            for name in change.after.tags:
                if name not in before:
                    given.pop(name, None)
                    given[name] = None

    def _recency(self) -> dict[str, None]:
        """Return tag names in the order in which they were last given."""
        if self._given is None:
            latest: dict[str, str] = {}
            for annotation in self._annotations.values():
                for name in annotation.tags:
                    latest[name] = max(latest.get(name, ""), annotation.modified)
            self._given = dict.fromkeys(sorted(latest, key=lambda name: (latest[name], name)))
        return self._given
