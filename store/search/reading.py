"""Reading: one article under the eyes of a query."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from store.search.analysed import Analysed
from store.search.patterns import TooSlow
from store.search.query import NOTED_FIELDS, And, Dated, Field, Is, Not, Or, Regex, Tagged

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from store.search.analysed import Place
    from store.search.finders import Wording
    from store.search.found import Indexed
    from store.search.prepared import Prepared
    from store.search.query import Leaf, Node


class Reading:
    """One article under the eyes of a query; what was found in it once is not looked for again.

    Args:
        prepared: The query.
        article: The article.
    """

    def __init__(self, prepared: Prepared, article: Indexed) -> None:
        self.is_too_slow = False
        """Whether a regular expression took longer than it may."""
        self._prepared = prepared
        self._article = article
        self._found: dict[Leaf, list[Place] | None] = {}

    def holds(self, node: Node) -> bool | None:  # noqa: PLR0911 - one a kind of node
        """Tell whether a part of the query holds; None where that cannot be known."""
        match node:
            case Not(part):
                holds = self.holds(part)
                return None if holds is None else not holds
            case And(parts):
                return self._until(parts, decisive=False)
            case Or(parts):
                return self._until(parts, decisive=True)
            case Dated():
                return _is_dated(self._article.date, node)
            case Regex():
                found = self._places_of(node)
                return None if found is None else bool(found)
            case Tagged() | Is():
                return self._article.id in self._prepared.noted[node].articles
            case _:
                return self._has_words(node)

    def places(self) -> Iterator[Place]:
        """Yield where in the text stands what the query looks for, leaf by leaf."""
        for leaf in self._prepared.lit:
            yield from self._places_of(leaf) or ()
        for leaf in self._prepared.marked:
            yield from self._passages_of(leaf)

    @cached_property
    def _text(self) -> Analysed:
        return Analysed(self._article.text)

    def _until(self, parts: Iterable[Node], *, decisive: bool) -> bool | None:
        """Return what parts that are joined come to; one decisive part is enough."""
        result: bool | None = not decisive
        for part in parts:
            holds = self.holds(part)
            if holds is decisive:
                return decisive
            if holds is None:
                result = None
        return result

    def _has_words(self, leaf: Wording) -> bool:
        article = self._article
        if leaf.field in NOTED_FIELDS:
            return article.id in self._prepared.noted[leaf].articles
        match leaf.field:
            case Field.TEXT:
                return bool(self._places_of(leaf)) or self._is_in(leaf, article.title)
            case Field.TITLE:
                return self._is_in(leaf, article.title)
            case Field.AUTHOR:
                return self._is_in(leaf, article.author)
            case Field.SOURCE:
                return self._is_in(leaf, article.source)
            case _:
                return self._is_in(leaf, article.path)

    def _is_in(self, leaf: Leaf, value: str | None) -> bool:
        return bool(value and self._prepared.finders[leaf].in_words(Analysed(value)))

    def _places_of(self, leaf: Leaf) -> list[Place] | None:
        """Return where a leaf is found in the text; None where that took too long."""
        if leaf not in self._found:
            self._found[leaf] = self._look_for(leaf)
        return self._found[leaf]

    def _passages_of(self, leaf: Leaf) -> Iterator[Place]:
        """Yield the passages of the annotations that a leaf holds for, where they surely stand."""
        article = self._article
        annotations = self._prepared.noted[leaf].annotations.get(article.id, ())
        for each in self._prepared.passages.spans(article.text, article.text_hash, annotations):
            yield each.start, each.end

    def _look_for(self, leaf: Leaf) -> list[Place] | None:
        if not isinstance(leaf, Regex):
            return self._prepared.finders[leaf].in_text(self._text)
        try:
            return self._prepared.patterns[leaf].places(self._article.text)
        except TooSlow:
            self.is_too_slow = True
            return None


def _is_dated(date: str | None, days: Dated) -> bool:
    return date is not None and (days.first or date) <= date <= (days.last or date)
