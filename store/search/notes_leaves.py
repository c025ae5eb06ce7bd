"""What a query asks of the notes: which articles, by what the reader wrote, tagged and read."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from store.fold import fold
from store.search.analysed import Analysed
from store.search.finders import finder
from store.search.known import Known
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
    from store.search.query import Leaf, Node

_APART = "\n\n"


def asks_notes(node: Node) -> bool:
    """Tell whether a node is a leaf that the notes answer."""
    if isinstance(node, Word | Prefix | Fuzzy | Phrase | Near):
        return node.field in NOTED_FIELDS
    return isinstance(node, Tagged | Is)


class _Memory:
    """What the notes said last, while they say the same: index and matcher ask for it both."""

    def __init__(self) -> None:
        self._kept: tuple[Known, dict[Leaf, frozenset[str]]] = (Known(), {})

    def ids(self, leaf: Leaf, known: Known) -> frozenset[str]:
        kept, answers = self._kept
        if kept is not known:
            answers = {}
            self._kept = known, answers
        if leaf not in answers:
            answers[leaf] = _asked(leaf, known)
        return answers[leaf]


_memory = _Memory()


def notes_ids(leaf: Leaf, known: Known) -> frozenset[str]:
    """Return the ids of the articles for which a leaf holds.

    Raises:
        ValueError: If the notes do not answer it. What is unread nobody can list from them: it
            is all but what is read.
    """
    return _memory.ids(leaf, known)


def _asked(leaf: Leaf, known: Known) -> frozenset[str]:
    match leaf:
        case Tagged():
            names = _names(leaf, known)
            return _where(known, lambda annotation: not names.isdisjoint(annotation.tags))
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


def _names(leaf: Tagged, known: Known) -> frozenset[str]:
    """Return the tags that a leaf asks for, as they are written."""
    tags = {tag for annotation in known.annotations for tag in annotation.tags}
    return frozenset(tag for tag in tags if _is_named(fold(tag), leaf))


def _is_named(tag: str, leaf: Tagged) -> bool:
    if leaf.is_open:
        return tag.startswith(leaf.name)
    return tag == leaf.name or tag.startswith(f"{leaf.name}/")


def _ids_of_words(leaf: Wording, known: Known) -> Iterator[str]:
    looks = finder(leaf)
    told = [(each.article, words) for each in known.annotations if (words := _words(each, leaf))]
    if isinstance(leaf, Near):
        yield from (article for article, words in told if looks.in_text(Analysed(words)))
        return
    # One text of all is looked through at a fourth of the cost; no phrase reaches over the empty
    # lines between them.
    starts = list(accumulate((len(words) + len(_APART) for _, words in told), initial=0))
    whole = Analysed(_APART.join(words for _, words in told))
    for start, _ in looks.in_text(whole):
        yield told[bisect_right(starts, start) - 1][0]


def _words(annotation: Annotation, leaf: Wording) -> str:
    if leaf.field is Field.NOTE:
        return annotation.note
    return annotation.anchor.exact if annotation.anchor else ""
