"""What a query asks of the notes: which articles, by what the reader wrote, tagged and read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.fold import fold
from store.search.analysed import Analysed
from store.search.finders import finder
from store.search.query import (
    NOTED_FIELDS,
    Field,
    Fuzzy,
    Is,
    Near,
    Phrase,
    Prefix,
    State,
    Tagged,
    Word,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from store.annotation import Annotation
    from store.search.finders import Wording
    from store.search.known import Known
    from store.search.query import Leaf, Node


def asks_notes(node: Node) -> bool:
    """Tell whether a node is a leaf that the notes answer."""
    if isinstance(node, Word | Prefix | Fuzzy | Phrase | Near):
        return node.field in NOTED_FIELDS
    return isinstance(node, Tagged | Is)


def notes_ids(leaf: Leaf, known: Known) -> frozenset[str]:
    """Return the ids of the articles for which a leaf holds.

    Raises:
        ValueError: If the notes do not answer it. What is unread nobody can list from them: it
            is all but what is read.
    """
    match leaf:
        case Tagged():
            return _where(known, lambda annotation: _is_tagged(annotation, leaf))
        case Is(State.READ):
            return known.read
        case Is(State.NOTED):
            return _where(known, lambda annotation: bool(annotation.note))
        case Is(State.TAGGED):
            return _where(known, lambda annotation: bool(annotation.tags))
        case Is(State.ORPHAN):
            return known.orphaned()
        case Word() | Prefix() | Fuzzy() | Phrase() | Near():
            return frozenset(_ids_of_words(leaf, known))
        case _:
            raise ValueError(f"the notes do not say for which articles it holds: {leaf}")


def _where(known: Known, holds: Callable[[Annotation], bool]) -> frozenset[str]:
    return frozenset(each.article for each in known.annotations if holds(each))


def _is_tagged(annotation: Annotation, leaf: Tagged) -> bool:
    return any(_is_named(fold(tag), leaf) for tag in annotation.tags)


def _is_named(tag: str, leaf: Tagged) -> bool:
    if leaf.is_open:
        return tag.startswith(leaf.name)
    return tag == leaf.name or tag.startswith(f"{leaf.name}/")


def _ids_of_words(leaf: Wording, known: Known) -> Iterator[str]:
    looks = finder(leaf)
    for annotation in known.annotations:
        words = annotation.note if leaf.field is Field.NOTE else _quote(annotation)
        if words and looks.in_text(Analysed(words)):
            yield annotation.article


def _quote(annotation: Annotation) -> str:
    return annotation.anchor.exact if annotation.anchor else ""
